import assert from "node:assert/strict";
import test from "node:test";
import { formatList, isMarked, mergeLists, parseList, readMarks, setFields } from "../../static/js/reader/list.js";
import { fc, skip } from "./support/fast_check.js";

/** @import { List } from "../../static/js/reader/list.js" */

/**
 * Few ids, fields and times, so that lists disagree about the same things.
 *
 * @returns {import("fast-check").Arbitrary<List>}
 */
function anyList() {
  const texts = fc.constantFrom("", "a note", "b");
  const value = fc.oneof(fc.boolean(), fc.constantFrom(-1, 0, -0, 1), texts, fc.constant(null));
  const register = fc.tuple(value, fc.nat(3));
  const entry = fc.dictionary(fc.constantFrom("saved", "note", "taste", "later"), register, { minKeys: 1 });
  return fc.array(fc.tuple(fc.constantFrom("a", "b", "__proto__", "ü"), entry)).map((pairs) => new Map(pairs));
}

/** @param {List} list */
const text = (list) => formatList(list);

test("merging does not mind the order, the grouping, or the same list twice", { skip }, () => {
  fc.assert(
    fc.property(anyList(), anyList(), anyList(), (a, b, c) => {
      assert.equal(text(mergeLists(a, b)), text(mergeLists(b, a)));
      assert.equal(text(mergeLists(mergeLists(a, b), c)), text(mergeLists(a, mergeLists(b, c))));
      assert.equal(text(mergeLists(a, a)), text(mergeLists(a, new Map())));
      assert.equal(text(mergeLists(mergeLists(a, b), b)), text(mergeLists(a, b)));
    }),
  );
});

test("a list that is written and read again is the same", { skip }, () => {
  fc.assert(
    fc.property(anyList(), (list) => {
      const { list: read, dropped } = parseList(text(list));
      assert.equal(text(read), text(list));
      assert.equal(dropped, 0);
    }),
  );
});

test("what is said last counts, even by a clock that is behind", () => {
  const saved = setFields(new Map(), "a", { saved: true, title: "A" }, 5000);
  const again = setFields(saved, "a", { saved: false }, 10);
  assert.equal(readMarks(mergeLists(saved, again).get("a")).saved, false);
  assert.equal(readMarks(again.get("a")).title, "A");
  assert.equal(isMarked(readMarks(again.get("a"))), false);
  assert.equal(isMarked(readMarks(undefined)), false);
});

test("a list of a later version is read as far as it is understood, and loses nothing", () => {
  const given = {
    format: "paper-digest-list",
    version: 7,
    folders: ["x"],
    papers: { a: { saved: [true, 1], rating: [5, 2] }, b: { note: [{ rich: "text" }, 1] } },
  };
  const { list, dropped, isNewer } = parseList(JSON.stringify(given));
  assert.ok(isNewer);
  assert.equal(dropped, 1, "a note that is no text");
  assert.deepEqual(JSON.parse(text(mergeLists(list, new Map()))).papers, { a: { rating: [5, 2], saved: [true, 1] } });
});

test("what is no list is refused, and nonsense in a list left out", () => {
  for (const nonsense of ["", "{}", "[]", "null", '{"format":"other","papers":{}}', "<html>"])
    assert.throws(() => parseList(nonsense));
  const fields = { saved: [true], read: [true, -1], note: ["x".repeat(10_001), 1], taste: [1, 2 ** 60], Bad: [1, 1] };
  const { list, dropped } = parseList(
    JSON.stringify({ format: "paper-digest-list", version: 1, papers: { a: fields, b: 3 } }),
  );
  assert.equal(list.size, 0);
  assert.equal(dropped, 5);
  const wrong = { saved: ["yes", 1], taste: ["x", 1], note: [7, 1] };
  assert.deepEqual(readMarks(/** @type {any} */ (wrong)), readMarks());
});
