// Filters a list while one types. `<input data-filter="SELECTOR">` shows only the elements of SELECTOR whose
// `data-filter-text` has every word, or the text of their `data-filter-parts`, or all their text; a `[data-filter-group]` without any is
// hidden with its heading.

/** @param {string} text */
const foldText = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
const findAll = (selector) => Array.from(document.querySelectorAll(selector));

/**
 * @param {Element} item
 * @param {string | undefined} selector
 */
const textOfParts = (item, selector) =>
  selector ? Array.from(item.querySelectorAll(selector), (part) => part.textContent).join(" ") : item.textContent;

/** @param {HTMLInputElement} input */
function startFilter(input) {
  const selector = input.dataset.filter ?? "";
  const items = findAll(selector);
  const textOf = (/** @type {HTMLElement} */ item) =>
    item.dataset.filterText ?? textOfParts(item, input.dataset.filterParts);
  const texts = items.map((item) => foldText(textOf(item)));
  const groups = findAll("[data-filter-group]");
  const [status] = findAll("[data-filter-status]");
  const filterBox = /** @type {HTMLElement} */ (input.closest("[data-filter-box]"));

  const applyFilter = () => {
    const words = foldText(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, i) => {
      item.hidden = !words.every((word) => texts[i].includes(word));
      count += item.hidden ? 0 : 1;
    });
    for (const group of groups) group.hidden = !group.querySelector(`:is(${selector}):not([hidden])`);
    status.textContent = words.length
      ? `${count.toLocaleString("en")} of ${items.length.toLocaleString("en")} shown`
      : "";
  };

  filterBox.hidden = false;
  input.addEventListener("input", applyFilter);
  applyFilter(); // a browser restores what was typed when the reader comes back
}

/** @type {NodeListOf<HTMLInputElement>} */
const inputs = document.querySelectorAll("[data-filter]");
for (const input of inputs) startFilter(input);
