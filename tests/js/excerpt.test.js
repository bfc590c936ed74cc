import assert from "node:assert/strict";
import test from "node:test";
import { excerpt, matches, pieces } from "../../static/js/search/excerpt.js";

/** @import { Piece } from "../../static/js/search/excerpt.js" */

/** @param {string} word */
const stem = (word) => word.replace(/(ation|ing|s)$/, "");
/** @param {Piece[]} list */
const textOf = (list) => list.map(([text]) => text).join("");
/** @param {Piece[]} list */
const matchesIn = (list) => list.filter(([, match]) => match).map(([text]) => text);

test("pieces are the text again, with every form of a word marked as it stands", () => {
  const text = "Masks, <b>masking</b> & Máscaras: the mask.";
  const list = pieces(text, matches(text, new Set(["mask"]), stem));
  assert.equal(textOf(list), text);
  assert.deepEqual(matchesIn(list), ["Masks", "masking", "mask"]);
});

test("a hyphenated word that matches whole is marked once", () => {
  const text = "a self-supervised GPT-4o";
  const list = pieces(text, matches(text, new Set(["self", "supervised", "selfsupervised", "4o"]), stem));
  assert.deepEqual(matchesIn(list), ["self-supervised", "4o"]);
});

test("an excerpt shows where most of the words stand, and says where it was cut", () => {
  const filler = "nothing of interest here ".repeat(30);
  const text = `${filler}a mask alone. ${filler}the mask of a segmentation. ${filler}`;
  const list = excerpt(text, new Set(["mask", "segment"]), stem);
  assert.deepEqual(matchesIn(list), ["mask", "segmentation"]);
  assert.deepEqual([list[0][0], list.at(-1)?.[0]], ["… ", "\u00a0…"]);
  assert.ok(textOf(list).length < 300);
});

test("a short text and one without matches are shown from the start", () => {
  assert.equal(textOf(excerpt("A short text.", new Set(), stem)), "A short text.");
  assert.equal(textOf(excerpt("", new Set(["mask"]), stem)), "");
  assert.ok(textOf(excerpt("word ".repeat(200), new Set(), stem)).startsWith("word word"));
});

test("text without spaces is cut all the same", () => {
  assert.ok(textOf(excerpt("字".repeat(1000), new Set(), stem)).length < 300);
});
