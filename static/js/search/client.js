// The page's end of the worker: started at the first call, calls are answered by promises. When it cannot start, or
// does not answer, it is given up, and the next call starts another that goes past all caches.

const PATIENCE = 40_000; // milliseconds for an answer; longer than the worker gives a file

export function createClient(root) {
  const calls = new Map();
  let worker;
  let ready;
  let fresh = false;
  let count = 0;

  function start() {
    const mine = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    mine.addEventListener("message", ({ data: { id, ...answer } }) => settle(id, answer));
    mine.addEventListener("error", () => giveUp("its script does not run"));
    worker = mine;
    ready = call("open", { root, fresh });
    ready.catch(({ message }) => worker === mine && giveUp(message));
  }

  async function call(kind, task) {
    if (!worker) throw new Error("it was given up");
    const id = ++count;
    worker.postMessage({ id, kind, ...task });
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject, timer: setTimeout(() => giveUp("no answer came"), PATIENCE) });
    });
  }

  function settle(id, { error, ...answer }) {
    if (!calls.has(id)) return;
    const { resolve, reject, timer } = calls.get(id);
    clearTimeout(timer);
    calls.delete(id);
    if (error) reject(new Error(error));
    else resolve(answer);
  }

  function giveUp(error = "it was given up") {
    worker?.terminate();
    worker = undefined;
    fresh = true;
    for (const id of [...calls.keys()]) settle(id, { error });
  }

  async function open() {
    if (!worker) start();
    await ready;
  }

  // The first results of a search, or at least `count` of them.
  async function search(task, count = 0) {
    await open();
    let answer = await call("search", task);
    while (!answer.superseded && answer.results.length < count && isMore(answer)) answer = await further(answer);
    return answer;
  }

  async function further(answer) {
    const from = answer.results.length;
    const { results: next, ...rest } = await call("more", { from });
    const end = next.length ? {} : { total: from, least: false };
    return { ...answer, ...rest, ...end, results: [...answer.results, ...next] };
  }

  async function facets() {
    await open();
    return call("facets");
  }

  return { open, giveUp, search, further, facets };
}

export const isMore = ({ results: { length }, total, least }) => length > 0 && (length < total || Boolean(least));
