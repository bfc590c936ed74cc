// Splits text into words. The rules are those of `generator/terms`, which explains them; a test compares the two.

/**
 * A word of a text.
 *
 * @typedef {object} Word
 * @property {number} start - where it starts, in UTF-16 units
 * @property {number} end - where it ends, exclusive
 * @property {string} folded - the word in lower case, without accents and apostrophes
 */

/**
 * Words that hyphens join, or a word that they do not, with the words that are joined from them.
 *
 * @typedef {{ start: number, end: number, parts: Word[], joined: Word[] }} WordRun
 */

/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };
const APOSTROPHES = "'’ʼ";
const HYPHENS = "-‐‑–";
const ASCII = /^\p{ASCII}*$/u;
const ASCII_WORD = /[a-z0-9](?:\+\+|#)|[a-z0-9]+(?:'[a-z0-9]+)*/g;
const WORD_KINDS = /wm*(?:\+\+|#)|w[wm]*(?:'w[wm]*)*/g;

/** @type {Map<string, { folded: string, kind: string }>} */
const characters = new Map();

/**
 * What a character folds to, and its kind: a letter or digit (w), a mark inside a word (m), an apostrophe ('), or the
 * character itself.
 *
 * @param {string} char
 */
function classify(char) {
  let known = characters.get(char);
  if (!known) {
    const folded = foldCharacter(char);
    known = { folded, kind: kindOf(char, folded) };
    characters.set(char, known);
  }
  return known;
}

/** @param {string} char */
function foldCharacter(char) {
  if (APOSTROPHES.includes(char) || /\p{Cf}/u.test(char)) return "";
  const letters = char.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...letters].map((letter) => LETTERS[letter] ?? letter).join("");
}

/**
 * @param {string} char
 * @param {string} folded
 */
function kindOf(char, folded) {
  if (APOSTROPHES.includes(char)) return "'";
  if (folded && /^[\p{L}\p{N}]+$/u.test(folded)) return "w";
  return folded ? char : "m";
}

/**
 * The words of a text, in order.
 *
 * @param {string} text
 * @returns {Word[]}
 */
export function words(text) {
  return ASCII.test(text) ? asciiWords(text) : unicodeWords(text);
}

/**
 * The folded words of a text, in order.
 *
 * @param {string} text
 */
export const foldedWords = (text) => words(text).map(({ folded }) => folded);

/**
 * The same as `unicodeWords` by one regular expression: most texts are ASCII, and a page of results reads twenty.
 *
 * @param {string} text
 * @returns {Word[]}
 */
function asciiWords(text) {
  return Array.from(text.toLowerCase().matchAll(ASCII_WORD), ({ 0: word, index }) => {
    return { start: index, end: index + word.length, folded: word.includes("'") ? word.replaceAll("'", "") : word };
  });
}

/**
 * @param {string} text
 * @returns {Word[]}
 */
function unicodeWords(text) {
  const kinds = [];
  for (const char of text) kinds.push(classify(char).kind.padEnd(char.length, "m"));
  return Array.from(kinds.join("").matchAll(WORD_KINDS), (match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    return { start, end, folded: fold(text.slice(start, end)) };
  });
}

/** @param {string} text */
const fold = (text) => Array.from(text, (char) => classify(char).folded).join("");

/**
 * The words of a text in runs, each of which hyphens join, with the words that are joined of it: `self-supervised` gives
 * selfsupervised.
 *
 * @param {string} text
 * @returns {WordRun[]}
 */
export function wordRuns(text, parts = words(text)) {
  const runs = [];
  /** @type {Word[]} */
  let run = [];
  for (const [i, part] of parts.entries()) {
    run.push(part);
    const next = parts[i + 1];
    if (next && areJoined(text, part, next)) continue;
    runs.push(createRun(run));
    run = [];
  }
  return runs;
}

/**
 * @param {string} text
 * @param {Word} part
 * @param {Word} next
 */
const areJoined = (text, part, next) => next.start === part.end + 1 && HYPHENS.includes(text[part.end]);

/**
 * @param {Word[]} parts
 * @returns {WordRun}
 */
function createRun(parts) {
  const [start, end] = [parts[0].start, parts[parts.length - 1].end];
  const joined = parts.length > 1 ? [{ start, end, folded: parts.map(({ folded }) => folded).join("") }] : [];
  return { start, end, parts, joined };
}

/**
 * Capitals that follow small letters inside a name, as a word of their own: `TextGenSHAP` gives shap.
 *
 * @param {string} text
 * @returns {Word[]}
 */
function acronyms(text) {
  return Array.from(text.matchAll(/(?<=[a-z])[A-Z]{3,}(?![a-z])/g), ({ 0: name, index }) => {
    return { start: index, end: index + name.length, folded: name.toLowerCase() };
  });
}

/**
 * Every word by which a text is found: its words, then its compounds, then the acronyms inside its names.
 *
 * @param {string} text
 * @returns {Word[]}
 */
export function allWords(text) {
  const parts = words(text);
  return [...parts, ...wordRuns(text, parts).flatMap(({ joined }) => joined), ...acronyms(text)];
}
