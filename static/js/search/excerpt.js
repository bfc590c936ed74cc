// The part of a text that shows best why it was found, with the words that match.

import { allWords } from "./words.js";

const LENGTH = 280;
const LEAD = 60; // how much of the text stands before the first match

// Places of the words whose term is among `terms`, in order and without overlaps.
export function matches(text, terms, stem) {
  const found = allWords(text).filter((word) => terms.has(stem(word.folded)));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((word, i) => !found.slice(0, i).some((other) => word.end <= other.end));
}

// The text as a list of pieces, [text, is it a match]: joined they are the text from `start` to `end`.
export function pieces(text, found, start = 0, end = text.length) {
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

// The pieces of about `LENGTH` letters around the most different matches, cut at words, with an ellipsis where cut.
export function excerpt(text, terms, stem) {
  const found = matches(text, terms, stem);
  const first = densest(text, found, stem);
  const start = first > LEAD ? afterSpace(text, first - LEAD) : 0;
  const end = text.length - start > LENGTH ? beforeSpace(text, start + LENGTH) : text.length;
  const list = pieces(text, found, start, end);
  if (start > 0) list.unshift(["… ", false]);
  if (end < text.length) list.push(["\u00a0…", false]);
  return list;
}

// Where the window with the most different terms, then the most matches, has its first match.
function densest(text, found, stem) {
  let [best, most] = [0, 0];
  for (const { start } of found) {
    const inside = found.filter((match) => match.start >= start && match.end <= start + LENGTH - LEAD);
    const worth = new Set(inside.map((match) => stem(match.folded))).size + inside.length / 1000;
    if (worth > most) [best, most] = [start, worth];
  }
  return best;
}

function afterSpace(text, at) {
  const space = text.indexOf(" ", at);
  return space < 0 ? at : space + 1;
}

function beforeSpace(text, at) {
  const space = text.lastIndexOf(" ", at);
  return space < 0 ? at : space;
}
