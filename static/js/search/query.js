// Parses what was typed: words, "phrases", -words to exclude, `title:`, `author:`, `tag:`, `in:`, `venue:`, `year:` and
// `sort:` before a word or a phrase, and identifiers. Nothing is an error: what is none of these is read as words, and
// text without words is an empty query.

import { identifierKey, titleInAddress } from "./identifiers.js";
import { foldedWords, wordRuns } from "./words.js";

/** @import { FacetKind } from "./facets.js" */

/**
 * A part of a query: a word, words that hyphens join, or a phrase.
 *
 * @typedef {object} Clause
 * @property {string} text - as it was typed
 * @property {string[]} parts - its folded words
 * @property {string} joined - the folded words as one
 * @property {string[]} [fields] - the fields that count; without them all
 * @property {boolean} quoted - whether it is a phrase
 * @property {boolean} open - whether it may go on: it is the last word typed, or ends in `*`
 * @property {boolean} [committed] - whether Enter followed: then it goes on only if no paper has it as it is
 */

/**
 * @typedef {object} Query
 * @property {Clause[]} words
 * @property {Clause[]} phrases
 * @property {Clause[]} without - what to exclude
 * @property {string[]} tags - names of tags, as typed
 * @property {string[]} editions - names of editions, as typed
 * @property {string[]} venues - names of venues, as typed
 * @property {string[]} years - years, or `from-to`
 * @property {string} [sort] - an order
 */

const QUOTES = /[“”„‟«»]/g;
const CLAUSE = /(?<!\S)(-?)(?:(title|authors?|tag|in|venue|year):)?"([^"]*)"|\S+/giu;
const EXCLUDED = /^-[^\s-]/;
const SORTED = /^sort:(relevance|date|votes)$/i;
const PREFIXED = /^(title|authors?|tag|in|venue|year):(.*\p{L}.*|.*\p{N}.*)$/iu;
/** @type {Record<string, string[] | undefined>} */
const FIELDS = { title: ["title"], author: ["authors"], authors: ["authors"] };
/** @type {Record<string, FacetKind | undefined>} */
const FACETS = { tag: "tags", in: "editions", venue: "venues", year: "years" };

/**
 * @param {string} typed
 * @param {boolean} [committed] - whether Enter followed
 */
export function parseQuery(typed, committed = false) {
  /** @type {Query} */
  const query = { words: [], phrases: [], without: [], tags: [], editions: [], venues: [], years: [] };
  const text = typed.replace(QUOTES, '"');
  for (const match of text.matchAll(CLAUSE)) {
    const [clause, minus, name, quoted] = match;
    if (quoted !== undefined) addQuoted(query, quoted, name?.toLowerCase(), minus);
    else addUnquoted(query, clause, match.index + clause.length === text.length, committed);
  }
  return query;
}

/**
 * @param {Query} query
 * @param {string} quoted
 * @param {string} name
 * @param {string} minus
 */
function addQuoted(query, quoted, name, minus) {
  const facet = FACETS[name];
  if (facet) query[facet].push(quoted);
  else (minus ? query.without : query.phrases).push(...phraseClauses(quoted, FIELDS[name]));
}

/**
 * @param {Query} query
 * @param {string} clause
 * @param {boolean} isLast
 * @param {boolean} committed
 */
function addUnquoted(query, clause, isLast, committed) {
  const title = titleInAddress(clause);
  if (title) return void query.words.push(...title.split(" ").flatMap((word) => wordClauses(word)));
  const key = identifierKey(clause);
  if (key) return void query.words.push(identifierClause(clause, key));
  const [, name = "", rest] = PREFIXED.exec(clause) ?? [];
  const kind = name.toLowerCase();
  const facet = FACETS[kind];
  const order = SORTED.exec(clause)?.[1];
  if (order) query.sort = order.toLowerCase();
  else if (facet) query[facet].push(rest);
  else if (EXCLUDED.test(clause)) query.without.push(...wordClauses(clause.slice(1)));
  else query.words.push(...wordClauses(rest ?? clause, { open: isLast, committed, fields: FIELDS[kind] }));
}

/**
 * The same query with the words of its phrases instead of the phrases.
 *
 * @param {Query} query
 * @returns {Query}
 */
export function withoutQuotes(query) {
  const loose = query.phrases.flatMap(({ text, fields }) =>
    text.split(/\s+/).flatMap((clause) => wordClauses(clause, { fields })),
  );
  return { ...query, phrases: [], words: [...query.words, ...loose] };
}

/**
 * One clause for a phrase, or none if it has no words.
 *
 * @param {string} text
 * @param {string[]} [fields]
 * @returns {Clause[]}
 */
function phraseClauses(text, fields) {
  const parts = foldedWords(text);
  return parts.length ? [{ text: text.trim(), parts, joined: parts.join(""), fields, quoted: true, open: false }] : [];
}

/**
 * @param {string} text
 * @param {string} key
 * @returns {Clause}
 */
const identifierClause = (text, key) => ({
  text,
  parts: [key],
  joined: key,
  fields: ["ids"],
  quoted: false,
  open: false,
});

/**
 * A clause for each word of a text without spaces; words that hyphens join are one clause. `seg*` may go on by itself.
 *
 * @param {string} typed
 * @param {Pick<Partial<Clause>, "open" | "committed" | "fields">} [options]
 * @returns {Clause[]}
 */
function wordClauses(typed, { open = false, committed = false, fields } = {}) {
  const hasStar = typed.endsWith("*");
  const text = hasStar ? typed.slice(0, -1) : typed;
  return wordRuns(text).map(({ start, end, parts }) => ({
    text: text.slice(start, end),
    parts: parts.map(({ folded }) => folded),
    joined: parts.map(({ folded }) => folded).join(""),
    fields,
    quoted: false,
    open: (open || hasStar) && end === text.length,
    committed: committed && !hasStar,
  }));
}
