// The search page. Its state is the query: what the box says, what the address says, and what is shown. Nothing is
// fetched before somebody wants to search; of several queries under way only the last one counts.
//
// The address follows the typing in place; Enter makes the query an entry of its own, so that Back goes from one
// search to the one before it.

import { createClient } from "./client.js";
import { resultCard, summary } from "./results.js";

const PAUSE = 60; // milliseconds without a key before a query is asked
const SLOW = 150; // milliseconds after which the results of the query before are taken away

const view = document.querySelector("[data-search]");
const part = (name) => view.querySelector(`[data-${name}]`);
const form = view.querySelector("form");
const box = form.querySelector("input");
const status = view.querySelector("[role=status]");
const results = part("results");
const more = part("more");
const root = new URL(view.dataset.root, location.href).href;
const client = createClient(new URL("search/", root).href);

let asked = 0;
let total = 0;
let pause;

function start() {
  part("offline").remove();
  part("hint").hidden = false;
  form.addEventListener("submit", commit);
  box.addEventListener("focus", () => client.open().catch(() => {}));
  box.addEventListener("input", typed);
  view.addEventListener("keydown", pressed);
  more.addEventListener("click", showMore);
  part("retry").addEventListener("click", retry);
  addEventListener("popstate", () => follow(""));
  follow(box.value);
  if (document.activeElement === box) client.open().catch(() => {});
}

// The query of the address; without one, what was typed before this script ran.
function follow(otherwise) {
  box.value = new URLSearchParams(location.search).get("q") ?? otherwise;
  ask();
}

function retry() {
  client.open({ fresh: true }).catch(() => {});
  ask();
}

function typed() {
  clearTimeout(pause);
  pause = setTimeout(ask, box.value.trim() ? PAUSE : 0);
  const note = history.state?.committed ? "pushState" : "replaceState";
  history[note]({ committed: false }, "", address());
}

function commit(event) {
  event.preventDefault();
  history.replaceState({ committed: true }, "", address());
  ask();
}

function address() {
  return box.value ? `?${new URLSearchParams({ q: box.value })}` : location.pathname;
}

async function ask() {
  clearTimeout(pause);
  const [id, query] = [++asked, box.value];
  if (!query.trim()) return show("idle", query, { results: [] });
  if (view.dataset.searchState !== "done") show("loading", query, { results: [], text: "Searching…" });
  const slow = setTimeout(() => id === asked && show("loading", query, { results: [], text: "Searching…" }), SLOW);
  try {
    const found = await client.search(query);
    if (id === asked) show("done", query, { ...found, text: summary(found) });
  } catch {
    if (id === asked) show("error", query, { results: [] });
  } finally {
    clearTimeout(slow);
  }
}

function show(state, query, { results: found, total: count = 0, text = "" }) {
  total = count;
  results.replaceChildren(...found.map((result) => resultCard(result, root)));
  more.hidden = found.length >= total;
  part("hint").hidden = state !== "idle";
  part("error").hidden = state !== "error";
  status.textContent = text;
  view.dataset.searchQuery = query;
  view.dataset.searchState = state;
}

async function showMore() {
  const [id, from] = [asked, results.children.length];
  const { results: next } = await client.more(from).catch(() => ({}));
  if (id !== asked || results.children.length !== from) return;
  if (!next) return show("error", view.dataset.searchQuery, { results: [] });
  results.append(...next.map((result) => resultCard(result, root)));
  more.hidden = results.children.length >= total;
  links()[from]?.focus();
}

const links = () => [...results.querySelectorAll("[data-paper-card] h2 a")];

// Arrows walk from the box through the titles and back; Enter on a title is the browser's own. Escape starts afresh.
function pressed(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) walk(event, step);
  else if (event.key === "Escape") clear(event);
}

function walk(event, step) {
  const stops = [box, ...links()];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!next || !stops.includes(document.activeElement)) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function clear(event) {
  event.preventDefault();
  box.value = "";
  box.focus();
  typed();
}

start();
