// Search off the page's thread, so that typing never stutters. Takes { id, kind, ... } and answers each with the same
// id: `open` says where the files are and fetches what every query needs, `search` gives the first results, `more` the
// next ones of the same query. What goes wrong comes back as { id, error }.

import { createData } from "./data.js";
import { createEngine } from "./engine.js";
import { excerpt, matches, pieces } from "./excerpt.js";
import lunr from "./lunr.js";

const AT_A_TIME = 20;

let data;
let engine;
let last = { hits: [] };

const tasks = {
  open({ root, fresh }) {
    data = createData(root, { fresh });
    engine = Promise.all([data.index(), data.words()]).then(([index, words]) =>
      createEngine({ lunr, index, words, papers: data.papers }),
    );
    return engine.then(() => ({}));
  },
  async search({ text }) {
    const { stem, search } = await engine;
    last = await search(text);
    const { hits, ...counts } = last;
    return { ...counts, total: hits.length, results: await shown(hits.slice(0, AT_A_TIME), stem) };
  },
  async more({ from }) {
    const { stem } = await engine;
    return { results: await shown(last.hits.slice(from, from + AT_A_TIME), stem) };
  },
};

// What the page draws of each hit: the paper, with its title and the telling part of its abstract in pieces.
async function shown(hits, stem) {
  const papers = await data.papers(hits.map(({ paper }) => paper));
  return papers.map(({ abstract, ...paper }, i) => {
    const { terms, all } = hits[i];
    return { ...paper, all, title: pieces(paper.title, matches(paper.title, terms, stem)), excerpt: excerpt(abstract, terms, stem) };
  });
}

addEventListener("message", async ({ data: { id, kind, ...task } }) => {
  try {
    postMessage({ id, ...(await tasks[kind](task)) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
