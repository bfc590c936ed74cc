// What a word is: the same as `generator/terms.py`, which explains it, and a test holds the two together.

const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };
const APOSTROPHES = "'’ʼ";
const HYPHENS = "-‐‑–";
const ASCII = /^[\x00-\x7f]*$/;
const PLAIN_WORD = /[a-z0-9](?:\+\+|#)|[a-z0-9]+(?:'[a-z0-9]+)*/g;
const WORD = /wm*(?:\+\+|#)|w[wm]*(?:'w[wm]*)*/g;

const known = new Map();

// What a character folds to, and its part in a word: a letter or digit (w), a mark inside one (m), an apostrophe, itself.
function look(char) {
  let found = known.get(char);
  if (!found) known.set(char, (found = { folded: foldChar(char), kind: "" }));
  found.kind ||= kindOf(char, found.folded);
  return found;
}

function foldChar(char) {
  if (APOSTROPHES.includes(char) || /\p{Cf}/u.test(char)) return "";
  const letters = char.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...letters].map((letter) => LETTERS[letter] ?? letter).join("");
}

function kindOf(char, folded) {
  if (APOSTROPHES.includes(char)) return "'";
  if (folded && /^[\p{L}\p{N}]+$/u.test(folded)) return "w";
  return folded ? char : "m";
}

// The words of a text in order, each with its place in UTF-16 units, half-open.
export function words(text) {
  return ASCII.test(text) ? plainWords(text) : anyWords(text);
}

// In ASCII one expression finds the words as they are read; most texts are ASCII, and a page shows twenty at a time.
function plainWords(text) {
  return Array.from(text.toLowerCase().matchAll(PLAIN_WORD), ({ 0: word, index }) => {
    return { start: index, end: index + word.length, folded: word.includes("'") ? word.replaceAll("'", "") : word };
  });
}

function anyWords(text) {
  const classes = [];
  for (const char of text) classes.push(look(char).kind.padEnd(char.length, "m"));
  return Array.from(classes.join("").matchAll(WORD), (match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    return { start, end, folded: fold(text.slice(start, end)) };
  });
}

export const fold = (text) => Array.from(text, (char) => look(char).folded).join("");

// Words joined by single hyphens in the text, as one word each: `self-supervised` gives selfsupervised.
export function compounds(text, parts = words(text)) {
  const found = [];
  let run = [];
  for (const [i, part] of parts.entries()) {
    run.push(part);
    const next = parts[i + 1];
    if (next && next.start === part.end + 1 && HYPHENS.includes(text[part.end])) continue;
    if (run.length > 1) found.push({ ...joined(run), parts: run });
    run = [];
  }
  return found;
}

const joined = (run) => ({ start: run[0].start, end: run.at(-1).end, folded: run.map((part) => part.folded).join("") });

// Capitals that close or continue a name in small letters, as a word of their own: `TextGenSHAP` gives shap.
export function acronyms(text) {
  const found = text.matchAll(/(?<=[a-z])[A-Z]{3,}(?![a-z])/g);
  return Array.from(found, ({ 0: name, index }) => ({
    start: index,
    end: index + name.length,
    folded: name.toLowerCase(),
  }));
}

// The words a text is found by: its words, then its compounds, then the acronyms inside its names.
export function allWords(text) {
  const parts = words(text);
  return [...parts, ...compounds(text, parts), ...acronyms(text)];
}
