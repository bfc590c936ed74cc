// A row of choices above any list of papers: all, those not read yet, those saved, those that are new. What a reader has
// hidden stays hidden until it is asked for.

import { crc32 } from "../ids.js";
import { createElement, formatNumber } from "./elements.js";
import { idOf } from "./paper_marks.js";

/**
 * @import { Marks } from "./list.js"
 * @import { Store } from "./store.js"
 */

/** @typedef {{ marks: Marks, isNew: boolean }} Listed */

/** @type {Record<string, [label: string, test: (listed: Listed) => boolean]>} */
const CHOICES = {
  all: ["All", ({ marks }) => !marks.hidden],
  unread: ["Unread", ({ marks }) => !marks.hidden && !marks.read],
  saved: ["Saved", ({ marks }) => marks.saved],
  new: ["New", ({ marks, isNew }) => isNew && !marks.hidden],
  hidden: ["Hidden", ({ marks }) => marks.hidden],
};
const ALWAYS = ["all", "unread", "saved"];

/**
 * @param {HTMLElement} list - the element that holds the cards
 * @param {Store} store
 * @param {{ news: Set<unknown>, since: number }} visit - the checksums of new papers' ids, and when the last visit was
 * @param {HTMLElement} order - the button for one's own order
 */
export function createFilterBar(list, store, { news, since }, order) {
  let chosen = "all";
  const legend = createElement("legend", { className: "unseen", textContent: "Show" });
  const bar = createElement("fieldset", { className: "choices", hidden: true }, legend);
  const rows = Object.entries(CHOICES).map(([name, [text]]) => {
    const input = createElement("input", { type: "radio", name: "show", value: name, checked: name === chosen });
    const count = createElement("span", { className: "count" });
    const label = createElement("label", {}, input, createElement("span", { textContent: text }), count);
    return { name, label, count };
  });
  bar.append(...rows.map(({ label }) => label), order);
  const note = createElement("p", { className: "choices-note", hidden: true });
  list.before(bar, note);
  bar.addEventListener("change", ({ target }) => {
    chosen = /** @type {HTMLInputElement} */ (target).value;
    show();
  });

  function show() {
    const cards = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-paper-card]")]);
    const listed = cards.map((card) => ({ marks: store.marks(idOf(card)), isNew: news.has(crc32(idOf(card))) }));
    cards.forEach((card, at) => {
      card.toggleAttribute("data-is-new", listed[at].isNew);
      card.hidden = !CHOICES[chosen][1](listed[at]);
    });
    for (const { name, label, count } of rows) {
      const matching = listed.filter(CHOICES[name][1]).length;
      count.textContent = formatNumber(matching);
      label.hidden = !matching && name !== chosen && !ALWAYS.includes(name);
    }
    bar.hidden = !cards.length;
    order.hidden = ![...store.list().keys()].some((id) => store.marks(id).taste);
    const isEmpty = cards.length > 0 && cards.every(({ hidden }) => hidden);
    note.hidden = !isEmpty && !(since && listed.some(({ isNew }) => isNew));
    note.textContent = isEmpty ? "No paper of this list." : `New since your visit of ${formatDay(since)}.`;
  }

  new MutationObserver(show).observe(list, { childList: true });
  return { show, bar };
}

/** @param {number} time */
const formatDay = (time) =>
  new Date(time).toLocaleString(document.documentElement.lang, {
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
  });
