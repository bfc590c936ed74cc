// The name of the dot under the pointer or in focus, written below its map: a tooltip comes late and not to keys.
for (const map of document.querySelectorAll("[data-map]")) {
  const name = map.querySelector("[data-map-name]");
  const show = ({ target }) => {
    const title = target.closest("a")?.querySelector("title");
    if (title) name.textContent = title.textContent;
  };
  name.dataset.ready = "";
  map.addEventListener("pointerover", show);
  map.addEventListener("focusin", show);
}
