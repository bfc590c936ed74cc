import assert from "node:assert/strict";
import test from "node:test";
import { parseQuery, withoutQuotes } from "../../static/js/search/query.js";
import { fc, skip } from "./support/fast_check.js";

/** @param {{ text: string }[]} list */
const textsOf = (list) => list.map(({ text }) => text);

test("words are words, and hyphens join some of them", () => {
  const { words } = parseQuery("self-supervised GPT-4o learning ");
  assert.deepEqual(textsOf(words), ["self-supervised", "GPT-4o", "learning"]);
  assert.deepEqual(words[1].parts, ["gpt", "4o"]);
  assert.equal(words[1].joined, "gpt4o");
});

test("the last word may go on until a space ends it", () => {
  assert.deepEqual(
    parseQuery("mask segm").words.map(({ open }) => open),
    [false, true],
  );
  assert.deepEqual(
    parseQuery("mask segm ").words.map(({ open }) => open),
    [false, false],
  );
  assert.deepEqual(
    parseQuery('segm "mask"').words.map(({ open }) => open),
    [false],
  );
});

test("a venue, a year and an order may be typed", () => {
  const query = parseQuery('masks venue:ICLR venue:"Trial Forests" year:2019-2021 sort:votes ');
  assert.deepEqual(textsOf(query.words), ["masks"]);
  assert.deepEqual([query.venues, query.years], [["ICLR", "Trial Forests"], ["2019-2021"]]);
  assert.equal(query.sort, "votes");
  assert.deepEqual(textsOf(parseQuery("sort:nuts ").words), ["sort", "nuts"], "no order is called so");
});

test("quotes keep words together, straight or curly, with a minus they leave out", () => {
  const query = parseQuery('“open vocabulary” -"hard examples" -mask rest');
  assert.deepEqual(textsOf(query.phrases), ["open vocabulary"]);
  assert.deepEqual(
    query.without.map(({ parts, quoted }) => [parts, quoted]),
    [
      [["hard", "examples"], true],
      [["mask"], false],
    ],
  );
  assert.deepEqual(textsOf(query.words), ["rest"]);
});

test("a phrase can be taken apart again", () => {
  const query = withoutQuotes(parseQuery('big "open vocabulary"'));
  assert.deepEqual(textsOf(query.words), ["big", "open", "vocabulary"]);
  assert.deepEqual(query.phrases, []);
});

test("a field can be named, and a word of it", () => {
  const query = parseQuery('title:mask author:"Ada Lovelace" tag:vision in:"May 28" AUTHOR:hinton');
  assert.deepEqual(
    query.words.map(({ text, fields }) => [text, fields]),
    [
      ["mask", ["title"]],
      ["hinton", ["authors"]],
    ],
  );
  assert.deepEqual(
    query.phrases.map(({ text, fields }) => [text, fields]),
    [["Ada Lovelace", ["authors"]]],
  );
  assert.deepEqual([query.tags, query.editions], [["vision"], ["May 28"]]);
});

test("a star says that a word goes on, and Enter that the last one does not", () => {
  assert.deepEqual(
    parseQuery("seg* mask ").words.map(({ text, open }) => [text, open]),
    [
      ["seg", true],
      ["mask", false],
    ],
  );
  assert.deepEqual(
    parseQuery("seg*", true).words.map(({ open, committed }) => [open, committed]),
    [[true, false]],
  );
  assert.deepEqual(
    parseQuery("seg", true).words.map(({ open, committed }) => [open, committed]),
    [[true, true]],
  );
});

test("what lunr would read as operators are just words", () => {
  const typed = "foo:bar a: ^2 foo~1 +all * x^ LISA: Reasoning title: tag:";
  const expected = ["foo", "bar", "a", "2", "foo", "1", "all", "x", "LISA", "Reasoning", "title", "tag"];
  assert.deepEqual(textsOf(parseQuery(typed).words), expected);
  assert.deepEqual(textsOf(parseQuery('"unbalanced words').words), ["unbalanced", "words"]);
});

test("text without words asks for nothing", () => {
  const nothing = { words: [], phrases: [], without: [], tags: [], editions: [], venues: [], years: [] };
  for (const typed of ["", " ", '"', '""', "-", "--", '-""', "…", "🤖", "\ud800", "^~*:+-", 'title:""'])
    assert.deepEqual(parseQuery(typed), nothing, typed);
});

test("anything typed is a query, and no clause of it is empty", { skip }, () => {
  const piece = fc.constantFrom(
    "-",
    '"',
    "“",
    "tag:",
    "title:",
    "year:",
    "sort:votes",
    " ",
    "mask",
    "GPT-4o",
    "2505.12345",
    "ﬃ",
    "面包",
    ":",
    "\\ud800",
  );
  const typed = fc.oneof(
    fc.array(fc.oneof(piece, fc.string())).map((pieces) => pieces.join("")),
    fc.string(),
  );
  fc.assert(
    fc.property(typed, fc.boolean(), (text, committed) => {
      const query = parseQuery(text, committed);
      for (const { parts } of [...query.words, ...query.phrases, ...query.without]) {
        assert.ok(parts.length > 0);
        assert.ok(parts.every((part) => part !== ""));
      }
      assert.deepEqual(withoutQuotes(query).phrases, []);
    }),
  );
});
