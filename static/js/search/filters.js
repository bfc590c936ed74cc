// The filters: a panel with a list for each kind, each value with the count of papers it would leave, and the filters
// that are set as tokens to remove.

import { cloneTemplate, find, findPart } from "./dom.js";
import { formatNumber } from "./numbers.js";
import { activeFilters } from "./state.js";

/**
 * @import { FacetCounts, FacetKind, ValueCount } from "./facets.js"
 * @import { Filter, FilterKind, SearchRequest } from "./state.js"
 */

/** @typedef {Filter & { label: string }} LabelledFilter */

const FIRST = 12; // values of a list, before all are asked for
const KIND_NAMES = { tags: "topic ", editions: "edition ", venues: "venue ", years: "year ", code: "" };
const MOST_FIRST = ["tags", "venues"]; // lists that begin with the value of most papers

/**
 * @param {object} page
 * @param {HTMLDetailsElement} page.panel
 * @param {HTMLElement} page.tokens
 * @param {HTMLElement} page.home - gets the focus when the last token is gone
 * @param {(filter: Filter) => void} page.toggle - called with a filter that the reader sets or removes
 * @param {() => void} page.clear - called when the reader removes all
 */
export function createFilters({ panel, tokens, home, toggle, clear }) {
  const lists = /** @type {const} */ (["tags", "editions", "venues", "years"]).map((kind) =>
    createList(kind, find(panel, `[data-facet=${kind}]`)),
  );
  const code = find(panel, "[data-facet=code]");
  const labels = new Map([["code 1", "Has code"]]);
  let shown = "";

  /**
   * Shows which filters are set. Until the counts are there, a value goes by its id.
   *
   * @param {SearchRequest} request
   */
  function showActive(request) {
    const filters = activeFilters(request).map((filter) => ({
      ...filter,
      label: labels.get(`${filter.kind} ${filter.id}`) ?? filter.id,
    }));
    if (shown === JSON.stringify(filters)) return;
    shown = JSON.stringify(filters);
    tokens.replaceChildren(...filters.map(createToken), ...(filters.length > 1 ? [cloneTemplate("clear")] : []));
    tokens.hidden = !filters.length;
    findPart(panel, "set").textContent = filters.length ? `${formatNumber(filters.length)} set` : "";
    /** @type {NodeListOf<HTMLInputElement>} */
    const inputs = panel.querySelectorAll("[data-kind]");
    for (const input of inputs)
      input.checked = filters.some(({ kind, id }) => kind === input.dataset.kind && id === input.value);
  }

  /**
   * @param {FacetCounts} facets
   * @param {SearchRequest} request
   */
  function showCounts(facets, request) {
    findPart(code, "count").textContent = formatNumber(facets.code.count);
    code.hidden = !facets.code.count && !request.code;
    for (const list of lists) {
      const values = facets[list.kind];
      for (const { id, label } of values) labels.set(`${list.kind} ${id}`, label);
      const inOrder = MOST_FIRST.includes(list.kind) ? [...values].sort((a, b) => b.count - a.count) : values;
      list.show(inOrder, request[list.kind]);
    }
    showActive(request);
  }

  /** @param {MouseEvent} event */
  function removeToken({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const place = [...tokens.querySelectorAll("button")].indexOf(button);
    if (button.dataset.kind) toggle(readFilter(button));
    else clear();
    /** @type {NodeListOf<HTMLElement>} */
    const left = tokens.querySelectorAll("button[data-kind]");
    (left[Math.min(place, left.length - 1)] ?? home).focus({ preventScroll: true });
  }

  tokens.addEventListener("click", removeToken);
  panel.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.kind) toggle(readFilter(target));
  });
  return { showActive, showCounts };
}

/** @typedef {ReturnType<typeof createFilters>} FilterPanel */

/**
 * @param {HTMLInputElement | HTMLButtonElement} element
 * @returns {Filter}
 */
const readFilter = ({ dataset, value }) => ({ kind: /** @type {FilterKind} */ (dataset.kind), id: value });

/** @param {LabelledFilter} filter */
function createToken({ kind, id, label }) {
  const item = cloneTemplate("token");
  /** @type {HTMLButtonElement} */
  const button = find(item, "button");
  button.value = id;
  Object.assign(button.dataset, { kind, ...(kind === "tags" && { tag: id }) });
  findPart(item, "what").textContent = `Remove ${KIND_NAMES[kind]}`;
  findPart(item, "label").textContent = label;
  return item;
}

/**
 * A list of values. It shows the first dozen, or all, or those that have the letters typed into its box.
 *
 * @param {FacetKind} kind
 * @param {HTMLElement} group
 */
function createList(kind, group) {
  const [list, all] = [find(group, "ul"), find(group, "button")];
  /** @type {HTMLInputElement} */
  const box = find(group, "input");
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  /** @type {Omit<ValueCount, "selected">[]} */
  let values = [];
  let isWhole = false;

  /**
   * The order stays as it is while the reader is at the list.
   *
   * @param {Omit<ValueCount, "selected">[]} counts
   * @param {string[]} chosen
   */
  function show(counts, chosen) {
    const places = new Map(list.matches(":focus-within") ? values.map(({ id }, i) => [id, i]) : []);
    /** @param {{ id: string }} value */
    const placeOf = ({ id }) => places.get(id) ?? places.size;
    values = counts
      .filter(({ id, count }) => count || chosen.includes(id) || rows.get(id)?.matches(":focus-within"))
      .sort((a, b) => placeOf(a) - placeOf(b));
    arrangeItems(
      list,
      values.map((value) => updateRow(value, chosen)),
    );
    group.hidden = !values.length;
    hideRows();
  }

  /**
   * @param {Omit<ValueCount, "selected">} value
   * @param {string[]} chosen
   */
  function updateRow({ id, label, count }, chosen) {
    const row = rows.get(id) ?? cloneTemplate("value");
    /** @type {HTMLInputElement} */
    const input = find(row, "input");
    rows.set(id, row);
    Object.assign(input, { value: id, checked: chosen.includes(id) });
    input.dataset.kind = kind;
    findPart(row, "label").textContent = label;
    findPart(row, "count").textContent = formatNumber(count);
    return row;
  }

  function hideRows() {
    const parts = foldText(box.value).split(/\s+/).filter(Boolean);
    const isLong = values.length > FIRST;
    values.forEach(({ id, label }, i) => {
      const row = /** @type {HTMLElement} */ (rows.get(id));
      const isBeyond = i >= FIRST && !isWhole && !parts.length && !row.querySelector(":checked");
      row.hidden = isBeyond || !parts.every((part) => foldText(label).includes(part));
    });
    if (box.parentElement) box.parentElement.hidden = !isLong;
    all.hidden = !isLong || parts.length > 0;
    all.textContent = isWhole ? "Show fewer" : `Show all ${formatNumber(values.length)}`;
  }

  box.addEventListener("input", hideRows);
  all.addEventListener("click", () => {
    isWhole = !isWhole;
    hideRows();
  });
  return { kind, show };
}

/**
 * Makes the list hold these items in their order. What is in place already is not moved, and so keeps the focus.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} items
 */
function arrangeItems(list, items) {
  /** @type {Set<Element>} */
  const wanted = new Set(items);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  items.forEach((item, i) => {
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
  });
}

/** @param {string} text */
const foldText = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
