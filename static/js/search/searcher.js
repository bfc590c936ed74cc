// Puts together all that a search needs: what the worker answers with.

import { createEngine } from "./engine.js";
import { createExpander } from "./expansion.js";
import { createPhraseFinder } from "./phrases.js";
import { createPaginator } from "./result_pages.js";
import { createIndex } from "./shards.js";
import { createWordForms } from "./word_forms.js";
import { foldedWords } from "./words.js";

/**
 * @import { SearchData, WordList } from "./data.js"
 * @import { Ranking, SearchOptions, SearchTask } from "./engine.js"
 * @import { Lunr } from "./lunr.js"
 * @import { Clause } from "./query.js"
 * @import { Refinement } from "./refinements.js"
 * @import { ResultPage } from "./result_pages.js"
 * @import { WordLists } from "./suggestions.js"
 */

/**
 * The answer to a task: its ranking, its first page, and the function that gives the others.
 *
 * @typedef {object} SearchAnswer
 * @property {Ranking} ranking
 * @property {ResultPage} first
 * @property {(from: number) => Promise<ResultPage>} page
 * @property {() => Promise<SearchAnswer>} whole - the same with the ranking of all papers, if this one is of the first ones
 */

const FEW = 5; // papers that are read to compare their titles
const LITTLE = 5; // papers with all of the words; so many are enough
const TITLE_WORDS = 4; // so many together in a title are that title
const EXCLUDES = /(^|\s)-[^\s-]/; // a word is excluded; but the text may be a title

/** @param {{ lunr: Lunr, data: SearchData }} tools */
export async function createSearcher({ lunr, data }) {
  const [manifest, index] = await Promise.all([data.manifest(), createIndex(data)]);
  const stem = memoize((word) => lunr.stemmer(new lunr.Token(word, {})).toString());
  /** @param {string} word */
  const isStopWord = (word) => lunr.stopWordFilter(word) === undefined;
  /** @param {string} typed */
  const wordLists = (typed) => chooseWordLists(typed, manifest.words, data);
  const getFacets = once(async () => (await import("./facets.js")).createFacets(data, foldedWords));
  const findPhrase = createPhraseFinder(data, isStopWord);
  const getSuggester = once(async () =>
    (await import("./suggestions.js")).createSuggester({ index, wordLists, findPhrase, stem, isStopWord }),
  );
  const suggest = async (/** @type {Clause} */ clause) => (await getSuggester())(clause);
  const expander = createExpander({ index, suggest, stem, isStopWord, forms: createWordForms(manifest.forms) });
  const engine = createEngine({ lunr, size: manifest.papers, index, expander, findPhrase, getFacets });
  const paginate = createPaginator({ size: manifest.papers, papers: data.papers, index, stem, isStopWord });

  /**
   * @param {SearchTask} task
   * @param {() => boolean} [isStale] - whether nobody waits for the answer any more
   * @returns {Promise<SearchAnswer>}
   */
  async function search(task, isStale = () => false) {
    if (EXCLUDES.test(task.text) && (await isTitle(task.text)))
      return search({ ...task, text: plainText(task.text) }, isStale);
    const answer = await findAnswer(task, { isStale });
    if (answer.first.results.length || !answer.ranking.clauses.some(({ quoted }) => quoted)) return answer;
    return findAnswer(task, { quotes: false, isStale });
  }

  /** @param {string} text */
  async function isTitle(text) {
    const candidates = await engine.matchTitles(foldedWords(text));
    const papers = candidates.length <= FEW ? await data.papers(candidates) : [];
    return papers.some(({ title }) => plainText(title) === plainText(text));
  }

  /**
   * @param {SearchTask} task
   * @param {SearchOptions} options
   * @returns {Promise<SearchAnswer>}
   */
  async function findAnswer(task, options) {
    const ranking = await engine.search(task, { first: true, ...options });
    const page = paginate(ranking, task.text);
    /** @type {SearchAnswer} */
    const answer = { ranking, page, first: await page(0), whole: async () => answer };
    if (ranking.isWhole) return answer;
    const whole = once(() => findAnswer(task, { ...options, first: false, isStale: undefined }));
    return { ...answer, whole, page: async (from) => (await whole()).page(from) };
  }

  /**
   * Searches that find more, where little was found.
   *
   * @param {SearchTask} task
   * @param {SearchAnswer} answer
   * @returns {Promise<Refinement[]>}
   */
  async function refine(task, { ranking, first, page }) {
    if (!foundLittle(ranking, first)) return [];
    const { createRefiner } = await import("./refinements.js");
    const { results } = await page(first.results.length);
    const shown = { ...first, results: [...first.results, ...results] };
    return createRefiner({ data, index, wordLists, stem, isStopWord, search: engine.search })(task, ranking, shown);
  }

  return { search, countFacets: engine.countFacets, refine };
}

/** @typedef {Awaited<ReturnType<typeof createSearcher>>} Searcher */

/**
 * Whether few papers have all of the words, and none of them is the one that was meant.
 *
 * @param {Ranking} ranking
 * @param {ResultPage} first
 */
const foundLittle = ({ clauses, unsure, unfinished, all }, { results: [best] }) =>
  clauses.length > 0 &&
  all < LITTLE &&
  !unsure.length &&
  !unfinished &&
  !(best?.together === "title" && clauses.length >= TITLE_WORDS) &&
  !clauses.some(({ fields }) => fields);

/**
 * The word lists to compare `typed` with. Near are those of its first letter, then of its second one: a word whose first
 * two letters were swapped lies there, and one with a first letter too many.
 *
 * @param {string} typed
 * @param {Record<string, string>} names - by first letter
 * @param {SearchData} data
 * @returns {WordLists}
 */
function chooseWordLists(typed, names, data) {
  const letters = [...typed.slice(0, 2)];
  const near = [...new Set(letters.map((letter) => names[letter] ?? names["*"]).filter(Boolean))];
  const others = Object.values(names).filter((name) => !near.includes(name));
  /** @param {string} name */
  const getList = (name) => data.file("words", name);
  return {
    near: near.map((name) => () => getList(name)),
    others: others.length ? [async () => mergeLists(await Promise.all(others.map(getList)))] : [],
  };
}

/**
 * @param {WordList[]} lists
 * @returns {WordList}
 */
const mergeLists = (lists) => ({
  words: lists.flatMap(({ words }) => words),
  papers: lists.flatMap(({ papers }) => papers),
});

/** @param {string} text */
const plainText = (text) => foldedWords(text).join(" ");

/**
 * @template T
 * @param {() => Promise<T>} compute
 */
function once(compute) {
  /** @type {Promise<T> | undefined} */
  let value;
  return function get() {
    value ??= compute();
    value.catch(() => (value = undefined)); // so that it is tried again
    return value;
  };
}

/** @param {(key: string) => string} compute */
function memoize(compute) {
  /** @type {Map<string, string>} */
  const values = new Map();
  return (/** @type {string} */ key) => {
    let value = values.get(key);
    if (value === undefined) values.set(key, (value = compute(key)));
    return value;
  };
}
