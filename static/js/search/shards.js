// The index: for each term the papers that have it, with weights. A small site has it as one file of plain lunr JSON; a
// large site's is cut by term into shards (`generator/search/shards.py`), each of which is fetched when a query needs
// it, and says what the weights are made of. Both give the same `Index`.

import { shardNames } from "./file_names.js";
import { decodePlaces } from "./nearness.js";
import { createUnpacker, emptyFields } from "./postings.js";
import { prefixEnd, textsWithPrefix, upperBound } from "./sorted.js";

/**
 * @import { IndexShard, Manifest, SearchData, ShardTable, WholeIndex } from "./data.js"
 * @import { PackedTerm, Posting } from "./postings.js"
 */

const MOST_TERMS = 1_000_000; // of a shard

/**
 * `posting` and `wordsWithPrefix` know only what `load` and `loadPrefix` have fetched.
 *
 * @typedef {object} Index
 * @property {string[]} fields
 * @property {(terms: string[]) => Promise<void>} load - all that there is of these terms
 * @property {(terms: string[]) => Promise<void>} loadHeads - of common terms the best papers
 * @property {(terms: string[]) => Promise<void>} loadTitles - the papers that have them in their titles, too
 * @property {(prefix: string) => Promise<void>} loadPrefix
 * @property {(prefix: string) => boolean} isWidePrefix - whether its words lie in too many shards to fetch them
 * @property {(prefix: string) => Promise<string | undefined>} likeliestWord - the word that such a prefix may mean
 * @property {(term: string) => Posting | undefined} posting
 * @property {(prefix: string) => string[]} wordsWithPrefix
 */

/**
 * @param {SearchData} data
 * @returns {Promise<Index>}
 */
export async function createIndex(data) {
  const manifest = await data.manifest();
  const { index, shards } = manifest;
  if (index) return createWholeIndex(data, manifest, index);
  if (!shards) throw new Error("manifest.json: no index");
  return createShardedIndex(data, manifest, shards);
}

/**
 * @param {SearchData} data
 * @param {Manifest} manifest
 * @param {string} name
 * @returns {Promise<Index>}
 */
async function createWholeIndex(data, manifest, name) {
  const [index, { words }] = await Promise.all([
    data.file("index", name),
    data.file("words", Object.values(manifest.words)[0]),
  ]);
  const postings = invertVectors(index);
  return {
    fields: index.fields,
    load: async () => {},
    loadHeads: async () => {},
    loadTitles: async () => {},
    loadPrefix: async () => {},
    isWidePrefix: () => false,
    likeliestWord: async () => undefined,
    posting: (term) => postings.get(term),
    wordsWithPrefix: (prefix) => textsWithPrefix(words, prefix),
  };
}

/**
 * lunr's vectors, which are by paper, as postings by term.
 *
 * @param {WholeIndex} index
 * @returns {Map<string, Posting>}
 */
function invertVectors({ fields, fieldVectors, invertedIndex }) {
  /** @type {Posting[]} */
  const byNumber = invertedIndex.map(([, { _index: number }]) => ({
    number,
    frequency: 0,
    fields: emptyFields(fields),
    places: [],
  }));
  byNumber.sort((a, b) => a.number - b.number);
  for (const [ref, vector] of fieldVectors) {
    const [field, paper] = ref.split("/");
    for (let i = 0; i < vector.length; i += 2) {
      byNumber[vector[i]].frequency++;
      const { papers, weights } = byNumber[vector[i]].fields[field];
      papers.push(Number(paper));
      weights.push(vector[i + 1]);
    }
  }
  for (const [, { _index: number, title = {} }] of invertedIndex)
    byNumber[number].places = Object.values(title).flatMap(({ places = ["-"] }) => decodePlaces(places[0]));
  return new Map(invertedIndex.map(([term, { _index: number }]) => [term, byNumber[number]]));
}

/**
 * @param {SearchData} data
 * @param {Pick<Manifest, "papers" | "fields">} manifest
 * @param {ShardTable} shards
 * @returns {Index}
 */
function createShardedIndex(data, { papers: size, fields: statistics = {} }, shards) {
  const fields = Object.keys(statistics);
  const unpack = createUnpacker(size, statistics);
  const [from, names] = [shards.from.split(" "), shardNames(shards)];
  /** @type {Map<number, IndexShard>} */
  const loaded = new Map();
  /** @type {Map<string, PackedTerm>} */
  const packed = new Map();
  /** @type {Map<string, Posting>} */
  const postings = new Map();

  /** @param {string} text */
  const shardOf = (text) => Math.max(0, upperBound(from, text) - 1);

  /** @param {string} prefix */
  function shardsOf(prefix) {
    const first = shardOf(prefix);
    return Array.from({ length: shardOf(prefixEnd(prefix)) - first + 1 }, (_, i) => first + i);
  }

  /** @param {number} number */
  async function fetchShard(number) {
    if (loaded.has(number)) return;
    const shard = await data.file("index", names[number]);
    const { terms, postings: lists, places, tails } = shard;
    const first = number * MOST_TERMS;
    terms.forEach((term, i) => packed.set(term, { number: first + i, blocks: [[lists[i], places[i]]] }));
    for (const [at, [frequency, papers, ...blocks]] of Object.entries(tails)) {
      const source = packed.get(terms[Number(at)]);
      if (source) source.tail = { frequency, papers, blocks };
    }
    loaded.set(number, shard);
  }

  /** @param {number[]} numbers */
  async function fetchShards(numbers) {
    await Promise.all([...new Set(numbers)].map(fetchShard));
  }

  /**
   * Fetches tails, or only those blocks of them that have titles.
   *
   * @param {string[]} terms
   * @param {boolean} [onlyTitles]
   */
  async function fetchTails(terms, onlyTitles = false) {
    await fetchShards(terms.map(shardOf));
    await Promise.all([...new Set(terms)].map((term) => fetchTail(term, onlyTitles)));
  }

  /**
   * @param {string} term
   * @param {boolean} onlyTitles
   */
  async function fetchTail(term, onlyTitles) {
    const source = packed.get(term);
    const missing = source?.tail?.blocks.filter(([hasTitles]) => hasTitles || !onlyTitles) ?? [];
    const blocks = await Promise.all(missing.map(([, , name]) => data.file("tails", name)));
    missing.forEach((block, i) => {
      if (!source?.tail?.blocks.includes(block)) return; // somebody else was faster
      source.tail.blocks = source.tail.blocks.filter((other) => other !== block);
      source.blocks.push(blocks[i]);
      postings.delete(term);
    });
  }

  // A posting is unpacked when it is first asked for: nobody asks for most of a shard.
  /** @param {string} term */
  function posting(term) {
    const source = packed.get(term);
    if (source && !postings.has(term)) postings.set(term, unpack(source));
    return postings.get(term);
  }

  return {
    fields,
    load: (terms) => fetchTails(terms),
    loadHeads: (terms) => fetchShards(terms.map(shardOf)),
    loadTitles: (terms) => fetchTails(terms, true),
    loadPrefix: (prefix) => fetchShards(shardsOf(prefix)),
    isWidePrefix: (prefix) => shardsOf(prefix).length > shards.wide,
    likeliestWord: async (prefix) => (await data.file("starts", shards.starts))[prefix],
    posting,
    wordsWithPrefix: (prefix) =>
      shardsOf(prefix).flatMap((number) => textsWithPrefix(loaded.get(number)?.words ?? [], prefix)),
  };
}
