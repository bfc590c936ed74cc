// Tags, editions and code: what a filter leaves, and how many papers each value of it would leave.

import { fromSteps } from "./shards.js";
import { words } from "./words.js";

const folded = (text) =>
  words(text)
    .map((word) => word.folded)
    .join(" ");

export function createFacets(data) {
  let coming;

  async function load() {
    const manifest = await data.manifest();
    const { tags, editions, code } = await data.file("facets", manifest.facets);
    const value = ([id, label, steps]) => ({ id, label, papers: fromSteps(steps) });
    return { size: manifest.papers, tags: tags.map(value), editions: editions.map(value), code: fromSteps(code) };
  }

  function ready() {
    coming ??= load();
    coming.catch(() => (coming = undefined));
    return coming;
  }

  // The values that are meant by what somebody typed behind `tag:` or `in:`: the name itself, its beginning, or a word
  // of it. Of tags the one that most papers have comes first.
  async function named(kind, text) {
    const values = (await ready())[kind];
    const typed = folded(text);
    const those = (fits) => values.filter(({ id, label }) => typed && [id, label].some((name) => fits(folded(name))));
    const tries = [
      (name) => name === typed,
      (name) => name.startsWith(typed),
      (name) => ` ${name}`.includes(` ${typed}`),
    ];
    const found = tries.map(those).find((some) => some.length) ?? [];
    return kind === "tags" ? found.sort((a, b) => b.papers.length - a.papers.length) : found;
  }

  // A test of a paper's number for { tags, editions, code }: every tag, any of the editions. Without filters, of all.
  async function passing({ tags, editions, code }, without = "") {
    const facets = tags.length || editions.length || code ? await ready() : undefined;
    const marks = [];
    for (const id of tags) marks.push(marked(facets, [facets.tags.find((tag) => tag.id === id)]));
    if (editions.length && without !== "editions")
      marks.push(
        marked(
          facets,
          facets.editions.filter(({ id }) => editions.includes(id)),
        ),
      );
    if (code) marks.push(marked(facets, [{ papers: facets.code }]));
    return (paper) => marks.every((mark) => mark[paper]);
  }

  // Live counts: how many of the papers `found` each value leaves, where `found(without)` leaves out the filter by
  // editions, since choosing another edition adds its papers.
  async function counts(filters, found) {
    const { size, tags, editions, code } = await ready();
    const papers = mark(size, await found(""));
    const anywhere = filters.editions.length ? mark(size, await found("editions")) : papers;
    const count = (values, chosen, marks) =>
      values.map(({ id, label, papers: those }) => ({
        id,
        label,
        count: among(those, marks),
        selected: chosen.includes(id),
      }));
    return {
      total: papers.reduce((sum, one) => sum + one, 0),
      tags: count(tags, filters.tags, papers),
      editions: count(editions, filters.editions, anywhere),
      code: { count: among(code, papers), selected: filters.code },
    };
  }

  return { named, passing, counts };
}

function mark(size, papers) {
  const marks = new Uint8Array(size);
  for (const paper of papers) marks[paper] = 1;
  return marks;
}

const marked = ({ size }, values) =>
  mark(
    size,
    values.flatMap((value) => value?.papers ?? []),
  );
const among = (papers, marks) => papers.reduce((sum, paper) => sum + marks[paper], 0);
