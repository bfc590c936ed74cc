// A worker that searches nothing, to see what the page does: 137 made-up papers, of which every query finds all that
// pass the filters. A few words make it answer in a special way.

const HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;</script>{{7*7}}";
const TAGS = Array.from({ length: 75 }, (_, i) => ({
  id: `t${i}`,
  label: i ? `Topic ${i}` : "Zoölogy",
  url: "tags/index.html",
}));
const EDITIONS = Array.from({ length: 150 }, (_, i) => ({ id: `e${i}`, label: `Day ${i}` }));

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

const hostile = () => ({
  ...papers[0],
  title: [[HOSTILE, true]],
  authors: [HOSTILE],
  excerpt: [[HOSTILE, false]],
  editions: [{ id: HOSTILE, label: HOSTILE }],
  tags: [{ id: HOSTILE, label: HOSTILE, url: "tags/index.html" }],
  why: [{ field: "title", words: [HOSTILE] }],
});

const SPECIAL = {
  none: { found: [] },
  least: { least: true },
  slip: { meant: [{ typed: "slip", shown: ["ship"] }] },
  con: { unfinished: "con", found: [] },
  strange: { filters: { tags: [], editions: [], unknown: ["x"] } },
};

let last = [];
let late = () => {};
let task = { tags: [], editions: [] };

const passes =
  ({ tags, editions, code }) =>
  (paper) =>
    tags.every((id) => paper.tags.some((tag) => tag.id === id)) &&
    (!editions.length || paper.editions.some(({ id }) => editions.includes(id))) &&
    (!code || paper.code);

const counted = (values, kind) =>
  values.map(({ id, label }) => ({
    id,
    label,
    count: last.filter((paper) => paper[kind].some((one) => one.id === id)).length,
  }));

const tasks = {
  open: () => ({}),
  async search(asked) {
    task = asked;
    late();
    if (asked.text === "never") await new Promise(() => {});
    // Overtaken, and yet it answers, after the one that overtook it.
    if (asked.text === "late")
      await new Promise((resolve) => {
        late = () => setTimeout(resolve, 50);
      });
    if (asked.text === "broken") throw new Error("papers.0123.json: cut short");
    const { found = papers.filter(passes(asked)), ...rest } = SPECIAL[asked.text] ?? {};
    last = asked.sort === "date" ? [...found].reverse() : found;
    if (asked.text === "hostile") last = [hostile()];
    if (!asked.text && !asked.tags.length && !asked.editions.length && !asked.code) last = [];
    const all = asked.text ? last.filter((paper) => paper.all).length : last.length;
    return {
      total: last.length,
      least: false,
      all,
      meant: [],
      missing: [],
      unfinished: "",
      likeliest: "",
      filters: {},
      ...rest,
      results: last.slice(0, 20),
    };
  },
  more: ({ from }) => ({ results: last.slice(from, from + 20) }),
  facets() {
    if (task.text === "uncounted") throw new Error("facets.0123.json: 404");
    if (!task.text && !last.length) last = papers;
    const isSet = ({ id }) => task.tags.includes(id);
    const tags = counted(TAGS, "tags").sort((a, b) => isSet(b) - isSet(a) || b.count - a.count);
    if (task.text === "hostile") tags[0] = { id: HOSTILE, label: HOSTILE, count: 1 };
    return {
      total: last.length,
      tags,
      editions: counted(EDITIONS, "editions"),
      code: { count: last.filter((paper) => paper.code).length },
    };
  },
};

addEventListener("message", async ({ data: { id, kind, ...asked } }) => {
  try {
    postMessage({ id, ...(await tasks[kind](asked)) });
  } catch (error) {
    postMessage({ id, error: error.message });
  }
});
