// What every page starts: keys, previews, and buttons that mark papers. All that remembers something of a reader is loaded when it
// is first used, and on later pages once there is something to remember.

import { startKeys } from "./keys.js";
import { watchLinks } from "./links.js";

/**
 * @import { Reader } from "./reader/main.js"
 */

/** @typedef {"save" | "more" | "help"} Action */

const root = new URL("../../../", import.meta.url);
const PAPERS = "[data-paper-card], [data-paper]";
const QUIET = 2000; // milliseconds after a page is there: what is kept for later must not delay what is read now
const BUTTONS = /** @type {const} */ ([
  ["save", "Save"],
  ["more", "More"],
]);

/** @type {Promise<Reader> | undefined} */
let reader;

function loadReader() {
  reader ??= import("./reader/main.js").then(({ startReader }) => startReader(root, addButtons));
  reader.catch(() => (reader = undefined)); // so that the next press tries again
  return reader;
}

/**
 * @param {Action} action
 * @param {Element | null} [paper]
 */
async function act(action, paper) {
  if (paper || action === "help") (await loadReader())[action](/** @type {HTMLElement} */ (paper));
}

/** @param {ParentNode} parent */
function addButtons(parent) {
  for (const paper of parent.querySelectorAll(PAPERS)) {
    const place = paper.querySelector(".card-foot, .paper-head") ?? (paper.matches(".cards > .title-row") && paper);
    if (!place || paper.querySelector(".marks")) continue;
    const marks = document.createElement("div");
    marks.className = "marks";
    for (const [action, text] of BUTTONS) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: text });
      button.dataset.mark = action;
      marks.append(button);
    }
    place.append(marks);
  }
}

function isUsed() {
  try {
    return Boolean(localStorage.getItem(`digest-list:${root.pathname}`));
  } catch {
    return false;
  }
}

addButtons(document);
for (const results of document.querySelectorAll("[data-results]"))
  new MutationObserver(() => addButtons(results)).observe(results, { childList: true });
startKeys(act);
watchLinks(root);
addEventListener("click", ({ target }) => {
  const button = target instanceof Element && /** @type {HTMLElement | null} */ (target.closest("[data-mark]"));
  if (button) act(/** @type {Action} */ (button.dataset.mark), button.closest(PAPERS));
});
/** Lets the service worker keep what is visited; `digest serve` gives none, for its pages change all the time. */
async function startOffline() {
  const { serviceWorker } = navigator;
  await serviceWorker.register(new URL("sw.js", root));
  const open = [location.href];
  if (!serviceWorker.controller) (await serviceWorker.ready).active?.postMessage({ open });
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-keep]"))) {
    button.hidden = false;
    button.addEventListener("click", async () => (await import("./reader/keep.js")).keepEdition(button));
  }
}

/** On the home page: what is new since the reader was here? */
async function lookForNews() {
  const { noteVisit } = await import("./reader/visit.js");
  if (await noteVisit(root)) loadReader();
}

/** Some time after the page is there; on the search page this script comes later than that. */
function startOfflineLater() {
  if (document.readyState === "complete") setTimeout(() => startOffline().catch(() => {}), QUIET);
  else addEventListener("load", startOfflineLater);
}

if ("serviceWorker" in navigator) startOfflineLater();
if (document.querySelector("[data-cite]")) import("./copy.js").catch(() => {});
if (document.querySelector("[data-home]")) setTimeout(() => lookForNews().catch(() => {}), 1000);
if (isUsed() || document.querySelector("[data-list]")) loadReader();
