// Results as elements, made from the page's templates. Data goes in as text. The one exception is the `html` of a title,
// which the build made and vouches for.

import { cloneTemplate, find, findPart } from "./dom.js";
import { formatNumber } from "./numbers.js";
import { describeReasons } from "./summary.js";

/**
 * @import { Piece } from "./excerpt.js"
 * @import { Result } from "./result_pages.js"
 */

const AUTHORS_NAMED = 6;

/**
 * Cards of results, as one fragment. A line stands before the first result that does not match every word.
 *
 * @param {Result[]} results
 * @param {string} root - the address of the site, ending in `/`
 * @param {Result} [before] - the result above the first one
 */
export function createCards(results, root, before) {
  const fragment = document.createDocumentFragment();
  for (const result of results) {
    if (before?.all && result.all === false) fragment.append(cloneTemplate("rest"));
    fragment.append(createCard(result, root));
    before = result;
  }
  return fragment;
}

/**
 * @param {Result} result
 * @param {string} root
 */
function createCard(result, root) {
  const { authors = [], pages = [], facts = [], why = [], together } = result;
  const card = cloneTemplate("card");
  card.dataset.paperCard = result.id;
  /** @type {HTMLAnchorElement} */
  const link = find(card, "a");
  link.href = root + result.url;
  if (result.html === undefined) writePieces(link, result.title);
  else link.innerHTML = result.html;
  writePieces(findPart(card, "excerpt"), result.excerpt);
  findPart(card, "authors").append(...formatAuthors(authors, pages, root));
  findPart(card, "why").textContent = describeReasons(why, together);
  findPart(card, "listed").textContent = result.editions.map(({ label }) => label).join(", ");
  findPart(card, "facts").textContent = facts.join(" · ");
  findPart(card, "code").hidden = !result.code;
  const matching = why.filter(({ field }) => field === "tags").flatMap(({ words }) => words);
  findPart(card, "chips").append(...result.tags.map((tag) => createChip(tag, root, matching.includes(tag.label))));
  return card;
}

/**
 * @param {Result["tags"][number]} tag
 * @param {string} root
 * @param {boolean} isMatch
 */
function createChip({ id, label, url }, root, isMatch) {
  const item = cloneTemplate("chip");
  /** @type {HTMLAnchorElement} */
  const link = find(item, "a");
  link.href = root + url;
  link.dataset.tag = id;
  writePieces(link, [[label, isMatch]]);
  return item;
}

/**
 * The names with commas between them. The first gives the line its direction; the others do not disturb each other.
 *
 * @param {string[]} authors
 * @param {string[]} pages
 * @param {string} root
 */
function formatAuthors(authors, pages, root) {
  const names = authors
    .slice(0, AUTHORS_NAMED)
    .flatMap((name, at) => [...(at ? [", "] : []), createName(name, pages[at], root, at)]);
  const rest = authors.length - AUTHORS_NAMED;
  return rest > 0 ? [...names, ` and ${formatNumber(rest)} more`] : names;
}

/**
 * A name, which leads to its author's page if there is one.
 *
 * @param {string} name
 * @param {string | undefined} page
 * @param {string} root
 * @param {number} at
 */
function createName(name, page, root, at) {
  if (!page) return at ? createElement("bdi", name) : name;
  const link = /** @type {HTMLAnchorElement} */ (createElement("a", name));
  link.href = `${root}authors/${page}.html`;
  link.dir = "auto";
  return link;
}

/**
 * Makes pieces the text of an element, with the matches marked.
 *
 * @param {HTMLElement} element
 * @param {Piece[]} pieces
 */
function writePieces(element, pieces) {
  element.replaceChildren(...pieces.map(([text, isMatch]) => (isMatch ? createElement("mark", text) : text)));
}

/**
 * @param {string} name
 * @param {string} text
 */
function createElement(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
