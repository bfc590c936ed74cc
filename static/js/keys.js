// Keys on every page: `/` goes to the search box or the search page, `j` and `k` move through a list of papers, or from a
// paper to the next, `o` opens one, `s` saves it, `?` shows all of this. Tab is left alone, and nothing happens while a
// reader types or holds a modifier.

const TITLES = "[data-paper-card] :is(h2, h3) a";

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof Element &&
  target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null;

/** @param {string} selector */
const findLink = (selector) => /** @type {HTMLAnchorElement | null} */ (document.querySelector(selector));

/** The paper in focus, or the one that the page is about. */
const findPaper = () => document.activeElement?.closest("[data-paper-card]") ?? document.querySelector("[data-paper]");

function goToSearch() {
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector("main input[type=search]"));
  const link = findLink("[data-search-link]");
  if (box) box.focus();
  else if (link) location.assign(`${link.href}#q`); // the box of the search page
}

/** @param {1 | -1} step */
function move(step) {
  /** @type {HTMLElement[]} */
  const titles = Array.from(document.querySelectorAll(TITLES));
  const shown = titles.filter((title) => title.offsetParent);
  if (!shown.length) return findLink(step > 0 ? "main [rel=next]" : "main [rel=prev]")?.click();
  const here = shown.findIndex((title) => title.closest("[data-paper-card]") === findPaper());
  const next = here < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(Math.max(here + step, 0), shown.length - 1);
  shown[next].focus();
  shown[next].scrollIntoView({ block: "nearest" });
}

/** Opens the paper in focus; on its page, the paper itself. */
function openPaper() {
  const link = /** @type {HTMLElement | null | undefined} */ (findPaper()?.querySelector(":is(h2, h3) a, .buttons a"));
  link?.click();
}

/** @param {(action: "save" | "help", paper?: Element | null) => void} act */
export function startKeys(act) {
  /** @type {Record<string, (() => void) | undefined>} */
  const actions = {
    "/": goToSearch,
    j: () => move(1),
    k: () => move(-1),
    o: openPaper,
    s: () => act("save", findPaper()),
    "?": () => act("help"),
  };
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
