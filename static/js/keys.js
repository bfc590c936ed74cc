// Keys on every page: `/` goes to the search box or the search page, `j` and `k` move through a list of papers. Tab is
// left alone, and nothing happens while a reader types or holds a modifier.

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

function goToSearch() {
  /** @type {HTMLInputElement | null} */
  const box = document.querySelector("main input[type=search]");
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("[data-search-link]");
  if (box) box.focus();
  else if (link) location.assign(`${link.href}#q`); // the box of the search page
}

/** @param {1 | -1} step */
function moveFocus(step) {
  /** @type {HTMLElement[]} */
  const titles = Array.from(document.querySelectorAll("[data-paper-card] :is(h2, h3) a"));
  if (!titles.length) return;
  const here = titles.findIndex((title) => title === document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : titles.length - 1) : Math.min(Math.max(here + step, 0), titles.length - 1);
  titles[next].focus();
  titles[next].scrollIntoView({ block: "nearest" });
}

/** @type {Record<string, (() => void) | undefined>} */
const actions = { "/": goToSearch, j: () => moveFocus(1), k: () => moveFocus(-1) };

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
