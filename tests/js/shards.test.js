import assert from "node:assert/strict";
import test from "node:test";
import { createIndex } from "../../static/js/search/shards.js";
import { createData } from "./support/data.mjs";

// Three papers, four terms, with the weights that lunr's builder gives them; `﨎` is U+FA0E, which JavaScript sorts after `𐐨`, U+10428, and Python before it.
const FIELDS = ["title", "abstract"];
const TERMS = ["mask", "seg", "𐐨", "﨎"];
const WORDS = ["mask", "masking", "masks", "segs", "𐐨", "﨎"];

const wholeIndex = () =>
  createData(
    { papers: 3, index: "all", words: { "*": "all" } },
    {
      "index/all": {
        version: "2.3.9",
        fields: FIELDS,
        fieldVectors: [
          ["title/0", [0, 1.7]],
          ["title/1", []],
          ["title/2", [0, 1.41, 1, 0.401]],
          ["abstract/0", [1, 0.118]],
          ["abstract/1", [1, 0.122, 2, 0.863]],
          ["abstract/2", [3, 0.146]],
        ],
        invertedIndex: [
          ["mask", { _index: 0, title: { 0: { places: ["(02)"] }, 2: { places: ["-"] } }, abstract: {} }],
          ["seg", { _index: 1, title: { 2: { places: ["1"] } }, abstract: { 0: {}, 1: {} } }],
          ["𐐨", { _index: 2, title: {}, abstract: { 1: {} } }],
          ["﨎", { _index: 3, title: {}, abstract: { 2: {} } }],
        ],
        pipeline: ["stemmer"],
      },
      "words/all": { words: WORDS, papers: [2, 2, 2, 3, 1, 1] },
    },
  );

const indexInShards = () =>
  createData(
    {
      papers: 3,
      fields: { title: [3, 6, 12], abstract: [1, 9, 150] },
      shards: { from: " maskj s 﨎", names: "index--aindex--bindex--cindex--d", wide: 1, starts: "likely" },
    },
    {
      "index/index--a": {
        terms: ["mask"],
        postings: [[0, "02", "2", "32"]],
        places: ["(02)-"],
        words: ["mask", "masking"],
        tails: {},
      },
      "index/index--b": { terms: [], postings: [], places: [], words: ["masks"], tails: {} },
      "index/index--c": {
        terms: ["seg", "𐐨"],
        postings: [
          [0, "2", "", "2", 1, "01", "1=", "4l"],
          [1, "1", "", "4"],
        ],
        places: ["1", ""],
        words: ["segs", "𐐨"],
        tails: {},
      },
      "index/index--d": { terms: ["﨎"], postings: [[1, "2", "", "]"]], places: [""], words: ["﨎"], tails: {} },
      "starts/likely": { m: "masks" },
    },
  );

test("whole and in shards a term has the same postings", async () => {
  const [whole, shards] = await Promise.all([createIndex(wholeIndex()), createIndex(indexInShards())]);
  await Promise.all([whole.load(TERMS), shards.load(TERMS)]);
  assert.deepEqual(shards.fields, whole.fields);
  for (const term of TERMS)
    assert.deepEqual({ ...shards.posting(term), number: 0 }, { ...whole.posting(term), number: 0 }, term);
  const numbers = TERMS.map((term) => shards.posting(term)?.number ?? -1);
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((a, b) => a - b),
  );
  assert.deepEqual(whole.posting("seg"), {
    number: 1,
    frequency: 3,
    fields: { title: { papers: [2], weights: [0.401] }, abstract: { papers: [0, 1], weights: [0.118, 0.122] } },
    places: [2],
  });
});

test("whole and in shards the same words start alike", async () => {
  const [whole, shards] = await Promise.all([createIndex(wholeIndex()), createIndex(indexInShards())]);
  for (const prefix of ["m", "mask", "maski", "masks", "seg", "𐐨", "﨎", "zz"]) {
    await shards.loadPrefix(prefix);
    assert.deepEqual(shards.wordsWithPrefix(prefix), whole.wordsWithPrefix(prefix), prefix);
  }
});

test("a term that no paper has has no postings", async () => {
  for (const data of [wholeIndex(), indexInShards()]) {
    const index = await createIndex(data);
    await index.load(["nowhere", "constructor", "__proto__"]);
    for (const term of ["nowhere", "constructor", "__proto__"]) assert.equal(index.posting(term), undefined);
  }
});

test("a shard is read when a term of it is asked for, and once", async () => {
  const data = indexInShards();
  const index = await createIndex(data);
  assert.deepEqual(data.read, []);
  await index.load(["mask"]);
  assert.deepEqual(data.read, ["index/index--a"]);
  await index.load(["﨎", "mask", "﨎"]);
  assert.deepEqual(data.read, ["index/index--a", "index/index--d"]);
});

test("a shard that could not be read is tried again", async () => {
  const data = indexInShards();
  const { file } = data;
  const index = await createIndex(Object.assign(data, { file: () => Promise.reject(new Error("offline")) }));
  await assert.rejects(index.load(["mask"]), /offline/);
  data.file = file;
  await index.load(["mask"]);
  assert.equal(index.posting("mask")?.number, 0);
});

test("a prefix in too many shards is wide, and one word of it the likeliest", async () => {
  const index = await createIndex(indexInShards());
  assert.deepEqual(["m", "maski", "seg"].map(index.isWidePrefix), [true, false, false]);
  assert.equal(await index.likeliestWord("m"), "masks");
  assert.equal(await index.likeliestWord("q"), undefined);
});

test("a long list is its head until more of it is asked for, and then the same as a whole one", async () => {
  const data = createData(
    {
      papers: 6,
      fields: { title: [3, 12, 2], abstract: [1, 60, 10] },
      shards: { from: "", names: "index--a", wide: 1, starts: "likely", tails: "all" },
    },
    {
      "index/index--a": {
        terms: ["mask", "seg"],
        postings: [
          [0, "4", "2", "2", 1, "4", "", ":"],
          [1, "5", "", ":"],
        ],
        places: ["0", ""],
        words: [],
        tails: { 0: [5, 4, [1, 1500, "titles"], [0, 900, "rest"]] },
      },
      "tails/titles": [[0, "2", "", "2"], "1"],
      "tails/rest": [[1, "12", "3", "::"], ""],
    },
  );
  const index = await createIndex(data);
  await index.loadHeads(["mask", "seg"]);
  const head = index.posting("mask");
  assert.deepEqual([head?.fields.title.papers, head?.frequency], [[4], 5]);
  assert.deepEqual([head?.tail?.papers, head?.tail?.hasTitles], [4, true]);
  assert.equal(index.posting("seg")?.tail, undefined);
  await index.loadTitles(["mask", "seg"]);
  const titles = index.posting("mask");
  assert.deepEqual(
    [titles?.fields.title.papers, titles?.places],
    [
      [2, 4],
      [2, 1],
    ],
  );
  assert.equal(titles?.tail?.hasTitles, false);
  assert.ok((titles?.tail?.most ?? 9) < (head?.tail?.most ?? 0));
  assert.deepEqual(data.read, ["index/index--a", "tails/titles"]);
  await Promise.all([index.load(["mask"]), index.load(["mask", "seg"])]);
  const whole = index.posting("mask");
  assert.deepEqual(whole?.fields.abstract.papers, [1, 3, 4]);
  assert.equal(whole?.tail, undefined);
  assert.deepEqual(whole?.fields.title, titles?.fields.title);
});
