// Suggests what a word was meant to be that no paper has: another word, if it was mistyped, or two words, if the space
// between them was left out.

import { nearestWords } from "./fuzzy.js";

/**
 * @import { WordList } from "./data.js"
 * @import { PhraseMatch } from "./phrases.js"
 * @import { Clause } from "./query.js"
 * @import { Index } from "./shards.js"
 */

/**
 * @typedef {object} Suggestion
 * @property {string[]} words - the words suggested, to be shown
 * @property {string[][]} terms - the terms of each way to say them
 */

/**
 * Lists of words, each fetched when it is called: those that start as a typed word may start, and all the others.
 *
 * @typedef {{ near: (() => Promise<WordList>)[], others: (() => Promise<WordList>)[] }} WordLists
 */

const SHORT_PART = 3; // letters at least of each of two words without a space
const LONG_ENOUGH = 6; // letters of a word to be compared with words of every other beginning, which are many

/**
 * Returns `suggest`, which takes a clause.
 *
 * @param {object} tools
 * @param {Index} tools.index
 * @param {(typed: string) => WordLists} tools.wordLists
 * @param {(parts: string[]) => Promise<PhraseMatch>} tools.findPhrase
 * @param {(word: string) => string} tools.stem
 * @param {(word: string) => boolean} tools.isStopWord
 */
export function createSuggester({ index, wordLists, findPhrase, stem, isStopWord }) {
  /** @param {string[]} words */
  const stemAll = (words) => [...new Set(words.map(stem))];

  /** @param {string} term */
  const isKnown = (term) => index.posting(term) !== undefined;

  /**
   * @param {Clause} clause
   * @returns {Promise<Suggestion>}
   */
  async function suggest({ joined, open, committed }) {
    const { near, others } = wordLists(joined);
    const farther = (open && !committed) || joined.length < LONG_ENOUGH ? [] : others;
    const suggestion =
      (await suggestWord(joined, near)) ?? (await suggestPair(joined, near[0])) ?? (await suggestWord(joined, farther));
    return suggestion ?? { words: [], terms: [] };
  }

  /**
   * The nearest words of the first list that has any.
   *
   * @param {string} typed
   * @param {WordLists["near"]} lists
   */
  async function suggestWord(typed, lists) {
    for (const list of lists) {
      const words = nearestWords(typed, [await list()]);
      await index.loadHeads(stemAll(words));
      if (words.length) return { words, terms: oneByOne(stemAll(words).filter(isKnown)) };
    }
    return undefined;
  }

  /**
   * The two words without a space that most papers have side by side.
   *
   * @param {string} typed
   * @param {WordLists["near"][number]} [list]
   */
  async function suggestPair(typed, list) {
    if (typed.length < 2 * SHORT_PART || /\p{N}/u.test(typed) || !list) return undefined;
    const { words } = await list();
    const pairs = splitInTwo(typed, new Set(words));
    await index.loadHeads(pairs.flatMap(stemAll));
    const known = pairs.filter((pair) => stemAll(pair).every(isKnown) && !pair.some(isStopWord));
    const counts = await Promise.all(
      known.map(async (pair) => ({ pair, papers: (await findPhrase(pair)).papers.length })),
    );
    const [best] = counts.filter(({ papers }) => papers).sort((a, b) => b.papers - a.papers);
    return best && { words: [best.pair.join(" ")], terms: [stemAll(best.pair)] };
  }

  return suggest;
}

/** @param {string[]} terms */
const oneByOne = (terms) => terms.map((term) => [term]);

/**
 * Every split of `typed` into two parts of which the first one is a word.
 *
 * @param {string} typed
 * @param {Set<string>} words
 */
function splitInTwo(typed, words) {
  const pairs = [];
  for (let i = SHORT_PART; i <= typed.length - SHORT_PART; i++)
    if (words.has(typed.slice(0, i))) pairs.push([typed.slice(0, i), typed.slice(i)]);
  return pairs;
}
