// What a word was meant to be that no paper says: another one, where a slip of the pen is forgiven, or two that were
// run together.

import { near } from "./fuzzy.js";

const SHORT_PART = 3; // letters of a word that may be run together with another
const LONG_ENOUGH = 6; // letters of a word that is looked for among words of every beginning: they are many

// `lists(typed)` are { begin, others }: the words that begin like it, and all the others, each a list of what gets
// { words, papers }; `saying` says which papers say words side by side.
export function createMeant({ index, lists, saying, stem, isStopWord }) {
  const stems = (words) => [...new Set(words.map(stem))];
  const isKnown = (term) => index.posting(term) !== undefined;

  // { shown, terms }: the words meant, and the terms of each way to say them.
  async function meant(asked) {
    const { begin, others } = lists(asked.joined);
    const elsewhere = asked.open && !asked.committed ? [] : others;
    return (
      (await slipped(asked, begin)) ??
      (await run(asked, begin)) ??
      (await slipped(asked, elsewhere, LONG_ENOUGH)) ?? { shown: [], terms: [] }
    );
  }

  async function slipped({ joined }, some, least = 0) {
    if (joined.length < least) return undefined;
    for (const list of some) {
      const shown = near(joined, [await list()]);
      await index.load(stems(shown));
      if (shown.length)
        return {
          shown,
          terms: stems(shown)
            .filter(isKnown)
            .map((term) => [term]),
        };
    }
    return undefined;
  }

  // The two words that most papers say side by side.
  async function run({ joined }, [begin]) {
    if (joined.length < 2 * SHORT_PART || /\p{N}/u.test(joined) || !begin) return undefined;
    const { words } = await begin();
    const pairs = cuts(joined, new Set(words));
    await index.load(pairs.flatMap(stems));
    const known = pairs.filter((pair) => stems(pair).every(isKnown) && !pair.some(isStopWord));
    const said = await Promise.all(known.map(async (pair) => ({ pair, papers: (await saying(pair)).papers.length })));
    const [best] = said.filter(({ papers }) => papers).sort((a, b) => b.papers - a.papers);
    return best && { shown: [best.pair.join(" ")], terms: [stems(best.pair)] };
  }

  return meant;
}

function cuts(typed, words) {
  const pairs = [];
  for (let i = SHORT_PART; i <= typed.length - SHORT_PART; i++)
    if (words.has(typed.slice(0, i))) pairs.push([typed.slice(0, i), typed.slice(i)]);
  return pairs;
}
