// Compares the first results that a search gives with those of all papers. Reads { lunr, folder, queries } and says of
// each task whether the heads of common terms were enough (`early`), how many blocks of tails were read before the first
// results (`blocks`), and what differs from the results of all papers, if anything does (`fault`).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createSearcher } from "../../../static/js/search/searcher.js";
import { openFolder } from "./folder.mjs";

/** @import { SearchTask } from "../../../static/js/search/engine.js" */
/** @import { SearchAnswer } from "../../../static/js/search/searcher.js" */

const { lunr: path, folder, queries } = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
const files = openFolder(folder);

/** @param {SearchTask} task */
async function compare(task) {
  let blocks = 0;
  const data = { ...files, file: countTails };

  /** @type {typeof files.file} */
  function countTails(kind, name) {
    if (kind === "tails") blocks++;
    return files.file(kind, name);
  }

  const searcher = await createSearcher({ lunr, data }); // one that has no tail yet
  const answer = await searcher.search(task);
  const read = blocks;
  const whole = await answer.whole();
  return { text: task.text, early: !answer.ranking.isWhole, blocks: read, fault: findFault(answer, whole) };
}

/**
 * @param {SearchAnswer} answer
 * @param {SearchAnswer} whole
 */
function findFault({ ranking, first }, { ranking: all, first: expected }) {
  if (!all.isWhole) return "the whole is not whole";
  if (`${ranking.hits.slice(0, 10)}` !== `${all.hits.slice(0, 10)}`)
    return `${ranking.hits.slice(0, 10)} instead of ${all.hits.slice(0, 10)}`;
  if (JSON.stringify(first.results) !== JSON.stringify(expected.results)) return "the results differ";
  if (ranking.total !== undefined && (first.total !== expected.total || ranking.all !== all.all))
    return `${first.total} and ${ranking.all} papers instead of ${expected.total} and ${all.all}`;
  return "";
}

const answers = [];
for (const query of queries) answers.push(await compare(query));
process.stdout.write(JSON.stringify(answers));
