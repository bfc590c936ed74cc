// Proves that the first results are final though only the best papers of common terms are loaded: whatever the others
// hold, none of them comes sooner.

import { markPapers } from "./marks.js";
import { nearnessInTitles } from "./nearness.js";

/**
 * @import { ExpandedClause } from "./expansion.js"
 * @import { Tail } from "./postings.js"
 * @import { Index } from "./shards.js"
 */

/** So many results are proved: more than are read at first. */
export const PROVED = 10;
const MARGIN = 1e-9; // by which sums differ that are summed up in another order

/**
 * @typedef {object} Ranked - the papers that were found so far
 * @property {number[]} hits - best first
 * @property {(paper: number) => number} tier - the papers of a higher one come first
 * @property {Float64Array} scores - by paper; those of a tier are in this order
 */

/**
 * @param {Ranked} ranked
 * @param {{ term: string, factor: number }[]} terms - each with what its weights count
 * @param {{ words: ExpandedClause[], adjoining: ExpandedClause[] }} clauses
 * @param {{ index: Index, size: number }} tools
 */
export function areFinal({ hits, tier, scores }, terms, { words, adjoining }, { index, size }) {
  const first = hits.slice(0, PROVED);
  const tails = terms.flatMap(({ term, factor }) => {
    const tail = index.posting(term)?.tail;
    return tail ? [{ term, most: factor * tail.most }] : [];
  });
  if (!tails.length) return true;
  if (first.length < PROVED) return false;
  const missing = new Float64Array(size); // what a paper may have beyond its score
  for (const { term, most } of tails) {
    const loaded = markLoaded(term, index, size);
    for (let paper = 0; paper < size; paper++) if (!loaded[paper]) missing[paper] += most;
  }
  const last = first[PROVED - 1];
  const [lastTier, lastScore] = [tier(last), scores[last] - MARGIN];
  const mayMatch = words.map((clause) => markPossible(clause, index, size));
  const nearness = nearnessInTitles(adjoining, index, size, (term) => markTitled(term, index, size));
  for (let paper = 0; paper < size; paper++) {
    if (!missing[paper]) continue;
    const best = mayMatch.every((marks) => marks[paper]) ? 1 + nearness[paper] : 0;
    if (best > lastTier || (best === lastTier && scores[paper] + missing[paper] >= lastScore)) return false;
  }
  return true;
}

/**
 * Marks the papers of which all is known that a term says of them.
 *
 * @param {string} term
 * @param {Index} index
 * @param {number} size
 */
function markLoaded(term, index, size) {
  const fields = Object.values(index.posting(term)?.fields ?? {});
  return markPapers(
    size,
    fields.flatMap(({ papers }) => papers),
  );
}

/**
 * Marks the papers that may match a clause.
 *
 * @param {ExpandedClause} clause
 * @param {Index} index
 * @param {number} size
 */
function markPossible({ alternatives }, index, size) {
  const possible = new Uint8Array(size);
  for (const { terms } of alternatives) {
    const whole = terms.filter((term) => !index.posting(term)?.tail).map((term) => markLoaded(term, index, size));
    for (let paper = 0; paper < size; paper++) if (whole.every((marks) => marks[paper])) possible[paper] = 1;
  }
  return possible;
}

/**
 * Marks the papers that may have a term in their title, though none is loaded that has it there.
 *
 * @param {string} term
 * @param {Index} index
 * @param {number} size
 */
function markTitled(term, index, size) {
  if (!index.posting(term)?.tail?.hasTitles) return undefined;
  return markLoaded(term, index, size).map((loaded) => 1 - loaded);
}
