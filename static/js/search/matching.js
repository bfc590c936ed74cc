// Matching: which papers have what a query asks for. First the query is expanded, which fetches what it needs; then the
// postings say which of its clauses each paper matches.

import { intersectMarks, markPapers } from "./marks.js";

/**
 * @import { ExpandedClause, Expander } from "./expansion.js"
 * @import { PhraseMatch } from "./phrases.js"
 * @import { Clause, Query } from "./query.js"
 * @import { Index } from "./shards.js"
 */

/**
 * @typedef {object} ExpandedQuery
 * @property {ExpandedClause[]} words
 * @property {ExpandedClause[]} phrases
 * @property {ExpandedClause[]} excluded - the words and phrases to exclude
 * @property {PhraseMatch[]} phraseMatches - by phrase
 * @property {PhraseMatch[]} excludedMatches - by phrase to exclude
 */

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

const FIRST_LETTERS = /^[a-z]{1,2}$/;
const MOST_CLAUSES = 100; // whoever pastes an abstract has found its paper by then

/**
 * @param {object} tools
 * @param {number} tools.size - how many papers there are
 * @param {Index} tools.index
 * @param {Expander} tools.expander
 * @param {(parts: string[]) => Promise<PhraseMatch>} tools.findPhrase
 */
export function createMatcher({ size, index, expander, findPhrase }) {
  const everyPaper = () => Array.from({ length: size }, (_, paper) => paper);

  /**
   * Stop words, and the first letters of a word, count only where there is nothing else.
   *
   * @param {Query} query
   * @returns {Promise<ExpandedQuery>}
   */
  async function expandQuery(query) {
    const typed = query.words.filter(isTelling);
    const needed = [typed.filter(expander.hasContent), typed].find((some) => some.length) ?? query.words;
    const lists = [needed, query.phrases, query.without];
    const [words, phrases, excluded] = await Promise.all(lists.map((list) => expander.expand(distinctClauses(list))));
    const [phraseMatches, excludedMatches] = await Promise.all([
      findPhrases(phrases),
      findPhrases(excluded.filter((clause) => clause.quoted)),
    ]);
    return { words, phrases, excluded, phraseMatches, excludedMatches };
  }

  /**
   * The papers that have all phrases, any of the words, and nothing that is excluded.
   *
   * @param {ExpandedQuery} query
   * @returns {Matches}
   */
  function matchPapers({ words, phrases, excluded, phraseMatches, excludedMatches }) {
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

  /**
   * The papers that have all of these words in their titles.
   *
   * @param {string[]} words
   */
  async function matchTitles(words) {
    const clause = { text: "", parts: words, joined: words.join(""), fields: ["title"], quoted: true, open: false };
    const [expanded] = await expander.expand([clause]);
    await index.load(termsOf([expanded]));
    const matching = markMatching(expanded);
    return everyPaper().filter((paper) => matching[paper]);
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

  return { expandQuery, matchPapers, matchTitles };
}

/**
 * The terms that clauses look for.
 *
 * @param {ExpandedClause[]} clauses
 */
export const termsOf = (clauses) => clauses.flatMap(({ alternatives }) => alternatives).flatMap(({ terms }) => terms);

/**
 * Each clause once; of a word that was typed twice the last one, which may go on.
 *
 * @param {Clause[]} clauses
 */
function distinctClauses(clauses) {
  const distinct = new Map(clauses.map((clause) => [`${clause.text.toLowerCase()} ${clause.fields}`, clause]));
  return [...distinct.values()].slice(0, MOST_CLAUSES);
}

/**
 * Whether a clause says anything. The first letters of a word may become any.
 *
 * @param {Clause} clause
 */
const isTelling = ({ open, committed, joined }) => !open || committed || !FIRST_LETTERS.test(joined);

/** @param {ExpandedClause[]} clauses */
function unfinishedWord(clauses) {
  const open = clauses.find(({ unfinished }) => unfinished);
  return { unfinished: open?.unfinished ?? "", likeliest: open?.likeliest ?? "" };
}
