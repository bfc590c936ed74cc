// From what was typed to papers in order. Pure: it is given lunr, its index, the words of the papers and a way to get
// papers by number, so that a worker and the tests run the same code.
//
// lunr is asked once, for every term that could answer, and its scores order the papers. Which words of the query a
// paper answers is read off lunr's own account of its matches; papers that answer all of them come first.

import { parse, withoutQuotes } from "./query.js";
import { createVocabulary } from "./vocabulary.js";
import { createWays } from "./ways.js";
import { words } from "./words.js";

const folded = (text) => words(text).map((word) => word.folded);

export function createEngine({ lunr, index: serialized, words: sorted, papers }) {
  const index = lunr.Index.load(serialized);
  const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();
  const isKnown = (term) => Object.hasOwn(index.invertedIndex, term);
  const isStopWord = (word) => lunr.stopWordFilter(word) === undefined;
  const { resolve, isTelling } = createWays({ stem, isStopWord, isKnown, vocabulary: createVocabulary(sorted) });
  const refs = (term, field) => (isKnown(term) ? index.invertedIndex[term][field] : {});
  const hasTerm = (paper) => (term) => index.fields.some((field) => Object.hasOwn(refs(term, field), paper));

  // { hits: [{ paper, terms, all }], all, meant: [{ typed, shown }], missing: [text] }, hits best first. A hit's
  // `terms` are those it answers with; `all` is whether it answers every word, and how many hits do. `meant` are words
  // that were taken for a slip of the pen, `missing` those that no paper has, nor any like them.
  async function search(typed) {
    const query = parse(typed);
    const found = await answer(query);
    const unquoted = query.phrases.length && !found.hits.length ? await answer(withoutQuotes(query)) : found;
    const missing = unquoted === found ? found.missing : query.phrases.map((phrase) => `"${phrase.text}"`);
    return titleFirst({ ...unquoted, missing }, query, typed);
  }

  async function answer(query) {
    const telling = query.words.filter(isTelling);
    const wanted = (telling.length ? telling : query.words).map(resolve);
    const quoted = query.phrases.map(resolve);
    const asks = wanted.length + quoted.length > 0;
    const scored = asks ? ask([...wanted, ...quoted]) : query.without.length ? everyPaper() : [];
    const judged = scored.map((hit) => judge(hit, wanted, quoted)).filter((hit) => hit.answers || !wanted.length);
    const hits = await thatDoNotSay(await thatSay(judged, quoted), query.without.map(resolve));
    return {
      hits: hits.sort((a, b) => b.all - a.all || b.score - a.score || a.paper - b.paper),
      all: hits.filter((hit) => hit.all).length,
      meant: wanted.filter(({ shown }) => shown.length).map(({ text, shown }) => ({ typed: text, shown })),
      missing: wanted.filter(({ ways }) => !ways.length).map(({ text }) => text),
    };
  }

  // One question to lunr with all the terms; each counts as much as the best way it is part of.
  function ask(wanted) {
    const boosts = new Map();
    for (const { terms, boost } of wanted.flatMap(({ ways }) => ways))
      for (const term of terms) boosts.set(term, Math.max(boost, boosts.get(term) ?? 0));
    if (!boosts.size) return [];
    const results = index.query((query) => {
      for (const [term, boost] of boosts) query.term(term, { boost, usePipeline: false });
    });
    return results.map(({ ref, score }) => ({ paper: Number(ref), score }));
  }

  function everyPaper() {
    const numbers = new Set(Object.keys(index.fieldVectors).map((ref) => Number(ref.split("/")[1])));
    return [...numbers].map((paper) => ({ paper, score: 0 }));
  }

  function judge({ paper, score }, wanted, quoted) {
    const answers = ({ ways }) => ways.filter(({ terms }) => terms.every(hasTerm(paper)));
    const answered = wanted.map(answers).filter((ways) => ways.length);
    const terms = new Set([...answered, ...quoted.map(answers)].flat().flatMap((way) => way.terms));
    return { paper, score, terms, answers: answered.length, all: answered.length === wanted.length };
  }

  // Of the papers that have the words of each phrase, those whose text has them next to each other.
  async function thatSay(hits, phrases) {
    if (!phrases.length) return hits;
    const able = hits.filter(({ paper }) => phrases.every((phrase) => answersPhrase(paper, phrase)));
    const texts = await papers(able.map(({ paper }) => paper));
    return able.filter((_, i) => phrases.every(({ parts }) => says(texts[i], parts)));
  }

  const answersPhrase = (paper, { ways }) => ways.some(({ terms }) => terms.every(hasTerm(paper)));

  async function thatDoNotSay(hits, excluded) {
    const phrases = excluded.filter(({ quoted }) => quoted);
    const single = excluded.filter(({ quoted }) => !quoted);
    const kept = hits.filter(({ paper }) => !single.some((word) => !word.shown.length && answersPhrase(paper, word)));
    const saying = new Set();
    for (const phrase of phrases) for (const { paper } of await thatSay(kept, [phrase])) saying.add(paper);
    return kept.filter(({ paper }) => !saying.has(paper));
  }

  // A paper whose title is what was typed stands first, whatever else the typed text could mean.
  async function titleFirst(found, query, typed) {
    const title = folded(typed);
    if (!title.length || !(query.words.length || query.phrases.length)) return found;
    const terms = title.map(stem);
    const able = Object.keys(refs(terms[0], "title")).filter((ref) => terms.every((term) => Object.hasOwn(refs(term, "title"), ref)));
    const texts = await papers(able.map(Number));
    const titled = able.map(Number).filter((_, i) => folded(texts[i].title).join(" ") === title.join(" "));
    const first = titled.map((paper) => ({ paper, score: 0, terms: new Set(terms), all: true }));
    const rest = found.hits.filter(({ paper }) => !titled.includes(paper));
    return { ...found, hits: [...first, ...rest], all: first.length + rest.filter(({ all }) => all).length };
  }

  return { search, stem };
}

// Whether a text of the paper has these words next to each other.
function says(paper, parts) {
  const texts = [paper.title, paper.abstract, ...paper.authors];
  return texts.some((text) => ` ${folded(text).join(" ")} `.includes(` ${parts.join(" ")} `));
}
