// Runs in a page that is measured: when a search was asked for and when it was answered, by the page's own clock, in
// milliseconds. `query` is the one that was answered last.

const times = { query: /** @type {string | undefined} */ (undefined), asked: 0, answered: 0 };

/** @param {number} at */
function startClock(at) {
  times.query = undefined;
  times.asked = at;
}

/**
 * Does what Enter does, for a query that nobody typed: typing would have fetched its files before.
 *
 * @param {string} query
 */
function commit(query) {
  const box = /** @type {HTMLInputElement} */ (document.querySelector("input[type=search][name=q]"));
  box.value = query;
  startClock(performance.now());
  box.form?.requestSubmit();
}

function stopClock() {
  const view = /** @type {HTMLElement} */ (document.querySelector("[data-search-state]"));
  const { searchState, searchQuery } = view.dataset;
  if (searchState === "done") Object.assign(times, { query: searchQuery, answered: performance.now() });
}

Object.assign(globalThis, { times, commit });
addEventListener("input", ({ timeStamp }) => startClock(timeStamp), { capture: true });
new MutationObserver(stopClock).observe(document, { subtree: true, attributeFilter: ["data-search-state"] });
