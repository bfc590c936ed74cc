// Ranking: papers in order, by the scores of lunr.
//
// A paper's score depends on no other paper, so lunr is asked only for the papers that may be among the first, with an
// index of just these papers and the query's terms. Which papers these are is found by the same dot products, without an
// object for every match: for a common word in thousands of papers those would be slow.

import { createLunrSubset } from "./lunr_subset.js";
import { markPapers } from "./marks.js";
import { adjoiningClauses, IN_A_ROW, nearnessInTitles } from "./nearness.js";

/**
 * @import { ExpandedClause } from "./expansion.js"
 * @import { Lunr } from "./lunr.js"
 * @import { Matches } from "./matching.js"
 * @import { Index, Posting } from "./shards.js"
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
   * @returns {{ hits: number[], nearness: Uint8Array }}
   */
  function rank(papers, { matchesAll, clauses }, { sort, passage }) {
    const terms = weightedTerms(clauses);
    const byDate = sort === "date" || !terms.length;
    const nearness = nearnessInTitles(byDate ? [] : adjoiningClauses(clauses), index, size);
    for (const paper of passage) nearness[paper] = IN_A_ROW;
    /** @param {number} paper */
    const tier = (paper) => (matchesAll(paper) ? 1 + nearness[paper] : 0);
    const points = byDate ? new Float64Array(size) : dotProducts(terms);
    const best = 1 + points.reduce((a, b) => Math.max(a, b), 0);
    for (const paper of papers) points[paper] += best * tier(paper);
    papers.sort((a, b) => points[b] - points[a] || b - a);
    if (byDate) return { hits: papers, nearness };
    const first = papers.slice(0, SCORED_BY_LUNR);
    const scores = lunrScores(terms, first);
    first.sort((a, b) => tier(b) - tier(a) || scores[b] - scores[a] || b - a);
    return { hits: [...first, ...papers.slice(SCORED_BY_LUNR)], nearness };
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
   * lunr's formula: by field the dot product of the query's vector and the paper's, over the length of the query's.
   *
   * @param {WeightedTerm[]} terms
   */
  function dotProducts(terms) {
    const points = new Float64Array(size);
    for (const field of index.fields) {
      const inField = terms.filter(({ fields }) => fields.includes(field));
      const length = Math.hypot(...inField.map(({ boost }) => boost));
      for (const { term, boost } of inField) {
        const { papers = [], weights = [] } = index.posting(term)?.fields[field] ?? {};
        for (let i = 0; i < papers.length; i++) points[papers[i]] += (boost * weights[i]) / length;
      }
    }
    return points;
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
