// The filters: a panel with a list per kind, each value with how many papers it would leave, and what is set as tokens
// to take away again. `toggle({ kind, id })` is called with the filter that a reader turned the other way; `home` has
// the focus when the last token is gone.

import { copy } from "./result_cards.js";
import { filtersOf } from "./state.js";

const SHOWN = 12; // values of a list before all are asked for
const NAMES = { tags: "topic ", editions: "edition ", code: "" };

export function createFilters({ panel, tokens, home, toggle, clear }) {
  const lists = ["tags", "editions"].map((kind) => createList(kind, panel.querySelector(`[data-facet=${kind}]`)));
  const code = panel.querySelector("[data-facet=code]");
  const labels = new Map([["code 1", "Has code"]]);
  let marked = "";

  // What is set is shown at once; until the counts are there, a value that nobody has named yet goes by its id.
  function mark(asked) {
    const filters = filtersOf(asked).map(({ kind, id }) => ({ kind, id, label: labels.get(`${kind} ${id}`) ?? id }));
    if (marked === JSON.stringify(filters)) return;
    marked = JSON.stringify(filters);
    tokens.replaceChildren(...filters.map(token), ...(filters.length > 1 ? [copy("clear")] : []));
    tokens.hidden = !filters.length;
    panel.querySelector("[data-set]").textContent = filters.length ? `${filters.length} set` : "";
    for (const input of panel.querySelectorAll("[data-kind]"))
      input.checked = filters.some(({ kind, id }) => kind === input.dataset.kind && id === input.value);
  }

  function show(facets, asked) {
    code.querySelector("[data-count]").textContent = facets.code.count;
    code.hidden = !facets.code.count && !asked.code;
    for (const list of lists) {
      const values = facets[list.kind];
      for (const { id, label } of values) labels.set(`${list.kind} ${id}`, label);
      list.show(list.kind === "tags" ? [...values].sort((a, b) => b.count - a.count) : values, asked[list.kind]);
    }
    mark(asked);
  }

  function takeAway(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const place = [...tokens.querySelectorAll("button")].indexOf(button);
    if (button.dataset.kind) toggle({ kind: button.dataset.kind, id: button.value });
    else clear();
    const left = tokens.querySelectorAll("button[data-kind]");
    (left[Math.min(place, left.length - 1)] ?? home).focus({ preventScroll: true });
  }

  tokens.addEventListener("click", takeAway);
  panel.addEventListener("change", ({ target }) => {
    if (target.dataset.kind) toggle({ kind: target.dataset.kind, id: target.value });
  });
  return { mark, show };
}

function token({ kind, id, label }) {
  const item = copy("token");
  const button = item.querySelector("button");
  button.value = id;
  Object.assign(button.dataset, { kind, ...(kind === "tags" && { tag: id }) });
  item.querySelector("[data-what]").textContent = `Remove ${NAMES[kind]}`;
  item.querySelector("[data-label]").textContent = label;
  return item;
}

// A list of values: the first dozen, or all, or those with the letters typed into its box.
function createList(kind, group) {
  const [list, all, box] = ["ul", "button", "input"].map((name) => group.querySelector(name));
  const rows = new Map();
  let values = [];
  let whole = false;

  // The order stays as it is while the reader is at the list.
  function show(found, chosen) {
    const busy = list.matches(":focus-within");
    const place = new Map(busy ? values.map(({ id }, i) => [id, i]) : []);
    const orderOf = ({ id }) => place.get(id) ?? place.size;
    const kept = found.filter(
      ({ id, count }) => count || chosen.includes(id) || rows.get(id)?.matches(":focus-within"),
    );
    values = kept.sort((a, b) => orderOf(a) - orderOf(b));
    arrange(
      list,
      values.map((value) => row(value, chosen)),
    );
    group.hidden = !values.length;
    cut();
  }

  function row({ id, label, count }, chosen) {
    const item = rows.get(id) ?? copy("value");
    const input = item.querySelector("input");
    rows.set(id, item);
    Object.assign(input, { value: id, checked: chosen.includes(id) });
    input.dataset.kind = kind;
    item.querySelector("[data-label]").textContent = label;
    item.querySelector("[data-count]").textContent = count;
    return item;
  }

  function cut() {
    const parts = folded(box.value).split(/\s+/).filter(Boolean);
    const long = values.length > SHOWN;
    values.forEach(({ id, label }, i) => {
      const beyond = i >= SHOWN && !whole && !parts.length && !rows.get(id).querySelector(":checked");
      rows.get(id).hidden = beyond || !parts.every((part) => folded(label).includes(part));
    });
    box.parentElement.hidden = !long;
    all.hidden = !long || parts.length > 0;
    all.textContent = whole ? "Show fewer" : `Show all ${values.length}`;
  }

  box.addEventListener("input", cut);
  all.addEventListener("click", () => {
    whole = !whole;
    cut();
  });
  return { kind, show };
}

// Puts `items` into the list in their order; what is in place already is not moved, and so keeps the focus.
function arrange(list, items) {
  const wanted = new Set(items);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  items.forEach((item, i) => list.children[i] !== item && list.insertBefore(item, list.children[i] ?? null));
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
