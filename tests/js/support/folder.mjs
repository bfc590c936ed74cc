// The files under `search/` of a built site, read from disk as `static/js/search/data.js` fetches them.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function openFolder(folder) {
  const kept = new Map();
  const read = [];

  async function get(path) {
    if (!kept.has(path)) {
      read.push(path);
      kept.set(path, JSON.parse(readFileSync(join(folder, path), "utf8")));
    }
    return kept.get(path);
  }

  const manifest = () => get("manifest.json");

  async function paper(number) {
    const { folders, papersInFolder } = await manifest();
    return get(`papers/${folders[Math.floor(number / papersInFolder)]}/${number}.json`);
  }

  return {
    manifest,
    file: (kind, name) => get(`${kind}/${name}.json`),
    papers: (numbers) => Promise.all(numbers.map(paper)),
    read, // the files that were asked for, in order
  };
}
