// Keys on every page: `/` goes to the search box or the search page, `j` and `k` walk through a list of papers.
// Tab is never taken over, and nothing happens while a reader types or holds a modifier.

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

function toSearch() {
  const box = document.querySelector("main input[type=search]");
  const link = document.querySelector("[data-search-link]");
  if (box) box.focus();
  else if (link) location.assign(`${link.href}#q`); // the box of the search page
}

function walk(step) {
  const titles = [...document.querySelectorAll("[data-paper-card] :is(h2, h3) a")];
  if (!titles.length) return;
  const here = titles.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : titles.length - 1) : Math.min(Math.max(here + step, 0), titles.length - 1);
  titles[next].focus();
  titles[next].scrollIntoView({ block: "nearest" });
}

const actions = { "/": toSearch, j: () => walk(1), k: () => walk(-1) };

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
