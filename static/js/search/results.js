// Results as elements, made from the page's templates. Data goes in as text; the one exception is a title's `html`,
// which the build made and vouches for.

export function resultCard(result, root) {
  const card = copy("card");
  card.dataset.paperCard = result.id;
  const link = card.querySelector("a");
  link.href = root + result.url;
  if (result.html === undefined) write(link, result.title);
  else link.innerHTML = result.html;
  write(card.querySelector("[data-excerpt]"), result.excerpt);
  card.querySelector("[data-listed]").textContent = result.editions.map(({ label }) => label).join(", ");
  card.querySelector("[data-code]").hidden = !result.code;
  card.querySelector("[data-chips]").append(...result.tags.map((tag) => chip(tag, root)));
  return card;
}

function chip({ id, label, url }, root) {
  const item = copy("chip");
  const link = item.querySelector("a");
  link.href = root + url;
  link.dataset.tag = id;
  link.firstElementChild.textContent = label;
  return item;
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

const copy = (name) => document.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);

// What was found, in a sentence or two.
export function summary({ total, all, meant, missing }) {
  const notes = meant.map(({ typed, shown }) => `No paper says “${typed}”; showing ${shown.map(quote).join(" or ")}.`);
  if (missing.length) notes.push(`No paper says ${missing.map(quote).join(" or ")}.`);
  return [...notes, count(total, all)].join(" ");
}

function count(total, all) {
  if (!total) return "No paper found.";
  if (all === total) return `${papers(total)} found.`;
  if (!all) return `No paper has all of these words; ${papers(total)} with some of them.`;
  return `${papers(all)} found with all of these words, then ${total - all} with some of them.`;
}

const papers = (number) => `${number} ${number === 1 ? "paper" : "papers"}`;
const quote = (text) => `“${text.replace(/^"|"$/g, "")}”`;
