import assert from "node:assert/strict";
import test from "node:test";
import { createWeigher, roundWeight } from "../../static/js/search/weights.js";

test("a weight is rounded by all its digits, as Python rounds it", () => {
  // Each ends in 5 at the fourth place, but not quite: 1.0005 is 1.000499999999999989...
  assert.deepEqual([0.0005, 1.0005, 1.0015, 2.0015, 3.2345].map(roundWeight), [0.001, 1, 1.002, 2.002, 3.235]);
  assert.deepEqual([0, 0.0004, 1.23449, 17].map(roundWeight), [0, 0, 1.234, 17]);
});

test("a term weighs more the rarer it is, the more often a text has it and the shorter the text", () => {
  const weigh = createWeigher(100, [
    [1, 1000],
    [3, 1000],
  ]);
  assert.deepEqual(weigh(0, 10, { counts: [2], lengths: [10, 10, 5] }), [3.113, 2.264, 2.846]);
  assert.deepEqual(weigh(0, 90, { counts: [], lengths: [10] }), [0.11]);
  assert.deepEqual(weigh(1, 10, { counts: [], lengths: [10] }), [6.791]);
});
