// Nearness: which papers have the words of a query together, side by side and in this order, in the title or in a
// sentence. Stop words do not count, and words that hyphens join have one place.

import { wordRuns } from "./words.js";

/**
 * @import { ExpandedClause } from "./expansion.js"
 * @import { Index } from "./shards.js"
 */

/** More than `nearnessInTitles` gives: all words stand in a row, as they were typed. */
export const IN_A_ROW = 3;
const TELLING = 3; // letters of a word that is still being typed
const SENTENCE_END = /[.!?]\s/;

/**
 * The places of a term in titles, as bits: `0` is place 0, `(05)` places 0 and 5, and `-` none.
 *
 * @param {string} text
 */
export const decodePlaces = (text) =>
  Array.from(text.matchAll(/\((\w+)\)|[\w-]/g), ([place, several = place]) =>
    [...several.replace("-", "")].reduce((bits, digit) => bits | (1 << parseInt(digit, 36)), 0),
  );

/**
 * The clauses whose words may stand together, if there are several. The first letters of a word tell nothing yet.
 *
 * @param {ExpandedClause[]} clauses
 */
export function adjoiningClauses(clauses) {
  const some = clauses.filter(
    ({ quoted, fields, alternatives, open, committed, joined }) =>
      !quoted && !fields && alternatives.length && (!open || committed || joined.length >= TELLING),
  );
  return some.length > 1 ? some : [];
}

/**
 * By paper 2 if the title has the words of these clauses together, 1 if it has them apart, else 0.
 *
 * @param {ExpandedClause[]} clauses
 * @param {Index} index
 * @param {number} size - how many papers there are
 * @param {(term: string) => Uint8Array | undefined} [markAnywhere] - marks papers that may have a term at any place
 */
export function nearnessInTitles(clauses, index, size, markAnywhere = () => undefined) {
  const nearness = new Uint8Array(size);
  if (!clauses.length) return nearness;
  const places = clauses.map((clause) => placesInTitles(clause, index, size, markAnywhere));
  for (let paper = 0; paper < size; paper++)
    if (places.every((ofClause) => ofClause[paper])) {
      const ends = places.map((ofClause) => ofClause[paper]).reduce((last, next) => (last | (last << 1)) & next);
      nearness[paper] = ends ? 2 : 1;
    }
  return nearness;
}

/**
 * By paper the places in its title of the terms of a clause, as bits.
 *
 * @param {ExpandedClause} clause
 * @param {Index} index
 * @param {number} size
 * @param {(term: string) => Uint8Array | undefined} markAnywhere
 */
function placesInTitles(clause, index, size, markAnywhere) {
  const found = new Int32Array(size);
  for (const term of termsOf(clause)) {
    const posting = index.posting(term);
    posting?.fields.title?.papers.forEach((paper, i) => (found[paper] |= posting.places[i] ?? 0));
    markAnywhere(term)?.forEach((mark, paper) => (found[paper] |= -mark));
  }
  return found;
}

/** @param {ExpandedClause} clause */
const termsOf = ({ alternatives }) => new Set(alternatives.flatMap(({ terms }) => terms));

/**
 * Whether a text has the words of these clauses together in one sentence.
 *
 * @param {string} text
 * @param {ExpandedClause[]} clauses
 * @param {{ stem: (word: string) => string, isStopWord: (word: string) => boolean }} tools
 */
export function standTogether(text, clauses, { stem, isStopWord }) {
  const wanted = clauses.map(termsOf);
  const found = wanted.map(() => /** @type {Set<number>} */ (new Set()));
  for (const { folded, place } of tellingWords(text, isStopWord)) {
    const term = stem(folded);
    wanted.forEach((terms, i) => terms.has(term) && found[i].add(place));
  }
  const follow = (/** @type {Set<number>} */ ends, /** @type {Set<number>} */ next) =>
    new Set([...next].filter((place) => ends.has(place) || ends.has(place - 1)));
  return found.length > 0 && found.reduce(follow).size > 0;
}

/**
 * The telling words of a text, each with its place. Between sentences there is a gap.
 *
 * @param {string} text
 * @param {(word: string) => boolean} isStopWord
 */
function tellingWords(text, isStopWord) {
  const found = [];
  let [place, end] = [0, 0];
  for (const { start, end: runEnd, parts, joined } of wordRuns(text)) {
    const telling = parts.filter(({ folded }) => !isStopWord(folded));
    place += (telling.length ? 1 : 0) + (SENTENCE_END.test(text.slice(end, start)) ? 1 : 0);
    for (const { folded } of telling.length ? [...telling, ...joined] : []) found.push({ folded, place });
    end = runEnd;
  }
  return found;
}
