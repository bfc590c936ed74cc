// lunr's index of a few terms: what `lunr.Index.load` gets is the part of the whole index that a query needs, and what
// lunr makes of it are exactly the scores and the order that the whole index gives.
//
// `postings` are by term as `shards.js` has them; `only` may mark the papers that matter. A query that only leaves words
// out answers with every paper the index names, so such a one needs `papers`, how many there are; others need only the
// papers that have a term.
export function lunrIndex(lunr, { fields, postings, only, papers = 0 }) {
  const terms = [...postings].sort(([, a], [, b]) => a.number - b.number);
  const vectors = Object.fromEntries(fields.map((field) => [field, Array.from({ length: papers }, () => [])]));
  const inverted = terms.map(([term, posting]) => [
    term,
    { _index: posting.number, ...entries(posting, vectors, only) },
  ]);
  return lunr.Index.load({
    version: lunr.version,
    fields,
    fieldVectors: fields.flatMap((field) =>
      vectors[field].map((vector, paper) => [`${field}/${paper}`, vector]).filter(Boolean),
    ),
    invertedIndex: inverted,
    pipeline: ["stemmer"],
  });
}

// A term's entry in lunr's inverted index; its weights go to the papers' vectors, which stay in the order of terms.
function entries({ number, fields }, vectors, only) {
  const entry = {};
  for (const [field, { papers, weights }] of Object.entries(fields)) {
    const refs = (entry[field] = {});
    const byPaper = vectors[field];
    papers.forEach((paper, i) => {
      if (only && !only[paper]) return;
      refs[paper] = {};
      (byPaper[paper] ??= []).push(number, weights[i]);
    });
  }
  return entry;
}
