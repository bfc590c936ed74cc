// lunr on the whole index beside lunr on the shards: reads { lunr, index, folder, queries }, where `index` is a file
// with the whole index and `folder` the files under `search/`, and answers each query with how many papers the whole
// index finds (`found`), the `shards` that were read, and where the two part, if they do (`fault`).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createIndex } from "../../../static/js/search/shards.js";
import { lunrIndex } from "../../../static/js/search/lunr_subset.js";
import { openFolder } from "./folder.mjs";

const { lunr: path, index: file, folder, queries } = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
const whole = lunr.Index.load(JSON.parse(readFileSync(file, "utf8")));

async function inShards(text) {
  const data = openFolder(folder);
  const index = await createIndex(data);
  const query = new lunr.QueryParser(text, new lunr.Query(index.fields)).parse();
  const terms = [...new Set(query.clauses.flatMap(termsOf))];
  await index.load(terms);
  const postings = new Map(terms.map((term) => [term, index.posting(term)]));
  const papers = query.isNegated() ? (await data.manifest()).papers : 0;
  const results = lunrIndex(lunr, { fields: index.fields, postings, papers }).search(text);
  return { results, shards: data.read.filter((name) => name.startsWith("index/")).length };
}

// What lunr looks up for a clause: its stem, or with a wildcard or a `~` every term of the index that is like it.
function termsOf(clause) {
  const stems = clause.usePipeline ? whole.pipeline.runString(clause.term, { fields: clause.fields }) : [clause.term];
  return stems.flatMap((term) => whole.tokenSet.intersect(lunr.TokenSet.fromClause({ ...clause, term })).toArray());
}

function parting(theirs, ours) {
  if (theirs.length !== ours.length) return `${ours.length} papers instead of ${theirs.length}`;
  const at = theirs.findIndex(({ ref, score }, i) => ref !== ours[i].ref || score !== ours[i].score);
  return at < 0
    ? ""
    : `at ${at} paper ${ours[at].ref} with ${ours[at].score} instead of ${theirs[at].ref} with ${theirs[at].score}`;
}

const answers = [];
for (const query of queries) {
  const expected = whole.search(query);
  const { results, shards } = await inShards(query);
  answers.push({ query, found: expected.length, shards, fault: parting(expected, results) });
}
process.stdout.write(JSON.stringify(answers));
