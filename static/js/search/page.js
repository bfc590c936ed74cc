// The search page. The request is one value, which the box, the filters and the address show; an answer belongs to the
// request it was given for. Nothing is fetched before somebody wants to search, every key starts a search, and of
// several searches under way only the last one counts. What the first answer does not need is loaded behind it: the
// filters, and what every page starts.

import { createApproach } from "./approach.js";
import { createClient } from "./client.js";
import { find, findPart } from "./dom.js";
import { createHistory } from "./history.js";
import { handleKeys } from "./keyboard.js";
import { createResultsView, NO_ANSWER } from "./results_view.js";
import { activeFilters, formatAddress, isEmptyRequest, parseAddress, toggleFilter, withoutFilters } from "./state.js";

/**
 * @import { Answer } from "./client.js"
 * @import { FilterPanel } from "./filters.js"
 * @import { Entry } from "./history.js"
 * @import { State } from "./results_view.js"
 * @import { SearchRequest } from "./state.js"
 */

// Milliseconds.
const FIRST_LETTERS = 100; // before the first search, so that a fast typist does not fetch for every letter
const TYPING = 200; // without a key, before the counts follow
const SLOW = 300; // before results are marked as old

const view = findPart(document, "search");
/** @type {HTMLFormElement} */
const form = find(view, "form");
/** @type {HTMLInputElement} */
const box = find(form, "input");
/** @type {HTMLDetailsElement} */
const panel = findPart(view, "panel");
const [found, sort, more] = ["found", "sort", "more"].map((name) => findPart(view, name));
const root = new URL(view.dataset.root ?? "", location.href).href;
const wideScreen = matchMedia("(min-width: 62rem)");

const shown = createResultsView(view, root, refineRequest);
const client = createClient(new URL("search/", root).href);
const searches = createHistory({
  address: () => location.pathname + formatAddress(request),
  count: () => shown.getAnswer().results.length,
  restore: restoreSearch,
});

// The rest of the first results; where it cannot be had, the button stays.
const approach = createApproach(more, () => appendMore().catch(() => {}));

let request = parseAddress(location.search);
let searchId = 0; // of the search under way
let countId = 0; // of the search that the counts are for
let isOpen = false; // whether the worker was started
let hasAnswered = false; // then the files that most searches need are there
let hasUnfolded = false;
/** @type {FilterPanel | undefined} */
let filters; // once their script is there
/** @type {Record<string, ReturnType<typeof setTimeout>>} */
const timers = {};

function start() {
  const early = box.value; // typed before this script ran
  const isSent = location.hash === `#${box.id}`; // by `/` on another page
  findPart(view, "offline").remove();
  findPart(view, "online").hidden = false;
  listen();
  searches.start();
  if (isEmptyRequest(request) && early) enterText(early);
  if (isSent) searches.save();
  if (isSent) box.focus();
  if (document.activeElement === box) openSearch();
}

function listen() {
  form.addEventListener("submit", commitSearch);
  box.addEventListener("focus", openSearch);
  box.addEventListener("input", handleTyping);
  sort.addEventListener("change", ({ target }) => {
    changeRequest({ ...request, sort: /** @type {HTMLInputElement} */ (target).value });
  });
  panel.addEventListener("toggle", updateCounts);
  findPart(view, "done").addEventListener("click", goToResults);
  more.addEventListener("click", showMore);
  for (const button of view.querySelectorAll("[data-retry]")) button.addEventListener("click", retrySearch);
  view.addEventListener("click", searches.save, { capture: true }); // a result may lead away
  handleKeys(view, box, found);
}

/** Starts the worker. Its scripts are named before it runs, so that they are fetched together, not one by one. */
function openSearch() {
  /** @type {HTMLTemplateElement} */
  const scripts = find(document, "template[data-scripts]");
  if (!isOpen) document.head.append(scripts.content);
  isOpen = true;
  client.open().catch(() => {}); // a search will say so
}

// Requests

/** @param {Entry} entry */
function restoreSearch(entry) {
  request = parseAddress(location.search);
  box.value = request.text;
  runSearch({ committed: Boolean(entry.closed), entry });
}

/** @param {string} text */
function enterText(text) {
  box.value = text;
  handleTyping();
}

function handleTyping() {
  request = { ...request, text: box.value };
  searches.recordTyping();
  if (hasAnswered || isEmptyRequest(request)) runSearch({ committed: false });
  else schedule("typing", () => runSearch({ committed: false }), FIRST_LETTERS);
}

/** @param {Event} event */
function commitSearch(event) {
  event.preventDefault();
  request = { ...request, text: box.value };
  searches.close();
  runSearch();
}

/** @param {SearchRequest} next */
function refineRequest(next) {
  box.value = next.text;
  changeRequest(next);
}

/** @param {SearchRequest} next */
function changeRequest(next) {
  searches.save();
  request = next;
  searches.pushClosed();
  runSearch();
  if (found.getBoundingClientRect().top < 0) found.scrollIntoView();
}

function retrySearch() {
  client.giveUp();
  runSearch();
}

/**
 * @param {object} [options]
 * @param {boolean} [options.committed] - whether the last word is no longer being typed
 * @param {Entry} [options.entry] - what the history holds of this search
 */
async function runSearch({ committed = true, entry = {} } = {}) {
  const [id, asked] = [++searchId, request];
  for (const name of Object.keys(timers)) clearTimeout(timers[name]);
  if (filters) filters.showActive(asked);
  else if (activeFilters(asked).length) loadFilters().catch(() => {});
  /** @type {HTMLInputElement | null} */
  const order = sort.querySelector(`[value=${asked.sort}]`);
  if (order) order.checked = true;
  if (view.dataset.searchState === "error") client.giveUp();
  showWaiting(asked);
  if (isEmptyRequest(asked) && !isOpen) return;
  openSearch();
  try {
    const kept = navigator.onLine || asked.editions.length ? [] : await listKept();
    const editions = kept.length ? kept.map(({ id: edition }) => edition) : asked.editions;
    const given = await client.search({ ...asked, editions, committed }, entry.count);
    const next = { ...given, kept: kept.map(({ label }) => label) };
    hasAnswered = true;
    if (id !== searchId) return;
    if (!isEmptyRequest(asked)) showAnswer("done", asked, next, committed);
    if (entry.top) scrollTo(0, entry.top);
    schedule("counts", followUp, committed ? 0 : TYPING);
  } catch (error) {
    if (id === searchId && !isEmptyRequest(asked)) showError(asked, error);
  }
}

/** The editions that are kept for reading without a network. */
async function listKept() {
  const keep = await import("../reader/keep.js");
  return keep.listKept(new URL(root));
}

/** What follows an answer: the counts, and searches that find more. */
async function followUp() {
  const [id, asked] = [searchId, request];
  updateCounts();
  if (shown.getAnswer().uncounted) await countAll().catch(() => {});
  const refinements = await client.getRefinements().catch(() => []);
  if (id === searchId) shown.showRefinements(refinements, asked);
}

async function countAll() {
  const id = searchId;
  const counts = await client.countAll();
  if (id === searchId) shown.append({ ...shown.getAnswer(), ...counts });
}

async function updateCounts() {
  if (countId === searchId || !(panel.open || activeFilters(request).length)) return;
  const id = (countId = searchId);
  openSearch();
  try {
    const [facets, { showCounts }] = await Promise.all([client.getFacets(), loadFilters()]);
    if (id !== searchId || facets.superseded) return;
    showCounts(facets, request);
    showFacets(true);
  } catch {
    if (id === searchId) showFacets(false);
  }
}

/** @param {boolean} areCounted - else they could not be loaded */
function showFacets(areCounted) {
  findPart(panel, "waiting").hidden = true;
  findPart(panel, "uncounted").hidden = areCounted;
  findPart(panel, "facets").hidden = !areCounted;
}

async function loadFilters() {
  const { createFilters } = await import("./filters.js");
  filters ??= createFilters({
    panel,
    tokens: findPart(view, "tokens"),
    home: found,
    toggle: (filter) => changeRequest(toggleFilter(request, filter)),
    clear: () => changeRequest(withoutFilters(request)),
  });
  filters.showActive(request);
  return filters;
}

// Answers

/**
 * Results stay until better ones come, and so does the query that they belong to.
 *
 * @param {SearchRequest} asked
 */
function showWaiting(asked) {
  const { searchState: state, searchQuery: query } = view.dataset;
  if (isEmptyRequest(asked)) return showAnswer("idle", asked, NO_ANSWER);
  if (state === "done" && query === asked.text) view.dataset.searchState = "loading";
  else if (state !== "done") showAnswer("loading", asked, NO_ANSWER);
  schedule("slow", shown.markOld, SLOW);
}

/**
 * @param {State} state
 * @param {SearchRequest} asked
 * @param {Answer} next
 */
function showAnswer(state, asked, next, committed = false) {
  clearTimeout(timers.slow);
  if (state === "done") unfoldPanel();
  shown.show(state, asked, next, committed);
  approach.wait(Boolean(next.part));
  if (state !== "loading") setTimeout(() => import("../page.js").catch(() => {}));
}

/**
 * @param {SearchRequest} asked
 * @param {unknown} error
 */
function showError(asked, error) {
  showAnswer("error", asked, NO_ANSWER);
  shown.sayError(error);
}

/** On a wide screen there is room for the filters beside the results. */
function unfoldPanel() {
  if (wideScreen.matches && !hasUnfolded) panel.open = true;
  hasUnfolded = true;
}

async function showMore() {
  const id = searchId;
  const count = shown.getAnswer().results.length;
  try {
    if (!(await appendMore())) return;
    shown.focusResult(count);
    searches.save();
  } catch (error) {
    if (id === searchId) showError(request, error);
  }
}

/** Shows the next results, unless others came between; then it gives false. */
async function appendMore() {
  const [id, before] = [searchId, shown.getAnswer()];
  const next = await client.fetchMore(before);
  if (id !== searchId || shown.getAnswer().results !== before.results) return false;
  shown.append(next);
  approach.wait(Boolean(next.part));
  return true;
}

/** On a small screen the filters stand above the results. */
function goToResults() {
  panel.open = false;
  found.focus({ preventScroll: true });
  found.scrollIntoView();
}

/**
 * Calls `action` later, instead of an earlier action of this name.
 *
 * @param {string} name
 * @param {() => void} action
 * @param {number} pause
 */
function schedule(name, action, pause) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(action, pause);
}

start();
