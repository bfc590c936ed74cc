// My order: a list of papers by the taste that a reader's marks show, with what decided beside each paper. Nothing of it
// leaves the browser; pressed once more, the list is as it was.

import { crc32, unpackIds } from "../ids.js";
import { createElement } from "./elements.js";
import { idOf } from "./paper_marks.js";
import { explainScore, learnTaste, readVectors, scorePaper } from "./taste.js";

/**
 * @import { Store } from "./store.js"
 * @import { Vector } from "./taste.js"
 */

/** @typedef {{ ids: string, papersInPart: number, parts: string[], topics: Record<string, string> }} TasteFile */

const REASONS = 4;

/**
 * @param {HTMLElement} list
 * @param {Store} store
 * @param {URL} root
 */
export function createOrder(list, store, root) {
  const findVectors = createVectors(new URL("search/", root));
  /** @type {HTMLElement[]} */
  let before = [];

  const listCards = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll(":scope > [data-paper-card]")]);

  async function apply() {
    const cards = listCards();
    const marks = Array.from(store.list().keys(), (id) => ({ id, taste: store.marks(id).taste }));
    const idsOf = (/** @type {number} */ taste) => marks.filter((mark) => mark.taste === taste).map(({ id }) => id);
    const [likes, dislikes] = [idsOf(1), idsOf(-1)];
    const { vectors, usual, topics } = await findVectors([...cards.map(idOf), ...likes, ...dislikes]);
    const vectorsOf = (/** @type {string[]} */ ids) => ids.flatMap((id) => vectors.get(id) ?? []);
    const taste = learnTaste({ liked: vectorsOf(likes), disliked: vectorsOf(dislikes), usual });
    const score = (/** @type {HTMLElement} */ card) => scorePaper(taste, vectors.get(idOf(card)) ?? new Map());
    const inOrder = cards
      .map((card, at) => ({ card, at, score: score(card) }))
      .sort((a, b) => b.score - a.score || a.at - b.at);
    before = cards;
    for (const { card } of inOrder) explain(card, taste, vectors.get(idOf(card)) ?? new Map(), topics);
    list.append(...inOrder.map(({ card }) => card));
  }

  function remove() {
    for (const line of list.querySelectorAll(".card-taste")) line.remove();
    list.prepend(...before.filter((card) => card.parentElement === list)); // what came since follows
    before = [];
  }

  return { apply, remove };
}

/**
 * Says what decided, above the foot of a card or below a row.
 *
 * @param {HTMLElement} card
 * @param {Vector} taste
 * @param {Vector} vector
 * @param {Record<string, string>} topics
 */
function explain(card, taste, vector, topics) {
  const name = (/** @type {string} */ word) => (word.startsWith("#") ? (topics[word.slice(1)] ?? word) : word);
  const { liked, disliked } = explainScore(taste, vector, REASONS);
  const parts = [
    liked.length ? `For you: ${liked.map(name).join(", ")}` : "",
    disliked.length ? `less: ${disliked.map(name).join(", ")}` : "",
  ];
  card.querySelector(".card-taste")?.remove();
  const textContent = parts.filter(Boolean).join(" · ") || "Nothing of it is known to your taste";
  const line = createElement("p", { className: "card-taste", dir: "auto", textContent });
  card.insertBefore(line, card.querySelector(".card-foot")); // at the end of a row, which has no foot
}

/** Reads the vectors of papers by id; each file once. @param {URL} folder */
function createVectors(folder) {
  /** @type {Map<string, Promise<any>>} */
  const files = new Map();

  /** @param {string} path @param {RequestCache} [cache] */
  function load(path, cache = "default") {
    const known = files.get(path) ?? fetchJson(new URL(path, folder), cache);
    files.set(path, known);
    known.catch(() => files.delete(path)); // so that it is tried again
    return known;
  }

  /** @param {string[]} ids */
  return async (ids) => {
    /** @type {TasteFile} */
    const { ids: table, papersInPart, parts, topics } = await load("taste.json", "no-cache");
    const numbers = new Map(Array.from(unpackIds(await load(`ids/${table}.json`)), (sum, number) => [sum, number]));
    const wanted = ids.flatMap((id) => {
      const number = numbers.get(crc32(id));
      return number === undefined ? [] : [{ id, part: Math.floor(number / papersInPart), row: number % papersInPart }];
    });
    const needed = [...new Set(wanted.map(({ part }) => part))];
    const loaded = await Promise.all(needed.map(async (part) => readVectors(await load(`taste/${parts[part]}.json`))));
    const rows = new Map(needed.map((part, at) => [part, loaded[at]]));
    const vectors = new Map(wanted.map(({ id, part, row }) => [id, rows.get(part)?.[row] ?? new Map()]));
    return { vectors, usual: loaded.flat(), topics };
  };
}

/** @param {URL} address @param {RequestCache} cache */
async function fetchJson(address, cache) {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response.json();
}
