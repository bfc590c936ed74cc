// The papers of an answer, twenty at a time, as the page draws them: with what matched marked, and why.

import { excerpt, matches, pieces } from "./excerpt.js";
import { says } from "./phrases.js";
import { allWords, words } from "./words.js";

export const AT_A_TIME = 20;
const MOST_READ = 100; // papers read in search of twenty that say a phrase

const folded = (text) => words(text).map((word) => word.folded);

// `papers` gives papers by their numbers.
export function createShown({ papers, index, stem, isStopWord }) {
  // The results of `found`, a page at a time: `page(from)` gives { results, total, least }.
  return function pagesOf(found, text) {
    const proved = [];
    let next = 0;

    async function page(from) {
      const most = next + MOST_READ;
      while (proved.length < from + AT_A_TIME && next < Math.min(found.hits.length, most)) await proveMore();
      if (from === 0) titleFirst(proved, text);
      const results = proved.slice(from, from + AT_A_TIME).map((each) => result(each, found));
      const sure = !found.unsure.length || next >= found.hits.length;
      return {
        results,
        total: sure && found.unsure.length ? proved.length : sure ? found.hits.length : proved.length,
        least: !sure,
      };
    }

    async function proveMore() {
      const numbers = found.hits.slice(next, next + AT_A_TIME);
      next += numbers.length;
      const read = await papers(numbers);
      read.forEach((paper, i) => saysAll(paper, found.unsure) && proved.push({ paper, number: numbers[i] }));
    }

    return page;
  };

  function result({ paper, number }, found) {
    const terms = answeredBy(found.wanted, number);
    const title = matches(paper.title, terms, stem);
    const { abstract = "", authors = [], editions = [], tags = [], also = [], ...rest } = paper;
    return {
      date: "",
      code: false,
      ...rest,
      url: `papers/${paper.id}.html`,
      authors,
      editions: editions.map(([id, label]) => ({ id, label })),
      tags: tags.map(([id, label]) => ({ id, label, url: `tags/${id}.html` })),
      all: found.answersAll(number),
      title: pieces(paper.title, title),
      excerpt: excerpt(abstract, terms, stem),
      why: why({ ...paper, abstract, authors, tags, also }, terms),
    };
  }

  // The terms with which a paper answers.
  function answeredBy(wanted, number) {
    const has = (term, fields) =>
      fields.some((field) => includes(index.posting(term)?.fields[field]?.papers ?? [], number));
    const ways = wanted
      .flatMap((each) => each.ways)
      .filter(({ terms, fields = index.fields }) => terms.every((term) => has(term, fields)));
    return new Set(ways.flatMap(({ terms }) => terms));
  }

  // By field, the words of the paper that match, as they stand there.
  function why({ title, abstract, authors, tags, also }, terms) {
    const matching = (text) => allWords(text).some((word) => terms.has(stem(word.folded)));
    const whole = (text) => folded(text).every((word) => isStopWord(word) || terms.has(stem(word)));
    const inText = (text) => [
      ...new Map(matches(text, terms, stem).map((word) => [word.folded, text.slice(word.start, word.end)])).values(),
    ];
    const reasons = [
      { field: "title", words: inText(title) },
      { field: "abstract", words: inText(abstract) },
      { field: "authors", words: authors.filter(matching) },
      { field: "tags", words: tags.map(([, label]) => label).filter(matching) },
      { field: "also", words: also.filter((forms) => forms.some(whole)).map(([short, long]) => `${short} = ${long}`) },
    ];
    return reasons.filter((reason) => reason.words.length);
  }
}

const saysAll = ({ title, abstract = "" }, phrases) =>
  phrases.every(({ parts }) => [title, abstract].some((text) => says(folded(text), parts)));

// A paper whose title is what was typed stands first, whatever else the typed text could mean.
function titleFirst(proved, text) {
  const typed = folded(text).join(" ");
  const at = proved.findIndex(({ paper }) => folded(paper.title).join(" ") === typed);
  if (at > 0) proved.unshift(...proved.splice(at, 1));
}

function includes(ascending, number) {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < number) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === number;
}
