import assert from "node:assert/strict";
import test from "node:test";
import { createPaginator } from "../../static/js/search/result_pages.js";

const SENTENCES = [6, 12]; // the papers that have the words together in a sentence

/**
 * A ranking of forty papers, best first, and the numbers of those that were read.
 *
 * @param {string[]} words - of the query
 * @param {object} [options]
 * @param {number} [options.inTitles] - how many of the first have the words in the title
 * @param {number} [options.failures] - how often reading fails at first
 * @param {number} [options.size] - how many papers the site has
 */
function paginate(words, { inTitles = 0, failures = 0, size = 10_000 } = {}) {
  /** @type {number[]} */
  const read = [];
  const papers = async (/** @type {number[]} */ numbers) => {
    if (failures-- > 0) throw new Error("offline");
    read.push(...numbers);
    return numbers.map((number) => ({
      id: `p${number}`,
      title: `Paper ${number}`,
      abstract: SENTENCES.includes(number) ? "Open masks." : "Open it. Masks.",
    }));
  };
  const index = /** @type {any} */ ({ fields: [], posting: () => undefined });
  const tools = { size, papers, index, stem: (/** @type {string} */ word) => word, isStopWord: () => false };
  const clauses = words.map((word) => ({
    text: word,
    parts: [word],
    joined: word,
    quoted: false,
    open: false,
    suggestions: [],
    alternatives: [{ terms: [word], boost: 1 }],
  }));
  const hits = Array.from({ length: 40 }, (_, number) => number);
  const nearness = Uint8Array.from(hits, (number) => Number(number < inTitles));
  const ranking = { clauses, hits, nearness, unsure: [], matchesAll: () => true, byRelevance: true };
  return { page: createPaginator(tools)(/** @type {any} */ (ranking), words.join(" ")), read };
}

/** @param {{ results: { id: string }[] }} page */
const numbersOf = ({ results }) => results.map(({ id }) => Number(id.slice(1)));

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);

test("of a small site fifteen results are read at once", async () => {
  const { page, read } = paginate(["masks"], { size: 58 });
  const first = await page(0);
  assert.deepEqual([numbersOf(first), first.part, read], [range(0, 15), false, range(0, 15)]);
});

test("three results are read at first, then the rest of fifteen, then fifteen at a time", async () => {
  const { page, read } = paginate(["masks"]);
  const first = await page(0);
  assert.deepEqual([numbersOf(first), first.part, first.total], [range(0, 3), true, 40]);
  assert.deepEqual(read, range(0, 3));
  const second = await page(3);
  assert.deepEqual([numbersOf(second), second.part], [range(3, 15), false]);
  assert.deepEqual(numbersOf(await page(15)), range(15, 30));
  assert.deepEqual(numbersOf(await page(30)), range(30, 40));
  assert.deepEqual(read, range(0, 40));
});

test("where sentences decide the order, the first eight are read", async () => {
  const { page, read } = paginate(["open", "masks"]);
  assert.deepEqual(numbersOf(await page(0)), [6, 0, 1]);
  assert.deepEqual(read, range(0, 8));
  assert.deepEqual(numbersOf(await page(3)), [2, 3, 4, 5, ...range(7, 15)]);
  assert.deepEqual(read, range(0, 15));
});

test("papers with the words in their titles are shown before others are read", async () => {
  const { page, read } = paginate(["open", "masks"], { inTitles: 5 });
  assert.deepEqual(numbersOf(await page(0)), range(0, 3));
  assert.deepEqual(read, range(0, 3));
  assert.deepEqual(numbersOf(await page(3)), [3, 4, 6, 5, ...range(7, 15)]);
});

test("pages that are asked for at once follow each other, and one that failed can be had again", async () => {
  const { page } = paginate(["masks"], { failures: 1 });
  await assert.rejects(page(0), /offline/);
  const pages = await Promise.all([page(0), page(3), page(15)]);
  assert.deepEqual(pages.flatMap(numbersOf), range(0, 30));
});
