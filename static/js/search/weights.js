// lunr's weights of a term, to the last bit, from how often papers have it and how long their texts are. The formula and the
// order of its steps are those of `generator/text/terms/weights.py`, which says what lunr.py's builder would.

const K1 = 1.2; // how fast more of a word stops to matter
const B = 0.75; // how much the length of a text does
const TIE_MARGIN = 1e-6; // nearer to a half of a thousandth, only rounding by all digits is trusted

/**
 * Returns `weigh`.
 *
 * @param {number} size - how many papers there are
 * @param {[boost: number, length: number][]} fields - with how many terms all papers have there
 */
export function createWeigher(size, fields) {
  /**
   * By paper what a term weighs in a field.
   *
   * @param {number} field
   * @param {number} frequency - how many papers have the term; one that has it in two fields counts twice
   * @param {{ counts: number[], lengths: number[] }} texts - by paper how often it has the term, the last ones once, and
   *   how many terms it has in this field
   */
  return function weigh(field, frequency, { counts, lengths }) {
    const [boost, total] = fields[field];
    const mean = total / size;
    const idf = Math.log(1 + Math.abs((size - frequency + 0.5) / (frequency + 0.5)));
    return lengths.map((length, i) => {
      const count = counts[i] ?? 1;
      const slowness = K1 * (1 - B + B * (length / mean));
      return roundWeight(((idf * ((K1 + 1) * count)) / (slowness + count)) * boost);
    });
  };
}

/**
 * Rounds to three places as Python does.
 *
 * @param {number} weight
 */
export function roundWeight(weight) {
  const scaled = weight * 1000;
  const isTie = Math.abs(scaled - Math.floor(scaled) - 0.5) < TIE_MARGIN;
  return isTie ? Number(weight.toFixed(3)) : Math.round(scaled) / 1000;
}
