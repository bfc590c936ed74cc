// What is kept for reading without a network: a cache for one build of the site and no other. What belongs to a newer
// build waits in a cache of its own until all of it is there.

import { HASH_NAMED, listAssets, listEdition, listSearch } from "./files.js";

/** @typedef {{ id: string, label: string, papers: number }} KeptEdition */

const AT_ONCE = 6;
const MOST_VISITED = 100; // pages that come along into the next build; those visited last
const KEPT = "kept.json";
const PAGES = ["index.html", "list.html", "search.html"]; // what an edition is nothing without

/**
 * @param {Cache} cache
 * @param {URL} root - the address of the site
 * @param {Cache[]} [others] - caches that may have what never changes
 */
export function createShelf(cache, root, others = []) {
  /** @param {string} path */
  const address = (path) => new URL(path, root).href;

  /**
   * The response for a path, which is kept from now on.
   *
   * @param {string} path
   */
  async function take(path) {
    const isLasting = HASH_NAMED.test(path);
    const known = isLasting && (await findIn([cache, ...others], address(path)));
    const response = known || (await fetch(address(path), { cache: isLasting ? "default" : "no-cache" }));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(address(path), response.clone());
    return response;
  }

  /** @param {string} path */
  const takeText = async (path) => (await take(path)).text();

  /**
   * A page with all it loads; what is gone is left out.
   *
   * @param {string} path
   * @param {Response} [response] - the page, if it is there already
   */
  async function takePage(path, response) {
    if (response) await cache.put(address(path), response.clone());
    const html = await (response ? response.text() : takeText(path).catch(leaveOutGone));
    for (const asset of listAssets(html))
      if (!(await cache.match(address(asset)))) await take(asset).catch(leaveOutGone);
  }

  /** @returns {Promise<KeptEdition[]>} */
  async function listKept() {
    const kept = await cache.match(address(KEPT));
    return kept ? kept.json() : [];
  }

  /** @param {KeptEdition[]} editions */
  const saveKept = (editions) => cache.put(address(KEPT), new Response(JSON.stringify(editions)));

  /**
   * An edition with its papers, and what it takes to search it.
   *
   * @param {{ id: string, label: string }} edition
   * @param {(done: number, all: number) => void} [progress]
   */
  async function takeEdition({ id, label }, progress = () => {}) {
    const { pages, papers } = await listEdition(id, takeText);
    const files = await listSearch(papers, takeText);
    const all = [...PAGES, ...pages];
    let done = 0;
    const count = () => progress(++done, all.length + files.length);
    await inTurns(all, (path) => takePage(path).then(count));
    await inTurns(files, (path) => take(path).then(count));
    const rest = (await listKept()).filter((kept) => kept.id !== id);
    await saveKept([...rest, { id, label, papers: papers.length }]);
  }

  /** Pages that were visited, the last ones last. */
  async function listVisited() {
    const requests = await cache.keys();
    const paths = requests.map(({ url }) => url.slice(root.href.length));
    return paths.filter((path) => /(^|\/|\.html)$/.test(path)).slice(-MOST_VISITED);
  }

  /** Fills this shelf, of a newer build, with what an older one has. @param {ReturnType<typeof createShelf>} older */
  async function renewFrom(older) {
    await inTurns(await older.listVisited(), (path) => takePage(path));
    for (const edition of await older.listKept()) await takeEdition(edition).catch(leaveOutGone);
  }

  /** Adds what another shelf of this build has. @param {ReturnType<typeof createShelf>} other */
  async function add(other) {
    const [own, theirs] = [await listKept(), await other.listKept()];
    await other.copyTo(cache);
    await saveKept([...own.filter(({ id }) => !theirs.some((edition) => edition.id === id)), ...theirs]);
  }

  /** @param {Cache} target */
  async function copyTo(target) {
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (response) await target.put(request, response);
    }
  }

  return { add, copyTo, take, takePage, takeEdition, listKept, saveKept, listVisited, renewFrom };
}

/**
 * @param {Cache[]} caches
 * @param {string} address
 */
async function findIn(caches, address) {
  for (const cache of caches) {
    const found = await cache.match(address);
    if (found) return found;
  }
  return undefined;
}

/** What the site no longer has is no failure. @param {Error} error */
function leaveOutGone(error) {
  if (!error.message.endsWith(": 404")) throw error;
  return "";
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function inTurns(items, work) {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
