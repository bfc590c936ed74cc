// Plain words for the status line and the cards: what was found, in a sentence or two, and why a paper matches.

import { formatNumber, formatPapers } from "./numbers.js";

/**
 * @import { Answer } from "./client.js"
 * @import { Reason, Result } from "./result_pages.js"
 */

// Of a line that should stay one.
const WORDS_NAMED = 4;
const LONG_FORMS = 2;
const ENDING = 2; // letters

const TOGETHER = { title: "together in the title", sentence: "together in a sentence", row: "in a row" };

/** @typedef {Omit<Partial<Answer>, "total"> & { total: number }} AnswerCounts */

/**
 * The answer to a search in words: first how the typed text was read, then the count.
 *
 * @param {AnswerCounts} answer
 */
export function summarize({ corrections = [], missing = [], filters = {}, kept = [], ...answer }) {
  const { tags = [], editions = [], venues = [], years = [], unknown = [] } = filters;
  const notes = corrections.map(
    ({ typed, shown }) => `No paper says ${quote(typed)}; showing ${shown.map(quote).join(" or ")}.`,
  );
  if (missing.length) notes.push(`No paper says ${missing.map(quote).join(" or ")}.`);
  if (unknown.length) notes.push(`No topic, edition, venue or year is called ${unknown.map(quote).join(" or ")}.`);
  const labels = [...tags, ...editions, ...venues, ...years].map(({ label }) => label);
  if (kept.length) notes.push(`There is no network: only ${joinWithAnd(kept)}.`);
  if (labels.length) notes.push(`Only ${joinWithAnd(labels)}.`);
  return [...notes, ...(missing.length && !answer.total ? [] : [describeCount(answer)])].join(" ");
}

/**
 * The count. So many words may start like the last one that nothing can be said of it yet.
 *
 * @param {AnswerCounts} answer
 */
function describeCount(answer) {
  const { unfinished, likeliest, total } = answer;
  const count = countSentence(answer);
  if (!unfinished) return count;
  if (likeliest) return `${count} That is for ${quote(likeliest)}; type on for other words with ${quote(unfinished)}.`;
  if (total) return `${count} That is without ${quote(unfinished)}, which many words begin with: type on.`;
  return `Type on: many words begin with ${quote(unfinished)}.`;
}

/** @param {AnswerCounts} answer */
function countSentence({ total, least, all = total }) {
  if (!total) return "No paper found.";
  if (least) return `At least ${formatPapers(total)} found.`;
  if (all === total) return `${formatPapers(total)} found.`;
  if (!all) return `No paper has all of these words; ${formatPapers(total)} with some of them.`;
  return `${formatPapers(all)} with all of these words, then ${formatNumber(total - all)} with some of them.`;
}

/**
 * Which words stand in which fields: "masks in title and abstract · smith in authors", or that all of them stand together.
 * Topics are marked where they stand, so they are named only where nothing else matches.
 *
 * @param {Reason[]} reasons
 * @param {Result["together"]} [together]
 */
export function describeReasons(reasons = [], together) {
  const inTexts = reasons.filter(({ field }) => TEXTS.includes(field));
  const named = inTexts.length ? inTexts : reasons.filter(({ field }) => field === "tags");
  const also = reasons.filter(({ field }) => field === "also").flatMap(({ words }) => words);
  const places = together ? [`these words ${TOGETHER[together]}`] : describeFields(fieldsByWord(named));
  return [...places, ...also.slice(0, LONG_FORMS)].join(" · ");
}

/**
 * Each word, with its other forms as one, and the names of its fields.
 *
 * @param {Reason[]} reasons
 */
function fieldsByWord(reasons) {
  /** @type {Map<string, Set<string>>} */
  const fields = new Map();
  for (const { field, words } of reasons)
    for (const word of field === "authors" ? words : words.map(lowerCase)) {
      const known = [...fields.keys()].find((other) => isSameWord(word, other)) ?? word;
      fields.set(known, (fields.get(known) ?? new Set()).add(FIELD_NAMES[field] ?? field));
    }
  return fields;
}

/**
 * Words of the same fields together: "masks, dialogue in title and abstract".
 *
 * @param {Map<string, Set<string>>} fields - by word
 */
function describeFields(fields) {
  /** @type {Map<string, string[]>} */
  const words = new Map();
  for (const [word, names] of fields) {
    const place = joinWithAnd([...names]);
    words.set(place, [...(words.get(place) ?? []), word]);
  }
  return Array.from(words, ([place, list]) => `${joinFirst(list)} in ${place}`);
}

const TEXTS = ["title", "abstract", "authors"];
/** @type {Record<string, string>} */
const FIELD_NAMES = { tags: "topics" };
const WORDLIKE = /^\p{L}{6,}$/u;

/**
 * A word as it is in the middle of a sentence; names and acronyms keep their capitals.
 *
 * @param {string} word
 */
const lowerCase = (word) => (/^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word);

/**
 * Whether two words differ in their endings alone. Names with digits are different by their last letters.
 *
 * @param {string} a
 * @param {string} b
 */
const isSameWord = (a, b) =>
  a === b || (WORDLIKE.test(a + b) && (a.startsWith(b) || b.startsWith(a)) && Math.abs(a.length - b.length) <= ENDING);

/** @param {string[]} words */
function joinFirst(words) {
  const rest = words.length - WORDS_NAMED;
  return rest > 0 ? `${words.slice(0, WORDS_NAMED).join(", ")} and ${rest} more` : words.join(", ");
}

/** @param {string[]} names */
const joinWithAnd = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

/** @param {string} text */
const quote = (text) => `“${text.replace(/^"|"$/g, "")}”`;
