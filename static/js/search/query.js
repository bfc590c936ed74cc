// What was typed, read the way people type: words, "phrases" and -words to leave out. Everything is a query: what
// cannot be read as one of these is just words, and text without any word asks for nothing.

import { compounds, words } from "./words.js";

const QUOTES = /[“”„‟«»]/g;
const CLAUSE = /(?<!\S)(-?)"([^"]*)"|\S+/g;
const EXCLUDED = /^-[^\s-]/;

// { words, phrases, without }, each a list of what is asked for: its `text` as typed, the folded `parts` of it, them
// `joined`, whether it is `quoted`, and `open` while the last letter typed may not be its last.
export function parse(typed) {
  const query = { words: [], phrases: [], without: [] };
  const text = typed.replace(QUOTES, '"');
  for (const match of text.matchAll(CLAUSE)) {
    const [clause, minus, quoted] = match;
    const open = match.index + clause.length === text.length;
    if (quoted !== undefined) (minus ? query.without : query.phrases).push(...phrase(quoted));
    else if (EXCLUDED.test(clause)) query.without.push(...asked(clause.slice(1), false));
    else query.words.push(...asked(clause, open));
  }
  return query;
}

// The phrases of a query as the words they consist of.
export function withoutQuotes(query) {
  const loose = query.phrases.flatMap(({ text }) => text.split(/\s+/).flatMap((clause) => asked(clause, false)));
  return { ...query, phrases: [], words: [...query.words, ...loose] };
}

function phrase(text) {
  const parts = words(text).map((word) => word.folded);
  return parts.length ? [{ text: text.trim(), parts, joined: parts.join(""), quoted: true, open: false }] : [];
}

// The words of a clause, those that hyphens join as one.
function asked(clause, open) {
  const parts = words(clause).map((word) => ({ ...word, parts: [word] }));
  const runs = compounds(clause);
  const inRun = (part) => runs.some((run) => run.start <= part.start && part.end <= run.end);
  const found = [...parts.filter((part) => !inRun(part)), ...runs].sort((a, b) => a.start - b.start);
  return found.map((word) => ({
    text: clause.slice(word.start, word.end),
    parts: word.parts.map((part) => part.folded),
    joined: word.folded,
    quoted: false,
    open: open && word.end === clause.length,
  }));
}
