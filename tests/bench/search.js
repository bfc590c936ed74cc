// In a page that is measured: when a search was asked for and when it was answered, by the page's own clock, in
// milliseconds. `query` is the one that was answered last.
globalThis.times = { query: undefined, asked: 0, answered: 0 };

function ask(at) {
  times.query = undefined;
  times.asked = at;
}

// What Enter does, for a query that nobody typed: typing would have fetched its files before.
globalThis.commit = (query) => {
  const box = document.querySelector("input[type=search][name=q]");
  box.value = query;
  ask(performance.now());
  box.form.requestSubmit();
};

function look() {
  const { searchState, searchQuery } = document.querySelector("[data-search-state]").dataset;
  if (searchState === "done") Object.assign(times, { query: searchQuery, answered: performance.now() });
}

addEventListener("input", ({ timeStamp }) => ask(timeStamp), { capture: true });
new MutationObserver(look).observe(document, { subtree: true, attributeFilter: ["data-search-state"] });
