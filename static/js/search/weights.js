// lunr's weights of a term, to the last bit, from how often papers have it and how long their texts are. The formula and the
// order of its steps are those of `generator/text/terms/weights.py`, which says what lunr.py's builder would.

const K1 = 1.2; // how fast more of a word stops to matter
const B = 0.75; // how much the length of a text does
const TIE_MARGIN = 1e-6; // nearer to a half of a thousandth, only rounding by all digits is trusted

/**
 * @param {number} size - how many papers there are
 * @param {[boost: number, length: number, usual: number][]} fields - with how many terms all papers have there, and how
 *   many a paper has, about
 */
export function createWeigher(size, fields) {
  /** @param {number} frequency */
  const inverseFrequency = (frequency) => Math.log(1 + Math.abs((size - frequency + 0.5) / (frequency + 0.5)));

  /**
   * By paper what a term weighs in a field.
   *
   * @param {number} field
   * @param {number} frequency - how many papers have the term; one that has it in two fields counts twice
   * @param {{ counts: number[], lengths: number[] }} texts - by paper how often it has the term, the last ones once, and
   *   how many terms it has in this field
   */
  function weigh(field, frequency, { counts, lengths }) {
    const [boost, total] = fields[field];
    const mean = total / size;
    const idf = inverseFrequency(frequency);
    return lengths.map((length, i) => {
      const count = counts[i] ?? 1;
      const slowness = K1 * (1 - B + B * (length / mean));
      return roundWeight(((idf * ((K1 + 1) * count)) / (slowness + count)) * boost);
    });
  }

  // Where texts are longer than usual by a factor, a text is shorter among them, and weighs more by this factor at most.
  const longer = Math.max(1, ...fields.map(([, total, usual]) => total / size / usual));

  /**
   * What a term weighs at most in a paper, in all fields together.
   *
   * @param {number} frequency
   * @param {number} points - what it would weigh in texts of usual length, without regard to how frequent it is
   */
  const boundWeights = (frequency, points) => inverseFrequency(frequency) * points * longer;

  return { weigh, boundWeights };
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
