// How well a taste puts papers in order. Reads { folder, papers, tastes, marks, repeats }: the folder of the search files,
// for each paper by number its `day` and `kinds`, the kinds that are taken for a reader's taste, how many papers are
// marked. Answers with the precision of the first ten, on average over kinds and repeats: of all papers, and of the lists
// of a day; by the site's model, by the mean vector of the liked papers, and by newest first.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { learnTaste, readVectors, scorePaper } from "../../../static/js/reader/taste.js";

/** @import { Vector } from "../../../static/js/reader/taste.js" */

/** @typedef {{ day: string, kinds: string[] }} MarkedPaper */

const FIRST = 10;
const FEWEST = 20; // papers of a day that make a list

/** @type {{ folder: string, papers: MarkedPaper[], tastes: string[], marks: number[], repeats: number }} */
const { folder, papers, tastes, marks, repeats } = JSON.parse(readFileSync(0, "utf8"));
const load = (/** @type {string} */ path) => JSON.parse(readFileSync(join(folder, path), "utf8"));
/** @type {Vector[]} */
const vectors = load("taste.json").parts.flatMap((/** @type {string} */ part) =>
  readVectors(load(`taste/${part}.json`)),
);
const usual = vectors.slice(-1000);
const numbers = papers.map((_, number) => number);
const days = Object.values(groupByDay());

function groupByDay() {
  /** @type {Record<string, number[]>} */
  const groups = {};
  for (const number of numbers) (groups[papers[number].day] ??= []).push(number);
  return groups;
}

/** Numbers between 0 and 1, the same each time. @param {number} seed */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @param {number[]} from @param {number} count @param {() => number} random */
function draw(from, count, random) {
  const rest = [...from];
  return Array.from({ length: count }, () => rest.splice(Math.floor(random() * rest.length), 1)[0]);
}

/** @param {number[]} list @param {(number: number) => number} score @param {Set<number>} wanted */
function measure(list, score, wanted) {
  const scores = new Map(list.map((number) => [number, score(number)]));
  const inOrder = [...list].sort((a, b) => Number(scores.get(b)) - Number(scores.get(a)) || b - a);
  return inOrder.slice(0, FIRST).filter((number) => wanted.has(number)).length / Math.min(FIRST, list.length);
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {number} count */
function measureMarks(count) {
  /** @type {Record<string, number[]>} */
  const found = {};
  for (const [at, kind] of tastes.entries())
    for (let repeat = 0; repeat < repeats; repeat++) {
      const random = createRandom(1000 * at + repeat);
      const wanted = new Set(numbers.filter((number) => papers[number].kinds.includes(kind)));
      const liked = draw([...wanted], Math.ceil(count / 2), random);
      const disliked = draw(
        numbers.filter((number) => !wanted.has(number)),
        Math.floor(count / 2),
        random,
      );
      const seen = new Set([...liked, ...disliked]);
      const of = (/** @type {number[]} */ some) => some.map((number) => vectors[number]);
      const taste = learnTaste({ liked: of(liked), disliked: of(disliked), usual });
      const average = meanVector(of(liked));
      const models = {
        "my order": (/** @type {number} */ number) => scorePaper(taste, vectors[number]),
        "mean vector": (/** @type {number} */ number) => scorePaper(average, vectors[number]),
        "newest first": (/** @type {number} */ number) => number,
      };
      const lists = days.map((day) => day.filter((number) => !seen.has(number)));
      const fitting = lists
        .filter((list) => list.length >= FEWEST && list.some((number) => wanted.has(number)))
        .slice(-30);
      const rest = numbers.filter((number) => !seen.has(number));
      for (const [name, score] of Object.entries(models)) {
        (found[`${name}, all papers`] ??= []).push(measure(rest, score, wanted));
        (found[`${name}, a day`] ??= []).push(mean(fitting.map((list) => measure(list, score, wanted))));
      }
    }
  return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, mean(values)]));
}

/** @param {Vector[]} some */
function meanVector(some) {
  /** @type {Vector} */
  const sum = new Map();
  for (const vector of some)
    for (const [word, weight] of vector) sum.set(word, (sum.get(word) ?? 0) + weight / some.length);
  return sum;
}

process.stdout.write(JSON.stringify(Object.fromEntries(marks.map((count) => [count, measureMarks(count)]))));
