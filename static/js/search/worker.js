// The search, off the page's thread, so that typing stays smooth. Takes messages { id, kind, ... } and answers each with
// the same id: `open` says where the files are, `search` gives the first results, `more` the next ones of the same
// query, `count` how many there are, `facets` how many papers each filter would leave, `refine` searches that find more. A failure is answered
// by { id, error }, a search that a newer one has overtaken by { id, superseded }.

import { createData } from "./data.js";
import { SupersededError } from "./engine.js";
import lunr from "./lunr.js";
import { createSearcher } from "./searcher.js";

/**
 * @import { SearchTask } from "./engine.js"
 * @import { SearchAnswer, Searcher } from "./searcher.js"
 */

/** @type {Promise<Searcher> | undefined} */
let searcher;
/** @type {SearchAnswer | undefined} */
let last;
/** @type {SearchTask} */
let lastTask = { text: "" };
let newestId = 0;

/** @type {Record<string, (task: any, id: number) => Promise<object | void>>} */
const handlers = { open: openSearch, search: runSearch, more: nextPage, count, facets: countFacets, refine };

/** @param {{ root: string, fresh: boolean }} task */
async function openSearch({ root, fresh }) {
  searcher = createSearcher({ lunr, data: createData(root, { fresh }) });
  await searcher;
}

/**
 * @param {SearchTask} task
 * @param {number} id
 */
async function runSearch(task, id) {
  newestId = id;
  const isStale = () => newestId !== id;
  await nextTurn(); // a query that was typed meanwhile is in the queue, and then this one needs no answer
  if (isStale()) throw new SupersededError();
  const answer = await (await getSearcher()).search(task, isStale);
  if (isStale()) throw new SupersededError();
  [last, lastTask] = [answer, task];
  const { all, corrections, missing, unfinished, likeliest, filters } = answer.ranking;
  return {
    ...answer.first,
    all,
    corrections,
    missing,
    unfinished,
    likeliest,
    filters: { ...filters.named, unknown: filters.unknown },
  };
}

/** @param {{ from: number }} task */
async function nextPage({ from }) {
  if (!last) throw new Error("there is no search to go on with");
  return last.page(from);
}

async function count() {
  if (!last) throw new Error("there is no search to count");
  const { first, ranking } = await last.whole();
  const { total, least, uncounted } = first;
  return { total, least, uncounted, all: ranking.all };
}

async function countFacets() {
  const { search, countFacets: countValues } = await getSearcher();
  last ??= await search({ text: "" });
  return countValues((await last.whole()).ranking);
}

async function refine() {
  const { refine: findRefinements } = await getSearcher();
  return { refinements: last ? await findRefinements(lastTask, last) : [] };
}

async function getSearcher() {
  if (!searcher) throw new Error("the search is not open");
  return searcher;
}

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

addEventListener("message", async ({ data: { id, kind, ...task } }) => {
  try {
    postMessage({ id, ...(await handlers[kind](task, id)) });
  } catch (error) {
    postMessage(error instanceof SupersededError ? { id, superseded: true } : { id, error: String(error) });
  }
});
