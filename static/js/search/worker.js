// Search off the page's thread, so that typing never stutters. Takes { id, kind, ... } and answers each with the same
// id: `open` says where the files are, `search` gives the first results, `more` the next ones of the same query,
// `facets` how many papers each filter would leave. What goes wrong comes back as { id, error }; a search that another
// one overtook as { id, superseded }.

import { createData } from "./data.js";
import { Superseded } from "./engine.js";
import lunr from "./lunr.js";
import { createSearcher } from "./searcher.js";

let searcher;
let newest = 0;
let last;

const tasks = {
  async open({ root, fresh }) {
    searcher = createSearcher({ lunr, data: createData(root, { fresh }) });
    await searcher;
  },

  async search(task, id) {
    newest = id;
    const isStale = () => newest !== id;
    await turn(); // what was typed meanwhile is in the queue, and then this query is not worth an answer
    if (isStale()) throw new Superseded();
    const answer = await (await searcher).search(task, isStale);
    if (isStale()) throw new Superseded();
    last = answer;
    const { all, meant, missing, unfinished, likeliest, filters } = answer.found;
    return {
      ...answer.first,
      all,
      meant,
      missing,
      unfinished,
      likeliest,
      filters: { ...filters.named, unknown: filters.unknown },
    };
  },

  more: async ({ from }) => last.page(from),

  async facets() {
    last ??= await (await searcher).search({ text: "" });
    return (await searcher).facetCounts(last.found);
  },
};

const turn = () => new Promise((resolve) => setTimeout(resolve));

addEventListener("message", async ({ data: { id, kind, ...task } }) => {
  try {
    postMessage({ id, ...(await tasks[kind](task, id)) });
  } catch (error) {
    postMessage(error instanceof Superseded ? { id, superseded: true } : { id, error: String(error) });
  }
});
