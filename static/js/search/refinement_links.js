// The refinements under the status line: links, each with what it is and the number of papers it leads to. Those that are
// searches are made on this page.

import { cloneTemplate, find, findPart } from "./dom.js";
import { formatNumber } from "./numbers.js";
import { formatAddress } from "./state.js";

/**
 * @import { Refinement } from "./refinements.js"
 * @import { SearchRequest } from "./state.js"
 */

const KIND_NAMES = { spelling: "Spelling", name: "Name", topic: "Topic" };

/**
 * Returns `showRefinements`.
 *
 * @param {object} page
 * @param {HTMLElement} page.view - what is hidden while there are none
 * @param {string} page.root - the address of the site, ending in `/`
 * @param {(request: SearchRequest) => void} page.change - called with the search that a reader chose
 */
export function createRefinementLinks({ view, root, change }) {
  const list = find(view, "ul");

  /**
   * @param {Refinement[]} refinements
   * @param {SearchRequest} request - which they refine
   */
  return function showRefinements(refinements, request) {
    list.replaceChildren(...refinements.map((each) => createItem(each, request)));
    view.hidden = !refinements.length;
  };

  /**
   * @param {Refinement} refinement
   * @param {SearchRequest} request
   */
  function createItem({ kind, label, count, search, url }, request) {
    const item = cloneTemplate("refinement");
    /** @type {HTMLAnchorElement} */
    const link = find(item, "a");
    const next = { ...request, ...search };
    link.href = url === undefined ? formatAddress(next) : root + url;
    findPart(item, "what").textContent = KIND_NAMES[kind];
    findPart(item, "label").textContent = label;
    findPart(item, "count").textContent = formatNumber(count);
    if (search) link.addEventListener("click", (event) => follow(event, next));
    return item;
  }

  /**
   * @param {MouseEvent} event
   * @param {SearchRequest} request
   */
  function follow(event, request) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // the browser opens it elsewhere
    event.preventDefault();
    change(request);
  }
}
