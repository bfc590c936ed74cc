// What was found, in a sentence or two, and why a paper is among it: plain words for the status line and the cards.

// In a line that should stay one.
const WORDS_NAMED = 4;
const LONG_FORMS = 2;
const ENDING = 2; // letters

// The answer to a search in words: first what was made of the typed text, then the count.
export function summary({ meant = [], missing = [], filters = {}, ...answer }) {
  const notes = meant.map(
    ({ typed, shown }) => `No paper says ${quote(typed)}; showing ${shown.map(quote).join(" or ")}.`,
  );
  if (missing.length) notes.push(`No paper says ${missing.map(quote).join(" or ")}.`);
  if (filters.unknown?.length) notes.push(`No topic or edition is called ${filters.unknown.map(quote).join(" or ")}.`);
  const within = [...(filters.tags ?? []), ...(filters.editions ?? [])].map(({ label }) => label);
  if (within.length) notes.push(`Only ${listed(within)}.`);
  return [...notes, ...(missing.length && !answer.total ? [] : [unfinished(answer)])].join(" ");
}

// The last word may be the start of so many that nothing can be said of it yet.
function unfinished(answer) {
  const { unfinished: start, likeliest, total } = answer;
  if (!start) return count(answer);
  if (likeliest)
    return `${count(answer)} That is for ${quote(likeliest)}; type on for other words with ${quote(start)}.`;
  if (total) return `${count(answer)} That is without ${quote(start)}, which many words begin with: type on.`;
  return `Type on: many words begin with ${quote(start)}.`;
}

function count({ total, least, all = total }) {
  if (!total) return "No paper found.";
  if (least) return `At least ${papers(total)} found.`;
  if (all === total) return `${papers(total)} found.`;
  if (!all) return `No paper has all of these words; ${papers(total)} with some of them.`;
  return `${papers(all)} with all of these words, then ${number(total - all)} with some of them.`;
}

// Which words stand in which fields: "masks in title and abstract · smith in authors". Topics are marked where they
// stand; they are named only where nothing else matched.
export function reason(why = []) {
  const said = why.filter(({ field }) => TEXTS.includes(field));
  const found = said.length ? said : why.filter(({ field }) => field === "tags");
  const also = why.filter(({ field }) => field === "also").flatMap(({ words }) => words);
  return [...byPlace(fieldsOf(found)), ...also.slice(0, LONG_FORMS)].join(" · ");
}

// Each word, the forms of one together, with the names of its fields.
function fieldsOf(found) {
  const fields = new Map();
  for (const { field, words } of found)
    for (const word of field === "authors" ? words : words.map(plain)) {
      const known = [...fields.keys()].find((other) => isForm(word, other)) ?? word;
      fields.set(known, (fields.get(known) ?? new Set()).add(NAMES[field] ?? field));
    }
  return fields;
}

function byPlace(fields) {
  const words = new Map();
  for (const [word, names] of fields) {
    const place = listed([...names]);
    words.set(place, [...(words.get(place) ?? []), word]);
  }
  return Array.from(words, ([place, those]) => `${named(those)} in ${place}`);
}

const TEXTS = ["title", "abstract", "authors"];
const NAMES = { tags: "topics" };
const WORDLIKE = /^\p{L}{6,}$/u;

// A word as it is in the middle of a sentence; names and acronyms stay as they are.
const plain = (word) => (/^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word);

// Whether one is the other but for an ending; names with digits differ by their last letters.
const isForm = (a, b) =>
  a === b || (WORDLIKE.test(a + b) && (a.startsWith(b) || b.startsWith(a)) && Math.abs(a.length - b.length) <= ENDING);

function named(words) {
  const rest = words.length - WORDS_NAMED;
  return rest > 0 ? `${words.slice(0, WORDS_NAMED).join(", ")} and ${rest} more` : words.join(", ");
}

const listed = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");
const number = (value) => value.toLocaleString("en");
export const papers = (value) => `${number(value)} ${value === 1 ? "paper" : "papers"}`;
const quote = (text) => `“${text.replace(/^"|"$/g, "")}”`;
