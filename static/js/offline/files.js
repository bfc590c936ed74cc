// Which files belong together: what a page loads, what an edition consists of, and what it takes to search it. Pure:
// `read` gives the text of a file of the site by its path.

import { crc32, unpackIds } from "../ids.js";
import { paperFile, shardNames } from "../search/file_names.js";

/** @import { Manifest, PlacesFile, ShardTable } from "../search/data.js" */

/** @typedef {(path: string) => Promise<string>} Read */

/** A path whose content never changes, because it has a hash of it. */
export const HASH_NAMED = /^(assets|search)\/(.*[/.])?[0-9a-f]{8,64}([/.].*)?$/;
/** What scripts load later, beside the script of every page. */
const LATER = [
  "reader/main.js",
  "reader/list_page.js",
  "reader/keep.js",
  "reader/visit.js",
  "reader/preview.js",
  "reader/order.js",
];
const LATER_STYLES = ["reader.css", "preview.css"];
const SEARCH_LATER = ["page.js", "search/worker.js", "search/facets.js", "search/filters.js", "search/suggestions.js"];

/**
 * What a page loads, by path.
 *
 * @param {string} html
 */
export function listAssets(html) {
  const named = Array.from(html.matchAll(/(?:href|src)="[^"]*?(assets\/[^"]+)"/g), ([, path]) => path);
  const folder = /^assets\/[^/]+\//.exec(named[0] ?? "")?.[0];
  if (!folder) return [];
  const scripts = [...LATER, ...(named.some((path) => path.endsWith("search/page.js")) ? SEARCH_LATER : [])];
  return [
    ...new Set([
      ...named,
      ...scripts.map((name) => `${folder}js/${name}`),
      ...LATER_STYLES.map((name) => folder + name),
    ]),
  ];
}

/** The ids of the papers in a list. @param {string} html */
export const listPapers = (html) => Array.from(html.matchAll(/data-paper-card="([^"]+)"/g), ([, id]) => id);

/**
 * The pages of an edition and the ids of its papers.
 *
 * @param {string} id
 * @param {Read} read
 */
export async function listEdition(id, read) {
  const pages = [`editions/${id}.html`];
  const papers = [];
  for (const page of pages) {
    const html = await read(page);
    papers.push(...listPapers(html));
    const next = `editions/${id}/page-${pages.length + 1}.html`;
    if (new RegExp(`rel="next" href="[^"]*page-${pages.length + 1}\\.html"`).test(html)) pages.push(next);
  }
  return { pages: [...pages, ...papers.map((paper) => `papers/${paper}.html`)], papers };
}

/**
 * The files of the search: all but what is shown of papers that are not asked for.
 *
 * @param {string[]} papers - ids
 * @param {Read} read
 */
export async function listSearch(papers, read) {
  /** @type {Manifest} */
  const manifest = JSON.parse(await read("search/manifest.json"));
  /** @type {PlacesFile} */
  const places = JSON.parse(await read(`search/places/${manifest.places}.json`));
  const numbers = await listNumbers(papers, `search/ids/${manifest.ids}.json`, read);
  return [
    "search/manifest.json",
    ...(manifest.index ? [`search/index/${manifest.index}.json`] : []),
    ...(manifest.shards ? await listShards(manifest.shards, read) : []),
    ...[manifest.places, ...places.names].map((name) => `search/places/${name}.json`),
    ...Object.values(manifest.words).map((name) => `search/words/${name}.json`),
    `search/facets/${manifest.facets}.json`,
    `search/ids/${manifest.ids}.json`,
    ...new Set(numbers.map((number) => `search/${paperFile(number, manifest)}`)),
  ];
}

/**
 * @param {ShardTable} shards
 * @param {Read} read
 */
async function listShards({ names, starts, tails }, read) {
  /** @type {string[]} */
  const blocks = JSON.parse(await read(`search/tails/${tails}.json`));
  return [
    ...shardNames({ names }).map((name) => `search/index/${name}.json`),
    `search/starts/${starts}.json`,
    ...[tails, ...blocks].map((name) => `search/tails/${name}.json`),
  ];
}

/**
 * @param {string[]} papers
 * @param {string} path
 * @param {Read} read
 */
async function listNumbers(papers, path, read) {
  const wanted = new Set(papers.map(crc32));
  return [...unpackIds(JSON.parse(await read(path)))].flatMap((sum, number) => (wanted.has(sum) ? [number] : []));
}
