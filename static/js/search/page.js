// The search page. What is asked for is one value, which the box, the filters and the address show; what is found
// belongs to what was asked. Nothing is fetched before somebody wants to search, every key is asked at once, and of
// several searches under way only the last one counts.

import { createClient, isMore } from "./client.js";
import { createFilters } from "./filters.js";
import { useKeys } from "./keyboard.js";
import { resultCards } from "./result_cards.js";
import { asksNothing, filtersOf, fromAddress, toAddress, toggled, withoutFilters } from "./state.js";
import { createStatus } from "./status.js";
import { papers, summary } from "./summary.js";
import { createTrail } from "./history.js";

// Milliseconds.
const FIRST_LETTERS = 100; // before the first search, so that a fast typist does not fetch for every letter
const TYPING = 200; // without a key, before the counts follow
const SLOW = 300; // before results are shown to be old

const NOTHING = { results: [], total: 0 };
const TITLES = "[data-paper-card] h2 a";

const view = document.querySelector("[data-search]");
const part = (name) => view.querySelector(`[data-${name}]`);
const form = view.querySelector("form");
const box = form.querySelector("input");
const [panel, found, sort, results, more] = ["panel", "found", "sort", "results", "more"].map(part);
const root = new URL(view.dataset.root, location.href).href;
const wide = matchMedia("(min-width: 62rem)");

const say = createStatus(view.querySelector("[role=status]"));
const client = createClient(new URL("search/", root).href);
const trail = createTrail({
  address: () => location.pathname + toAddress(asked),
  count: () => answer.results.length,
  follow,
});
const filters = createFilters({
  panel,
  tokens: part("tokens"),
  home: found,
  toggle: (filter) => change(toggled(asked, filter)),
  clear: () => change(withoutFilters(asked)),
});

let asked = fromAddress(location.search);
let answer = NOTHING; // what is shown
let number = 0; // of the search under way
let counted = 0; // the search that the counts are for
let begun = false;
let answered = false; // once: then the files that most searches need are there
let unfolded = false;
const timers = {};

function start() {
  const early = box.value; // what was typed before this script ran
  const sent = location.hash === `#${box.id}`; // `/` on another page led here
  part("offline").remove();
  part("online").hidden = false;
  listen();
  trail.start();
  if (asksNothing(asked) && early) type(early);
  if (sent) trail.keep();
  if (sent) box.focus();
  if (document.activeElement === box) begin();
}

function listen() {
  form.addEventListener("submit", commit);
  box.addEventListener("focus", begin);
  box.addEventListener("input", typed);
  sort.addEventListener("change", ({ target }) => change({ ...asked, sort: target.value }));
  panel.addEventListener("toggle", count);
  part("done").addEventListener("click", toResults);
  more.addEventListener("click", showMore);
  for (const button of view.querySelectorAll("[data-retry]")) button.addEventListener("click", retry);
  view.addEventListener("click", trail.keep, { capture: true }); // a result may lead away
  useKeys(view, box);
}

// The scripts of the worker are named before it runs, so that they come together rather than one after the other.
function begin() {
  if (!begun) document.head.append(document.querySelector("template[data-scripts]").content);
  begun = true;
  client.open().catch(() => {}); // a search will tell
}

// Asking

function follow(place) {
  asked = fromAddress(location.search);
  box.value = asked.text;
  ask({ committed: Boolean(place.closed), place });
}

function type(text) {
  box.value = text;
  typed();
}

function typed() {
  asked = { ...asked, text: box.value };
  trail.typed();
  if (answered || asksNothing(asked)) ask({ committed: false });
  else later("typed", () => ask({ committed: false }), FIRST_LETTERS);
}

function commit(event) {
  event.preventDefault();
  asked = { ...asked, text: box.value };
  trail.close();
  ask();
}

function change(next) {
  trail.keep();
  asked = next;
  trail.next();
  ask();
  if (found.getBoundingClientRect().top < 0) found.scrollIntoView();
}

function retry() {
  client.giveUp();
  ask();
}

// `committed` says that the last word is not being typed; `place` is what the history kept of this search.
async function ask({ committed = true, place = {} } = {}) {
  const [id, mine] = [++number, asked];
  for (const name of Object.keys(timers)) clearTimeout(timers[name]);
  filters.mark(mine);
  sort.querySelector(`[value=${mine.sort}]`).checked = true;
  if (view.dataset.searchState === "error") client.giveUp();
  wait(mine);
  if (asksNothing(mine) && !begun) return;
  begin();
  try {
    const whole = await client.search({ ...mine, committed }, place.count);
    answered = true;
    if (id !== number) return;
    if (!asksNothing(mine)) show("done", mine, whole, committed);
    if (place.top) scrollTo(0, place.top);
    later("count", count, committed ? 0 : TYPING);
  } catch ({ message }) {
    if (id === number && !asksNothing(mine)) fail(mine, message);
  }
}

async function count() {
  if (counted === number || !(panel.open || filtersOf(asked).length)) return;
  const id = (counted = number);
  begin();
  try {
    const facets = await client.facets();
    if (id !== number || facets.superseded) return;
    filters.show(facets, asked);
    uncounted(false);
  } catch {
    if (id === number) uncounted(true);
  }
}

// Showing

// Results stay until better ones come, and so does the query that they belong to.
function wait(mine) {
  const { searchState: state, searchQuery: query } = view.dataset;
  if (asksNothing(mine)) return show("idle", mine, NOTHING);
  if (state === "done" && query === mine.text) view.dataset.searchState = "loading";
  else if (state !== "done") show("loading", mine, NOTHING);
  later("slow", slow, SLOW);
}

function slow() {
  results.classList.add("old");
  say("Searching…");
}

function show(state, mine, next, committed = false) {
  clearTimeout(timers.slow);
  const focused = document.activeElement;
  answer = next;
  results.classList.remove("old");
  results.replaceChildren(resultCards(next.results, root));
  more.hidden = !isMore(next);
  part("hint").hidden = next.total > 0 || !["idle", "done"].includes(state);
  part("error").hidden = state !== "error";
  part("done").textContent = `Show ${papers(next.total)}`;
  sort.hidden = next.total < 2 || !mine.text.trim();
  if (state === "done") unfold();
  if (!focused.isConnected || focused.closest("[hidden]")) found.focus({ preventScroll: true });
  say(state === "done" ? summary(next) : "", { now: committed });
  view.dataset.searchQuery = mine.text;
  view.dataset.searchState = state;
}

function fail(mine, message) {
  show("error", mine, NOTHING);
  say(`The search could not be loaded: ${message.replace(/^(\w*Error: )+/, "")}.`, { now: true });
}

// On a wide screen there is room for the filters beside the results.
function unfold() {
  if (wide.matches && !unfolded) panel.open = true;
  unfolded = true;
}

function uncounted(failed) {
  part("waiting").hidden = true;
  part("uncounted").hidden = !failed;
  part("facets").hidden = failed;
}

async function showMore() {
  const [id, from] = [number, answer];
  try {
    const whole = await client.further(from);
    if (id !== number || answer !== from) return;
    const before = from.results.length;
    answer = whole;
    results.append(resultCards(whole.results.slice(before), root, from.results.at(-1)));
    more.hidden = !isMore(whole);
    if (whole.total !== from.total || whole.least !== from.least) say(summary(whole));
    (results.querySelectorAll(TITLES)[before] ?? found).focus();
    trail.keep();
  } catch ({ message }) {
    if (id === number) fail(asked, message);
  }
}

// On a small screen the filters stand above the results.
function toResults() {
  panel.open = false;
  found.focus({ preventScroll: true });
  found.scrollIntoView();
}

function later(name, action, pause) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(action, pause);
}

start();
