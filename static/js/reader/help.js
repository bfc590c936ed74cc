// The keys, in a dialog that `?` opens.

import { createButton, createElement } from "./elements.js";

const KEYS = [
  ["/", "Search"],
  ["j", "Next paper"],
  ["k", "Paper before"],
  ["o", "Open the paper"],
  ["s", "Save it to your list, or take it off"],
  ["?", "This list of keys"],
];

/** @type {HTMLDialogElement | undefined} */
let dialog;

export function showHelp() {
  dialog ??= createDialog();
  dialog.showModal();
}

function createDialog() {
  const rows = KEYS.map(([key, does]) =>
    createElement(
      "div",
      {},
      createElement("dt", {}, createElement("kbd", { textContent: key })),
      createElement("dd", { textContent: does }),
    ),
  );
  const title = createElement("h2", { id: "keys-title", textContent: "Keys" });
  const made = createElement("dialog", { className: "keys" }, title, createElement("dl", {}, ...rows));
  made.append(createButton("Close", () => made.close(), "button"));
  made.setAttribute("aria-labelledby", title.id);
  document.body.append(made);
  return made;
}
