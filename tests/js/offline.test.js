import assert from "node:assert/strict";
import test from "node:test";
import { crc32 } from "../../static/js/ids.js";
import { HASH_NAMED, listAssets, listEdition, listSearch } from "../../static/js/offline/files.js";
import { createShelf } from "../../static/js/offline/shelf.js";

const ROOT = new URL("https://example.org/digest/");
const PAGE = '<link href="../assets/0123456789ab/site.css"><script src="../assets/0123456789ab/js/page.js"></script>';

test("a page takes along what it loads, and what its scripts load later", () => {
  const assets = listAssets(PAGE);
  assert.deepEqual(assets.slice(0, 2), ["assets/0123456789ab/site.css", "assets/0123456789ab/js/page.js"]);
  assert.ok(assets.includes("assets/0123456789ab/js/reader/main.js"));
  assert.ok(assets.every((path) => HASH_NAMED.test(path)));
  assert.ok(!assets.some((path) => path.includes("worker")));
  assert.deepEqual(listAssets("<p>no assets</p>"), []);
});

test("an edition is all its pages and papers, and of the search all but other papers", async () => {
  /** @type {Record<string, string>} */
  const files = {
    "editions/may.html": '<a data-paper-card="a"><a rel="next" href="may/page-2.html">',
    "editions/may/page-2.html": '<a data-paper-card="b"><a data-paper-card="c">',
    "search/manifest.json": JSON.stringify({
      index: "i1",
      places: "p1",
      words: { "*": "w1" },
      facets: "f1",
      ids: "n1",
      papersInFolder: 4,
      papersInFile: 2,
      folders: ["x", "y"],
    }),
    "search/places/p1.json": JSON.stringify({ names: ["p2"] }),
    "search/ids/n1.json": JSON.stringify(
      Buffer.from(Uint32Array.from(["b", "other", "u", "v", "a", "c"], crc32).buffer).toString("base64"),
    ),
  };
  const read = async (/** @type {string} */ path) => files[path];
  const { pages, papers } = await listEdition("may", read);
  assert.deepEqual(pages, [
    "editions/may.html",
    "editions/may/page-2.html",
    "papers/a.html",
    "papers/b.html",
    "papers/c.html",
  ]);
  assert.deepEqual(await listSearch(papers, read), [
    "search/manifest.json",
    "search/index/i1.json",
    "search/places/p1.json",
    "search/places/p2.json",
    "search/words/w1.json",
    "search/facets/f1.json",
    "search/ids/n1.json",
    "search/papers/x/0.json",
    "search/papers/y/2.json",
  ]);
});

test("of an index in shards, long lists and what leads to them are taken along", async () => {
  /** @type {Record<string, string>} */
  const files = {
    "search/manifest.json": JSON.stringify({
      shards: { names: "index--1index--2", starts: "s1", tails: "t1" },
      places: "p1",
      words: {},
      facets: "f1",
      ids: "n1",
    }),
    "search/places/p1.json": JSON.stringify({ names: [] }),
    "search/tails/t1.json": JSON.stringify(["t2", "t3"]),
    "search/ids/n1.json": JSON.stringify(""),
  };
  const listed = await listSearch([], async (path) => files[path]);
  for (const path of ["index/index--1", "index/index--2", "starts/s1", "tails/t1", "tails/t2", "tails/t3"])
    assert.ok(listed.includes(`search/${path}.json`), path);
});

/** A cache in memory. */
function createCache() {
  /** @type {Map<string, Response>} */
  const kept = new Map();
  return /** @type {Cache & { kept: Map<string, Response> }} */ (
    /** @type {unknown} */ ({
      kept,
      match: async (/** @type {string} */ url) => kept.get(url)?.clone(),
      put: async (/** @type {string} */ url, /** @type {Response} */ response) => kept.set(url, response),
      keys: async () => [...kept.keys()].map((url) => ({ url })),
    })
  );
}

test("a newer build fetches its pages anew, leaves out what is gone, and fails as a whole where one fails", async (t) => {
  const [old, next] = [createCache(), createCache()];
  for (const page of ["index.html", "papers/a.html", "papers/gone.html", "papers/b.html"])
    await old.put(new URL(page, ROOT).href, new Response("old"));
  await old.put(new URL("assets/0123456789ab/site.css", ROOT).href, new Response("old"));
  let status = 200;
  const asked = t.mock.method(globalThis, "fetch", async (/** @type {string} */ url) => {
    if (url.endsWith("gone.html")) return new Response("", { status: 404 });
    return new Response("new", { status: url.endsWith("b.html") ? status : 200 });
  });
  await createShelf(next, ROOT).renewFrom(createShelf(old, ROOT));
  assert.deepEqual([...next.kept.keys()].map((url) => url.slice(ROOT.href.length)).sort(), [
    "index.html",
    "papers/a.html",
    "papers/b.html",
  ]);
  assert.equal(await next.kept.get(new URL("index.html", ROOT).href)?.text(), "new");
  assert.equal(asked.mock.callCount(), 4);
  status = 503;
  await assert.rejects(createShelf(createCache(), ROOT).renewFrom(createShelf(old, ROOT)), /503/);
});
