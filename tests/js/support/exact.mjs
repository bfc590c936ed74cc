// Compares lunr on the whole index with lunr on the shards. Reads { lunr, index, folder, queries }, where `index` is a
// file with the whole index and `folder` has the files under `search/`. Answers each query with the number of papers
// that the whole index finds (`found`), the number of `shards` that were read, and the first difference, if there is one
// (`fault`). Before that come the weights of all terms: how many, and the terms that weigh something else (`odd`).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createLunrSubset, loadIndex } from "../../../static/js/search/lunr_subset.js";
import { createIndex } from "../../../static/js/search/shards.js";
import { openFolder } from "./folder.mjs";

/** @typedef {{ ref: string, score: number }} Scored */

const { lunr: path, index: file, folder, queries } = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
/** @type {any} */
const whole = loadIndex(lunr, JSON.parse(readFileSync(file, "utf8")));

/** @param {string} text */
async function searchShards(text) {
  const data = openFolder(folder);
  const index = await createIndex(data);
  const query = new lunr.QueryParser(text, new lunr.Query(index.fields)).parse();
  /** @type {string[]} */
  const terms = [...new Set(query.clauses.flatMap(termsOf))];
  await index.load(terms);
  const postings = new Map(terms.map((term) => [term, /** @type {any} */ (index.posting(term))]));
  const papers = query.isNegated() ? (await data.manifest()).papers : 0;
  const results = createLunrSubset(lunr, { fields: index.fields, postings, papers }).search(text);
  return { results, shards: data.read.filter((name) => name.startsWith("index/")).length };
}

/**
 * What lunr looks up for a clause: its stem, or with a wildcard or a `~` every term of the index that is like it.
 *
 * @param {any} clause
 * @returns {string[]}
 */
function termsOf(clause) {
  /** @type {string[]} */
  const stems = clause.usePipeline ? whole.pipeline.runString(clause.term, { fields: clause.fields }) : [clause.term];
  return stems.flatMap((term) => whole.tokenSet.intersect(lunr.TokenSet.fromClause({ ...clause, term })).toArray());
}

/**
 * @param {Scored[]} theirs
 * @param {Scored[]} ours
 */
function findDifference(theirs, ours) {
  if (theirs.length !== ours.length) return `${ours.length} papers instead of ${theirs.length}`;
  const at = theirs.findIndex(({ ref, score }, i) => ref !== ours[i].ref || score !== ours[i].score);
  return at < 0
    ? ""
    : `at ${at} paper ${ours[at].ref} with ${ours[at].score} instead of ${theirs[at].ref} with ${theirs[at].score}`;
}

/** Compares the weights of each term in each paper and field. */
async function compareWeights() {
  const index = await createIndex(openFolder(folder));
  /** @type {Map<string, number>} */
  const expected = new Map();
  for (const [ref, { elements }] of Object.entries(whole.fieldVectors))
    for (let i = 0; i < elements.length; i += 2) expected.set(`${ref} ${elements[i]}`, elements[i + 1]);
  const odd = [];
  let weights = 0;
  for (const [term, { _index: number }] of Object.entries(whole.invertedIndex)) {
    await index.load([term]);
    const posting = /** @type {any} */ (index.posting(term));
    for (const [field, { papers, weights: ours }] of Object.entries(posting.fields)) {
      weights += papers.length;
      if (
        papers.some(
          (/** @type {number} */ paper, /** @type {number} */ i) =>
            ours[i] !== expected.get(`${field}/${paper} ${number}`),
        )
      )
        odd.push(term);
    }
  }
  return { weights, missing: expected.size - weights, odd };
}

const answers = [];
for (const query of queries) {
  const expected = whole.search(query);
  const { results, shards } = await searchShards(query);
  answers.push({ query, found: expected.length, shards, fault: findDifference(expected, results) });
}
process.stdout.write(JSON.stringify({ ...(await compareWeights()), answers }));
