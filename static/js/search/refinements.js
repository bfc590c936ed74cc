// Refinements: where little is found, up to three searches that find more, each with the number of papers it gives: a
// likelier spelling, a name, a topic. They are looked for when the answer is shown, in what it has loaded, in the list
// of names and in the facets; this script is loaded then, too.

import { editDistance } from "./fuzzy.js";
import { foldedWords, isWordlike, wordRuns } from "./words.js";

/**
 * @import { NameEntry, SearchData } from "./data.js"
 * @import { Ranking, SearchTask } from "./engine.js"
 * @import { ExpandedClause } from "./expansion.js"
 * @import { ResultPage } from "./result_pages.js"
 * @import { Index } from "./shards.js"
 * @import { WordLists } from "./suggestions.js"
 */

/**
 * Another search, or the page of a name.
 *
 * @typedef {object} Refinement
 * @property {"spelling" | "name" | "topic"} kind
 * @property {string} label
 * @property {number} count - how many papers it leads to
 * @property {{ text: string, tags: string[] }} [search] - what replaces the request's text and topics
 * @property {string} [url] - of the name's page, relative to the site's root
 */

const FEW = 5; // papers, too few to be narrowed to a topic
const SHORTEST = 4; // letters; a shorter word is near too many
const LONG_WORD = 8; // letters, from which on two may be wrong
const MUCH_LIKELIER = 5; // times as many papers have the word
const MOST_WORDS = 2; // are compared with all others, the rarest
const SHORT_NAME = 3; // letters
const FEWEST_OF_TOPIC = 2; // of the results shown

/**
 * Returns `refine`, which takes an answer.
 *
 * @param {object} tools
 * @param {SearchData} tools.data
 * @param {Index} tools.index
 * @param {(typed: string) => WordLists} tools.wordLists
 * @param {(word: string) => string} tools.stem
 * @param {(word: string) => boolean} tools.isStopWord
 * @param {(task: SearchTask) => Promise<Ranking>} tools.search
 */
export function createRefiner({ data, index, wordLists, stem, isStopWord, search }) {
  /**
   * @param {SearchTask} task
   * @param {Ranking} ranking
   * @param {ResultPage} first
   * @returns {Promise<Refinement[]>}
   */
  async function refine(task, ranking, first) {
    const found = await Promise.all([
      suggestSpelling(task, ranking),
      suggestName(ranking),
      suggestTopic(task, ranking, first),
    ]);
    return found.filter((each) => each !== undefined);
  }

  /**
   * The query with a word that is nearly one of it, and that many more papers have.
   *
   * @param {SearchTask} task
   * @param {Ranking} ranking
   * @returns {Promise<Refinement | undefined>}
   */
  async function suggestSpelling(task, { clauses, all }) {
    const words = clauses.filter(mayBeASlip).sort((a, b) => countPapers(a.joined) - countPapers(b.joined));
    const likelier = (await Promise.all(words.slice(0, MOST_WORDS).map(findLikelier))).flat();
    const [best] = likelier.sort((a, b) => a.slips - b.slips || b.papers - a.papers);
    if (!best) return undefined;
    const text = task.text.replace(/\S+/g, (typed) => (typed === best.typed ? best.word : typed));
    const { all: count } = await search({ ...task, text, committed: true });
    return count > all ? { kind: "spelling", label: text, count, search: { text, tags: task.tags ?? [] } } : undefined;
  }

  /**
   * The words that differ from a typed one by a slip, are no other form of it, and that many more papers have.
   *
   * @param {ExpandedClause} clause
   */
  async function findLikelier({ text, joined, alternatives }) {
    const [list] = wordLists(joined).near;
    const { words, papers } = list ? await list() : { words: [], papers: [] };
    const meant = new Set(alternatives.flatMap(({ terms }) => terms));
    const limit = joined.length < LONG_WORD ? 1 : 2;
    const least = MUCH_LIKELIER * Math.max(1, countPapers(joined));
    return words
      .map((word, i) => ({ typed: text, word, papers: papers[i], slips: limit + 1 }))
      .filter((each) => each.papers >= least && isWordlike(each.word))
      .map((each) => ({ ...each, slips: editDistance(joined, each.word, limit) }))
      .filter(({ word, slips }) => slips <= limit && !meant.has(stem(word)));
  }

  /** @param {string} word */
  const countPapers = (word) => index.posting(stem(word))?.frequency ?? 0;

  /**
   * The name that more of what was typed says than any other.
   *
   * @param {Ranking} ranking
   * @returns {Promise<Refinement | undefined>}
   */
  async function suggestName({ clauses, all }) {
    const { names } = await data.manifest();
    const typed = clauses.map(({ joined }) => joined);
    const stems = new Set(clauses.flatMap(({ parts, joined }) => [joined, ...parts].map(stem)));
    let best = { score: 0, entry: /** @type {NameEntry | undefined} */ (undefined) };
    for (const entry of await data.file("names", names)) {
      const score = entry[3] > all ? lettersInCommon(entry, typed, stems) : 0;
      if (score > best.score) best = { score, entry };
    }
    if (!best.entry) return undefined;
    const [id, label, , count] = best.entry;
    return { kind: "name", label, count, url: `names/${id}.html` };
  }

  /**
   * How many letters of a name were typed: its long form, or itself but for a number (`Llama-4` for Llama).
   *
   * @param {NameEntry} entry
   * @param {string[]} typed
   * @param {Set<string>} stems
   */
  function lettersInCommon([, label, longForm], typed, stems) {
    const long = wordRuns(longForm)
      .map(({ parts }) => parts.map(({ folded }) => folded))
      .filter((parts) => !parts.every(isStopWord));
    const isTyped = (/** @type {string[]} */ parts) =>
      [parts, [parts.join("")]].some((some) => some.every((word) => stems.has(stem(word))));
    if (long.length > 1 && long.every(isTyped)) return long.flat().join("").length;
    const name = foldedWords(label).join("");
    const isMeant = name.length >= SHORT_NAME && typed.some((word) => isVersion(name, word) || isVersion(word, name));
    return isMeant ? name.length : 0;
  }

  /**
   * The topic that tells the first results from all papers: in it the papers with some of the words, or all of it where
   * those are few, too.
   *
   * @param {SearchTask} task
   * @param {Ranking} ranking
   * @param {ResultPage} first
   * @returns {Promise<Refinement | undefined>}
   */
  async function suggestTopic({ tags = [], ...task }, { all, filters }, { results, total }) {
    const shown = results.flatMap((result) => result.tags).filter(({ id }) => !filters.tags.includes(id));
    const facets = await data.file("facets", (await data.manifest()).facets);
    const sizes = new Map(facets.tags.map(([id, , papers]) => [id, papers.length]));
    const counts = new Map(shown.map(({ id }) => [id, shown.filter((tag) => tag.id === id).length]));
    /** @param {{ id: string }} tag */
    const weight = ({ id }) => (counts.get(id) ?? 0) ** 2 / (sizes.get(id) ?? Infinity);
    const topics = shown.filter(({ id }) => (counts.get(id) ?? 0) >= Math.min(FEWEST_OF_TOPIC, results.length));
    const [topic] = topics.sort((a, b) => weight(b) - weight(a));
    if (!topic) return undefined;
    const request = { text: total >= FEW ? task.text : "", tags: [...tags, topic.id] };
    const { hits } = await search({ ...task, ...request, committed: true });
    return hits.length > all ? { kind: "topic", label: topic.label, count: hits.length, search: request } : undefined;
  }

  return refine;
}

/** @typedef {ReturnType<typeof createRefiner>} Refiner */

/**
 * Whether it is a plain word, long enough to be compared.
 *
 * @param {ExpandedClause} clause
 */
const mayBeASlip = ({ joined, parts, quoted, suggestions }) =>
  !quoted && !suggestions.length && parts.length === 1 && isWordlike(joined) && joined.length >= SHORTEST;

/**
 * Whether a name is another one, or that with a number.
 *
 * @param {string} longer
 * @param {string} name
 */
const isVersion = (longer, name) => longer.startsWith(name) && /^(\P{L}|$)/u.test(longer.slice(name.length));
