// What a reader said of a paper, on its card and on its page: the Save button, and a panel for the rest, which opens in
// its place and closes again.

import { createButton, createElement } from "./elements.js";

/**
 * @import { Marks } from "./list.js"
 * @import { Store } from "./store.js"
 */

/** @typedef {(text: string, options?: { canUndo?: boolean }) => void} Say */

/**
 * The toggles of the panel: field, value, what the button says, and what is said when it was pressed.
 *
 * @type {[keyof Marks, boolean | number, string, string][]}
 */
const TOGGLES = [
  ["read", true, "Read", "Marked as read."],
  ["hidden", true, "Hide", "Hidden, here and in every list."],
  ["taste", 1, "More like this", "“My order” will put its like first."],
  ["taste", -1, "Less like this", "“My order” will put its like last."],
];
const PAUSE = 600; // milliseconds without a key, before a note is kept

/** @param {HTMLElement} paper */
export const idOf = (paper) => paper.dataset.paperCard ?? paper.dataset.paper ?? "";

/** @param {HTMLElement} paper */
export const titleOf = (paper) => paper.querySelector("h1, h2, h3")?.textContent?.trim() ?? "";

/**
 * @param {Store} store
 * @param {Say} say
 */
export function createPaperMarks(store, say) {
  /** @param {HTMLElement} paper */
  function show(paper) {
    const marks = store.marks(idOf(paper));
    for (const field of /** @type {const} */ (["saved", "read", "hidden", "note"]))
      paper.toggleAttribute(`data-is-${field}`, Boolean(marks[field]));
    const state = marks.saved ? "Saved" : "Save";
    setButton(paper, "save", { textContent: state, ariaLabel: `${state}: ${titleOf(paper)}` });
    const ariaExpanded = String(Boolean(panelOf(paper)));
    setButton(paper, "more", { ariaExpanded, ariaLabel: `More: ${titleOf(paper)}` });
    showPressed(paper, marks);
  }

  /**
   * @param {HTMLElement} paper
   * @param {Partial<Marks>} values
   * @param {string} words
   */
  function change(paper, values, words) {
    store.set(idOf(paper), { ...values, title: titleOf(paper) });
    say(words, { canUndo: true });
  }

  /** @param {HTMLElement} paper */
  function save(paper) {
    const { saved } = store.marks(idOf(paper));
    change(paper, { saved: !saved }, saved ? "No longer saved." : "Saved to your list.");
  }

  /** Opens or closes the panel. @param {HTMLElement} paper */
  function more(paper) {
    const open = panelOf(paper);
    if (open) open.remove();
    else paper.querySelector(".marks")?.after(createPanel(paper));
    show(paper);
    if (!open) /** @type {HTMLElement | null} */ (panelOf(paper)?.querySelector("button"))?.focus();
  }

  /** @param {HTMLElement} paper */
  function createPanel(paper) {
    const buttons = TOGGLES.map(([field, value, text, words]) => {
      const press = () => {
        const isSet = store.marks(idOf(paper))[field] === value;
        change(paper, { [field]: isSet ? neutral(value) : value }, isSet ? "Taken back." : words);
      };
      return createButton(text, press, "button quiet");
    });
    const kept = createElement("span", { className: "count", role: "status" });
    const words = createElement("span", {}, "Note ", kept);
    const label = createElement("label", {}, words, createNote(paper, kept));
    const panel = createElement("div", { className: "mark-panel", role: "group" }, ...buttons, label);
    panel.setAttribute("aria-label", `Marks of ${titleOf(paper)}`);
    panel.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      more(paper);
      /** @type {HTMLElement | null} */ (paper.querySelector("[data-mark=more]"))?.focus();
    });
    return panel;
  }

  /**
   * A box for a note, which is kept while one types.
   *
   * @param {HTMLElement} paper
   * @param {HTMLElement} kept - says so
   */
  function createNote(paper, kept) {
    const box = createElement("textarea", { rows: 2, maxLength: 10_000, value: store.marks(idOf(paper)).note });
    box.dir = "auto";
    let timer = 0;
    const keep = () => {
      clearTimeout(timer);
      if (box.value === store.marks(idOf(paper)).note) return;
      store.set(idOf(paper), { note: box.value, title: titleOf(paper) });
      kept.textContent = "Kept.";
      if (store.problem()) say("");
    };
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = Number(setTimeout(keep, PAUSE));
    });
    box.addEventListener("change", keep);
    addEventListener("pagehide", keep);
    return box;
  }

  return { show, save, more };
}

/**
 * @param {HTMLElement} paper
 * @param {string} mark
 * @param {Partial<HTMLElement>} properties
 */
const setButton = (paper, mark, properties) =>
  Object.assign(paper.querySelector(`[data-mark=${mark}]`) ?? {}, properties);

/** @param {HTMLElement} paper */
const panelOf = (paper) => paper.querySelector(".mark-panel");

/** @param {boolean | number} value */
const neutral = (value) => (typeof value === "number" ? 0 : false);

/**
 * @param {HTMLElement} paper
 * @param {Marks} marks
 */
function showPressed(paper, marks) {
  const buttons = panelOf(paper)?.querySelectorAll("button") ?? [];
  buttons.forEach((button, at) => {
    const [field, value] = TOGGLES[at];
    button.setAttribute("aria-pressed", String(marks[field] === value));
  });
  const box = panelOf(paper)?.querySelector("textarea");
  if (box && box !== document.activeElement) box.value = marks.note;
}
