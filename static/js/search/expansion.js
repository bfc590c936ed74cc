// Query expansion: the alternatives by which a paper may match a clause of a query. An alternative is a list of terms,
// all of which the paper must have, and a boost.

import { isWordlike } from "./words.js";

/**
 * @import { Clause } from "./query.js"
 * @import { Index } from "./shards.js"
 * @import { Suggestion } from "./suggestions.js"
 * @import { WordForms } from "./word_forms.js"
 */

/**
 * @typedef {object} Alternative
 * @property {string[]} terms
 * @property {number} boost
 * @property {string[]} [fields]
 */

/**
 * A clause with its alternatives.
 *
 * @typedef {Clause & Expansion & { suggestions: string[] }} ExpandedClause
 */

/**
 * @typedef {object} Expansion
 * @property {Alternative[]} alternatives
 * @property {string[]} [suggestions] - the words that no typed word is, and whose alternatives these are instead
 * @property {string} [unfinished] - the text, if it is a prefix of too many words to look for all of them
 * @property {string} [likeliest] - the word that such a prefix is taken for; "" for none
 */

const EXACT = 1;
const RELATIVE = 0.5; // noun for verb, or the word that was cut short
const SHORTEST_CUT = 3; // letters of a word that was cut short
const PREFIX = 0.3; // a word that only starts as typed counts less
const TELLING = 3; // letters; fewer tell hardly anything
const isTelling = (/** @type {string} */ part) => part.length > 1 && /\p{L}/u.test(part);
const MOST_POSTINGS = 20_000; // of all words that start as typed; more would be slow, and tell nothing

/**
 * @param {object} tools
 * @param {Index} tools.index
 * @param {(clause: Clause) => Promise<Suggestion>} tools.suggest
 * @param {(word: string) => string} tools.stem
 * @param {(word: string) => boolean} tools.isStopWord
 * @param {WordForms} tools.forms
 */
export function createExpander({ index, suggest, stem, isStopWord, forms }) {
  /** @param {string[]} words */
  const stemAll = (words) => [...new Set(words.map(stem))];

  /** @param {string} term */
  const isKnown = (term) => index.posting(term) !== undefined;

  // Only titles have stop words, so stop words count only where there is nothing else.
  /** @param {string[]} parts */
  const contentWords = (parts) => (parts.every(isStopWord) ? parts : parts.filter((part) => !isStopWord(part)));

  /** @param {Clause} clause */
  const spellings = ({ parts }) => (parts.length === 1 ? forms.otherSpellings(parts[0]) : []);

  /** @param {Clause} clause */
  const relatives = ({ parts, quoted }) => (parts.length === 1 && !quoted ? forms.relatives(parts[0]) : []);

  /** @param {Clause} clause */
  const termsOf = (clause) =>
    stemAll([...contentWords(clause.parts), clause.joined, ...spellings(clause), ...relatives(clause)]);

  /**
   * Each clause with its alternatives. Where no paper has it, these are those of the suggested words. Of common terms the
   * heads are loaded, no more.
   *
   * @param {Clause[]} clauses
   * @returns {Promise<ExpandedClause[]>}
   */
  async function expand(clauses) {
    await index.loadHeads(clauses.flatMap(termsOf));
    return Promise.all(
      clauses.map(async (clause) => ({ suggestions: [], ...clause, ...(await findAlternatives(clause)) })),
    );
  }

  /**
   * @param {Clause} clause
   * @returns {Promise<Expansion>}
   */
  async function findAlternatives(clause) {
    const exact = exactAlternatives(clause);
    const mayGoOn = clause.open ? !clause.committed || !exact.length : !exact.length && mayBeCutShort(clause);
    const expansion = mayGoOn ? await expandPrefix(clause) : { alternatives: [] };
    const alternatives = [...exact, ...expansion.alternatives];
    if (alternatives.length || expansion.unfinished || clause.quoted || clause.parts.length > 1)
      return { ...expansion, alternatives };
    const { words, terms } = await suggest(clause);
    return { alternatives: terms.map((needed) => createAlternative(clause, needed)), suggestions: words };
  }

  /**
   * Whether a word that no paper has may be the beginning of one, though others follow it.
   *
   * @param {Clause} clause
   */
  const mayBeCutShort = ({ joined, parts, quoted, fields }) =>
    !quoted && !fields && parts.length === 1 && joined.length >= SHORTEST_CUT && !index.isWidePrefix(joined);

  /** @param {Clause} clause */
  function exactAlternatives(clause) {
    const { parts, joined, quoted } = clause;
    const needed = stemAll(contentWords(parts));
    const apart = needed.every(isKnown) ? [createAlternative(clause, needed)] : [];
    if (quoted || parts.length === 1) {
      const otherwise = stemAll(spellings(clause)).filter(isKnown);
      const related = stemAll(relatives(clause)).filter(isKnown);
      return distinctAlternatives([
        ...apart,
        ...otherwise.map((term) => createAlternative(clause, [term])),
        ...related.map((term) => createAlternative(clause, [term], RELATIVE)),
      ]);
    }
    const together = isKnown(stem(joined)) ? [createAlternative(clause, [stem(joined)])] : [];
    // Single letters and numbers mean nothing apart: any 2 would do for GPT-2.
    if (parts.every(isWordlike)) return [...together, ...apart];
    return together.length || !parts.every(isTelling) ? together : apart;
  }

  /**
   * Alternatives for the words that start as typed.
   *
   * @param {Clause} clause
   * @returns {Promise<Expansion>}
   */
  async function expandPrefix(clause) {
    if (index.isWidePrefix(clause.joined)) return expandWidePrefix(clause);
    await index.loadPrefix(clause.joined);
    const terms = stemAll(index.wordsWithPrefix(clause.joined));
    await index.loadHeads(terms);
    const boost = clause.joined.length > TELLING ? PREFIX : PREFIX / 10;
    return { alternatives: mostFrequent(terms).map((term) => createAlternative(clause, [term], boost)) };
  }

  /**
   * @param {Clause} clause
   * @returns {Promise<Expansion>}
   */
  async function expandWidePrefix(clause) {
    const likeliest = await index.likeliestWord(clause.joined);
    if (!likeliest) return { alternatives: [], unfinished: clause.text, likeliest: "" };
    await index.loadHeads([stem(likeliest)]);
    const alternatives = [createAlternative(clause, [stem(likeliest)], PREFIX)];
    return { alternatives, unfinished: clause.text, likeliest };
  }

  /**
   * As many of the terms as can be looked for at once, those with the most postings first.
   *
   * @param {string[]} terms
   */
  function mostFrequent(terms) {
    const sized = terms.map((term) => ({ term, size: index.posting(term)?.frequency ?? 0 })).filter(({ size }) => size);
    sized.sort((a, b) => b.size - a.size);
    let room = MOST_POSTINGS;
    return sized.filter(({ size }, i) => i === 0 || (room -= size) > 0).map(({ term }) => term);
  }

  /**
   * Whether a clause has more than stop words.
   *
   * @param {Clause} clause
   */
  const hasContent = ({ parts }) => !parts.every(isStopWord);

  return { expand, hasContent };
}

/** @typedef {ReturnType<typeof createExpander>} Expander */

/**
 * @param {Clause} clause
 * @param {string[]} terms
 * @returns {Alternative}
 */
const createAlternative = ({ fields }, terms, boost = EXACT) => ({ terms, boost, fields });

/** @param {Alternative[]} alternatives */
const distinctAlternatives = (alternatives) =>
  alternatives.filter(({ terms }, i) => !alternatives.slice(0, i).some((other) => `${other.terms}` === `${terms}`));
