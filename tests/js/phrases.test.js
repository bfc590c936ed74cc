import assert from "node:assert/strict";
import test from "node:test";
import { containsPhrase, createPhraseFinder } from "../../static/js/search/phrases.js";
import { createData } from "./support/data.mjs";

// Paper 0, title and abstract: `open vocabulary` | `segmentation of open words`. Paper 1: `chain of thought` | `open
// thought`. A title ends in a gap, and each paper has sixteen places. Stop words outside titles are not written down.
const FILES = {
  "places/p": { stride: 16, from: ["", "s"], names: ["a", "b"] },
  "places/a": { words: ["chain", "of", "open"], places: [[16], [17], [0, 5, 15]] },
  "places/b": { words: ["segmentation", "thought", "vocabulary", "words"], places: [[3], [18, 3], [1], [6]] },
};
/** @param {string} word */
const isStopWord = (word) => ["of", "the"].includes(word);

function openPlaces(files = FILES) {
  const data = createData({ places: "p" }, files);
  return { data, findPhrase: (/** @type {string} */ text) => createPhraseFinder(data, isStopWord)(text.split(" ")) };
}

test("words that stand next to each other are a phrase", async () => {
  assert.deepEqual(await openPlaces().findPhrase("open vocabulary"), { papers: [0], sure: true });
  assert.deepEqual(await openPlaces().findPhrase("open thought"), { papers: [1], sure: true });
  assert.deepEqual(await openPlaces().findPhrase("vocabulary open"), { papers: [], sure: true });
});

test("no phrase runs from a title into the abstract, nor from one paper into the next", async () => {
  assert.deepEqual((await openPlaces().findPhrase("vocabulary segmentation")).papers, []);
  assert.deepEqual((await openPlaces().findPhrase("thought open")).papers, []);
  assert.deepEqual((await openPlaces().findPhrase("words chain")).papers, []);
});

test("a stop word between is held to be there, and that is not sure", async () => {
  assert.deepEqual(await openPlaces().findPhrase("chain of thought"), { papers: [1], sure: false });
  assert.deepEqual(await openPlaces().findPhrase("chain the thought"), { papers: [1], sure: false });
  assert.deepEqual((await openPlaces().findPhrase("segmentation of open")).papers, [0]);
});

test("of stop words alone titles prove what they say", async () => {
  assert.deepEqual(await openPlaces().findPhrase("of"), { papers: [1], sure: true });
  assert.deepEqual((await openPlaces().findPhrase("of the")).papers, []);
});

test("a word that nobody says makes no phrase, and a paper is named once", async () => {
  assert.deepEqual((await openPlaces().findPhrase("open zebra")).papers, []);
  assert.deepEqual((await openPlaces().findPhrase("open")).papers, [0, 1]);
});

test("only the places of its words are read", async () => {
  const { data, findPhrase } = openPlaces();
  await findPhrase("open");
  assert.deepEqual(data.read, ["places/p", "places/a"]);
});

test("a proof that could not be read is tried again", async () => {
  const data = createData({ places: "p" }, {});
  const findPhrase = createPhraseFinder(data, isStopWord);
  await assert.rejects(findPhrase(["open"]), /404/);
  data.file = createData({}, FILES).file;
  assert.deepEqual((await findPhrase(["open"])).papers, [0, 1]);
});

test("a text says a phrase by whole words", () => {
  assert.ok(containsPhrase(["a", "chain", "of", "thought"], ["chain", "of"]));
  assert.ok(!containsPhrase(["a", "chains", "of"], ["chain", "s"]));
  assert.ok(!containsPhrase(["unchain", "of"], ["chain", "of"]));
});
