// Buttons that copy the text of the element they name: `<button data-copy="ID" hidden>`.

/** @param {HTMLButtonElement} button */
async function copyText(button) {
  const label = (button.dataset.label ??= button.textContent);
  const source = /** @type {HTMLElement} */ (document.getElementById(button.dataset.copy ?? ""));
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
  } catch {
    // Refused, or not a secure page: the text is selected, ready for the reader's own keys.
    getSelection()?.selectAllChildren(source);
    button.textContent = "Selected";
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("[data-copy]");
for (const button of buttons) {
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copyText(button));
}
