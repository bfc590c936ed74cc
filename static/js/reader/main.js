// All that remembers something of a reader. It is loaded when it is first used: by a press of Save, by a key, on the page
// of the list, or because there is a list already.

import { createButton } from "./elements.js";
import { createFilterBar } from "./filter_bar.js";
import { showHelp } from "./help.js";
import { findNews, readVisits } from "./news.js";
import { createPaperMarks } from "./paper_marks.js";
import { createStore } from "./store.js";
import { loadStyles } from "./styles.js";
import { createUndoBar } from "./undo_bar.js";

/**
 * @import { createOrder } from "./order.js"
 * @import { Say } from "./paper_marks.js"
 * @import { Store } from "./store.js"
 */

const PAPERS = "[data-paper-card], [data-paper]";

/**
 * @param {URL} root - the address of the site
 * @param {(parent: ParentNode) => void} addButtons - to the papers that have none yet
 */
export async function startReader(root, addButtons) {
  await loadStyles("reader.css");
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(`digest:${root.pathname}`) : undefined;
  const key = `digest-list:${root.pathname}`;
  const store = createStore(key, { storage: () => localStorage, channel, now: Date.now });
  // What another tab has stored may arrive here after its message.
  addEventListener("storage", (event) => event.key === key && store.refresh());
  const say = createUndoBar(store);
  const marks = createPaperMarks(store, say);
  const visits = readVisits(`digest-visits:${root.pathname}`);
  const visit = { news: findNews(visits), since: visits?.since ?? 0 };
  const listPage = /** @type {HTMLElement | null} */ (document.querySelector("[data-list]"));
  const lists = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".cards")]);
  const bars = listPage
    ? []
    : lists.map((list) => createFilterBar(list, store, visit, createOrderButton(list, store, say, root)));

  function showAll() {
    for (const paper of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(PAPERS))) marks.show(paper);
    for (const bar of bars) bar.show();
  }

  for (const list of lists)
    new MutationObserver(() => {
      addButtons(list);
      for (const paper of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(PAPERS))) marks.show(paper);
    }).observe(list, { childList: true });
  store.listen(showAll);
  addEventListener("pageshow", ({ persisted }) => persisted && store.refresh());
  showAll();
  if (listPage) (await import("./list_page.js")).showList(listPage, store, say, root);
  return { save: marks.save, more: marks.more, help: () => showHelp() };
}

/** @typedef {Awaited<ReturnType<typeof startReader>>} Reader */

/**
 * A button that orders a list for the reader, and pressed again puts it back; what it does is loaded by the first press.
 *
 * @param {HTMLElement} list
 * @param {Store} store
 * @param {Say} say
 * @param {URL} root
 */
function createOrderButton(list, store, say, root) {
  /** @type {ReturnType<typeof createOrder> | undefined} */
  let order;
  const button = createButton("My order", press, "choice");
  button.setAttribute("aria-pressed", "false");

  async function press() {
    const isOn = button.ariaPressed !== "true";
    try {
      order ??= (await import("./order.js")).createOrder(list, store, root);
      await (isOn ? order.apply() : order.remove());
      button.ariaPressed = String(isOn);
    } catch {
      say("The order could not be worked out: the connection may be broken.");
    }
  }
  // Results that a search brings are in no one's order: then this is off again.
  new MutationObserver(() => {
    if (button.ariaPressed !== "true" || !list.querySelector("[data-paper-card]:not(:has(.card-taste))")) return;
    order?.remove();
    button.ariaPressed = "false";
  }).observe(list, { childList: true });
  return button;
}
