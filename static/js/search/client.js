// The page's end of the worker: started at the first call, calls are answered by promises.

export function createClient(root) {
  let calls = new Map();
  let worker;
  let ready;
  let count = 0;

  function start(fresh) {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data: { id, ...answer } }) => settle(id, answer));
    worker.addEventListener("error", () => stop("the search could not start"));
    ready = call("open", { root, fresh });
    ready.catch(() => {});
  }

  function call(kind, task) {
    const id = ++count;
    worker.postMessage({ id, kind, ...task });
    return new Promise((resolve, reject) => calls.set(id, { resolve, reject }));
  }

  function settle(id, answer) {
    const { resolve, reject } = calls.get(id);
    calls.delete(id);
    if (answer.error) reject(new Error(answer.error));
    else resolve(answer);
  }

  function stop(reason) {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of calls.values()) reject(new Error(reason));
    calls = new Map();
  }

  return {
    open({ fresh = false } = {}) {
      if (fresh) stop("tried again");
      if (!worker) start(fresh);
      return ready;
    },
    async search(text) {
      await this.open();
      return call("search", { text });
    },
    more: (from) => call("more", { from }),
  };
}
