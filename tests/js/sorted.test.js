import assert from "node:assert/strict";
import test from "node:test";
import {
  decodeNumbers,
  decodeSteps,
  includesSorted,
  textsWithPrefix,
  upperBound,
} from "../../static/js/search/sorted.js";

// `﨎` is U+FA0E, which JavaScript sorts after `𐐨`, U+10428, and Python before it.
const WORDS = ["mask", "masking", "masks", "segs", "𐐨", "﨎"];

test("numbers come back from their steps", () => {
  assert.deepEqual(decodeSteps([3, 1, 4, 0]), [3, 4, 8, 8]);
  assert.deepEqual(decodeSteps([]), []);
});

test("numbers come back from characters, on both sides of surrogate pairs", () => {
  assert.deepEqual(decodeNumbers("019:\\\ud7ff\ue000\u{1f600}"), [0, 1, 9, 10, 44, 55247, 55248, 126416]);
  assert.deepEqual(decodeNumbers(""), []);
});

test("what starts alike stands together in a sorted list", () => {
  assert.deepEqual(textsWithPrefix(WORDS, "masks"), ["masks"]);
  assert.deepEqual(textsWithPrefix(WORDS, ""), WORDS);
  assert.deepEqual(textsWithPrefix([], "a"), []);
  assert.deepEqual([upperBound(WORDS, "a"), upperBound(WORDS, "mask"), upperBound(WORDS, "﨎")], [0, 1, 6]);
});

test("a sorted list tells whether it has a number", () => {
  for (const number of [1, 4, 9]) assert.ok(includesSorted([1, 4, 9], number), String(number));
  for (const number of [0, 2, 10]) assert.ok(!includesSorted([1, 4, 9], number), String(number));
  assert.ok(!includesSorted([], 0));
});
