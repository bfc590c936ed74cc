// Everything a search needs, put together from what reads the files: what the worker answers with.

import { createEngine } from "./engine.js";
import { createFacets } from "./facets.js";
import { createMeant } from "./suggestions.js";
import { createPhrases } from "./phrases.js";
import { createIndex } from "./shards.js";
import { createShown } from "./result_pages.js";
import { createWays } from "./expansion.js";
import { words } from "./words.js";

const FEW = 5; // papers that are read to see what their titles are
const LEAVES_OUT = /(^|\s)-[^\s-]/; // and yet it may be a title

export async function createSearcher({ lunr, data }) {
  const [manifest, index] = await Promise.all([data.manifest(), createIndex(data)]);
  const stem = memo((word) => lunr.stemmer(new lunr.Token(word, {})).toString());
  const isStopWord = (word) => lunr.stopWordFilter(word) === undefined;
  const facets = createFacets(data);
  const phrases = createPhrases(data, isStopWord);
  const meant = createMeant({
    index,
    stem,
    isStopWord,
    saying: phrases.saying,
    lists: (typed) => lists(typed, manifest.words, data),
  });
  const ways = createWays({ index, meant, stem, isStopWord });
  const engine = createEngine({ lunr, size: manifest.papers, index, ways, facets, phrases });
  const pagesOf = createShown({ papers: data.papers, index, stem, isStopWord });

  // { page, found, first }: the answer to a task (see `engine.js`), its first page, and how to get others.
  async function search(task, isStale = () => false) {
    if (LEAVES_OUT.test(task.text) && (await isTitle(task.text)))
      return search({ ...task, text: plain(task.text) }, isStale);
    const found = await engine.search(task, { isStale });
    const answer = await paged(found, task);
    if (answer.first.results.length || !found.wanted.some(({ quoted }) => quoted)) return answer;
    return paged(await engine.search(task, { quotes: false, isStale }), task);
  }

  async function isTitle(text) {
    const able = await engine.titled(folded(text));
    const read = able.length <= FEW ? await data.papers(able) : [];
    return read.some(({ title }) => plain(title) === plain(text));
  }

  async function paged(found, { text }) {
    const page = pagesOf(found, text);
    return { found, page, first: await page(0) };
  }

  return { search, facetCounts: engine.facetCounts };
}

// The words by first letter: those that begin as typed, then those that begin with its second letter, which is where a
// word lies whose first letters were swapped, or whose first letter is one too many; and all the others.
function lists(typed, names, data) {
  const begin = [...new Set([...typed.slice(0, 2)].map((letter) => names[letter] ?? names["*"]).filter(Boolean))];
  const others = Object.values(names).filter((name) => !begin.includes(name));
  const get = (name) => data.file("words", name);
  return {
    begin: begin.map((name) => () => get(name)),
    others: others.length ? [async () => joined(await Promise.all(others.map(get)))] : [],
  };
}

const joined = (some) => ({
  words: some.flatMap(({ words: each }) => each),
  papers: some.flatMap(({ papers }) => papers),
});

const folded = (text) => words(text).map((word) => word.folded);
const plain = (text) => folded(text).join(" ");

function memo(make) {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) kept.set(key, make(key));
    return kept.get(key);
  };
}
