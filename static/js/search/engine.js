// The search engine: from a task to papers in order. Pure: lunr and the readers of the files are given to it, so that
// the worker and the tests run the same code.
//
// Postings say which clauses of the query a paper matches: papers that match all come first. lunr's scores order them.
// A paper's score depends on no other paper, so lunr is asked only for the papers that may be among the first, with an
// index of just these papers and the query's terms. Which papers these are is found by the same dot products, without
// an object for every match: for a common word in thousands of papers those would be slow.

import { createLunrSubset } from "./lunr_subset.js";
import { intersectMarks, markPapers } from "./marks.js";
import { parseQuery, withoutQuotes } from "./query.js";

/**
 * @import { ExpandedClause, Expander } from "./expansion.js"
 * @import { Facets, Filters } from "./facets.js"
 * @import { Lunr } from "./lunr.js"
 * @import { PhraseMatch } from "./phrases.js"
 * @import { Clause, Query } from "./query.js"
 * @import { Index, Posting } from "./shards.js"
 */

/**
 * @typedef {object} SearchTask
 * @property {string} text
 * @property {string[]} [tags] - ids
 * @property {string[]} [editions] - ids
 * @property {boolean} [code]
 * @property {string} [sort] - `relevance` or `date`
 * @property {boolean} [committed] - whether Enter followed: the last word is no longer being typed
 */

/**
 * The filters of a task, and those typed into its text.
 *
 * @typedef {Filters & { named: { tags: NamedValue[], editions: NamedValue[] }, unknown: string[] }} ResolvedFilters
 *   `named` has what was typed and found, `unknown` what was typed and is no filter
 */

/** @typedef {{ id: string, label: string }} NamedValue */

/** @typedef {{ typed: string, shown: string[] }} Correction - a typed word, and the words that stand in for it */

/**
 * @typedef {object} Matches
 * @property {number[]} papers - the papers that match the text
 * @property {(paper: number) => boolean} matchesAll - whether a paper matches every clause
 * @property {ExpandedClause[]} clauses - the words and phrases of the query
 * @property {ExpandedClause[]} unsure - the phrases that only a paper's text can confirm
 * @property {Correction[]} corrections
 * @property {string[]} missing - the words and phrases that no paper has, nor any like them
 * @property {string} unfinished - a last word that is too short to tell, or ""
 * @property {string} likeliest - what it was taken for, or ""
 */

/**
 * @typedef {Matches & RankedHits} Ranking
 *
 * @typedef {object} RankedHits
 * @property {number[]} hits - the papers that pass the filters, too, best first
 * @property {number} all - how many of them, the first ones, match every clause
 * @property {ResolvedFilters} filters
 */

/** @typedef {{ term: string, boost: number, fields: string[] }} WeightedTerm */

export class SupersededError extends Error {}

const SCORED_BY_LUNR = 100; // papers
const MOST_CLAUSES = 100; // whoever pastes an abstract has found its paper by then

/**
 * @param {object} tools
 * @param {Lunr} tools.lunr
 * @param {number} tools.size - how many papers there are
 * @param {Index} tools.index
 * @param {Expander} tools.expander
 * @param {(parts: string[]) => Promise<PhraseMatch>} tools.findPhrase
 * @param {Facets} tools.facets
 */
export function createEngine({ lunr, size, index, expander, findPhrase, facets }) {
  const everyPaper = () => Array.from({ length: size }, (_, paper) => paper);

  /**
   * With `quotes: false` phrases are searched as words, and listed as missing. Throws `SupersededError` when `isStale`
   * says that nobody waits for the answer.
   *
   * @param {SearchTask} task
   * @param {{ quotes?: boolean, isStale?: () => boolean }} [options]
   * @returns {Promise<Ranking>}
   */
  async function search(task, { quotes = true, isStale = () => false } = {}) {
    const typed = parseQuery(task.text, task.committed);
    const filters = await resolveFilters(typed, task);
    const query = quotes ? typed : withoutQuotes(typed);
    const matches = await matchQuery(query, isStale);
    const parts = [query.words, query.phrases, query.without, filters.tags, filters.editions];
    const isEmpty = !filters.code && parts.every((list) => !list.length);
    const passes = await facets.createTest(filters);
    const hits = isEmpty ? [] : rank(matches.papers.filter(passes), matches, task.sort);
    const phrases = quotes ? [] : typed.phrases.map(({ text }) => `"${text}"`);
    const missing = [...phrases, ...matches.missing];
    return { ...matches, hits, all: hits.filter(matches.matchesAll).length, filters, missing };
  }

  /**
   * The papers that match every clause first; then by score, or by date alone: the newer a paper, the higher its number.
   *
   * @param {number[]} papers
   * @param {Matches} matches
   * @param {string} [sort]
   */
  function rank(papers, { matchesAll, clauses }, sort) {
    const terms = weightedTerms(clauses);
    const points = sort === "date" ? new Float64Array(size) : dotProducts(terms);
    const best = 1 + points.reduce((a, b) => Math.max(a, b), 0);
    for (const paper of papers) if (matchesAll(paper)) points[paper] += best;
    papers.sort((a, b) => points[b] - points[a] || b - a);
    if (sort === "date" || !terms.length) return papers;
    const first = papers.slice(0, SCORED_BY_LUNR);
    const scores = lunrScores(terms, first);
    first.sort((a, b) => Number(matchesAll(b)) - Number(matchesAll(a)) || scores[b] - scores[a] || b - a);
    return [...first, ...papers.slice(SCORED_BY_LUNR)];
  }

  /**
   * The filters that are chosen and typed. A typed name of no filter is unknown, and filters nothing.
   *
   * @param {Query} query
   * @param {SearchTask} task
   * @returns {Promise<ResolvedFilters>}
   */
  async function resolveFilters(query, { tags = [], editions = [], code = false }) {
    /** @type {ResolvedFilters} */
    const filters = {
      tags: [...tags],
      editions: [...editions],
      code,
      named: { tags: [], editions: [] },
      unknown: [],
    };
    for (const kind of /** @type {const} */ (["tags", "editions"]))
      for (const text of query[kind]) {
        const found = await facets.findValues(kind, text);
        if (!found.length) filters.unknown.push(text);
        const values = kind === "tags" ? found.slice(0, 1) : found;
        filters[kind].push(...values.map(({ id }) => id));
        filters.named[kind].push(...values.map(({ id, label }) => ({ id, label })));
      }
    return filters;
  }

  /**
   * @param {Query} query
   * @param {() => boolean} isStale
   * @returns {Promise<Matches>}
   */
  async function matchQuery(query, isStale) {
    const content = query.words.filter(expander.hasContent);
    const lists = [content.length ? content : query.words, query.phrases, query.without];
    const [words, phrases, excluded] = await Promise.all(lists.map((list) => expander.expand(distinctClauses(list))));
    const [phraseMatches, excludedMatches] = await Promise.all([
      findPhrases(phrases),
      findPhrases(excluded.filter((clause) => clause.quoted)),
    ]);
    if (isStale()) throw new SupersededError();
    const counts = countMatches(words);
    const isExcluded = markExcluded(excluded, excludedMatches);
    const hasPhrase = phrases.map((clause, i) => intersectMarks(mark(phraseMatches[i].papers), markMatching(clause)));
    /** @param {number} paper */
    const fits = (paper) =>
      !isExcluded[paper] &&
      hasPhrase.every((marks) => marks[paper]) &&
      (counts[paper] || !words.length || hasPhrase.length);
    return {
      papers: everyPaper().filter(fits),
      matchesAll: (paper) => counts[paper] === words.length,
      clauses: [...words, ...phrases],
      unsure: phrases.filter((_, i) => !phraseMatches[i].sure),
      corrections: words
        .filter(({ suggestions }) => suggestions.length)
        .map(({ text, suggestions }) => ({ typed: text, shown: suggestions })),
      missing: words.filter((clause) => !clause.alternatives.length && !clause.unfinished).map(({ text }) => text),
      ...unfinishedWord(words),
    };
  }

  /** @param {ExpandedClause[]} clauses */
  const findPhrases = (clauses) => Promise.all(clauses.map(({ parts }) => findPhrase(parts)));

  /** @param {Iterable<number>} papers */
  const mark = (papers) => markPapers(size, papers);

  /**
   * Marks the papers that match a clause: those that have all terms of one of its alternatives.
   *
   * @param {Pick<ExpandedClause, "alternatives">} clause
   */
  function markMatching({ alternatives }) {
    const matching = new Uint8Array(size);
    for (const { terms, fields = index.fields } of alternatives) {
      const others = terms.slice(1).map((term) => mark(papersWith(term, fields)));
      for (const paper of papersWith(terms[0], fields)) if (others.every((marks) => marks[paper])) matching[paper] = 1;
    }
    return matching;
  }

  /**
   * @param {string} term
   * @param {string[]} fields
   */
  const papersWith = (term, fields) => fields.flatMap((field) => index.posting(term)?.fields[field]?.papers ?? []);

  /**
   * By paper, how many of the clauses it matches.
   *
   * @param {ExpandedClause[]} clauses
   */
  function countMatches(clauses) {
    const counts = new Uint16Array(size);
    for (const matching of clauses.map(markMatching))
      for (let paper = 0; paper < size; paper++) counts[paper] += matching[paper];
    return counts;
  }

  /**
   * Marks the papers to exclude. A word that no paper has excludes nothing, whatever is suggested for it.
   *
   * @param {ExpandedClause[]} clauses
   * @param {PhraseMatch[]} phraseMatches
   */
  function markExcluded(clauses, phraseMatches) {
    const words = clauses.filter(({ quoted, suggestions }) => !quoted && !suggestions.length);
    const excluded = new Uint8Array(size);
    for (const marks of [...words.map(markMatching), ...phraseMatches.map(({ papers }) => mark(papers))])
      for (let paper = 0; paper < size; paper++) excluded[paper] |= marks[paper];
    return excluded;
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
    const subset = createLunrSubset(lunr, { fields: index.fields, postings, only: mark(papers) });
    const results = subset.query((query) => {
      for (const { term, ...options } of terms) query.term(term, { ...options, usePipeline: false });
    });
    for (const { ref, score } of results) scores[Number(ref)] = score;
    return scores;
  }

  /**
   * The papers that have all of these words in their titles.
   *
   * @param {string[]} words
   */
  async function papersTitled(words) {
    const clause = { text: "", parts: words, joined: words.join(""), fields: ["title"], quoted: true, open: false };
    const [expanded] = await expander.expand([clause]);
    const matching = markMatching(expanded);
    return everyPaper().filter((paper) => matching[paper]);
  }

  /**
   * How many papers each value of a filter would leave.
   *
   * @param {Ranking} ranking
   */
  async function countFacets({ papers, filters }) {
    return facets.countValues(filters, async (without) => papers.filter(await facets.createTest(filters, without)));
  }

  return { search, papersTitled, countFacets };
}

/**
 * Each clause once; of a word that was typed twice the last one, which may go on.
 *
 * @param {Clause[]} clauses
 */
function distinctClauses(clauses) {
  const distinct = new Map(clauses.map((clause) => [`${clause.text.toLowerCase()} ${clause.fields}`, clause]));
  return [...distinct.values()].slice(0, MOST_CLAUSES);
}

/** @param {ExpandedClause[]} clauses */
function unfinishedWord(clauses) {
  const open = clauses.find(({ unfinished }) => unfinished);
  return { unfinished: open?.unfinished ?? "", likeliest: open?.likeliest ?? "" };
}
