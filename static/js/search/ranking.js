// Ranking: papers in order, by the scores of lunr.
//
// A paper's score depends on no other paper, so lunr is asked only for the papers that may be among the first, with an
// index of just these papers and the query's terms. Which papers these are is found by the same dot products, without an
// object for every match: for a common word in thousands of papers those would be slow.

import { createLunrSubset } from "./lunr_subset.js";
import { markPapers } from "./marks.js";
import { adjoiningClauses, IN_A_ROW, nearnessInTitles } from "./nearness.js";
import { areFinal } from "./proof.js";

/**
 * @import { ExpandedClause } from "./expansion.js"
 * @import { Lunr } from "./lunr.js"
 * @import { Matches } from "./matching.js"
 * @import { Posting } from "./postings.js"
 * @import { Index } from "./shards.js"
 */

/** @typedef {{ term: string, boost: number, fields: string[] }} WeightedTerm */

const SCORED_BY_LUNR = 100; // papers

/**
 * Returns `rank`.
 *
 * @param {object} tools
 * @param {Lunr} tools.lunr
 * @param {number} tools.size - how many papers there are
 * @param {Index} tools.index
 */
export function createRanker({ lunr, size, index }) {
  /**
   * The papers that match every clause first, and of these those that have the words in a row, then in the title, together
   * or apart; then by score. Or by date alone after the first step: the newer a paper, the higher its number.
   *
   * @param {number[]} papers
   * @param {Matches} matches
   * @param {{ sort?: string, passage: number[] }} options - `passage`: the papers that have the words in a row
   * @returns {{ hits: number[], nearness: Uint8Array, isFinal: boolean }}
   */
  function rank(papers, { matchesAll, clauses }, { sort, passage }) {
    const terms = weightedTerms(clauses);
    const lengths = queryLengths(terms);
    /** @param {WeightedTerm} term */
    const countTerm = ({ term, boost, fields }) => ({
      term,
      factor: Math.max(...fields.map((f) => boost / lengths[f])),
    });
    const byDate = sort === "date" || !terms.length;
    const adjoining = byDate ? [] : adjoiningClauses(clauses);
    const nearness = nearnessInTitles(adjoining, index, size);
    for (const paper of passage) nearness[paper] = IN_A_ROW;
    /** @param {number} paper */
    const tier = (paper) => (matchesAll(paper) ? 1 + nearness[paper] : 0);
    const scores = byDate ? new Float64Array(size) : dotProducts(terms, lengths);
    const best = 1 + scores.reduce((a, b) => Math.max(a, b), 0);
    const points = new Float64Array(size);
    for (const paper of papers) points[paper] = scores[paper] + best * tier(paper);
    papers.sort((a, b) => points[b] - points[a] || b - a);
    if (byDate) return { hits: papers, nearness, isFinal: true };
    const first = papers.slice(0, SCORED_BY_LUNR);
    const exact = lunrScores(terms, first);
    first.sort((a, b) => tier(b) - tier(a) || exact[b] - exact[a] || b - a);
    const hits = [...first, ...papers.slice(SCORED_BY_LUNR)];
    const ranked = { hits, tier, scores };
    const isFinal = areFinal(ranked, terms.map(countTerm), { words: clauses, adjoining }, { index, size });
    return { hits, nearness, isFinal };
  }

  /**
   * What lunr is asked for: each term once for its fields, with the boost of the best alternative that it is part of.
   *
   * @param {ExpandedClause[]} clauses
   */
  function weightedTerms(clauses) {
    /** @type {Map<string, WeightedTerm>} */
    const weighted = new Map();
    for (const { terms, boost, fields = index.fields } of clauses.flatMap(({ alternatives }) => alternatives))
      for (const term of terms.filter((each) => index.posting(each))) {
        const key = `${term} ${fields}`;
        weighted.set(key, {
          term,
          boost: Math.max(boost, weighted.get(key)?.boost ?? 0),
          fields: fields.filter((field) => index.fields.includes(field)),
        });
      }
    return [...weighted.values()];
  }

  /**
   * By field the length of the query's vector.
   *
   * @param {WeightedTerm[]} terms
   */
  function queryLengths(terms) {
    const inField = (/** @type {string} */ field) => terms.filter(({ fields }) => fields.includes(field));
    const lengthIn = (/** @type {string} */ field) => Math.hypot(...inField(field).map(({ boost }) => boost));
    return Object.fromEntries(index.fields.map((field) => [field, lengthIn(field)]));
  }

  /**
   * lunr's formula: by field the dot product of the query's vector and the paper's, over the length of the query's.
   *
   * @param {WeightedTerm[]} terms
   * @param {Record<string, number>} lengths
   */
  function dotProducts(terms, lengths) {
    const scores = new Float64Array(size);
    for (const { term, boost, fields } of terms)
      for (const field of fields) {
        const { papers = [], weights = [] } = index.posting(term)?.fields[field] ?? {};
        for (let i = 0; i < papers.length; i++) scores[papers[i]] += (boost * weights[i]) / lengths[field];
      }
    return scores;
  }

  /**
   * lunr's scores of these papers.
   *
   * @param {WeightedTerm[]} terms
   * @param {number[]} papers
   */
  function lunrScores(terms, papers) {
    const scores = new Float64Array(size);
    /** @type {Map<string, Posting>} */
    const postings = new Map();
    for (const { term } of terms) postings.set(term, /** @type {Posting} */ (index.posting(term)));
    const subset = createLunrSubset(lunr, { fields: index.fields, postings, only: markPapers(size, papers) });
    const results = subset.query((query) => {
      for (const { term, ...options } of terms) query.term(term, { ...options, usePipeline: false });
    });
    for (const { ref, score } of results) scores[Number(ref)] = score;
    return scores;
  }

  return rank;
}
