// Filters a list as one types. `<input data-filter="SELECTOR">` shows only the elements of SELECTOR whose
// `data-filter-text` has every typed word; a `[data-filter-group]` left empty is hidden with its heading.

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function start(input) {
  const items = [...document.querySelectorAll(input.dataset.filter)];
  const texts = items.map((item) => folded(item.dataset.filterText));
  const groups = [...document.querySelectorAll("[data-filter-group]")];
  const status = document.querySelector("[data-filter-status]");

  const apply = () => {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, i) => {
      item.hidden = !words.every((word) => texts[i].includes(word));
      count += item.hidden ? 0 : 1;
    });
    for (const group of groups) group.hidden = !group.querySelector("[data-filter-text]:not([hidden])");
    status.textContent = words.length ? `${count} of ${items.length} shown` : "";
  };

  input.closest("[data-filter-box]").hidden = false;
  input.addEventListener("input", apply);
  apply(); // a browser restores what was typed when the reader comes back
}

for (const input of document.querySelectorAll("[data-filter]")) start(input);
