import assert from "node:assert/strict";
import test from "node:test";
import { adjoiningClauses, decodePlaces, nearnessInTitles, standTogether } from "../../static/js/search/nearness.js";

/** @import { ExpandedClause } from "../../static/js/search/expansion.js" */
/** @import { Index } from "../../static/js/search/shards.js" */

const tools = {
  stem: (/** @type {string} */ word) => word.replace(/s$/, ""),
  isStopWord: (/** @type {string} */ word) => word === "of",
};

/**
 * @param {string[]} terms
 * @param {object} [more]
 */
const clause = (terms, more) =>
  /** @type {ExpandedClause} */ (
    /** @type {unknown} */ ({ alternatives: terms.map((term) => ({ terms: [term], boost: 1 })), ...more })
  );

test("places are read as they are written", () => {
  assert.deepEqual(decodePlaces("0-3(05)u"), [1, 0, 8, 33, 1 << 30]);
  assert.deepEqual(decodePlaces(""), []);
});

test("one word stands with no other, and neither does a phrase or a word of one field", () => {
  assert.deepEqual(adjoiningClauses([clause(["mask"])]), []);
  assert.equal(adjoiningClauses([clause(["mask"]), clause(["model"])]).length, 2);
  for (const more of [{ quoted: true }, { fields: ["title"] }])
    assert.deepEqual(adjoiningClauses([clause(["mask"]), clause(["model"], more)]), []);
});

test("titles with the words together come before titles with the words apart", () => {
  /** @type {Record<string, object>} */
  const postings = {
    mask: { fields: { title: { papers: [0, 1, 2] } }, places: decodePlaces("0(13)2") },
    model: { fields: { title: { papers: [0, 1, 2] } }, places: decodePlaces("24(15)") },
  };
  const index = /** @type {Index} */ (
    /** @type {unknown} */ ({ posting: (/** @type {string} */ term) => postings[term] })
  );
  const query = [clause(["masking", "mask"]), clause(["model"])];
  assert.deepEqual([...nearnessInTitles(query, index, 4)], [1, 2, 1, 0]);
  assert.deepEqual([...nearnessInTitles([], index, 2)], [0, 0]);
});

test("words stand together in a sentence, in their order, whatever their endings", () => {
  const query = [clause(["mask"]), clause(["model"])];
  assert.equal(standTogether("We train masks of models.", query, tools), true);
  assert.equal(standTogether("We mask-model it.", query, tools), true);
  for (const text of ["We train models of masks.", "Masks. Models follow.", "Masks or models", "masks", ""])
    assert.equal(standTogether(text, query, tools), false, text);
});
