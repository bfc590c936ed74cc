// The ways in which a paper may answer what is asked for, each a list of terms that it must have and what they count.

import { otherSpellings } from "./spelling.js";

const AS_TYPED = 1;
const AS_BEGUN = 0.3; // a word that merely starts as typed counts less than the word itself
const MOST_BEGUN = 20_000; // postings of all words that start as typed: more would stutter, and tell nothing
const WORDLIKE = /^\p{L}{2,}$/u;

// `index` gives postings by term, `meant` what a word may have been meant for that no paper says.
export function createWays({ index, meant, stem, isStopWord }) {
  const stems = (words) => [...new Set(words.map(stem))];
  const isKnown = (term) => index.posting(term) !== undefined;

  // Stop words are in titles only, so they count only where nothing else is asked for.
  const telling = (parts) => (parts.every(isStopWord) ? parts : parts.filter((part) => !isStopWord(part)));
  const spellings = ({ parts }) => (parts.length === 1 ? otherSpellings(parts[0]) : []);
  const terms = (asked) => stems([...telling(asked.parts), asked.joined, ...spellings(asked)]);

  // Each thing asked for with its `ways`. Where no paper has it, those of the words it was meant to be, which are
  // `shown`; where it is only begun and too short to tell, `unfinished`, with the `likeliest` word.
  async function resolve(list) {
    await index.load(list.flatMap(terms));
    return Promise.all(list.map(async (asked) => ({ shown: [], ...asked, ...(await found(asked)) })));
  }

  async function found(asked) {
    const written = asWritten(asked);
    const goesOn = asked.open && (!asked.committed || !written.length);
    const begun = goesOn ? await asBegun(asked) : { ways: [] };
    const ways = [...written, ...begun.ways];
    if (ways.length || begun.unfinished || asked.quoted || asked.parts.length > 1) return { ...begun, ways };
    return asMeant(asked);
  }

  function asWritten(asked) {
    const { parts, joined, quoted } = asked;
    const needed = stems(telling(parts));
    const apart = needed.every(isKnown) ? [way(asked, needed)] : [];
    const respelled = stems(spellings(asked))
      .filter(isKnown)
      .map((term) => way(asked, [term]));
    if (quoted || parts.length === 1) return distinct([...apart, ...respelled]);
    const together = isKnown(stem(joined)) ? [way(asked, [stem(joined)])] : [];
    // Single letters and numbers say nothing apart: any 2 would do for GPT-2.
    return parts.every((part) => WORDLIKE.test(part)) ? [...together, ...apart] : together;
  }

  async function asBegun(asked) {
    if (index.isWide(asked.joined)) return asLikely(asked);
    await index.reach(asked.joined);
    const begun = stems(index.startingWith(asked.joined));
    await index.load(begun);
    return { ways: mostSaid(begun.filter(isKnown)).map((term) => way(asked, [term], AS_BEGUN)) };
  }

  async function asLikely(asked) {
    const likeliest = await index.likeliest(asked.joined);
    if (!likeliest) return { ways: [], unfinished: asked.text, likeliest: "" };
    await index.load([stem(likeliest)]);
    return { ways: [way(asked, [stem(likeliest)], AS_BEGUN)], unfinished: asked.text, likeliest };
  }

  // The terms that most papers have first, as many as can be asked for at once.
  function mostSaid(begun) {
    const sized = begun.map((term) => ({ term, size: size(index.posting(term)) })).sort((a, b) => b.size - a.size);
    let room = MOST_BEGUN;
    return sized.filter(({ size: more }, i) => i === 0 || (room -= more) > 0).map(({ term }) => term);
  }

  async function asMeant(asked) {
    const { shown, terms: meantBy } = await meant(asked);
    return { ways: meantBy.map((needed) => way(asked, needed)), shown };
  }

  return { resolve, isTelling: ({ parts }) => !parts.every(isStopWord) };
}

const way = ({ fields }, terms, boost = AS_TYPED) => ({ terms, boost, fields });

const size = ({ fields }) => Object.values(fields).reduce((sum, { papers }) => sum + papers.length, 0);

const distinct = (ways) =>
  ways.filter(({ terms }, i) => !ways.slice(0, i).some((other) => `${other.terms}` === `${terms}`));
