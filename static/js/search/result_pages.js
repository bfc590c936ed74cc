// Pages of results: the papers of a ranking, fifteen at a time, but of a large site three at first, as a page shows them:
// with the matching words marked, and with the reasons why they match. A paper is read when it is shown, or when its text
// decides what is shown.

import { excerpt, matches, pieces } from "./excerpt.js";
import { adjoiningClauses, IN_A_ROW, standTogether } from "./nearness.js";
import { containsPhrase } from "./phrases.js";
import { includesSorted } from "./sorted.js";
import { allWords, foldedWords } from "./words.js";

/**
 * @import { PaperRecord } from "./data.js"
 * @import { Ranking } from "./engine.js"
 * @import { ExpandedClause } from "./expansion.js"
 * @import { Piece } from "./excerpt.js"
 * @import { Matches } from "./matching.js"
 * @import { Index } from "./shards.js"
 */

/**
 * @typedef {object} Result
 * @property {string} id
 * @property {string} url - relative to the site's root
 * @property {Piece[]} title
 * @property {string} [html] - the title as HTML, where that differs from its text
 * @property {string[]} authors
 * @property {string[]} [pages] - by author the id of their page, "" without one
 * @property {Piece[]} excerpt
 * @property {{ id: string, label: string }[]} editions
 * @property {{ id: string, label: string, url: string }[]} tags
 * @property {boolean | number} code
 * @property {boolean} all - whether it matches every clause
 * @property {string[]} [facts] - where and when it appeared, and its votes
 * @property {Reason[]} why
 * @property {"title" | "sentence" | "row"} [together] - where all words of the query stand together, or that they stand in a row
 */

/**
 * @typedef {object} Reason
 * @property {string} field - a field, or `also` for acronyms and their long forms
 * @property {string[]} words - what matches there
 */

/**
 * @typedef {object} ResultPage
 * @property {Result[]} results
 * @property {number} total - how many results there are
 * @property {boolean} least - whether there may be more than `total`
 * @property {boolean} [uncounted] - whether these are final, but not yet counted with all the others
 * @property {boolean} [part] - whether these are only a part of the first page, and the rest follows when it is looked at
 */

const LARGE = 1000; // papers of a site of which every kilobyte counts, for its other files are large
const FIRST_SIZE = 3; // as many as a screen shows
const PAGE_SIZE = 15;
const COMPARED = 8; // papers at most are put in order by what they say, beyond what is known of their titles
const MOST_READ = 100; // papers, to find a page of those that have a phrase
const NEARNESS = { incomplete: 0, apart: 1, sentence: 2, apartInTitle: 3, title: 4, passage: 5 }; // how near the words are together

/** @type {Map<number, Result["together"]>} */
const TOGETHER = new Map([
  [NEARNESS.title, "title"],
  [NEARNESS.sentence, "sentence"],
  [NEARNESS.passage, "row"],
]);

/**
 * Returns `paginate`, which makes of a ranking and the text typed a function `page(from)`.
 *
 * @param {object} tools
 * @param {number} tools.size - how many papers the site has
 * @param {(numbers: number[]) => Promise<PaperRecord[]>} tools.papers
 * @param {Index} tools.index
 * @param {(word: string) => string} tools.stem
 * @param {(word: string) => boolean} tools.isStopWord
 */
export function createPaginator({ size, papers, index, stem, isStopWord }) {
  const firstSize = size < LARGE ? PAGE_SIZE : FIRST_SIZE;
  const tools = { stem, isStopWord };

  /**
   * @param {Ranking} ranking
   * @param {string} text
   */
  return function paginate(ranking, text) {
    const { hits, unsure, matchesAll, byRelevance } = ranking;
    const adjoining = adjoiningClauses(ranking.clauses);
    /** @type {FoundPaper[]} */
    const confirmed = []; // the hits that have all phrases
    let [next, inOrder] = [0, 0]; // how many hits were read; how many of the confirmed ones have their order
    /** @type {Promise<unknown>} */
    let turn = Promise.resolve(); // a page begins where the one before ended

    /**
     * @param {number} from - how many came before
     * @returns {Promise<ResultPage>}
     */
    function page(from) {
      const result = turn.then(() => readPage(from));
      turn = result.catch(() => {});
      return result;
    }

    /**
     * @param {number} from
     * @returns {Promise<ResultPage>}
     */
    async function readPage(from) {
      const to = from ? (from < PAGE_SIZE ? PAGE_SIZE : from + PAGE_SIZE) : firstSize;
      const needed = unsure.length ? Math.max(to, PAGE_SIZE) : to;
      const end = Math.min(hits.length, next + MOST_READ);
      while (confirmed.length < needed && next < end) await readMore(needed);
      if (byRelevance) arrange();
      const results = confirmed.slice(from, to).map((each) => createResult(each, ranking));
      const least = unsure.length > 0 && next < hits.length;
      const total = unsure.length ? confirmed.length : (ranking.total ?? hits.length);
      const uncounted = ranking.total === undefined;
      return { results, total, least: least || uncounted, uncounted, part: to < PAGE_SIZE };
    }

    /** Puts those of the first ones that were read in their order. */
    function arrange() {
      const read = confirmed.slice(inOrder, COMPARED).sort((a, b) => order(b) - order(a));
      confirmed.splice(inOrder, read.length, ...read);
      inOrder = confirmed.length;
    }

    /** @param {number} needed - how many */
    async function readMore(needed) {
      const numbers = hits.slice(next, unsure.length ? next + PAGE_SIZE : endFor(needed));
      const read = await papers(numbers);
      next += numbers.length;
      read.forEach((paper, i) => {
        if (containsPhrases(paper, unsure))
          confirmed.push({ paper, number: numbers[i], near: nearness(paper, numbers[i]) });
      });
    }

    /**
     * How far to read to show so many: of the first ones, where a sentence decides, to the last one for which it does.
     *
     * @param {number} needed
     */
    function endFor(needed) {
      const isOpen = (/** @type {number} */ number) => matchesAll(number) && !ranking.nearness[number];
      const first = hits.slice(0, COMPARED);
      const decides = byRelevance && adjoining.length > 0 && first.slice(next, needed).some(isOpen);
      return Math.max(needed, decides ? first.findLastIndex(isOpen) + 1 : 0);
    }

    /**
     * @param {PaperRecord} paper
     * @param {number} number
     */
    function nearness({ abstract = "" }, number) {
      if (!matchesAll(number)) return NEARNESS.incomplete;
      const inTitle = ranking.nearness[number];
      if (inTitle === IN_A_ROW) return NEARNESS.passage;
      if (inTitle) return inTitle > 1 ? NEARNESS.title : NEARNESS.apartInTitle;
      return standTogether(abstract, adjoining, tools) ? NEARNESS.sentence : NEARNESS.apart;
    }

    /**
     * Higher for a paper that comes sooner. The first is the one whose title is what was typed.
     *
     * @param {FoundPaper} found
     */
    const order = ({ paper, near }) => (plainText(paper.title) === plainText(text) ? Infinity : near);

    return page;
  };

  /**
   * @param {FoundPaper} found
   * @param {Matches} matching
   * @returns {Result}
   */
  function createResult({ paper, number, near }, { clauses, matchesAll }) {
    const terms = matchingTerms(clauses, number);
    const { abstract = "", authors = [], editions = [], tags = [], also = [], ...rest } = paper;
    return {
      code: false,
      ...rest,
      url: `papers/${paper.id}.html`,
      authors,
      editions: editions.map(([id, label]) => ({ id, label })),
      tags: tags.map(([id, label]) => ({ id, label, url: `tags/${id}.html` })),
      all: matchesAll(number),
      together: TOGETHER.get(near),
      title: pieces(paper.title, matches(paper.title, terms, stem)),
      excerpt: excerpt(abstract, terms, stem),
      why: findReasons({ title: paper.title, abstract, authors, tags, also }, terms),
    };
  }

  /**
   * The terms by which a paper matches.
   *
   * @param {ExpandedClause[]} clauses
   * @param {number} number - the paper's
   */
  function matchingTerms(clauses, number) {
    /**
     * @param {string} term
     * @param {string[]} fields
     */
    const hasTerm = (term, fields) =>
      fields.some((field) => includesSorted(index.posting(term)?.fields[field]?.papers ?? [], number));
    const matching = clauses
      .flatMap(({ alternatives }) => alternatives)
      .filter(({ terms, fields = index.fields }) => terms.every((term) => hasTerm(term, fields)));
    return new Set(matching.flatMap(({ terms }) => terms));
  }

  /**
   * By field the matching words of a paper, as they stand there.
   *
   * @param {Required<Pick<PaperRecord, "title" | "abstract" | "authors" | "tags" | "also">>} paper
   * @param {Set<string>} terms
   * @returns {Reason[]}
   */
  function findReasons({ title, abstract, authors, tags, also }, terms) {
    /** @param {string} text */
    const hasMatch = (text) => allWords(text).some((word) => terms.has(stem(word.folded)));
    /** @param {string} text */
    const matchesWhole = (text) => foldedWords(text).every((word) => isStopWord(word) || terms.has(stem(word)));
    /** @param {string} text */
    const wordsIn = (text) => [
      ...new Map(matches(text, terms, stem).map((word) => [word.folded, text.slice(word.start, word.end)])).values(),
    ];
    const reasons = [
      { field: "title", words: wordsIn(title) },
      { field: "abstract", words: wordsIn(abstract) },
      { field: "authors", words: authors.filter(hasMatch) },
      { field: "tags", words: tags.map(([, label]) => label).filter(hasMatch) },
      {
        field: "also",
        words: also.filter((forms) => forms.some(matchesWhole)).map(([short, long]) => `${short} = ${long}`),
      },
    ];
    return reasons.filter(({ words }) => words.length);
  }
}

/** @typedef {{ paper: PaperRecord, number: number, near: number }} FoundPaper */

/**
 * Whether the title or the abstract has each of the phrases.
 *
 * @param {PaperRecord} paper
 * @param {ExpandedClause[]} phrases
 */
const containsPhrases = ({ title, abstract = "" }, phrases) =>
  phrases.every(({ parts }) => [title, abstract].some((text) => containsPhrase(foldedWords(text), parts)));

/** @param {string} text */
const plainText = (text) => foldedWords(text).join(" ");
