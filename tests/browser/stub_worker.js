// A worker that does not search, to test the page by itself: it has 137 made-up papers, and every query finds all of them
// that pass the filters. A few words make it answer in a special way.

/**
 * @import { AnswerNotes } from "../../static/js/search/client.js"
 * @import { SearchTask } from "../../static/js/search/engine.js"
 * @import { Filters, ValueCount } from "../../static/js/search/facets.js"
 * @import { Refinement } from "../../static/js/search/refinements.js"
 * @import { Result } from "../../static/js/search/result_pages.js"
 */

const HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;</script>{{7*7}}";
const TAGS = Array.from({ length: 75 }, (_, i) => ({
  id: `t${i}`,
  label: i ? `Topic ${i}` : "Zoölogy",
  url: "tags/index.html",
}));
const EDITIONS = Array.from({ length: 150 }, (_, i) => ({ id: `e${i}`, label: `Day ${i}` }));

/** @type {Result[]} */
const papers = Array.from({ length: 137 }, (_, i) => ({
  id: `p${i}`,
  url: `index.html?paper=${i}`,
  title: [
    [`Paper ${i} of `, false],
    ["masks", true],
  ],
  authors: i % 9 ? [] : ["Ada Lovelace", "Grace Hopper"],
  excerpt: [
    ["… a long enough abstract about ", false],
    ["masks", true],
    [" and what they are good for. ".repeat(6), false],
    [" …", false],
  ],
  date: "May 28, 2025",
  editions: [EDITIONS[i]],
  tags: [TAGS[0], TAGS[1 + (i % 74)]],
  code: i % 10 === 0,
  all: i < 30,
  why: [
    { field: "title", words: ["masks"] },
    { field: "also", words: ["RAG = retrieval-augmented generation"] },
  ],
}));

/** @returns {Result} */
const createHostile = () => ({
  ...papers[0],
  title: [[HOSTILE, true]],
  authors: [HOSTILE],
  excerpt: [[HOSTILE, false]],
  editions: [{ id: HOSTILE, label: HOSTILE }],
  tags: [{ id: HOSTILE, label: HOSTILE, url: "tags/index.html" }],
  why: [{ field: "title", words: [HOSTILE] }],
});

/** @type {Record<string, Partial<AnswerNotes> & { found?: Result[], least?: boolean } | undefined>} */
const SPECIAL = {
  none: { found: [] },
  least: { least: true },
  slip: { corrections: [{ typed: "slip", shown: ["ship"] }] },
  con: { unfinished: "con", found: [] },
  few: { found: papers.slice(0, 2) },
  strange: { filters: { tags: [], editions: [], unknown: ["x"] } },
};

/** @type {Refinement[]} */
const REFINEMENTS = [
  { kind: "spelling", label: "masks", count: 137, search: { text: "masks", tags: [] } },
  { kind: "name", label: HOSTILE, count: 12, url: "names/index.html" },
  { kind: "topic", label: "Zoölogy", count: 1234, search: { text: "", tags: ["t0"] } },
];

/** @typedef {SearchTask & Filters} Task */

/** @type {Result[]} */
let last = [];
let answerLate = () => {};
/** @type {Task} */
let task = { text: "", tags: [], editions: [], venues: [], years: [], code: false };

/**
 * @param {Result} paper
 * @param {Filters} filters
 */
const passes = (paper, { tags, editions, code }) =>
  tags.every((id) => paper.tags.some((tag) => tag.id === id)) &&
  (!editions.length || paper.editions.some(({ id }) => editions.includes(id))) &&
  (!code || paper.code);

/**
 * @param {{ id: string, label: string }[]} values
 * @param {"tags" | "editions"} kind
 * @returns {Omit<ValueCount, "selected">[]}
 */
const countValues = (values, kind) =>
  values.map(({ id, label }) => ({
    id,
    label,
    count: last.filter((paper) => paper[kind].some((one) => one.id === id)).length,
  }));

/** @type {Record<string, (asked: any) => object>} */
const handlers = {
  open: () => ({}),
  async search(/** @type {Task} */ asked) {
    task = asked;
    answerLate();
    if (asked.text === "never") await new Promise(() => {});
    // Overtaken, and yet it answers, after the one that overtook it.
    if (asked.text === "late")
      await new Promise((resolve) => {
        answerLate = () => setTimeout(resolve, 50);
      });
    if (asked.text === "broken") throw new Error("papers.0123.json: cut short");
    const { found = papers.filter((paper) => passes(paper, asked)), ...rest } = SPECIAL[asked.text] ?? {};
    last = asked.sort === "date" ? [...found].reverse() : found;
    if (asked.text === "hostile") last = [createHostile()];
    if (!asked.text && !asked.tags.length && !asked.editions.length && !asked.code) last = [];
    const all = asked.text ? last.filter((paper) => paper.all).length : last.length;
    return {
      total: last.length,
      least: false,
      all,
      corrections: [],
      missing: [],
      unfinished: "",
      likeliest: "",
      filters: {},
      ...rest,
      results: last.slice(0, 20),
    };
  },
  refine: () => ({ refinements: task.text === "few" ? REFINEMENTS : [] }),
  more: ({ from }) => ({ results: last.slice(from, from + 20) }),
  facets() {
    if (task.text === "uncounted") throw new Error("facets.0123.json: 404");
    if (!task.text && !last.length) last = papers;
    const setFirst = (/** @type {{ id: string }} */ { id }) => Number(task.tags.includes(id));
    const tags = countValues(TAGS, "tags").sort((a, b) => setFirst(b) - setFirst(a) || b.count - a.count);
    if (task.text === "hostile") tags[0] = { id: HOSTILE, label: HOSTILE, count: 1 };
    return {
      total: last.length,
      tags,
      editions: countValues(EDITIONS, "editions"),
      venues: [],
      years: [],
      code: { count: last.filter((paper) => paper.code).length },
    };
  },
};

addEventListener("message", async ({ data: { id, kind, ...asked } }) => {
  try {
    postMessage({ id, ...(await handlers[kind](asked)) });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
