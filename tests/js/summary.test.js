import assert from "node:assert/strict";
import test from "node:test";
import { describeReasons, summarize } from "../../static/js/search/summary.js";

test("the count is said in plain words", () => {
  assert.equal(summarize({ total: 0 }), "No paper found.");
  assert.equal(summarize({ total: 1, all: 1 }), "1 paper found.");
  assert.equal(summarize({ total: 1234, all: 1234 }), "1,234 papers found.");
  assert.equal(summarize({ total: 30, all: 30, least: true }), "At least 30 papers found.");
  assert.equal(summarize({ total: 12, all: 2 }), "2 papers with all of these words, then 10 with some of them.");
  assert.equal(summarize({ total: 12, all: 0 }), "No paper has all of these words; 12 papers with some of them.");
});

test("what was made of the typed text comes first", () => {
  const corrections = [{ typed: "segmentaion", shown: ["segmentation", "segmentations"] }];
  assert.equal(
    summarize({ total: 2, all: 2, corrections, missing: ["zzqq"] }),
    "No paper says “segmentaion”; showing “segmentation” or “segmentations”. No paper says “zzqq”. 2 papers found.",
  );
  assert.equal(summarize({ total: 0, missing: ['"zz qq"'] }), "No paper says “zz qq”.");
});

test("tags and editions named in the text are repeated as they were understood", () => {
  const filters = {
    tags: [{ id: "d", label: "Dialogue" }],
    editions: [{ id: "e", label: "May 28" }],
    venues: [{ id: "nature", label: "Nature" }],
    years: [{ id: "2021", label: "2021" }],
    unknown: ["foo"],
  };
  assert.equal(
    summarize({ total: 2, all: 2, filters }),
    "No topic, edition, venue or year is called “foo”. Only Dialogue, May 28, Nature and 2021. 2 papers found.",
  );
});

test("a word that has only begun says what is shown meanwhile", () => {
  assert.equal(summarize({ total: 0, unfinished: "con" }), "Type on: many words begin with “con”.");
  assert.match(summarize({ total: 3, unfinished: "con" }), /^3 papers found\. .*without “con”.*type on/);
  assert.match(summarize({ total: 3, unfinished: "con", likeliest: "context" }), /for “context”; type on .*“con”/);
});

test("a reason names each word once, with all the places where it stands", () => {
  const why = [
    { field: "title", words: ["Masks", "GPT-4o"] },
    { field: "abstract", words: ["mask", "masks", "GPT-4", "RAG"] },
    { field: "tags", words: ["Masking"] },
    { field: "also", words: ["A = a", "B = b", "C = c"] },
  ];
  assert.equal(
    describeReasons(why),
    "masks in title and abstract · GPT-4o in title · GPT-4, RAG in abstract · A = a · B = b",
  );
  assert.equal(
    describeReasons([{ field: "title", words: ["a1", "b2", "c3", "d4", "e5", "f6"] }]),
    "a1, b2, c3, d4 and 2 more in title",
  );
  assert.equal(describeReasons([{ field: "authors", words: ["Lovelace"] }]), "Lovelace in authors");
  assert.equal(describeReasons(), "");
});

test("topics are named where nothing else matched", () => {
  assert.equal(describeReasons([{ field: "tags", words: ["Masking", "Dialogue"] }]), "masking, dialogue in topics");
});
