import assert from "node:assert/strict";
import test from "node:test";
import { createVocabulary, slipsBetween } from "../../static/js/search/vocabulary.js";

const vocabulary = createVocabulary(["gpt3", "gpt4", "offering", "referring", "rendering", "retrieval", "see", "seem", "segment", "segmentation"]);

test("words that start as typed are found in order", () => {
  assert.deepEqual(vocabulary.startingWith("seg"), ["segment", "segmentation"]);
  assert.deepEqual(vocabulary.startingWith("see"), ["see", "seem"]);
  assert.deepEqual(vocabulary.startingWith("zz"), []);
  assert.deepEqual(vocabulary.startingWith("a"), []);
});

test("a slip of the pen is forgiven: a letter wrong, missing, doubled or swapped", () => {
  for (const typed of ["segmentaion", "segmentatiom", "segmenttation", "segmetnation"])
    assert.deepEqual(vocabulary.near(typed), ["segmentation"], typed);
  assert.deepEqual(vocabulary.near("retreival"), ["retrieval"]);
});

test("of words equally far away those that begin alike are meant", () => {
  assert.deepEqual(vocabulary.near("reffering"), ["referring"]);
});

test("short words and numbers are what they are, and nothing is forgiven everything", () => {
  assert.deepEqual(vocabulary.near("sea"), []);
  assert.deepEqual(vocabulary.near("gpt5"), []);
  assert.deepEqual(vocabulary.near("xylophone"), []);
});

test("slips are counted up to a limit", () => {
  assert.equal(slipsBetween("kitten", "sitting", 3), 3);
  assert.equal(slipsBetween("ab", "ba", 2), 1);
  assert.equal(slipsBetween("kitten", "sitting", 1), 2);
  assert.equal(slipsBetween("same", "same", 2), 0);
});
