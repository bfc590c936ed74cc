// Fuzzy matching: the words of the papers that a mistyped word is nearest to.

/** @import { WordList } from "./data.js" */

/** @typedef {{ word: string, papers: number }} Candidate - a word and how many papers have it */

const SHORT_WORD = 4; // letters; a shorter word is near too many real words, so no mistake is assumed in it
const SURE_WORD = 6; // in a shorter word the first letter is taken to be right
const LONG_WORD = 8; // from here on two mistakes are assumed
const MOST_WORDS = 3;
const NEARLY = 0.8; // a word this likely, beside the likeliest, is given, too

/**
 * The words that `typed` may have been meant to be, likeliest first: those with the smallest edit distance, and of these
 * the likeliest. Words with digits are never taken for a mistake.
 *
 * @param {string} typed
 * @param {WordList[]} lists
 */
export function nearestWords(typed, lists) {
  if (typed.length < SHORT_WORD || /\p{N}/u.test(typed)) return [];
  const nearest = nearestCandidates(typed, lists);
  const sameStart = nearest.filter(({ word }) => word[0] === typed[0]);
  const candidates = sameStart.length || typed.length < SURE_WORD ? sameStart : nearest;
  candidates.sort((a, b) => likelihood(b, typed) - likelihood(a, typed));
  const likely = candidates.filter((each) => likelihood(each, typed) >= NEARLY * likelihood(candidates[0], typed));
  return likely.slice(0, MOST_WORDS).map(({ word }) => word);
}

/**
 * @param {string} typed
 * @param {WordList[]} lists
 */
function nearestCandidates(typed, lists) {
  /** @type {Candidate[]} */
  let nearest = [];
  let limit = typed.length < LONG_WORD ? 1 : 2;
  for (const { words, papers } of lists) {
    for (const [i, word] of words.entries()) {
      if (Math.abs(word.length - typed.length) > limit) continue;
      const distance = editDistance(typed, word, limit);
      if (distance > limit) continue;
      if (distance < limit) [nearest, limit] = [[], distance];
      nearest.push({ word, papers: papers[i] });
    }
  }
  return nearest;
}

/**
 * Higher for a word that many papers have and that starts alike. Letters are left out, doubled or swapped more often
 * than one is typed for another.
 *
 * @param {Candidate} candidate
 * @param {string} typed
 */
const likelihood = ({ word, papers }, typed) =>
  papers * (isSubstitution(word, typed) ? 1 : 3) * (sharedPrefixLength(word, typed) + 1);

/**
 * @param {string} word
 * @param {string} typed
 */
const isSubstitution = (word, typed) => word.length === typed.length && sortLetters(word) !== sortLetters(typed);

/** @param {string} word */
const sortLetters = (word) => [...word].sort().join("");

/**
 * @param {string} a
 * @param {string} b
 */
function sharedPrefixLength(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

/**
 * How many letters are wrong, missing, too many, or swapped with the next: the optimal string alignment distance
 * (Levenshtein 1966, Damerau 1964). Any number greater than `limit` only says that the distance is greater.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
export function editDistance(a, b, limit) {
  /** @type {number[]} */
  let beforeLast = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length];
}
