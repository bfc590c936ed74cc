// The browser's search without a browser: reads { lunr, folder, queries } and answers each query with what is found in
// the search files of that folder. A query is the text, or a whole task as `static/js/search/engine.js` takes it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createSearcher } from "../../../static/js/search/searcher.js";
import { openFolder } from "./folder.mjs";

const { lunr: path, folder, queries } = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
const searcher = await createSearcher({ lunr, data: openFolder(folder) });

async function answer(query) {
  const task = typeof query === "string" ? { text: query } : query;
  const { found, page, first } = await searcher.search(task);
  const results = [...first.results];
  for (let more = first; more.results.length; results.push(...more.results)) more = await page(results.length);
  const { total } = await page(results.length);
  const { all, meant, missing, unfinished, likeliest, filters } = found;
  const facets = task.facets ? await searcher.facetCounts(found) : undefined;
  const titles = results.map(({ title }) => title.map(([text]) => text).join(""));
  const why = results.map((result) => Object.fromEntries(result.why.map(({ field, words }) => [field, words])));
  return { titles, why, total, least: first.least, all, meant, missing, unfinished, likeliest, filters, facets };
}

const answers = [];
for (const query of queries) answers.push(await answer(query));
process.stdout.write(JSON.stringify(answers));
