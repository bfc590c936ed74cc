// Facets: the values of the filters (tags, editions, venues, years, code), the papers that have each, and counts of
// them; and the votes of papers. This script is loaded when it is needed, behind a first answer.

import { markPapers } from "./marks.js";
import { decodeSteps } from "./sorted.js";
/** @import { SearchData } from "./data.js" */

/**
 * @typedef {object} Filters
 * @property {string[]} tags - ids; a paper must have all of them
 * @property {string[]} editions - ids; a paper must be in one of them
 * @property {string[]} venues - ids; a paper must have appeared in one of them
 * @property {string[]} years - a paper must be of one of them
 * @property {boolean} code - whether a paper must have code
 */

/** @typedef {"tags" | "editions" | "venues" | "years"} FacetKind */

/** @typedef {"editions" | "venues" | "years"} ChoiceKind - of several values of such a kind a paper has one */

/** @typedef {{ id: string, label: string, papers: number[] }} FacetValue */

/** @typedef {{ id: string, label: string, count: number, selected: boolean }} ValueCount */

/**
 * How many papers each value would leave.
 *
 * @typedef {object} FacetCounts
 * @property {number} total - how many papers there are now
 * @property {ValueCount[]} tags
 * @property {ValueCount[]} editions
 * @property {ValueCount[]} venues
 * @property {ValueCount[]} years
 * @property {{ count: number, selected: boolean }} code
 */

/** @type {ChoiceKind[]} */
const CHOICES = ["editions", "venues", "years"];

/**
 * @param {SearchData} data
 * @param {(text: string) => string[]} foldedWords
 */
export function createFacets(data, foldedWords) {
  /** @type {ReturnType<typeof loadFacets> | undefined} */
  let request;

  async function loadFacets() {
    const manifest = await data.manifest();
    const { tags, editions, venues, years, code, votes } = await data.file("facets", manifest.facets);
    return {
      size: manifest.papers,
      tags: tags.map(createValue),
      editions: editions.map(createValue),
      venues: venues.map(createValue),
      years: years.map(createValue),
      code: decodeSteps(code),
      votes: { papers: decodeSteps(votes[0]), counts: votes[1] },
    };
  }

  function getFacets() {
    request ??= loadFacets();
    request.catch(() => (request = undefined)); // so that it is tried again
    return request;
  }

  /** @param {string} text */
  const normalizeName = (text) => foldedWords(text).join(" ");

  /**
   * The values that somebody may mean who typed `text` behind `tag:`, `in:`, `venue:` or `year:`: by the whole name,
   * else by its beginning, else by a word of it. Of tags the one that most papers have comes first; `2019-2022` are
   * years.
   *
   * @param {FacetKind} kind
   * @param {string} text
   */
  async function findValues(kind, text) {
    const values = (await getFacets())[kind];
    const typed = normalizeName(text);
    const [, from, to] = (kind === "years" && YEARS.exec(text)) || [];
    if (from) return values.filter(({ id }) => from <= id && id <= to);
    /** @type {((name: string) => boolean)[]} */
    const tests = [
      (name) => name === typed,
      (name) => name.startsWith(typed),
      (name) => ` ${name}`.includes(` ${typed}`),
    ];
    const matches = tests.map((test) =>
      values.filter(({ id, label }) => typed && [id, label].some((name) => test(normalizeName(name)))),
    );
    const found = matches.find((some) => some.length) ?? [];
    return kind === "tags" ? found.sort((a, b) => b.papers.length - a.papers.length) : found;
  }

  /**
   * A test of a paper by its number. `without` may name a filter to leave out. Without filters every paper passes.
   *
   * @param {Filters} filters
   * @param {ChoiceKind | ""} [without]
   * @returns {Promise<(paper: number) => boolean>}
   */
  async function createTest({ tags, code, ...filters }, without = "") {
    const choices = CHOICES.filter((kind) => filters[kind].length && kind !== without);
    if (!tags.length && !choices.length && !code) return () => true;
    const facets = await getFacets();
    const marks = tags.map((id) =>
      markValues(
        facets.size,
        facets.tags.filter((tag) => tag.id === id),
      ),
    );
    for (const kind of choices) {
      const chosen = facets[kind].filter(({ id }) => filters[kind].includes(id));
      marks.push(markValues(facets.size, chosen));
    }
    if (code) marks.push(markPapers(facets.size, facets.code));
    return (paper) => marks.every((mark) => Boolean(mark[paper]));
  }

  /**
   * Counts how many papers each value leaves of those that match. `matching(without)` gives these papers, with the
   * filter `without` left out: another edition adds its papers, so editions are counted as if none were chosen.
   *
   * @param {Filters} filters
   * @param {(without: ChoiceKind | "") => Promise<number[]>} matching
   * @returns {Promise<FacetCounts>}
   */
  async function countValues(filters, matching) {
    const { size, tags, code, ...facets } = await getFacets();
    const marks = markPapers(size, await matching(""));
    /** @param {ChoiceKind} kind */
    const countChoice = async (kind) => {
      const anywhere = filters[kind].length ? markPapers(size, await matching(kind)) : marks;
      return facets[kind].map((value) => countValue(value, filters[kind], anywhere));
    };
    const [editions, venues, years] = await Promise.all(CHOICES.map(countChoice));
    return {
      total: marks.reduce((sum, mark) => sum + mark, 0),
      tags: tags.map((value) => countValue(value, filters.tags, marks)),
      editions,
      venues,
      years,
      code: { count: countMarked(code, marks), selected: filters.code },
    };
  }

  /** The votes of each paper, by its number. */
  async function getVotes() {
    const { size, votes } = await getFacets();
    const found = new Float64Array(size);
    votes.papers.forEach((paper, i) => (found[paper] = votes.counts[i]));
    return found;
  }

  return { findValues, createTest, countValues, getVotes };
}

/** @typedef {ReturnType<typeof createFacets>} Facets */

const YEARS = /^(\d{4})\s*[-–]\s*(\d{4})$/;

/**
 * @param {[string, string, number[]]} packed
 * @returns {FacetValue}
 */
const createValue = ([id, label, steps]) => ({ id, label, papers: decodeSteps(steps) });

/**
 * Marks of the papers that have any of these values.
 *
 * @param {number} size
 * @param {FacetValue[]} values
 */
const markValues = (size, values) =>
  markPapers(
    size,
    values.flatMap(({ papers }) => papers),
  );

/**
 * @param {FacetValue} value
 * @param {string[]} chosen
 * @param {Uint8Array} marks
 */
const countValue = ({ id, label, papers }, chosen, marks) => ({
  id,
  label,
  count: countMarked(papers, marks),
  selected: chosen.includes(id),
});

/**
 * @param {number[]} papers
 * @param {Uint8Array} marks
 */
const countMarked = (papers, marks) => papers.reduce((sum, paper) => sum + marks[paper], 0);
