// The page of the reader's list: what is in it, by kind and by words, and the ways out of the browser and in again.

import { collectCitations } from "./citations.js";
import { createButton, createElement, countPapers, formatNumber } from "./elements.js";
import { showKept } from "./keep.js";
import { packLink, unpackLink } from "./link.js";
import { formatList, isMarked, lastChange, parseList, readMarks } from "./list.js";
import { writeMarkdown } from "./markdown.js";

/**
 * @import { CitationFormat } from "./citations.js"
 * @import { List, Marks } from "./list.js"
 * @import { Say } from "./paper_marks.js"
 * @import { Store } from "./store.js"
 */

/** @typedef {{ id: string, marks: Marks, time: number }} ListedPaper */

const AT_ONCE = 100; // cards that are made together; more follow when the last one comes near
const LONG_LINK = 8000; // letters that some mail programs and servers cut off

/** @type {Record<string, (marks: Marks) => boolean>} */
const KINDS = {
  saved: ({ saved }) => saved,
  unread: ({ saved, read }) => saved && !read,
  read: ({ read }) => read,
  note: ({ note }) => Boolean(note),
  taste: ({ taste }) => taste !== 0,
  hidden: ({ hidden }) => hidden,
};
/** @type {Record<string, [ending: string, type: string]>} */
const FILES = {
  bibtex: ["bib", "application/x-bibtex"],
  ris: ["ris", "application/x-research-info-systems"],
  csl: ["csl.json", "application/vnd.citationstyles.csl+json"],
  markdown: ["md", "text/markdown"],
  json: ["json", "application/json"],
};

/** @param {string} text */
const foldText = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * @param {HTMLElement} view
 * @param {Store} store
 * @param {Say} say
 * @param {URL} root
 */
export function showList(view, store, say, root) {
  /** @param {string} name @returns {HTMLElement} */
  const part = (name) => /** @type {HTMLElement} */ (view.querySelector(`[data-${name}]`));
  const box = /** @type {HTMLInputElement} */ (part("find"));
  const [cards, status, more, offer] = ["cards", "status", "rest", "offer"].map(part);
  const kinds = /** @type {HTMLInputElement[]} */ ([...view.querySelectorAll("[name=kind]")]);
  /** @type {ListedPaper[]} */
  let shown = [];
  let made = 0;

  function listPapers() {
    const found = Array.from(store.list(), ([id, entry]) => ({ id, marks: readMarks(entry), time: lastChange(entry) }));
    return found.filter(({ marks }) => isMarked(marks)).sort((a, b) => b.time - a.time || (a.id < b.id ? -1 : 1));
  }

  /** Papers stay where they are while they are marked; a new choice puts them in order. */
  function show() {
    const kind = kinds.find(({ checked }) => checked)?.value ?? "saved";
    const papers = listPapers();
    for (const input of kinds) {
      const count = papers.filter(({ marks }) => KINDS[input.value](marks)).length;
      input.parentElement?.querySelector(".count")?.replaceChildren(formatNumber(count));
    }
    const words = foldText(box.value).split(/\s+/).filter(Boolean);
    shown = papers.filter(({ id, marks }) => {
      const text = foldText(`${marks.title} ${marks.note} ${id}`);
      return KINDS[kind](marks) && words.every((word) => text.includes(word));
    });
    cards.replaceChildren();
    made = 0;
    showMore();
    status.textContent = shown.length ? countPapers(shown.length) : emptyWords(papers.length);
    part("empty").hidden = papers.length > 0;
    for (const element of view.querySelectorAll("[data-needs-papers]"))
      /** @type {HTMLElement} */ (element).hidden = !papers.length;
  }

  function showMore() {
    const next = shown.slice(made, made + AT_ONCE);
    cards.append(...next.map((paper) => createCard(paper, root)));
    made += next.length;
    more.hidden = made >= shown.length;
  }

  /** Only what stands in the cards changes. */
  function update() {
    const known = new Map(listPapers().map((paper) => [paper.id, paper]));
    const isSame = shown.every(({ id }) => known.has(id)) && known.size === listedCount;
    listedCount = known.size;
    if (!isSame && !cards.contains(document.activeElement)) return show();
    for (const card of /** @type {NodeListOf<HTMLElement>} */ (cards.querySelectorAll("[data-paper-card]")))
      describe(card, known.get(card.dataset.paperCard ?? "")?.marks ?? readMarks());
  }
  let listedCount = listPapers().length;

  /** @param {string} format */
  async function download(format) {
    if (format === "json") return saveFile("json", formatList(store.list()));
    if (format === "markdown") return saveFile("markdown", writeMarkdown(shown, root));
    const ids = shown.map(({ id }) => id);
    const progress = (/** @type {number} */ done) => say(`${formatNumber(done)} of ${countPapers(ids.length)} …`);
    const { text, missing } = await collectCitations(root, ids, /** @type {CitationFormat} */ (format), progress);
    if (missing.length < ids.length) saveFile(format, text);
    say(missing.length ? `${countPapers(missing.length)} could not be fetched; the others are there.` : "Done.");
  }

  async function copyLink() {
    const link = new URL(await packLink(formatList(store.list())), location.href.split("#")[0]).href;
    const isCopied = await navigator.clipboard.writeText(link).then(
      () => true,
      () => false,
    );
    const field = /** @type {HTMLInputElement} */ (part("link"));
    field.hidden = isCopied;
    field.value = link;
    if (!isCopied) field.select();
    const long = link.length > LONG_LINK ? ` It has ${formatNumber(link.length)} letters: a file is safer.` : "";
    say(`${isCopied ? "The link is copied." : "Here is the link, to copy."}${long}`);
  }

  /** Shows what a file or link holds, and takes it in when the reader says so. @param {string} text */
  function offerList(text) {
    const { list, dropped, isNewer } = parseList(text);
    const count = [...list.values()].filter((entry) => isMarked(readMarks(entry))).length;
    const notes = [
      `A list of ${countPapers(count)}.`,
      isNewer ? "A later version of this site wrote it; what is not understood is kept." : "",
      dropped ? `${formatNumber(dropped)} entries could not be read.` : "",
    ];
    const take = createButton(
      "Add to my list",
      () => {
        store.merge(list);
        offer.replaceChildren();
        offer.hidden = true;
        show();
        say(`${countPapers(count)} added.`);
      },
      "button",
    );
    const leave = createButton("Not now", () => (offer.hidden = true));
    offer.replaceChildren(createElement("p", { textContent: notes.filter(Boolean).join(" ") }), take, leave);
    offer.hidden = false;
    take.focus();
  }

  /** @param {Promise<string | undefined>} source */
  async function takeIn(source) {
    try {
      const text = await source;
      if (text !== undefined) offerList(text.startsWith("{") ? text : await readPasted(text));
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      say(`Nothing was taken: ${error instanceof SyntaxError ? "this is no list of papers" : message}.`);
    }
  }

  async function takeLink() {
    await takeIn(unpackLink(location.hash));
    if (location.hash.startsWith("#list=")) history.replaceState(history.state, "", location.pathname);
  }

  view.addEventListener("click", ({ target }) => {
    const format = target instanceof Element && target.closest("button")?.dataset.export;
    if (format) download(format);
  });
  for (const input of [...kinds, box]) input.addEventListener("input", show);
  part("copy-link").addEventListener("click", copyLink);
  const file = /** @type {HTMLInputElement} */ (part("file"));
  file.addEventListener("change", () => {
    if (file.files?.[0]) takeIn(file.files[0].text());
    file.value = "";
  });
  part("forget").addEventListener("click", () => {
    const kept = store.list();
    store.clear();
    show();
    offerBack(offer, kept, store, show);
  });
  more.addEventListener("click", showMore);
  new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && showMore(), { rootMargin: "100%" }).observe(
    more,
  );
  addEventListener("hashchange", takeLink);
  showKept(part("kept"), root);
  if (location.hash === "#offline") say("There is no network, and the page you asked for is not kept.");
  store.listen(update);
  part("ready").hidden = false;
  part("offline").remove();
  show();
  takeLink();
}

/** What was forgotten can be had back until the page is left. @param {HTMLElement} offer @param {List} kept @param {Store} store @param {() => void} show */
function offerBack(offer, kept, store, show) {
  const back = createButton("Take that back", () => {
    store.merge(kept);
    offer.hidden = true;
    show();
  });
  offer.replaceChildren(createElement("p", { textContent: "Your list is forgotten, in this browser." }), back);
  offer.hidden = false;
  back.focus();
}

/** A link, in a file or alone. @param {string} text */
async function readPasted(text) {
  const at = text.indexOf("#list=");
  return (at < 0 ? undefined : await unpackLink(text.slice(at).trim())) ?? text;
}

/** @param {ListedPaper} paper @param {URL} root */
function createCard({ id, marks }, root) {
  const address = new URL(`papers/${encodeURIComponent(id)}.html`, root).href;
  const link = createElement("a", { href: address, textContent: marks.title || id });
  const card = createElement(
    "article",
    { className: "card", dataset: { paperCard: id } },
    createElement("h2", { dir: "auto" }, link),
    createElement("p", { className: "card-note", dir: "auto" }),
    createElement("div", { className: "card-foot" }, createElement("span")),
  );
  describe(card, marks);
  return card;
}

/** @param {HTMLElement} card @param {Marks} marks */
function describe(card, marks) {
  const words = [
    marks.read && "Read",
    marks.hidden && "Hidden",
    ["Less like this", "", "More like this"][marks.taste + 1],
  ];
  /** @type {HTMLElement} */ (card.querySelector(".card-note")).textContent = marks.note;
  /** @type {HTMLElement} */ (card.querySelector(".card-foot span")).textContent = words.filter(Boolean).join(" · ");
}

/** @param {number} all */
const emptyWords = (all) => (all ? "No paper of your list is of this kind." : "Your list is empty.");

/** @param {string} format @param {string} text */
function saveFile(format, text) {
  const [ending, type] = FILES[format];
  const href = URL.createObjectURL(new Blob([text], { type }));
  createElement("a", { href, download: `papers.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
