// The index, part by part: a term's weights are fetched when a query needs them. A small site's index is one file of
// plain lunr JSON, a large one's is cut by term into shards (`generator/search/shards.py` says how); asked here, both
// give the same.

// A posting is { number, fields: { title: { papers, weights }, ... } }: the term's number in the whole index, and by
// field the papers that have it, ascending, with what it weighs there.
export async function createIndex(data) {
  const manifest = await data.manifest();
  return manifest.index ? whole(data, manifest) : sharded(data, manifest);
}

async function whole(data, manifest) {
  const [index, { words }] = await Promise.all([
    data.file("index", manifest.index),
    data.file("words", Object.values(manifest.words)[0]),
  ]);
  const postings = postingsOf(index);
  return {
    fields: index.fields,
    load: async () => {},
    reach: async () => {},
    isWide: () => false,
    posting: (term) => postings.get(term),
    startingWith: (beginning) => between(words, beginning),
  };
}

// lunr's index the other way round: by term what it weighs in which paper.
function postingsOf({ fields, fieldVectors, invertedIndex }) {
  const empty = () => Object.fromEntries(fields.map((field) => [field, { papers: [], weights: [] }]));
  const byNumber = invertedIndex.map(([, { _index: number }]) => ({ number, fields: empty() }));
  byNumber.sort((a, b) => a.number - b.number);
  for (const [ref, vector] of fieldVectors) {
    const [field, paper] = ref.split("/");
    for (let i = 0; i < vector.length; i += 2) {
      const { papers, weights } = byNumber[vector[i]].fields[field];
      papers.push(Number(paper));
      weights.push(vector[i + 1]);
    }
  }
  return new Map(invertedIndex.map(([term, { _index: number }]) => [term, byNumber[number]]));
}

function sharded(data, { fields, shards }) {
  const loaded = new Map(); // shard number -> shard
  const postings = new Map();
  const shardOf = (text) => Math.max(0, firstAfter(shards.from, text) - 1);
  const range = (beginning) => [shardOf(beginning), shardOf(`${beginning}\uffff`)];

  async function fetchShard(number) {
    if (loaded.has(number)) return;
    const shard = await data.file("index", shards.names[number]);
    shard.terms.forEach((term, i) => postings.set(term, { number: shard.first + i, packed: shard.postings[i] }));
    loaded.set(number, shard);
  }

  const fetchAll = (numbers) => Promise.all([...new Set(numbers)].map(fetchShard));

  return {
    fields,
    // Makes the postings of these terms be there.
    load: (terms) => fetchAll(terms.map(shardOf)),
    // Makes the words that start like this be there.
    reach: (beginning) => {
      const [first, last] = range(beginning);
      return fetchAll(Array.from({ length: last - first + 1 }, (_, i) => first + i));
    },
    // Whether words that start like this lie in too many shards, and what is most likely meant.
    isWide: (beginning) => range(beginning)[1] - range(beginning)[0] >= shards.wide,
    likeliest: async (beginning) => (await data.file("starts", shards.starts))[beginning],
    posting: (term) => unpacked(postings.get(term), fields),
    startingWith: (beginning) => {
      const [first, last] = range(beginning);
      return Array.from({ length: last - first + 1 }, (_, i) =>
        between(loaded.get(first + i)?.words ?? [], beginning),
      ).flat();
    },
  };
}

function unpacked(posting, fields) {
  if (!posting?.packed) return posting;
  posting.fields = Object.fromEntries(fields.map((field) => [field, { papers: [], weights: [] }]));
  for (let i = 0; i < posting.packed.length; i += 3) {
    const [field, steps, weights] = posting.packed.slice(i, i + 3);
    posting.fields[fields[field]] = { papers: fromSteps(steps), weights: weights.map((weight) => weight / 1000) };
  }
  delete posting.packed;
  return posting;
}

// Ascending numbers from the first one and the steps between them.
export function fromSteps(steps) {
  let at = 0;
  return steps.map((step) => (at += step));
}

// The sorted texts that start like this.
export function between(sorted, beginning) {
  return sorted.slice(firstNotBefore(sorted, beginning), firstAfter(sorted, `${beginning}\uffff`));
}

const firstNotBefore = (sorted, text) => first(sorted, (other) => other >= text);
export const firstAfter = (sorted, text) => first(sorted, (other) => other > text);

// Where in a row of things the first one is for which something holds that holds for all after it.
function first(sorted, holds) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
