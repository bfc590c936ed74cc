import assert from "node:assert/strict";
import test from "node:test";
import { editDistance, nearestWords } from "../../static/js/search/fuzzy.js";

const words = [
  "gpt3",
  "gpt4",
  "offering",
  "referring",
  "rendering",
  "retrieval",
  "see",
  "seem",
  "segment",
  "segmentation",
  "segmentatoin",
];
const papers = [9, 9, 9, 9, 9, 9, 9, 9, 9, 90, 1];
/** @param {string} typed */
const nearestTo = (typed) => nearestWords(typed, [{ words, papers }]);

test("a slip of the pen is forgiven: a letter wrong, missing, doubled or swapped", () => {
  for (const typed of ["segmentaion", "segmentatiom", "segmenttation", "segmetnation"])
    assert.deepEqual(nearestTo(typed), ["segmentation"], typed);
  assert.deepEqual(nearestTo("retreival"), ["retrieval"]);
});

test("of words equally far away those that begin alike are meant", () => {
  assert.deepEqual(nearestTo("reffering"), ["referring"]);
});

test("another's slip is not what was meant", () => {
  assert.deepEqual(nearestTo("segmentaton"), ["segmentation"]);
});

test("short words and numbers are what they are, and nothing is forgiven everything", () => {
  assert.deepEqual(nearestTo("sea"), []);
  assert.deepEqual(nearestTo("gpt5"), []);
  assert.deepEqual(nearestTo("xylophone"), []);
});

test("slips are counted up to a limit", () => {
  assert.equal(editDistance("kitten", "sitting", 3), 3);
  assert.equal(editDistance("ab", "ba", 2), 1);
  assert.equal(editDistance("kitten", "sitting", 1), 2);
  assert.equal(editDistance("same", "same", 2), 0);
});
