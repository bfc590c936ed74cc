// The service worker. It keeps the pages a reader visits, and editions on request, and gives them when there is no
// network. All that it keeps is of one build of the site, whose mark stands below: a build with other bytes has another
// worker, which first fetches anew whatever the old one has, and takes over only when all of it is there and the site is
// still the same. While there is a network, pages come from there.

import { HASH_NAMED } from "./files.js";
import { createShelf } from "./shelf.js";

const BUILD = "build mark";
const PATIENCE = 5000; // milliseconds for a page of which there is a copy

const worker = /** @type {any} */ (globalThis); // the types of pages and of workers exclude each other
const root = new URL(worker.registration.scope);
const PREFIX = `digest:${root.pathname}:`;
const CACHE = PREFIX + BUILD;
const TAKING = `taking:${CACHE}`; // an edition waits here until all of it is there

const openShelf = async (name = CACHE) => createShelf(await caches.open(name), root);

/** Whether the site is still the build that this worker belongs to. */
async function isCurrent() {
  const response = await fetch(new URL("sw.js", root), { cache: "no-store" });
  return response.ok && (await response.text()).includes(`"${BUILD}"`);
}

/** What the last worker has, of this build. */
async function install() {
  const names = await listOthers();
  const old = names.at(-1);
  await caches.delete(CACHE); // what an installation left that did not end
  const shelf = createShelf(await caches.open(CACHE), root, await Promise.all(names.map((name) => caches.open(name))));
  await shelf.takePage("list.html"); // one's own list can always be read
  if (old) await shelf.renewFrom(await openShelf(old));
  if (!(await isCurrent())) throw new Error("the site was published anew meanwhile");
  await worker.skipWaiting();
}

/** The caches of other builds. */
const listOthers = async () =>
  (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE && name !== TAKING);

async function activate() {
  await Promise.all((await listOthers()).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * @param {Request} request
 * @param {(work: Promise<unknown>) => void} waitUntil
 */
async function answer(request, waitUntil) {
  const path = request.url.slice(root.href.length);
  const kept = await (await caches.open(CACHE)).match(pathOnly(request.url), { ignoreSearch: true });
  if (kept && HASH_NAMED.test(path)) return kept;
  const fetched = fetchFresh(request, path, waitUntil);
  if (!kept) return fetched.catch(() => answerWithout(request));
  return Promise.race([fetched, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
    .then((response) => response ?? kept.clone())
    .catch(() => kept);
}

/**
 * From the network, past what the browser itself remembers of pages: it may be of another build.
 *
 * @param {Request} request
 * @param {string} path
 * @param {(work: Promise<unknown>) => void} waitUntil
 */
async function fetchFresh(request, path, waitUntil) {
  if (HASH_NAMED.test(path)) return fetch(request);
  const isPage = request.mode === "navigate";
  const options = /** @type {RequestInit} */ ({ cache: "no-cache", redirect: isPage ? "manual" : "follow" });
  const response = await fetch(request.url, options);
  if (isPage && response.ok) waitUntil(keepVisited(request.url, response.clone()).catch(() => {}));
  return response;
}

/**
 * Keeps a page that was visited, if it is of this worker's build; else looks for the next worker.
 *
 * @param {string} url
 * @param {Response} response
 */
async function keepVisited(url, response) {
  if (!(await isCurrent())) return worker.registration.update();
  const cache = await caches.open(CACHE);
  await cache.delete(pathOnly(url)); // so that it is the last one
  await (await openShelf()).takePage(pathOnly(url).slice(root.href.length), response);
}

/** The page of the list says what there is instead. @param {Request} request */
function answerWithout(request) {
  return request.mode === "navigate" ? Response.redirect(`${new URL("list.html", root)}#offline`) : Response.error();
}

/** An address without query, as it is kept; a folder is its index, and `papers/x` is `papers/x.html`. @param {string} url */
function pathOnly(url) {
  const path = url.split(/[?#]/)[0];
  if (path.endsWith("/")) return `${path}index.html`;
  return /\.[^/]*$/.test(path) ? path : `${path}.html`;
}

/**
 * Takes an edition along, and tells how far it is.
 *
 * @param {{ id: string, label: string }} edition
 * @param {MessagePort} port
 */
async function takeAlong(edition, port) {
  try {
    if (!(await isCurrent())) throw new Error("the site was published anew: load the page again");
    await caches.delete(TAKING);
    const [taking, shelf] = [await openShelf(TAKING), await openShelf()];
    await taking.takeEdition(edition, (done, all) => port.postMessage({ done, all }));
    if (!(await isCurrent())) throw new Error("the site was published anew meanwhile");
    await shelf.add(taking);
    await caches.delete(TAKING);
    port.postMessage({ isKept: true });
  } catch (error) {
    port.postMessage({ error: /** @type {Error} */ (error).message });
  }
}

/** Keeps pages that were open before this worker was there. @param {string[]} urls */
async function keepOpen(urls) {
  if (await isCurrent())
    for (const url of urls) await (await openShelf()).takePage(pathOnly(url).slice(root.href.length));
}

addEventListener("install", (event) => /** @type {any} */ (event).waitUntil(install()));
addEventListener("activate", (event) => /** @type {any} */ (event).waitUntil(activate()));
addEventListener("message", (event) => {
  const message = /** @type {any} */ (event);
  if (message.data.edition) message.waitUntil(takeAlong(message.data.edition, message.ports[0]));
  else if (message.data.open) message.waitUntil(keepOpen(message.data.open));
});
addEventListener("fetch", (event) => {
  const asked = /** @type {any} */ (event);
  const { method, url } = asked.request;
  if (method === "GET" && url.startsWith(root.href))
    asked.respondWith(answer(asked.request, (work) => asked.waitUntil(work)));
});
