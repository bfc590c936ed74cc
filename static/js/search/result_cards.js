// Results as elements, made from the page's templates. Data goes in as text; the one exception is a title's `html`,
// which the build made and vouches for.

import { reason } from "./summary.js";

const AUTHORS_NAMED = 6;

// The cards of some results as one fragment. Where papers with all words end a line says so; `before` is the result
// above the first.
export function resultCards(results, root, before) {
  const fragment = document.createDocumentFragment();
  for (const result of results) {
    if (before?.all && result.all === false) fragment.append(copy("rest"));
    fragment.append(resultCard(result, root));
    before = result;
  }
  return fragment;
}

function resultCard(result, root) {
  const card = copy("card");
  const part = (name) => card.querySelector(`[data-${name}]`);
  card.dataset.paperCard = result.id;
  const link = card.querySelector("a");
  link.href = root + result.url;
  if (result.html === undefined) write(link, result.title);
  else link.innerHTML = result.html;
  write(part("excerpt"), result.excerpt);
  part("authors").textContent = named(result.authors ?? []);
  part("why").textContent = reason(result.why);
  part("listed").textContent = result.editions.map(({ label }) => label).join(", ") || result.date;
  part("code").hidden = !result.code;
  const matching = (result.why ?? []).filter(({ field }) => field === "tags").flatMap(({ words }) => words);
  part("chips").append(...result.tags.map((tag) => chip(tag, root, matching.includes(tag.label))));
  return card;
}

function chip({ id, label, url }, root, match) {
  const item = copy("chip");
  const link = item.querySelector("a");
  link.href = root + url;
  link.dataset.tag = id;
  write(link.firstElementChild, [[label, match]]);
  return item;
}

function named(authors) {
  const rest = authors.length - AUTHORS_NAMED;
  return authors.slice(0, AUTHORS_NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

// Pieces of text, those that match marked.
function write(element, pieces) {
  element.replaceChildren(...pieces.map(([text, match]) => (match ? marked(text) : text)));
}

function marked(text) {
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}

export const copy = (name) =>
  document.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
