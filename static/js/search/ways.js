// The ways in which a paper may answer what is asked for, each a list of terms that it must have and what they count.

const AS_TYPED = 1;
const AS_BEGUN = 0.3; // a word that merely starts as typed counts less than the word itself
const WORDLIKE = /^\p{L}{2,}$/u;

// `lexicon` knows the papers' words and terms: { stem, isStopWord, isKnown(term), vocabulary }.
export function createWays({ stem, isStopWord, isKnown, vocabulary }) {
  const stems = (words) => [...new Set(words.map(stem))];
  const way = (terms, boost) => ({ terms, boost });

  // Stop words are in titles only, so they count only where nothing else is asked for.
  const telling = (parts) => (parts.every(isStopWord) ? parts : parts.filter((part) => !isStopWord(part)));

  // What is asked for with its `ways`. When no paper has it, those of the words it was meant to be, which are `shown`.
  function resolve(asked) {
    const ways = [...asWritten(asked), ...asBegun(asked)];
    if (ways.length || asked.quoted || asked.parts.length > 1) return { ...asked, ways, shown: [] };
    const shown = vocabulary.near(asked.joined);
    return { ...asked, ways: stems(shown).map((term) => way([term], AS_TYPED)), shown };
  }

  function asWritten({ parts, joined, quoted }) {
    const terms = stems(telling(parts));
    const apart = terms.every(isKnown) ? [way(terms, AS_TYPED)] : [];
    if (quoted || parts.length === 1) return apart;
    const together = isKnown(stem(joined)) ? [way([stem(joined)], AS_TYPED)] : [];
    // Single letters and numbers say nothing apart: any 2 would do for GPT-2.
    return parts.every((part) => WORDLIKE.test(part)) ? [...together, ...apart] : together;
  }

  const asBegun = ({ joined, open }) =>
    open ? stems(vocabulary.startingWith(joined)).map((term) => way([term], AS_BEGUN)) : [];

  return { resolve, isTelling: ({ parts }) => !parts.every(isStopWord) };
}
