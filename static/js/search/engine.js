// From what was asked to papers in order. Pure: it is given lunr and what reads the files, so that a worker and the
// tests run the same code.
//
// Which words of the query a paper answers is read off the terms' own papers: those that answer all come first. lunr's
// scores order them. A paper's score depends on no other paper, so lunr is only asked about those that can be among the
// first, with an index of just these papers and the query's terms; which these are, the same product of weights says
// without making an object of every match, which for a common word in thousands of papers is what would stutter.

import { parse, withoutQuotes } from "./query.js";
import { lunrIndex } from "./lunr_subset.js";

export class Superseded extends Error {}

const ASKED_OF_LUNR = 100; // papers
const MOST_WORDS = 100; // of a query: who pastes an abstract has found its paper by then

// `size` is how many papers there are; `ways`, `phrases` and `facets` are what their modules make.
export function createEngine({ lunr, size, index, ways, phrases, facets }) {
  const everyPaper = () => Array.from({ length: size }, (_, paper) => paper);

  // The answer to { text, tags, editions, code, sort, committed }:
  //   papers    those that answer the text, by number
  //   hits      those that pass the filters too, best first; the first `all` answer every word of the text
  //   wanted    the words and phrases with their ways; `unsure` are the phrases that only a text can prove
  //   meant     words taken for a slip of the pen; `missing` are those that no paper has, nor any like them
  //   unfinished, likeliest   a word that is too short to tell, and what it was taken for
  //   filters   those chosen and those typed, by id
  // With `quotes: false` the phrases are taken apart, and said to be missing. `isStale()` tells that nobody waits any
  // more; then it throws `Superseded`.
  async function search(task, { quotes = true, isStale = () => false } = {}) {
    const typed = parse(task.text, task.committed);
    const filters = await understood(typed, task);
    const query = quotes ? typed : withoutQuotes(typed);
    const found = await answer(query, isStale);
    const said = quotes ? [] : typed.phrases.map(({ text }) => `"${text}"`);
    const asks = [query.words, query.phrases, query.without, filters.tags, filters.editions].some(
      (list) => list.length,
    );
    const passes = await facets.passing(filters);
    const hits = asks || filters.code ? inOrder(found.papers.filter(passes), found, task.sort) : [];
    return { ...found, hits, all: hits.filter(found.answersAll).length, filters, missing: [...said, ...found.missing] };
  }

  // Papers that answer every word first; then by score, or by date alone: the higher its number, the newer a paper is.
  function inOrder(papers, { answersAll, wanted }, sort) {
    const clauses = clausesOf(wanted);
    const points = sort === "date" ? new Float64Array(size) : products(clauses);
    const best = 1 + points.reduce((a, b) => Math.max(a, b), 0);
    for (const paper of papers) if (answersAll(paper)) points[paper] += best;
    papers.sort((a, b) => points[b] - points[a] || b - a);
    if (sort === "date" || !clauses.length) return papers;
    const first = papers.slice(0, ASKED_OF_LUNR);
    const scores = scored(clauses, first);
    first.sort((a, b) => answersAll(b) - answersAll(a) || scores[b] - scores[a] || b - a);
    return [...first, ...papers.slice(ASKED_OF_LUNR)];
  }

  // What the filters are, chosen and typed. A typed name that means nothing is unknown, and filters nothing.
  async function understood(query, { tags = [], editions = [], code = false }) {
    const filters = { tags: [...tags], editions: [...editions], code, named: { tags: [], editions: [] }, unknown: [] };
    for (const kind of ["tags", "editions"])
      for (const text of query[kind]) {
        const named = await facets.named(kind, text);
        if (!named.length) filters.unknown.push(text);
        const meant = kind === "tags" ? named.slice(0, 1) : named;
        filters[kind].push(...meant.map(({ id }) => id));
        filters.named[kind].push(...meant.map(({ id, label }) => ({ id, label })));
      }
    return filters;
  }

  async function answer(query, isStale) {
    const telling = query.words.filter(ways.isTelling);
    const lists = [telling.length ? telling : query.words, query.phrases, query.without];
    const [wanted, quoted, excluded] = await Promise.all(lists.map((list) => ways.resolve(distinct(list))));
    const [said, unsaid] = await Promise.all([proofs(quoted), proofs(excluded.filter((each) => each.quoted))]);
    if (isStale()) throw new Superseded();
    const counts = howMany(wanted);
    const out = leftOut(excluded, unsaid);
    const says = quoted.map((each, i) => both(marks(said[i].papers), answering(each)));
    const fits = (paper) =>
      !out[paper] && says.every((mark) => mark[paper]) && (counts[paper] || !wanted.length || says.length);
    return {
      papers: everyPaper().filter(fits),
      answersAll: (paper) => counts[paper] === wanted.length,
      wanted: [...wanted, ...quoted],
      unsure: quoted.filter((_, i) => !said[i].sure),
      meant: wanted.filter(({ shown }) => shown.length).map(({ text, shown }) => ({ typed: text, shown })),
      missing: wanted.filter((each) => !each.ways.length && !each.unfinished).map(({ text }) => text),
      ...unfinished(wanted),
    };
  }

  const proofs = (quoted) => Promise.all(quoted.map(({ parts }) => phrases.saying(parts)));

  // The papers that answer something asked for, as marks; it takes all terms of one of its ways.
  function answering({ ways: some }) {
    const answers = new Uint8Array(size);
    for (const { terms, fields = index.fields } of some) {
      const having = terms.slice(1).map((term) => marks(papersWith(term, fields)));
      for (const paper of papersWith(terms[0], fields)) if (having.every((mark) => mark[paper])) answers[paper] = 1;
    }
    return answers;
  }

  const papersWith = (term, fields) => fields.flatMap((field) => index.posting(term)?.fields[field]?.papers ?? []);

  // By paper, how many of these it answers.
  function howMany(wanted) {
    const counts = new Uint16Array(size);
    for (const answers of wanted.map(answering))
      for (let paper = 0; paper < size; paper++) counts[paper] += answers[paper];
    return counts;
  }

  // A word that no paper has leaves nothing out, whatever it was meant to be.
  function leftOut(excluded, unsaid) {
    const single = excluded.filter(({ quoted, shown }) => !quoted && !shown.length).map(answering);
    const out = howMany([]);
    for (const mark of [...single, ...unsaid.map(({ papers }) => marks(papers))])
      for (let paper = 0; paper < size; paper++) out[paper] |= mark[paper];
    return out;
  }

  function marks(papers) {
    const marked = new Uint8Array(size);
    for (const paper of papers) marked[paper] = 1;
    return marked;
  }

  // What lunr is asked: each term once for the fields it is asked in, and as much as the best way it is part of.
  function clausesOf(wanted) {
    const clauses = new Map();
    for (const { terms, boost, fields = index.fields } of wanted.flatMap(({ ways: some }) => some))
      for (const term of terms.filter((each) => index.posting(each))) {
        const known = clauses.get(`${term} ${fields}`);
        clauses.set(`${term} ${fields}`, {
          term,
          boost: Math.max(boost, known?.boost ?? 0),
          fields: fields.filter((field) => index.fields.includes(field)),
        });
      }
    return [...clauses.values()];
  }

  // lunr's formula: by field the product of the query's vector and the paper's, over the length of the query's.
  function products(clauses) {
    const points = new Float64Array(size);
    for (const field of index.fields) {
      const asked = clauses.filter(({ fields }) => fields.includes(field));
      const length = Math.hypot(...asked.map(({ boost }) => boost));
      for (const { term, boost } of asked) {
        const { papers, weights } = index.posting(term).fields[field];
        for (let i = 0; i < papers.length; i++) points[papers[i]] += (boost * weights[i]) / length;
      }
    }
    return points;
  }

  // lunr's scores of these papers.
  function scored(clauses, papers) {
    const scores = new Float64Array(size);
    const postings = new Map(clauses.map(({ term }) => [term, index.posting(term)]));
    const part = lunrIndex(lunr, { fields: index.fields, postings, only: marks(papers) });
    const results = part.query((query) =>
      clauses.forEach(({ term, ...clause }) => query.term(term, { ...clause, usePipeline: false })),
    );
    for (const { ref, score } of results) scores[ref] = score;
    return scores;
  }

  // The papers whose titles have all of these words.
  async function titled(words) {
    const [{ ways: some }] = await ways.resolve([
      { text: "", parts: words, joined: words.join(""), fields: ["title"], quoted: true },
    ]);
    const marked = answering({ ways: some });
    return everyPaper().filter((paper) => marked[paper]);
  }

  // How many papers each value of a filter would leave, see `facets.js`.
  async function facetCounts({ papers, filters }) {
    const left = async (without) => papers.filter(await facets.passing(filters, without));
    return facets.counts(filters, left);
  }

  return { search, titled, facetCounts };
}

// What is asked for, each once; of a word that is typed twice the last, which may go on.
function distinct(list) {
  const asked = new Map(list.map((each) => [`${each.text.toLowerCase()} ${each.fields}`, each]));
  return [...asked.values()].slice(0, MOST_WORDS);
}

const both = (a, b) => a.map((mark, paper) => mark & b[paper]);

function unfinished(wanted) {
  const open = wanted.find((each) => each.unfinished);
  return { unfinished: open?.unfinished ?? "", likeliest: open?.likeliest ?? "" };
}
