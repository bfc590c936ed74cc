// The browser's search without a browser. Reads { lunr, folder, queries } and answers each query with what the search
// files of that folder have for it: all papers, or with `first` those of the first page. A query is a text, or a task as
// `static/js/search/engine.js` takes it; with `facets` the counts of the filters are answered, too, with `refine` the
// refinements.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createSearcher } from "../../../static/js/search/searcher.js";
import { openFolder } from "./folder.mjs";

/** @import { SearchTask } from "../../../static/js/search/engine.js" */

const { lunr: path, folder, queries, first: firstOnly } = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
const searcher = await createSearcher({ lunr, data: openFolder(folder) });

/** @param {string | SearchTask & { facets?: boolean, refine?: boolean }} query */
async function answerQuery(query) {
  const task = typeof query === "string" ? { text: query, facets: false, refine: false } : query;
  const answer = await searcher.search(task);
  const { page, first } = answer;
  const { ranking } = firstOnly ? answer : await answer.whole();
  const results = [...first.results];
  for (let more = first; more.results.length && !firstOnly; results.push(...more.results))
    more = await page(results.length);
  const { total } = await page(results.length);
  const { all, corrections: meant, missing, unfinished, likeliest, filters } = ranking;
  const facets = task.facets ? await searcher.countFacets(ranking) : undefined;
  const refinements = task.refine ? await searcher.refine(task, answer) : undefined;
  const titles = results.map(({ title }) => title.map(([text]) => text).join(""));
  const why = results.map((result) => Object.fromEntries(result.why.map(({ field, words }) => [field, words])));
  const together = results.map((result) => result.together ?? null);
  return {
    titles,
    why,
    together,
    total,
    least: first.least,
    all,
    meant,
    missing,
    unfinished,
    likeliest,
    filters,
    facets,
    refinements,
  };
}

const answers = [];
for (const query of queries) answers.push(await answerQuery(query));
process.stdout.write(JSON.stringify(answers));
