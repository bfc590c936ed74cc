// One line at the foot of the window: what was just done, with a button that takes it back, and what is wrong with the
// browser's memory. It stays until the next thing happens or the reader closes it.

import { createButton, createElement } from "./elements.js";

/** @import { StorageProblem, Store } from "./store.js" */

/** @type {Record<StorageProblem, string>} */
const WORDS = {
  "": "",
  refused: "This browser keeps nothing for this site, so your list lasts until you leave the page.",
  full: "This browser has no room left: what you marked last is not kept. Take your list along as a file.",
  damaged: "The list that was stored here could not be read, so a new one was begun.",
};

/** @param {Store} store */
export function createUndoBar(store) {
  const words = createElement("p", { role: "status" });
  const undo = createButton("Undo", () => {
    store.undo();
    say("Taken back.");
  });
  const bar = createElement("div", { className: "undo-bar", hidden: true }, words, undo);
  bar.append(createButton("Close", () => (bar.hidden = true)));
  document.body.append(bar);

  /**
   * @param {string} text
   * @param {{ canUndo?: boolean }} [options]
   */
  function say(text, { canUndo = false } = {}) {
    bar.hidden = false;
    undo.hidden = !canUndo;
    words.textContent = [text, WORDS[store.problem()]].filter(Boolean).join(" ");
  }

  if (store.problem()) say("");
  return say;
}
