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
