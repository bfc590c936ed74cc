import assert from "node:assert/strict";
import test from "node:test";
import { createFacets } from "../../static/js/search/facets.js";
import { foldedWords } from "../../static/js/search/words.js";
import { createData } from "./support/data.mjs";

/** @import { Facets, Filters, ValueCount } from "../../static/js/search/facets.js" */

// Six papers, the newest with the highest number.
const FILES = {
  "facets/f": {
    tags: [
      ["image-generation", "Image generation", [0, 2]],
      ["image-segmentation", "Image segmentation", [1, 2, 1]],
      ["rl", "Reinforcement learning", []],
    ],
    editions: [
      ["2025-05-29", "May 29", [4, 1]],
      ["2025-05-28", "May 28", [0, 1, 1, 1]],
    ],
    venues: [
      ["iclr", "ICLR", [0, 3]],
      ["nature", "Nature", [1]],
    ],
    years: [
      ["2025", "2025", [3, 1]],
      ["2021", "2021", [0]],
      ["2019", "2019", [1]],
    ],
    code: [3, 1],
    votes: [
      [1, 3],
      [17, 5],
    ],
  },
};
const NONE = { tags: [], editions: [], venues: [], years: [], code: false };
const PAPERS = [0, 1, 2, 3, 4, 5];

const openFacets = () => {
  const data = createData({ papers: 6, facets: "f" }, FILES);
  return { data, ...createFacets(data, foldedWords) };
};
/**
 * @param {Facets} facets
 * @param {Partial<Filters>} filters
 */
const papersLeft = async (facets, filters) => PAPERS.filter(await facets.createTest({ ...NONE, ...filters }));
/** @param {{ id: string }[]} values */
const idsOf = (values) => values.map(({ id }) => id);

test("without filters every paper passes, and nothing is read", async () => {
  const facets = openFacets();
  assert.deepEqual(await papersLeft(facets, {}), PAPERS);
  assert.deepEqual(facets.data.read, []);
});

test("a paper has every tag that is set, and stands in one of the editions", async () => {
  const facets = openFacets();
  assert.deepEqual(await papersLeft(facets, { tags: ["image-segmentation"] }), [1, 3, 4]);
  assert.deepEqual(await papersLeft(facets, { tags: ["image-segmentation", "image-generation"] }), []);
  assert.deepEqual(await papersLeft(facets, { editions: ["2025-05-29", "2025-05-28"] }), PAPERS);
  assert.deepEqual(
    await papersLeft(facets, { tags: ["image-segmentation"], editions: ["2025-05-29"], code: true }),
    [4],
  );
});

test("a paper appeared in one of the venues and in one of the years", async () => {
  const facets = openFacets();
  assert.deepEqual(await papersLeft(facets, { venues: ["iclr", "nature"] }), [0, 1, 3]);
  assert.deepEqual(await papersLeft(facets, { venues: ["iclr", "nature"], years: ["2025", "2021"] }), [0, 3]);
});

test("two years with a dash between them are those years and all between them", async () => {
  const { findValues } = openFacets();
  assert.deepEqual(idsOf(await findValues("years", "2019-2021")), ["2021", "2019"]);
  assert.deepEqual(idsOf(await findValues("years", "2021")), ["2021"]);
  assert.deepEqual(idsOf(await findValues("venues", "nat")), ["nature"]);
});

test("the votes of a paper are found by its number", async () => {
  assert.deepEqual([...(await openFacets().getVotes())], [0, 17, 0, 0, 5, 0]);
});

test("a tag or an edition that is not there has no papers", async () => {
  assert.deepEqual(await papersLeft(openFacets(), { tags: ["none"] }), []);
  assert.deepEqual(await papersLeft(openFacets(), { editions: ["none"] }), []);
});

test("what is typed names a value by its id or label, or several by how they begin", async () => {
  const { findValues } = openFacets();
  assert.deepEqual(idsOf(await findValues("tags", "RL")), ["rl"]);
  assert.deepEqual(idsOf(await findValues("tags", "reinforcement-learning")), ["rl"]);
  assert.deepEqual(
    idsOf(await findValues("tags", "image")),
    ["image-segmentation", "image-generation"],
    "the one with most papers first",
  );
  assert.deepEqual(idsOf(await findValues("editions", "may 28")), ["2025-05-28"]);
  assert.deepEqual(idsOf(await findValues("editions", "2025")), ["2025-05-29", "2025-05-28"]);
  for (const nothing of ["", "…", "zebra"]) assert.deepEqual(await findValues("tags", nothing), [], nothing);
});

test("each value counts the papers it would leave", async () => {
  const facets = openFacets();
  const filters = { ...NONE, tags: ["image-segmentation"], editions: ["2025-05-28"] };
  const matching = [1, 2, 3, 4];
  const counts = await facets.countValues(filters, async (without) =>
    matching.filter(await facets.createTest(filters, without)),
  );
  /** @param {ValueCount[]} values */
  const countsOf = (values) => values.map(({ id, count, selected }) => [id, count, selected]);
  assert.deepEqual(countsOf(counts.tags), [
    ["image-generation", 0, false],
    ["image-segmentation", 2, true],
    ["rl", 0, false],
  ]);
  assert.deepEqual(
    countsOf(counts.editions),
    [
      ["2025-05-29", 1, false],
      ["2025-05-28", 2, true],
    ],
    "another edition would add its papers",
  );
  assert.deepEqual([counts.total, counts.code], [2, { count: 1, selected: false }]);
});

test("facets that could not be read are tried again", async () => {
  const data = createData({ papers: 6, facets: "f" }, {});
  const facets = createFacets(data, foldedWords);
  await assert.rejects(papersLeft(facets, { tags: ["rl"] }), /404/);
  data.file = createData({}, FILES).file;
  assert.deepEqual(await papersLeft(facets, { tags: ["image-generation"] }), [0, 2]);
});
