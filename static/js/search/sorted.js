// Sorted lists: binary search, and numbers stored as the steps between them.

/**
 * Where the first element lies that is not less than `value`.
 *
 * @template {string | number} T
 * @param {readonly T[]} sorted
 * @param {T} value
 */
const lowerBound = (sorted, value) => partitionPoint(sorted, (other) => other >= value);

/**
 * Where the first element lies that is greater than `value`.
 *
 * @template {string | number} T
 * @param {readonly T[]} sorted
 * @param {T} value
 */
export const upperBound = (sorted, value) => partitionPoint(sorted, (other) => other > value);

/**
 * Where the first element lies for which `holds`, which holds for all elements after it, too.
 *
 * @template T
 * @param {readonly T[]} sorted
 * @param {(element: T) => boolean} holds
 */
function partitionPoint(sorted, holds) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Whether a list of ascending numbers has this one.
 *
 * @param {readonly number[]} sorted
 * @param {number} value
 */
export const includesSorted = (sorted, value) => sorted[lowerBound(sorted, value)] === value;

/**
 * The texts that start with `prefix`.
 *
 * @param {readonly string[]} sorted
 * @param {string} prefix
 */
export const textsWithPrefix = (sorted, prefix) =>
  sorted.slice(lowerBound(sorted, prefix), upperBound(sorted, prefixEnd(prefix)));

/**
 * A text greater than all that start with `prefix`: U+FFFF is no character.
 *
 * @param {string} prefix
 */
export const prefixEnd = (prefix) => `${prefix}\uffff`;

/**
 * Ascending numbers from the first one and the steps between them (delta decoding).
 *
 * @param {readonly number[]} steps
 */
export function decodeSteps(steps) {
  let at = 0;
  return steps.map((step) => (at += step));
}

/**
 * The places of the numbers in ascending order, where these are a few ascending runs, one behind the other.
 *
 * @param {readonly number[]} numbers
 */
export function mergeOrder(numbers) {
  const order = Uint32Array.from(numbers, (_, at) => at);
  return order.sort((a, b) => numbers[a] - numbers[b]);
}

const SURROGATES = { start: 0xd800, count: 0x800 };

/**
 * Numbers that are written as a character each: `0` to `9`, and on from there, without halves of surrogate pairs.
 *
 * @param {string} text
 */
export function decodeNumbers(text) {
  const numbers = [];
  for (const char of text) {
    const code = /** @type {number} */ (char.codePointAt(0));
    numbers.push(code - 48 - (code < SURROGATES.start ? 0 : SURROGATES.count));
  }
  return numbers;
}
