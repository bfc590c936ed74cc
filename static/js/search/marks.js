// Sets of papers as marks: an array with one byte for each paper, which is 1 for the papers of the set.

/**
 * @param {number} size - how many papers there are
 * @param {Iterable<number>} papers - the papers of the set, by number
 */
export function markPapers(size, papers) {
  const marks = new Uint8Array(size);
  for (const paper of papers) marks[paper] = 1;
  return marks;
}

/**
 * The papers that are in both sets.
 *
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export const intersectMarks = (a, b) => a.map((mark, paper) => mark & b[paper]);
