// Excerpts: the part of a text that shows best why it matched, with the matching words marked.

import { allWords } from "./words.js";

/** @import { Word } from "./words.js" */

/** @typedef {[text: string, isMatch: boolean]} Piece */

/** @typedef {(word: string) => string} Stem */

const LENGTH = 280;
const LEAD = 60; // how much of the text stands before the first match

/**
 * The words whose stem is among `terms`, in order and without overlaps: words that overlap are one.
 *
 * @param {string} text
 * @param {Set<string>} terms
 * @param {Stem} stem
 */
export function matches(text, terms, stem) {
  const found = allWords(text).filter((word) => terms.has(stem(word.folded)));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  /** @type {Word[]} */
  const apart = [];
  for (const word of found) {
    const last = apart.at(-1);
    if (!last || word.start >= last.end) apart.push({ ...word });
    else if (word.end > last.end) Object.assign(last, { end: word.end, folded: last.folded + word.folded });
  }
  return apart;
}

/**
 * The text from `start` to `end` in pieces, of which those are matches that `found` has.
 *
 * @param {string} text
 * @param {Word[]} found
 * @returns {Piece[]}
 */
export function pieces(text, found, start = 0, end = text.length) {
  /** @type {Piece[]} */
  const list = [];
  let at = start;
  for (const word of found.filter((match) => match.start >= start && match.end <= end)) {
    if (word.start > at) list.push([text.slice(at, word.start), false]);
    list.push([text.slice(word.start, word.end), true]);
    at = word.end;
  }
  if (at < end) list.push([text.slice(at, end), false]);
  return list;
}

/**
 * Pieces of about `LENGTH` letters around the most different matches. It is cut between words, with an ellipsis.
 *
 * @param {string} text
 * @param {Set<string>} terms
 * @param {Stem} stem
 */
export function excerpt(text, terms, stem) {
  const found = matches(text, terms, stem);
  const first = densestStart(found, stem);
  const start = first > LEAD ? nextWordStart(text, first - LEAD) : 0;
  const end = text.length - start > LENGTH ? lastWordEnd(text, start + LENGTH) : text.length;
  const list = pieces(text, found, start, end);
  if (start > 0) list.unshift(["… ", false]);
  if (end < text.length) list.push(["\u00a0…", false]);
  return list;
}

/**
 * Where that window starts that has the most different terms, and of these the most matches.
 *
 * @param {Word[]} found
 * @param {Stem} stem
 */
function densestStart(found, stem) {
  let [best, most] = [0, 0];
  for (const { start } of found) {
    const inside = found.filter((match) => match.start >= start && match.end <= start + LENGTH - LEAD);
    const worth = new Set(inside.map((match) => stem(match.folded))).size + inside.length / 1000;
    if (worth > most) [best, most] = [start, worth];
  }
  return best;
}

/**
 * @param {string} text
 * @param {number} at
 */
function nextWordStart(text, at) {
  const space = text.indexOf(" ", at);
  return space < 0 ? at : space + 1;
}

/**
 * @param {string} text
 * @param {number} at
 */
function lastWordEnd(text, at) {
  const space = text.lastIndexOf(" ", at);
  return space < 0 ? at : space;
}
