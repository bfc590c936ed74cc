// The page's side of the worker: calls are answered by promises, and the first call starts the worker. A worker that
// cannot start or does not answer is ended, and the next call starts another one that goes past all caches.

/**
 * @import { NamedValue, SearchTask } from "./engine.js"
 * @import { FacetCounts, FacetKind } from "./facets.js"
 * @import { Correction } from "./matching.js"
 * @import { Refinement } from "./refinements.js"
 * @import { ResultPage } from "./result_pages.js"
 */

/**
 * What a search is answered with.
 *
 * @typedef {ResultPage & AnswerNotes} Answer
 *
 * @typedef {object} AnswerNotes
 * @property {number} [all] - how many papers match every clause
 * @property {Correction[]} [corrections]
 * @property {string[]} [missing]
 * @property {string} [unfinished]
 * @property {string} [likeliest]
 * @property {Partial<Record<FacetKind, NamedValue[]>> & { unknown?: string[] }} [filters] - those typed into the text
 * @property {string[]} [kept] - without a network the editions that are kept, which alone were searched
 * @property {boolean} [superseded] - whether a newer search took its place; then there is nothing else
 */

/**
 * @typedef {object} Call
 * @property {(answer: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {ReturnType<typeof setTimeout>} timer
 */

const PATIENCE = 40_000; // milliseconds for an answer; longer than the worker waits for a file

/** @param {string} root - the address of the folder with the search files, ending in `/` */
export function createClient(root) {
  /** @type {Map<number, Call>} */
  const calls = new Map();
  /** @type {Worker | undefined} */
  let worker;
  /** @type {Promise<void> | undefined} */
  let ready;
  let fresh = false;
  let lastId = 0;

  function startWorker() {
    const started = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    started.addEventListener("message", ({ data: { id, ...answer } }) => settle(id, answer));
    started.addEventListener("error", () => giveUp("its script does not run"));
    worker = started;
    ready = call("open", { root, fresh });
    ready.catch(({ message }) => worker === started && giveUp(message));
  }

  /**
   * @param {"open" | "search" | "more" | "count" | "facets" | "refine"} kind
   * @param {object} [task]
   * @returns {Promise<any>}
   */
  async function call(kind, task) {
    if (!worker) throw new Error("it was given up");
    const id = ++lastId;
    worker.postMessage({ id, kind, ...task });
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject, timer: setTimeout(() => giveUp("no answer came"), PATIENCE) });
    });
  }

  /**
   * @param {number} id
   * @param {{ error?: string }} answer
   */
  function settle(id, { error, ...answer }) {
    const waiting = calls.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    calls.delete(id);
    if (error) waiting.reject(new Error(error));
    else waiting.resolve(answer);
  }

  /** Ends the worker; all that wait for it get the error. */
  function giveUp(error = "it was given up") {
    worker?.terminate();
    worker = undefined;
    fresh = true;
    for (const id of [...calls.keys()]) settle(id, { error });
  }

  async function open() {
    if (!worker) startWorker();
    await ready;
  }

  /**
   * The first results, or at least `count` of them.
   *
   * @param {SearchTask} task
   * @param {number} [count]
   * @returns {Promise<Answer>}
   */
  async function search(task, count = 0) {
    await open();
    /** @type {Answer} */
    let answer = await call("search", task);
    while (!answer.superseded && answer.results.length < count && hasMore(answer)) answer = await fetchMore(answer);
    return answer;
  }

  /**
   * The same answer with the next results, too.
   *
   * @param {Answer} answer
   * @returns {Promise<Answer>}
   */
  async function fetchMore(answer) {
    const from = answer.results.length;
    /** @type {ResultPage} */
    const { results: next, ...rest } = await call("more", { from });
    const end = next.length ? {} : { total: from, least: false };
    return { ...answer, ...rest, ...end, results: [...answer.results, ...next] };
  }

  /**
   * How many results there are of the last search, if its answer did not say.
   *
   * @returns {Promise<Pick<Answer, "total" | "all" | "least" | "uncounted">>}
   */
  const countAll = () => call("count");

  /** @returns {Promise<FacetCounts & { superseded?: boolean }>} */
  async function getFacets() {
    await open();
    return call("facets");
  }

  /**
   * Searches that find more than the last one, if that found little.
   *
   * @returns {Promise<Refinement[]>}
   */
  async function getRefinements() {
    await open();
    return (await call("refine")).refinements;
  }

  return { open, giveUp, search, fetchMore, countAll, getFacets, getRefinements };
}

/** @param {Answer} answer */
export const hasMore = ({ results: { length }, total, least }) => length > 0 && (length < total || Boolean(least));
