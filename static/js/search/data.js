// Reads the files under `search/`: each is fetched when it is first needed, checked and cached. A file's name holds a
// hash of its bytes, so a file that was cut short, or is of another build, is rejected before it is used.

import { paperFile } from "./file_names.js";

/**
 * @import { PackedTailBlock } from "./postings.js"
 * @import { FormRules } from "./word_forms.js"
 */

/**
 * Papers have numbers, the oldest paper 0. Small sites have `index`, large ones `fields` and `shards`.
 *
 * @typedef {object} Manifest
 * @property {number} papers - how many papers there are
 * @property {string} [index] - the name of the whole index
 * @property {Record<string, [boost: number, length: number, usual: number]>} [fields] - the fields that any paper
 *   has, with how many terms all papers have there, and how many a paper has, about
 * @property {ShardTable} [shards] - the index in shards
 * @property {Record<string, string>} words - by first letter the name of a list of words; `*` for all other letters
 * @property {string} places - the name of the table of places
 * @property {FormRules} forms - other forms of words
 * @property {string} names - the name of the list of names
 * @property {string} facets - the name of the facets
 * @property {string} ids - the name of the table of the papers' ids
 * @property {number} papersInFolder
 * @property {number} papersInFile
 * @property {string[]} folders - the names of the folders that hold the papers
 */

/**
 * The shards of the index: what `generator/search/shards.py` writes.
 *
 * @typedef {object} ShardTable
 * @property {string} from - by shard the text from which on it has all terms and words, sorted, with spaces between
 * @property {string} names - by shard its name, see `file_names.js`
 * @property {number} wide - a prefix of words in more shards than this is too short to look for
 * @property {string} starts - the name of the file with the likeliest word of each such prefix
 * @property {string} tails - the name of the list of all files of tails
 */

/**
 * The whole index, as `lunr.Index.load` takes it.
 *
 * @typedef {object} WholeIndex
 * @property {string[]} fields
 * @property {[string, number[]][]} fieldVectors - by `field/paper` pairs of term number and weight
 * @property {[string, InvertedEntry][]} invertedIndex - the terms with their numbers, and by field what lunr calls the
 *   metadata of a match
 */

/** @typedef {{ _index: number, title?: Record<number, { places?: string[] }> }} InvertedEntry */

/**
 * A range of terms. A posting is packed as `[field, papers, counts, lengths, field, ...]`: `decodeNumbers` gives the steps
 * of papers, how often each has the term (the last ones once), and the length of each in this field.
 *
 * @typedef {object} IndexShard
 * @property {string[]} terms
 * @property {PackedPosting[]} postings
 * @property {string[]} places - by term the places in titles, as text (`generator/search/title_places.py`)
 * @property {string[]} words
 * @property {Record<string, [frequency: number, papers: number, ...blocks: PackedTailBlock[]]>} tails - by the place of a
 *   term how many postings and papers it has, and the files of its tail
 */

/** @typedef {(number | string)[]} PackedPosting */

/** @typedef {[postings: PackedPosting, places: string]} PackedBlock - of one term, as in a shard */

/**
 * @typedef {object} WordList
 * @property {string[]} words - sorted
 * @property {number[]} papers - by word how many papers have it
 */

/**
 * Where words stand: a table that leads to the shards, or a shard (`generator/search/places.py`). Both lie in one folder.
 *
 * @typedef {{ stride: number, from: string[], names: string[], words: string[], places: number[][] }} PlacesFile
 */

/**
 * The values of each filter, as id, label and steps of papers.
 *
 * @typedef {object} FacetsFile
 * @property {[string, string, number[]][]} tags
 * @property {[string, string, number[]][]} editions
 * @property {[string, string, number[]][]} venues
 * @property {[string, string, number[]][]} years
 * @property {number[]} code
 * @property {[number[], number[]]} votes - the papers that have votes, as steps, and how many each has
 */

/** @typedef {[id: string, label: string, longForm: string, papers: number]} NameEntry - and how many papers say it */

/**
 * What results show of a paper. What is empty is left out; so is an id that is the title's words.
 *
 * @typedef {object} PaperRecord
 * @property {string} id
 * @property {string} title
 * @property {string} [html] - the title as HTML, where that differs from its text
 * @property {string} [abstract]
 * @property {string[]} [authors]
 * @property {string[]} [pages] - by author the id of their page, "" without one; left out where nobody has one
 * @property {[string, string][]} [editions] - id and label
 * @property {[string, string][]} [tags] - id and label
 * @property {[string, string][]} [also] - acronyms of the paper with their long forms
 * @property {number} [code] - 1 if it has code
 * @property {string[]} [facts] - where and when it appeared, and its votes
 */

/**
 * The content of a file by the kind, which is its folder.
 *
 * @typedef {object} FileKinds
 * @property {WholeIndex & IndexShard} index
 * @property {WordList} words
 * @property {PlacesFile} places
 * @property {Record<string, string>} starts
 * @property {PackedBlock} tails
 * @property {NameEntry[]} names - those that many papers say, and that have a page
 * @property {FacetsFile} facets
 * @property {string} ids - see `unpackIds`
 */

/**
 * @typedef {object} SearchData
 * @property {() => Promise<Manifest>} manifest
 * @property {<K extends keyof FileKinds>(kind: K, name: string) => Promise<FileKinds[K]>} file
 * @property {(numbers: number[]) => Promise<PaperRecord[]>} papers - papers by their numbers
 */

const PATIENCE = 30_000; // milliseconds for one file

/** @param {Omit<PaperRecord, "id"> & { id?: string }} paper */
export const withId = (paper) => ({
  id:
    paper.title
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? "",
  ...paper,
});

/**
 * @param {string} root - the address of the folder, ending in `/`
 * @param {{ fresh?: boolean }} options - `fresh` goes past every cache, for a second try
 * @returns {SearchData}
 */
export function createData(root, { fresh = false } = {}) {
  /** @type {Map<string, Promise<any>>} */
  const requests = new Map();
  const cacheMode = fresh ? "reload" : "default";

  /**
   * @param {string} path
   * @param {RequestCache} cache
   */
  function get(path, cache = cacheMode) {
    const known = requests.get(path);
    if (known) return known;
    const request = loadFile(root, path, cache);
    request.catch(() => requests.delete(path)); // so that the next one who asks tries again
    requests.set(path, request);
    return request;
  }

  const manifest = () => get("manifest.json", fresh ? "reload" : "no-cache");

  /** @param {number} number */
  async function getPaper(number) {
    const known = await manifest();
    return withId((await get(paperFile(number, known)))[number % known.papersInFile]);
  }

  return {
    manifest,
    file: (kind, name) => get(`${kind}/${name}.json`),
    papers: (numbers) => Promise.all(numbers.map(getPaper)),
  };
}

/**
 * @param {string} root
 * @param {string} path
 * @param {RequestCache} cache
 */
async function loadFile(root, path, cache) {
  const response = await fetch(root + path, { cache, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  await checkHash(path, bytes);
  return JSON.parse(new TextDecoder().decode(bytes));
}

/**
 * Throws where the bytes do not have the hash in the name. On plain http, other than localhost, browsers offer no
 * hashes; a file that was cut short is still found there, because it is no JSON.
 *
 * @param {string} path
 * @param {ArrayBuffer} bytes
 */
async function checkHash(path, bytes) {
  const hash = /\/([0-9a-f]{8})\.json$/.exec(`/${path}`)?.[1];
  if (!hash || /^papers\//.test(path) || !globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!hex.startsWith(hash)) throw new Error(`${path}: not what this build wrote`);
}
