// Finds phrases by the places of their words (`generator/search/places.py`). Stop words have places in titles only, so a
// stop word inside a phrase is assumed to be there; the text of a paper then shows whether it is.

import { decodeSteps, upperBound } from "./sorted.js";

/** @import { SearchData, PlacesFile } from "./data.js" */

/**
 * @typedef {object} PhraseMatch
 * @property {number[]} papers - the papers that have the words next to each other, ascending
 * @property {boolean} sure - whether the places of all words were compared
 */

/**
 * Returns `findPhrase`, which takes the folded words of a phrase.
 *
 * @param {SearchData} data
 * @param {(word: string) => boolean} isStopWord
 */
export function createPhraseFinder(data, isStopWord) {
  /** @type {Map<string, Promise<PhraseMatch>>} */
  const matches = new Map();

  /** @param {string[]} parts */
  function findPhrase(parts) {
    const key = parts.join(" ");
    const known = matches.get(key);
    if (known) return known;
    const match = matchPlaces(parts);
    match.catch(() => matches.delete(key)); // so that it is tried again
    matches.set(key, match);
    return match;
  }

  /**
   * @param {string[]} parts
   * @returns {Promise<PhraseMatch>}
   */
  async function matchPlaces(parts) {
    const { places } = await data.manifest();
    const { stride, ...shards } = await data.file("places", places);
    const all = parts.map((word, offset) => ({ word, offset }));
    const content = all.filter(({ word }) => !isStopWord(word));
    const needed = content.length ? content : all;
    const starts = await Promise.all(
      needed.map(async ({ word, offset }) => (await placesOf(word, shards)).map((place) => place - offset)),
    );
    starts.sort((a, b) => a.length - b.length);
    const common = starts.slice(1).reduce((left, more) => intersect(left, more), starts[0]);
    const papers = [...new Set(common.map((place) => Math.floor(place / stride)))];
    return { papers, sure: needed.length === parts.length };
  }

  /**
   * @param {string} word
   * @param {Pick<PlacesFile, "from" | "names">} shards
   */
  async function placesOf(word, { from, names }) {
    const { words, places } = await data.file("places", names[Math.max(0, upperBound(from, word) - 1)]);
    const at = words.indexOf(word);
    return at < 0 ? [] : decodeSteps(places[at]);
  }

  return findPhrase;
}

/**
 * The numbers of `few` that are in `many`, too.
 *
 * @param {number[]} few
 * @param {number[]} many
 */
function intersect(few, many) {
  const others = new Set(many);
  return few.filter((number) => others.has(number));
}

/**
 * Whether the folded words of a text have those of a phrase next to each other.
 *
 * @param {string[]} folded
 * @param {string[]} parts
 */
export const containsPhrase = (folded, parts) => ` ${folded.join(" ")} `.includes(` ${parts.join(" ")} `);
