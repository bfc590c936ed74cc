// Phrases, proved by where their words stand (`generator/search/places.py`). A stop word inside a phrase is held to be
// there, since only titles write theirs down: what that could get wrong shows in the text.

import { firstAfter, fromSteps } from "./shards.js";

export function createPhrases(data, isStopWord) {
  const proved = new Map();

  // The papers that say these words next to each other, ascending, and whether every word of it is proved.
  function saying(parts) {
    const key = parts.join(" ");
    if (!proved.has(key)) {
      const coming = prove(parts);
      coming.catch(() => proved.delete(key));
      proved.set(key, coming);
    }
    return proved.get(key);
  }

  async function prove(parts) {
    const { places } = await data.manifest();
    const { stride, ...shards } = await data.file("places", places);
    const telling = parts.map((word, offset) => ({ word, offset })).filter(({ word }) => !isStopWord(word));
    const needed = telling.length ? telling : parts.map((word, offset) => ({ word, offset }));
    const starts = await Promise.all(
      needed.map(async ({ word, offset }) => (await placesOf(word, shards)).map((place) => place - offset)),
    );
    starts.sort((a, b) => a.length - b.length);
    const common = starts.slice(1).reduce((left, more) => both(left, more), starts[0]);
    const papers = [...new Set(common.map((place) => Math.floor(place / stride)))];
    return { papers, sure: needed.length === parts.length };
  }

  async function placesOf(word, { from, names }) {
    const { words, places } = await data.file("places", names[Math.max(0, firstAfter(from, word) - 1)]);
    const at = words.indexOf(word);
    return at < 0 ? [] : fromSteps(places[at]);
  }

  return { saying };
}

// Numbers that are in both of two ascending lists.
function both(few, many) {
  const others = new Set(many);
  return few.filter((number) => others.has(number));
}

// Whether a text says these folded words next to each other.
export const says = (folded, parts) => ` ${folded.join(" ")} `.includes(` ${parts.join(" ")} `);
