import assert from "node:assert/strict";
import test from "node:test";
import { near, slipsBetween } from "../../static/js/search/fuzzy.js";

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
const meant = (typed) => near(typed, [{ words, papers }]);

test("a slip of the pen is forgiven: a letter wrong, missing, doubled or swapped", () => {
  for (const typed of ["segmentaion", "segmentatiom", "segmenttation", "segmetnation"])
    assert.deepEqual(meant(typed), ["segmentation"], typed);
  assert.deepEqual(meant("retreival"), ["retrieval"]);
});

test("of words equally far away those that begin alike are meant", () => {
  assert.deepEqual(meant("reffering"), ["referring"]);
});

test("another's slip is not what was meant", () => {
  assert.deepEqual(meant("segmentaton"), ["segmentation"]);
});

test("short words and numbers are what they are, and nothing is forgiven everything", () => {
  assert.deepEqual(meant("sea"), []);
  assert.deepEqual(meant("gpt5"), []);
  assert.deepEqual(meant("xylophone"), []);
});

test("slips are counted up to a limit", () => {
  assert.equal(slipsBetween("kitten", "sitting", 3), 3);
  assert.equal(slipsBetween("ab", "ba", 2), 1);
  assert.equal(slipsBetween("kitten", "sitting", 1), 2);
  assert.equal(slipsBetween("same", "same", 2), 0);
});
