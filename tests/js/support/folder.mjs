// Reads the files under `search/` of a built site from disk, as `static/js/search/data.js` fetches them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paperFile } from "../../../static/js/search/file_names.js";
import { withId } from "../../../static/js/search/data.js";

/** @import { SearchData } from "../../../static/js/search/data.js" */

/**
 * `read` lists the files that were asked for, in order.
 *
 * @param {string} folder
 * @returns {SearchData & { read: string[] }}
 */
export function openFolder(folder) {
  /** @type {Map<string, any>} */
  const contents = new Map();
  /** @type {string[]} */
  const read = [];

  /** @param {string} path */
  async function readJson(path) {
    if (!contents.has(path)) {
      read.push(path);
      contents.set(path, JSON.parse(readFileSync(join(folder, path), "utf8")));
    }
    return contents.get(path);
  }

  const manifest = () => readJson("manifest.json");

  /** @param {number} number */
  async function readPaper(number) {
    const known = await manifest();
    return withId((await readJson(paperFile(number, known)))[number % known.papersInFile]);
  }

  return {
    manifest,
    file: (kind, name) => readJson(`${kind}/${name}.json`),
    papers: (numbers) => Promise.all(numbers.map(readPaper)),
    read,
  };
}
