// A reader's taste, from a few papers of which more or less is wanted: a linear model. A word or topic weighs what it has
// in the papers that are liked, on average, less a part of what it has in those that are not, and in papers as such.
// The three numbers were chosen by `tests/bench/taste.py`.

/** @typedef {Map<string, number>} Vector - the weights of words, and of topics as `#id` */

const DISLIKED = 0.3;
const USUAL = 0.1;
const TOPICS = 0.7; // what a topic counts beside a word

/**
 * @param {Vector} sum
 * @param {Vector[]} vectors
 * @param {number} part
 */
function addMean(sum, vectors, part) {
  for (const vector of vectors)
    for (const [word, weight] of vector) sum.set(word, (sum.get(word) ?? 0) + (part * weight) / vectors.length);
}

/**
 * What each word and topic counts.
 *
 * @param {{ liked: Vector[], disliked: Vector[], usual: Vector[] }} papers - `usual` are any papers
 * @returns {Vector}
 */
export function learnTaste({ liked, disliked, usual }) {
  /** @type {Vector} */
  const taste = new Map();
  addMean(taste, liked, 1);
  addMean(taste, disliked, liked.length ? -DISLIKED : -1);
  addMean(taste, usual, liked.length ? -USUAL : 0);
  for (const [word, weight] of taste) if (word.startsWith("#")) taste.set(word, TOPICS * weight);
  return taste;
}

/**
 * @param {Vector} taste
 * @param {Vector} vector
 */
export function scorePaper(taste, vector) {
  let sum = 0;
  for (const [word, weight] of vector) sum += (taste.get(word) ?? 0) * weight;
  return sum;
}

/**
 * The words and topics that decided, the weightiest first: those that speak for a paper, and those that speak against.
 *
 * @param {Vector} taste
 * @param {Vector} vector
 * @param {number} most
 */
export function explainScore(taste, vector, most) {
  const parts = Array.from(vector, ([word, weight]) => ({ word, part: (taste.get(word) ?? 0) * weight }));
  const inOrder = parts.sort((a, b) => Math.abs(b.part) - Math.abs(a.part)).slice(0, most);
  return {
    liked: inOrder.filter(({ part }) => part > 0).map(({ word }) => word),
    disliked: inOrder.filter(({ part }) => part < 0).map(({ word }) => word),
  };
}

/**
 * Reads a part of the vectors, as `generator/search/taste.py` writes it.
 *
 * @param {{ words: string[], papers: number[][] }} part
 * @returns {Vector[]}
 */
export const readVectors = ({ words, papers }) =>
  papers.map((row) => new Map(row.flatMap((value, at) => (at % 2 ? [[words[row[at - 1]], value / 255]] : []))));
