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
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ", "\u0640": "" };
const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega";
/** @type {Map<string, string>} */
const NAMES = new Map([
  ...GREEK.split(" ").map((name, i) => /** @type {[string, string]} */ (["αβγδεζηθικλμνξοπρστυφχψω"[i], name])),
  ...["epsilon", "theta", "rho", "sigma", "phi"].map((name) => /** @type {[string, string]} */ ([`var${name}`, name])),
]);
const APOSTROPHES = "'’ʼ";
const HYPHEN = /^(?:[-‐‑–]|\$?[-‐‑–](?:\$\\?)?)$/;
const ELIDED =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|quell)['’](?=[aeiouyhàâäæçèéêëìíîïòóôöœùúûü])/i;
const UNSPACED =
  /^[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\u{1b000}-\u{1b16f}\u{20000}-\u{323af}]/u;
const MOST_PARTS = 8;
const ASCII = /^\p{ASCII}*$/u;
const ASCII_WORD = /[a-z0-9](?:\+\+|#)|[a-z0-9]+(?:'[a-z0-9]+)*/g;
const WORD_KINDS = /(?:um*)+|wm*(?:\+\+|#)|w[wm]*(?:'w[wm]*)*/g;
const LAST_LETTER = /(?:um*)+(um*)/g;

/** @type {Map<string, { folded: string, kind: string }>} */
const characters = new Map();

/**
 * What a character folds to, and its kind: a letter or digit (w), such a one of a script without spaces (u), a mark inside
 * a word (m), an apostrophe ('), or the character itself.
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
  return [...letters]
    .map((letter) => LETTERS[letter] ?? letter)
    .join("")
    .normalize("NFC");
}

/**
 * @param {string} char
 * @param {string} folded
 */
function kindOf(char, folded) {
  if (APOSTROPHES.includes(char)) return "'";
  if (folded && /^[\p{L}\p{N}]+$/u.test(folded)) return UNSPACED.test(char) ? "u" : "w";
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
    const start = index + elidedLength(word);
    const folded = word.slice(start - index).replaceAll("'", "");
    return { start, end: index + word.length, folded: NAMES.get(folded) ?? folded };
  });
}

/** @param {string} word */
const elidedLength = (word) => ELIDED.exec(word)?.[0].length ?? 0;

/**
 * @param {string} text
 * @returns {Word[]}
 */
function unicodeWords(text) {
  const kinds = kindsOf(text);
  return Array.from(kinds.matchAll(WORD_KINDS)).flatMap(({ 0: run, index }) => {
    const [start, end] = [index, index + run.length];
    if (run[0] === "u") return letterPairs(text, kinds, start, end);
    return [createWord(text, start + elidedLength(text.slice(start, end)), end)];
  });
}

/** @param {string} text */
const kindsOf = (text) => Array.from(text, (char) => classify(char).kind.padEnd(char.length, "m")).join("");

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Word}
 */
function createWord(text, start, end) {
  const folded = fold(text.slice(start, end));
  return { start, end, folded: NAMES.get(folded) ?? folded };
}

/**
 * Every two neighbouring letters of a run in a script without spaces; one that stands alone is a word.
 *
 * @param {string} text
 * @param {string} kinds
 * @param {number} start
 * @param {number} end
 */
function letterPairs(text, kinds, start, end) {
  const starts = [...kinds.slice(start, end).matchAll(/u/g)].map(({ index }) => start + index);
  if (starts.length === 1) return [createWord(text, start, end)];
  return starts.slice(0, -1).map((first, i) => createWord(text, first, starts[i + 2] ?? end));
}

/**
 * The last letter of each run without spaces; each other one is the beginning of a pair, and found by that.
 *
 * @param {string} text
 */
const lastLetters = (text) =>
  Array.from(kindsOf(text).matchAll(LAST_LETTER), ({ 0: run, 1: last, index }) =>
    createWord(text, index + run.length - last.length, index + run.length),
  );

/** @param {string} text */
const fold = (text) => Array.from(text, (char) => classify(char).folded).join("");

/**
 * The words of a text in runs, each of which hyphens join or which overlap, with the words that are joined of it:
 * `self-supervised` gives selfsupervised.
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
function areJoined(text, part, next) {
  if (next.start <= part.end) return next.start < part.end;
  const gap = text.slice(part.end, next.start);
  if (gap === ",") return /^[0-9]{1,3}$/.test(part.folded) && /^[0-9]{3}$/.test(next.folded);
  return HYPHEN.test(gap);
}

/**
 * @param {Word[]} parts
 * @returns {WordRun}
 */
function createRun(parts) {
  const [start, end] = [parts[0].start, parts[parts.length - 1].end];
  const overlap = parts.some((part, i) => i && part.start < parts[i - 1].end);
  return {
    start,
    end,
    parts,
    joined: overlap ? [] : joinedRanges(parts).map(([from, to]) => joinWords(parts.slice(from, to))),
  };
}

/**
 * @param {Word[]} parts
 * @returns {Word}
 */
const joinWords = (parts) => ({
  start: parts[0].start,
  end: parts[parts.length - 1].end,
  folded: parts.map(({ folded }) => folded).join(""),
});

/**
 * Which parts of a compound are found as one word: all of them, and of a name with numbers or single letters any that
 * stand together (`4o-mini` of `GPT-4o-mini`).
 *
 * @param {Word[]} parts
 */
function joinedRanges(parts) {
  const count = parts.length;
  const ranges = count > 1 ? [[0, count]] : [];
  if (count < 3 || count > MOST_PARTS || parts.every(({ folded }) => isWordlike(folded))) return ranges;
  for (let first = 0; first < count - 1; first++)
    for (let end = first + 2; end <= count; end++) if (end - first < count) ranges.push([first, end]);
  return ranges;
}

/**
 * Whether a part of a compound means something without the others: single letters and numbers do not.
 *
 * @param {string} part
 */
export const isWordlike = (part) => /^\p{L}{2,}$/u.test(part);

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
 * Every word by which a text is found: its words, then its compounds, then the acronyms inside its names, then the last
 * letters of what is written without spaces.
 *
 * @param {string} text
 * @returns {Word[]}
 */
export function allWords(text) {
  const parts = words(text);
  const joined = wordRuns(text, parts).flatMap((run) => run.joined);
  return [...parts, ...joined, ...acronyms(text), ...(ASCII.test(text) ? [] : lastLetters(text))];
}
