// Writes the name of the dot under the pointer or in focus below its map: a tooltip comes late, and not to keys.

/** @type {NodeListOf<HTMLElement>} */
const maps = document.querySelectorAll("[data-map]");
for (const map of maps) {
  const name = /** @type {HTMLElement} */ (map.querySelector("[data-map-name]"));
  /** @param {Event} event */
  const showName = ({ target }) => {
    const title = target instanceof Element && target.closest("a")?.querySelector("title");
    if (title) name.textContent = title.textContent;
  };
  name.dataset.ready = "";
  map.addEventListener("pointerover", showName);
  map.addEventListener("focusin", showName);
}
