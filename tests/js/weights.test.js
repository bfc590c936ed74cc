import assert from "node:assert/strict";
import test from "node:test";
import { createWeigher, roundWeight } from "../../static/js/search/weights.js";

test("a weight is rounded by all its digits, as Python rounds it", () => {
  // Each ends in 5 at the fourth place, but not quite: 1.0005 is 1.000499999999999989...
  assert.deepEqual([0.0005, 1.0005, 1.0015, 2.0015, 3.2345].map(roundWeight), [0.001, 1, 1.002, 2.002, 3.235]);
  assert.deepEqual([0, 0.0004, 1.23449, 17].map(roundWeight), [0, 0, 1.234, 17]);
});

test("a term weighs more the rarer it is, the more often a text has it and the shorter the text", () => {
  const { weigh } = createWeigher(100, [
    [1, 1000, 10],
    [3, 1000, 10],
  ]);
  assert.deepEqual(weigh(0, 10, { counts: [2], lengths: [10, 10, 5] }), [3.113, 2.264, 2.846]);
  assert.deepEqual(weigh(0, 90, { counts: [], lengths: [10] }), [0.11]);
  assert.deepEqual(weigh(1, 10, { counts: [], lengths: [10] }), [6.791]);
});

test("no paper weighs more than what is said of the most points, whatever the length of texts", () => {
  for (const total of [400, 1000, 3100]) {
    const { weigh, boundWeights } = createWeigher(100, [
      [3, total, 10],
      [1, 10 * total, 100],
    ]);
    const usually = (/** @type {number} */ boost, /** @type {number} */ count, /** @type {number} */ share) =>
      (boost * 2.2 * count) / (1.2 * (0.25 + 0.75 * share) + count);
    for (const [count, length] of [
      [1, 1],
      [1, 90],
      [3, 20],
      [40, 2000],
    ]) {
      const points = usually(3, count, length / 10) + usually(1, count, (10 * length) / 100);
      const weights = [
        weigh(0, 9, { counts: [count], lengths: [length] }),
        weigh(1, 9, { counts: [count], lengths: [10 * length] }),
      ];
      const weight = weights.flat().reduce((a, b) => a + b);
      const bound = boundWeights(9, points) + 0.001;
      assert.ok(weight <= bound, `${weight} is more than ${bound}`);
      if (total === 1000) assert.ok(weight > bound - 0.01, "texts of usual length have no slack");
    }
  }
});
