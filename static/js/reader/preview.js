// A glance at what a link leads to: of a paper its authors and abstract, of a name what it stands for, of a topic what it
// means. Shown while the pointer or the focus is on the link; Escape closes it, and the pointer may move into it.

import { createData } from "../search/data.js";
import { createElement, countPapers, formatNumber } from "./elements.js";
import { createLookup } from "./numbers.js";
import { loadStyles } from "./styles.js";

const LONGEST = 420; // characters of an abstract
const AUTHORS = 6;
const GAP = 8; // pixels between link and preview
const PAUSE = 200; // milliseconds to get from the link into the preview

/** @typedef {{ title: string, lines: string[] }} Glance */

/** @type {ReturnType<typeof createLookup> | undefined} */
let lookup;
/** @type {Map<string, Promise<Document>>} */
const pages = new Map();
const box = createElement("div", { className: "preview", id: "preview", role: "tooltip", hidden: true });
/** @type {HTMLElement | undefined} */
let shownFor;
let timer = 0;

/**
 * Shows what the link leads to, unless the reader has gone on meanwhile.
 *
 * @param {HTMLAnchorElement} link
 * @param {URL} root
 */
export async function showPreview(link, root) {
  hide();
  shownFor = link;
  const [glance] = await Promise.all([readGlance(link, root).catch(() => undefined), loadStyles("preview.css")]);
  if (!glance || shownFor !== link || !isPointedAt(link)) return;
  const [first, ...lines] = [glance.title, ...glance.lines.filter(Boolean)];
  box.replaceChildren(
    createElement("p", { className: "preview-title", dir: "auto", textContent: first }),
    ...lines.map((line) => createElement("p", { dir: "auto", textContent: line })),
  );
  if (!box.isConnected) start();
  box.hidden = false;
  link.setAttribute("aria-describedby", box.id);
  place(link.getBoundingClientRect());
}

/** @param {HTMLElement} link */
const isPointedAt = (link) => link.matches(":hover, :focus-visible");

function start() {
  document.querySelector("main")?.append(box);
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  addEventListener("scroll", hide, { passive: true });
  for (const type of ["pointerover", "focusin", "focusout"]) addEventListener(type, hideSoon);
}

function hideSoon() {
  clearTimeout(timer);
  timer = Number(setTimeout(() => shownFor && !isPointedAt(shownFor) && !box.matches(":hover") && hide(), PAUSE));
}

function hide() {
  shownFor?.removeAttribute("aria-describedby");
  shownFor = undefined;
  box.hidden = true;
}

/** Below the link where there is room, else above it. @param {DOMRect} at */
function place({ left, top, bottom }) {
  const width = document.documentElement.clientWidth;
  const { offsetWidth, offsetHeight } = box;
  const isBelow = bottom + GAP + offsetHeight <= innerHeight || top < offsetHeight + GAP;
  box.style.left = `${Math.max(GAP, Math.min(left, width - offsetWidth - GAP))}px`;
  box.style.top = `${isBelow ? bottom + GAP : top - offsetHeight - GAP}px`;
}

/**
 * @param {HTMLAnchorElement} link
 * @param {URL} root
 * @returns {Promise<Glance | undefined>}
 */
async function readGlance({ href }, root) {
  const [, kind, name] =
    /^(papers|names|tags)\/(?:.*\/)?([^/]+?)(?:\.html)?(?:#.*)?$/.exec(href.slice(root.href.length)) ?? [];
  if (kind === "papers") return readPaper(decodeURIComponent(name), root);
  return kind === "tags" ? readTopic(href, root) : readName(new URL(href));
}

/** @param {string} id @param {URL} root */
async function readPaper(id, root) {
  lookup ??= createLookup(createData(new URL("search/", root).href));
  const paper = await lookup.findPaper(id);
  if (!paper) return undefined;
  const { title, abstract = "", authors = [], editions = [] } = paper;
  const others = authors.length > AUTHORS ? ` and ${formatNumber(authors.length - AUTHORS)} more` : "";
  const listed = editions.map(([, label]) => label).join(", ");
  return { title, lines: [authors.slice(0, AUTHORS).join(", ") + others, shorten(abstract), listed] };
}

/** What the index of topics says of one. @param {string} href @param {URL} root */
async function readTopic(href, root) {
  const index = await loadPage(new URL("tags/index.html", root));
  const rows = [...index.querySelectorAll("[data-filter-text]")];
  const row = rows.find(
    (one) => new URL(one.querySelector("a")?.getAttribute("href") ?? "", new URL("tags/", root)).href === href,
  );
  if (!row) return undefined;
  const count = Number(row.querySelector(".bar-count")?.textContent?.replace(/\D/g, ""));
  return { title: textOf(row, "a"), lines: [textOf(row, ".bar-meaning"), countPapers(count)] };
}

/** What the index of names says of one, at its place there. @param {URL} address */
async function readName({ href, hash }) {
  const page = await loadPage(new URL(href.split("#")[0]));
  const entry = page.getElementById(decodeURIComponent(hash.slice(1)));
  if (!entry) return undefined;
  const papers = Array.from(entry.querySelectorAll(".name-papers"), (line) => cleanText(line.textContent));
  return { title: textOf(entry, "dt"), lines: [textOf(entry, ".name-long"), ...papers.slice(0, 2).map(shorten)] };
}

/** @param {URL} address */
function loadPage({ href }) {
  const known = pages.get(href) ?? fetchPage(href);
  pages.set(href, known);
  known.catch(() => pages.delete(href)); // so that it is tried again
  return known;
}

/** @param {string} href */
async function fetchPage(href) {
  const response = await fetch(href);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** @param {Element} element @param {string} selector */
const textOf = (element, selector) => cleanText(element.querySelector(selector)?.textContent);

/** @param {string | null} [text] */
const cleanText = (text) => (text ?? "").replace(/\s+/g, " ").trim();

/** @param {string} text */
function shorten(text) {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
}
