// The index: for each term the papers that have it, with weights. A small site has it as one file of plain lunr JSON; a
// large site's is cut by term into shards (`generator/search/shards.py`), each of which is fetched when a query needs
// it, and says what the weights are made of. Both give the same `Index`.

import { decodePlaces } from "./nearness.js";
import { decodeNumbers, decodeSteps, prefixEnd, textsWithPrefix, upperBound } from "./sorted.js";
import { createWeigher } from "./weights.js";

/**
 * @import { IndexShard, Manifest, PackedPosting, SearchData, ShardTable, WholeIndex } from "./data.js"
 */

const MOST_TERMS = 1_000_000; // of a shard

/**
 * @typedef {object} Posting
 * @property {number} number - by which terms are in order
 * @property {Record<string, { papers: number[], weights: number[] }>} fields - by field the papers that have the term,
 *   ascending, and its weight in each
 * @property {number[]} places - beside the papers of the field `title`, where the term stands there, as bits
 */

/**
 * `posting` and `wordsWithPrefix` know only what `load` and `loadPrefix` have fetched.
 *
 * @typedef {object} Index
 * @property {string[]} fields
 * @property {(terms: string[]) => Promise<void>} load
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
  const byNumber = invertedIndex.map(([, { _index: number }]) => ({ number, fields: emptyFields(fields), places: [] }));
  byNumber.sort((a, b) => a.number - b.number);
  for (const [ref, vector] of fieldVectors) {
    const [field, paper] = ref.split("/");
    for (let i = 0; i < vector.length; i += 2) {
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
 * @param {string[]} fields
 * @returns {Posting["fields"]}
 */
const emptyFields = (fields) => Object.fromEntries(fields.map((field) => [field, { papers: [], weights: [] }]));

/**
 * @param {SearchData} data
 * @param {Pick<Manifest, "papers" | "fields">} manifest
 * @param {ShardTable} shards
 * @returns {Index}
 */
function createShardedIndex(data, { papers, fields: statistics = {} }, shards) {
  const fields = Object.keys(statistics);
  const unpack = createUnpacker(papers, statistics);
  /** @type {Map<number, IndexShard>} */
  const loaded = new Map();
  /** @type {Map<string, { number: number, packed: PackedPosting, places: string }>} */
  const packed = new Map();
  /** @type {Map<string, Posting>} */
  const postings = new Map();

  /** @param {string} text */
  const shardOf = (text) => Math.max(0, upperBound(shards.from, text) - 1);

  /** @param {string} prefix */
  function shardsOf(prefix) {
    const first = shardOf(prefix);
    return Array.from({ length: shardOf(prefixEnd(prefix)) - first + 1 }, (_, i) => first + i);
  }

  /** @param {number} number */
  async function fetchShard(number) {
    if (loaded.has(number)) return;
    const shard = await data.file("index", shards.names[number]);
    const { terms, postings: lists, places } = shard;
    const first = number * MOST_TERMS;
    terms.forEach((term, i) => packed.set(term, { number: first + i, packed: lists[i], places: places[i] }));
    loaded.set(number, shard);
  }

  /** @param {number[]} numbers */
  async function fetchShards(numbers) {
    await Promise.all([...new Set(numbers)].map(fetchShard));
  }

  // A posting is unpacked when it is first asked for: nobody asks for most of a shard.
  /** @param {string} term */
  function posting(term) {
    const source = packed.get(term);
    if (source) postings.set(term, unpack(source));
    packed.delete(term);
    return postings.get(term);
  }

  return {
    fields,
    load: (terms) => fetchShards(terms.map(shardOf)),
    loadPrefix: (prefix) => fetchShards(shardsOf(prefix)),
    isWidePrefix: (prefix) => shardsOf(prefix).length > shards.wide,
    likeliestWord: async (prefix) => (await data.file("starts", shards.starts))[prefix],
    posting,
    wordsWithPrefix: (prefix) =>
      shardsOf(prefix).flatMap((number) => textsWithPrefix(loaded.get(number)?.words ?? [], prefix)),
  };
}

/**
 * Returns `unpack`.
 *
 * @param {number} size - how many papers there are
 * @param {NonNullable<Manifest["fields"]>} statistics
 */
function createUnpacker(size, statistics) {
  const fields = Object.keys(statistics);
  const weigh = createWeigher(size, Object.values(statistics));

  /**
   * @param {{ number: number, packed: PackedPosting, places: string }} source
   * @returns {Posting}
   */
  return function unpack({ number, packed, places }) {
    const posting = { number, fields: emptyFields(fields), places: decodePlaces(places) };
    const parts = [];
    for (let i = 0; i < packed.length; i += 4) {
      const [papers, counts, lengths] = packed.slice(i + 1, i + 4).map((text) => decodeNumbers(String(text)));
      parts.push({ field: Number(packed[i]), papers: decodeSteps(papers), counts, lengths });
    }
    const frequency = parts.reduce((sum, { papers }) => sum + papers.length, 0);
    for (const { field, papers, ...texts } of parts)
      posting.fields[fields[field]] = { papers, weights: weigh(field, frequency, texts) };
    return posting;
  };
}
