// What was typed, read the way people type: words, "phrases", -words to leave out, and `title:`, `author:`, `tag:` and
// `in:` before a word or a phrase. Everything is a query: what cannot be read as one of these is just words, and text
// without any word asks for nothing.

import { compounds, words } from "./words.js";

const QUOTES = /[“”„‟«»]/g;
const CLAUSE = /(?<!\S)(-?)(?:(title|authors?|tag|in):)?"([^"]*)"|\S+/giu;
const EXCLUDED = /^-[^\s-]/;
const NARROWED = /^(title|authors?|tag|in):(.*\p{L}.*|.*\p{N}.*)$/iu;
const FIELDS = { title: ["title"], author: ["authors"], authors: ["authors"] };

// { words, phrases, without, tags, editions }. The last two are texts; of the others each is what is asked for: its
// `text` as typed, the folded `parts` of it, them `joined`, the `fields` that count (all of them without), whether it is
// `quoted`, and `open` while the last letter typed may not be its last. After Enter it is `committed`: then it goes on
// only where no paper has it as it stands.
export function parse(typed, committed = false) {
  const query = { words: [], phrases: [], without: [], tags: [], editions: [] };
  const text = typed.replace(QUOTES, '"');
  for (const match of text.matchAll(CLAUSE)) {
    const [clause, minus, name, quoted] = match;
    if (quoted !== undefined) addQuoted(query, quoted, name?.toLowerCase(), minus);
    else addClause(query, clause, match.index + clause.length === text.length, committed);
  }
  return query;
}

function addQuoted(query, quoted, name, minus) {
  if (name === "tag" || name === "in") query[name === "tag" ? "tags" : "editions"].push(quoted);
  else (minus ? query.without : query.phrases).push(...phrase(quoted, FIELDS[name]));
}

function addClause(query, clause, last, committed) {
  const [, name, rest] = NARROWED.exec(clause) ?? [];
  const kind = name?.toLowerCase();
  if (kind === "tag" || kind === "in") query[kind === "tag" ? "tags" : "editions"].push(rest);
  else if (EXCLUDED.test(clause)) query.without.push(...asked(clause.slice(1)));
  else query.words.push(...asked(rest ?? clause, { open: last, committed, fields: FIELDS[kind] }));
}

// The phrases of a query as the words they consist of.
export function withoutQuotes(query) {
  const loose = query.phrases.flatMap(({ text, fields }) =>
    text.split(/\s+/).flatMap((clause) => asked(clause, { fields })),
  );
  return { ...query, phrases: [], words: [...query.words, ...loose] };
}

function phrase(text, fields) {
  const parts = words(text).map((word) => word.folded);
  return parts.length ? [{ text: text.trim(), parts, joined: parts.join(""), fields, quoted: true, open: false }] : [];
}

// The words of a clause, those that hyphens join as one; `seg*` says itself that it goes on.
function asked(clause, { open = false, committed = false, fields } = {}) {
  const starred = clause.endsWith("*");
  const text = starred ? clause.slice(0, -1) : clause;
  const parts = words(text).map((word) => ({ ...word, parts: [word] }));
  const runs = compounds(text);
  const inRun = (part) => runs.some((run) => run.start <= part.start && part.end <= run.end);
  const found = [...parts.filter((part) => !inRun(part)), ...runs].sort((a, b) => a.start - b.start);
  return found.map((word) => ({
    text: text.slice(word.start, word.end),
    parts: word.parts.map((part) => part.folded),
    joined: word.folded,
    fields,
    quoted: false,
    open: (open || starred) && word.end === text.length,
    committed: committed && !starred,
  }));
}
