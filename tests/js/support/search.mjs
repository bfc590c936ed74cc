// The browser's search without a browser: reads { lunr, folder, queries } and answers each query with what the engine
// finds in the search files of that folder, papers by title.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createEngine } from "../../../static/js/search/engine.js";

const { lunr: path, folder, queries } = JSON.parse(readFileSync(0, "utf8"));
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const manifest = read("manifest.json");
const all = manifest.blocks.flatMap((name) => read(name).papers);
const papers = async (numbers) => numbers.map((number) => all[number]);
const lunr = createRequire(import.meta.url)(path);
const engine = createEngine({ lunr, index: read(manifest.index), words: read(manifest.words), papers });
const answers = [];
for (const query of queries) {
  const { hits, ...rest } = await engine.search(query);
  answers.push({ ...rest, titles: hits.map(({ paper }) => all[paper].title), terms: hits.map(({ terms }) => [...terms]) });
}
process.stdout.write(JSON.stringify(answers));
