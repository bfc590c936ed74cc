// What the search page shows of an answer: the status, the cards, the button for more of them, and hints. Results stay
// until better ones come, and the focus stays with the paper that has it.

import { hasMore } from "./client.js";
import { find, findPart } from "./dom.js";
import { formatPapers } from "./numbers.js";
import { createRefinementLinks } from "./refinement_links.js";
import { createCards } from "./result_cards.js";
import { createStatus } from "./status.js";
import { summarize } from "./summary.js";

/**
 * @import { Answer } from "./client.js"
 * @import { SearchRequest } from "./state.js"
 */

/** @typedef {"idle" | "loading" | "done" | "error"} State */

/** @type {Answer} */
export const NO_ANSWER = { results: [], total: 0, least: false };
const TITLES = "[data-paper-card] h2 a";

/**
 * @param {HTMLElement} view
 * @param {string} root - the address of the site
 * @param {(next: SearchRequest) => void} refine - called with a search that the reader chooses instead
 */
export function createResultsView(view, root, refine) {
  const [found, sort, results, more] = ["found", "sort", "results", "more"].map((name) => findPart(view, name));
  const say = createStatus(find(view, "[role=status]"));
  const showRefinements = createRefinementLinks({ view: findPart(view, "refinements"), root, change: refine });
  let answer = NO_ANSWER; // what is shown

  /**
   * @param {State} state
   * @param {SearchRequest} asked
   * @param {Answer} next
   * @param {boolean} [committed]
   */
  function show(state, asked, next, committed = false) {
    const focused = document.activeElement;
    const paper = focused?.closest("[data-paper-card]")?.getAttribute("data-paper-card");
    answer = next;
    results.classList.remove("old");
    results.replaceChildren(createCards(next.results, root));
    showRefinements([], asked);
    more.hidden = !hasMore(next);
    findPart(view, "hint").hidden = next.total > 0 || !["idle", "done"].includes(state);
    findPart(view, "error").hidden = state !== "error";
    sort.hidden = next.total < 2 || !(asked.text.trim() || sort.querySelector("[value=votes]"));
    if (!focused?.isConnected || focused.closest("[hidden]")) focusPaper(paper);
    sayCount(state === "done" ? summarize(next) : "", committed);
    view.dataset.searchQuery = asked.text;
    view.dataset.searchState = state;
  }

  /**
   * Shows the results behind those that are shown.
   *
   * @param {Answer} next
   */
  function append(next) {
    const before = answer;
    answer = next;
    results.append(createCards(next.results.slice(before.results.length), root, before.results.at(-1)));
    more.hidden = !hasMore(next);
    if (next.total !== before.total || next.least !== before.least) sayCount(summarize(next));
  }

  /** @param {string} text */
  function sayCount(text, now = false) {
    findPart(view, "done").textContent = `Show ${formatPapers(answer.total)}`;
    say(text, { now });
  }

  /**
   * Gives the focus to the paper that had it before the results changed, or to what says how many there are.
   *
   * @param {string | null} [paper]
   */
  const focusPaper = (paper) =>
    focusResult(
      answer.results.findIndex(({ id }) => id === paper),
      { preventScroll: true },
    );

  /**
   * @param {number} at
   * @param {FocusOptions} [options]
   */
  function focusResult(at, options) {
    /** @type {NodeListOf<HTMLElement>} */
    const titles = results.querySelectorAll(TITLES);
    (titles[at] ?? found).focus(options);
  }

  function markOld() {
    results.classList.add("old");
    say("Searching…");
  }

  /** @param {unknown} error */
  function sayError(error) {
    const { message } = /** @type {Error} */ (error);
    say(`The search could not be loaded: ${message.replace(/^(\w*Error: )+/, "")}.`, { now: true });
  }

  return { getAnswer: () => answer, show, append, showRefinements, focusResult, markOld, sayError };
}
