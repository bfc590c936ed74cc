// The search engine: from a task to papers in order. Pure: lunr and the readers of the files are given to it, so that
// the worker and the tests run the same code. Papers that match every clause of the query come first, then the others;
// lunr's scores order both.

import { createMatcher, termsOf } from "./matching.js";
import { parseQuery, withoutQuotes } from "./query.js";
import { createRanker } from "./ranking.js";
import { isWordlike } from "./words.js";

/**
 * @import { Expander } from "./expansion.js"
 * @import { FacetKind, Facets, Filters } from "./facets.js"
 * @import { Lunr } from "./lunr.js"
 * @import { ExpandedQuery, Matches } from "./matching.js"
 * @import { PhraseMatch } from "./phrases.js"
 * @import { Query } from "./query.js"
 * @import { Index } from "./shards.js"
 */

/**
 * @typedef {object} SearchTask
 * @property {string} text
 * @property {string[]} [tags] - ids
 * @property {string[]} [editions] - ids
 * @property {string[]} [venues] - ids
 * @property {string[]} [years]
 * @property {boolean} [code]
 * @property {string} [sort] - `relevance`, `date` or `votes`
 * @property {boolean} [committed] - whether Enter followed: the last word is no longer being typed
 */

/**
 * The filters of a task, and those typed into its text.
 *
 * @typedef {Filters & { named: Record<FacetKind, NamedValue[]>, unknown: string[] }} ResolvedFilters
 *   `named` has what was typed and found, `unknown` what was typed and is no filter
 */

/** @typedef {{ id: string, label: string }} NamedValue */

/**
 * @typedef {Matches & RankedHits} Ranking
 *
 * @typedef {object} RankedHits
 * @property {number[]} hits - the papers that pass the filters, too, best first
 * @property {Uint8Array} nearness - by paper how near the words of the query are together: `IN_A_ROW`, or as
 *   `nearnessInTitles` has it
 * @property {number} all - how many of them, the first ones, match every clause
 * @property {boolean} byRelevance - whether the best papers come first, not those of a date or of votes
 * @property {boolean} isWhole - whether these are all papers; else the first ten are final, and others are to come
 * @property {number} [total] - how many papers there are, if that is known
 * @property {ResolvedFilters} filters
 */

/**
 * @typedef {object} SearchOptions
 * @property {boolean} [quotes] - whether quotes mean phrases
 * @property {boolean} [first] - whether the first ten papers are enough, where they are sooner known than the others
 * @property {() => boolean} [isStale]
 */

const FEW = 3; // papers
const MANY = 15; // papers with all of the words: more than are read to see where the words stand together
const PASSAGE_WORDS = 5; // so many in a row may be copied from a paper
const LARGE = 1000; // papers of a site whose lists may be long

/**
 * Whether the last word typed may be half a word. Of a name with a number nobody leaves out the end.
 *
 * @param {string} text
 */
function mayGoOn(text) {
  const last = parseQuery(text).words.at(-1);
  return last?.open && last.parts.every(isWordlike);
}

/** @type {FacetKind[]} */
const KINDS = ["tags", "editions", "venues", "years"];

export class SupersededError extends Error {}

/**
 * @param {object} tools
 * @param {Lunr} tools.lunr
 * @param {number} tools.size - how many papers there are
 * @param {Index} tools.index
 * @param {Expander} tools.expander
 * @param {(parts: string[]) => Promise<PhraseMatch>} tools.findPhrase
 * @param {() => Promise<Facets>} tools.getFacets
 */
export function createEngine({ lunr, size, index, expander, findPhrase, getFacets }) {
  const { expandQuery, matchPapers, matchTitles } = createMatcher({ size, index, expander, findPhrase });
  const rank = createRanker({ lunr, size, index });

  /**
   * With `quotes: false` phrases are searched as words, and listed as missing. Where hardly a paper has the last word as
   * it is, it may go on, though Enter followed. Throws `SupersededError` when `isStale` says that nobody waits for the
   * answer.
   *
   * @param {SearchTask} task
   * @param {SearchOptions} [options]
   * @returns {Promise<Ranking>}
   */
  async function search(task, options = {}) {
    const ranking = await searchOnce(task, options);
    if (!task.committed || ranking.all >= FEW || !mayGoOn(task.text)) return ranking;
    const wider = await searchOnce({ ...task, committed: false }, options);
    return wider.all > ranking.all ? wider : ranking;
  }

  /**
   * @param {SearchTask} task
   * @param {SearchOptions} options
   * @returns {Promise<Ranking>}
   */
  async function searchOnce(task, { quotes = true, first = false, isStale = () => false }) {
    const typed = parseQuery(task.text, task.committed);
    const filters = await resolveFilters(typed, task);
    const query = quotes ? typed : withoutQuotes(typed);
    const expanded = await expandQuery(query);
    const terms = termsOf([...expanded.words, ...expanded.phrases, ...expanded.excluded]);
    const parts = [query.words, query.phrases, query.without];
    const isFiltered = filters.code || KINDS.some((kind) => filters[kind].length);
    const isEmpty = !isFiltered && parts.every((list) => !list.length);
    const passes = isFiltered ? await (await getFacets()).createTest(filters) : () => true;
    const sort = typed.sort ?? task.sort ?? "relevance";
    const phrases = quotes ? [] : typed.phrases.map(({ text }) => `"${text}"`);

    /** What is known by what is loaded. */
    async function rankLoaded() {
      if (isStale()) throw new SupersededError();
      const matches = matchPapers(expanded);
      const candidates = isEmpty ? [] : matches.papers.filter(passes);
      const passage = task.committed && candidates.length > MANY ? await findPassage(query) : [];
      const { isFinal, ...ranked } = rank(candidates, matches, { sort, passage });
      if (sort === "votes") await sortByVotes(ranked.hits);
      const missing = [...phrases, ...matches.missing];
      const byRelevance = sort !== "date" && sort !== "votes";
      const isWhole = !terms.some((term) => index.posting(term)?.tail);
      const ofTerm = isWhole ? undefined : countPapers(expanded);
      const all = ofTerm ?? ranked.hits.filter(matches.matchesAll).length;
      const total = isWhole ? ranked.hits.length : ofTerm;
      return { isFinal, ranking: { ...matches, ...ranked, all, byRelevance, isWhole, total, filters, missing } };
    }

    const isPlain = sort === "relevance" && parts.slice(1).every((list) => !list.length) && !isFiltered;
    const steps = first && isPlain && size >= LARGE && !isPassage(query) ? [index.loadHeads, index.loadTitles] : [];
    for (const load of query.words.length > 1 ? steps : steps.slice(0, 1)) {
      await load(terms);
      const { isFinal, ranking } = await rankLoaded();
      if (isFinal) return ranking;
    }
    await index.load(terms);
    return (await rankLoaded()).ranking;
  }

  /**
   * How many papers a query finds of which not all are loaded, if a single term says it.
   *
   * @param {ExpandedQuery} query
   */
  function countPapers({ words }) {
    const terms = termsOf(words);
    return terms.length === 1 && !words[0].fields ? index.posting(terms[0])?.tail?.papers : undefined;
  }

  /**
   * The papers that have the words in a row, as they were typed, with the stop words among them: who copies a passage
   * wants the paper that it is from.
   *
   * @param {Query} query
   */
  async function findPassage(query) {
    return isPassage(query) ? (await findPhrase(query.words.flatMap(({ parts }) => parts))).papers : [];
  }

  /** @param {Query} query */
  function isPassage({ words, phrases }) {
    const parts = words.flatMap((clause) => clause.parts);
    const isLong = parts.length >= PASSAGE_WORDS && words.filter(expander.hasContent).length > 1;
    return isLong && !phrases.length && !words.some(({ fields }) => fields);
  }

  /**
   * Puts the papers of most votes first, else in the order they have.
   *
   * @param {number[]} papers
   */
  async function sortByVotes(papers) {
    const votes = await (await getFacets()).getVotes();
    papers.sort((a, b) => votes[b] - votes[a]);
  }

  /**
   * The filters that are chosen and typed. A typed name of no filter is unknown, and filters nothing.
   *
   * @param {Query} query
   * @param {SearchTask} task
   * @returns {Promise<ResolvedFilters>}
   */
  async function resolveFilters(query, { tags = [], editions = [], venues = [], years = [], code = false }) {
    /** @type {ResolvedFilters} */
    const filters = {
      tags: [...tags],
      editions: [...editions],
      venues: [...venues],
      years: [...years],
      code,
      named: { tags: [], editions: [], venues: [], years: [] },
      unknown: [],
    };
    for (const kind of KINDS)
      for (const text of query[kind]) {
        const found = await (await getFacets()).findValues(kind, text);
        if (!found.length) filters.unknown.push(text);
        const values = kind === "tags" ? found.slice(0, 1) : found;
        filters[kind].push(...values.map(({ id }) => id));
        filters.named[kind].push(...values.map(({ id, label }) => ({ id, label })));
      }
    return filters;
  }

  /**
   * How many papers each value of a filter would leave.
   *
   * @param {Ranking} ranking
   */
  async function countFacets({ papers, filters }) {
    const facets = await getFacets();
    return facets.countValues(filters, async (without) => papers.filter(await facets.createTest(filters, without)));
  }

  return { search, matchTitles, countFacets };
}
