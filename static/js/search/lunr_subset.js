// A lunr index of a few terms. `lunr.Index.load` gets the part of the whole index that a query needs; scores and order
// are exactly those of the whole index.

/**
 * @import { Lunr } from "./lunr.js"
 * @import { Posting } from "./postings.js"
 */

/**
 * A query that only excludes words matches every paper that the index names: such a query needs `papers`. For others
 * the papers that have a term are enough.
 *
 * @param {Lunr} lunr
 * @param {object} part
 * @param {string[]} part.fields
 * @param {Map<string, Posting>} part.postings - by term
 * @param {Uint8Array} [part.only] - marks of the papers to score; without it all
 * @param {number} [part.papers] - how many papers there are
 */
export function createLunrSubset(lunr, { fields, postings, only, papers = 0 }) {
  const terms = [...postings].sort(([, a], [, b]) => a.number - b.number);
  /** @type {Vectors} */
  const vectors = Object.fromEntries(fields.map((field) => [field, Array.from({ length: papers }, () => [])]));
  const invertedIndex = terms.map(([term, posting]) => [
    term,
    { _index: posting.number, ...addPosting(posting, vectors, only) },
  ]);
  return loadIndex(lunr, {
    version: lunr.version,
    fields,
    fieldVectors: fields.flatMap((field) =>
      vectors[field].map((vector, paper) => [`${field}/${paper}`, vector]).filter(Boolean),
    ),
    invertedIndex,
    pipeline: ["stemmer"],
  });
}

/**
 * Loads an index whose terms may end in digits. lunr.js 2.3 joins states of its set of terms that look alike as text,
 * where the number of the next state stands right after the letter that leads there: "1" to state 60 looks like "16" to
 * state 0. The set then has terms that the index lacks, and lunr.js fails on them. Where all numbers have as many
 * digits, no two texts are alike.
 *
 * @param {Lunr} lunr
 * @param {object} index
 */
export function loadIndex(lunr, index) {
  lunr.TokenSet._nextId = 1e9;
  return lunr.Index.load(index);
}

/** @typedef {Record<string, number[][]>} Vectors - by field and paper pairs of term number and weight */

/**
 * Adds a term's weights to the papers' vectors, which stay in the order of terms. Returns the term's entry in the
 * inverted index.
 *
 * @param {Posting} posting
 * @param {Vectors} vectors
 * @param {Uint8Array} [only]
 */
function addPosting({ number, fields }, vectors, only) {
  /** @type {Record<string, Record<number, object>>} */
  const entry = {};
  for (const [field, { papers, weights }] of Object.entries(fields)) {
    /** @type {Record<number, object>} */
    const refs = (entry[field] = {});
    const byPaper = vectors[field];
    papers.forEach((paper, i) => {
      if (only && !only[paper]) return;
      refs[paper] = {};
      (byPaper[paper] ??= []).push(number, weights[i]);
    });
  }
  return entry;
}
