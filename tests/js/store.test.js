import assert from "node:assert/strict";
import test from "node:test";
import { createStore } from "../../static/js/reader/store.js";

/** Two ends of a channel, as two tabs have them. */
function createChannels() {
  /** @type {((event: { data: unknown }) => void)[]} */
  const listeners = [];
  return [0, 1].map((end) => ({
    /** @param {unknown} data */
    postMessage: (data) => listeners[1 - end]?.({ data }),
    /** @param {string} _ @param {any} listener */
    addEventListener: (_, listener) => (listeners[end] = listener),
  }));
}

/** @param {Record<string, string>} kept */
const createStorage = (kept) =>
  /** @type {Storage} */ (
    /** @type {unknown} */ ({
      /** @param {string} key */
      getItem: (key) => kept[key] ?? null,
      /** @param {string} key @param {string} text */
      setItem: (key, text) => (kept[key] = text),
      /** @param {string} key */
      removeItem: (key) => delete kept[key],
    })
  );

let clock = 1000;
const now = () => clock++;

/** @param {() => Storage} storage @param {any} [channel] */
const open = (storage, channel) => createStore("list", { storage, channel, now });

test("what one tab saves, the other shows; and both keep what either had", () => {
  const [here, there] = createChannels();
  const storage = createStorage({});
  const [one, other] = [open(() => storage, here), open(() => storage, there)];
  let told = 0;
  other.listen(() => told++);
  one.set("a", { saved: true, title: "A" });
  assert.equal(told, 1);
  other.set("b", { note: "b" });
  assert.deepEqual([...one.list().keys()], ["a", "b"]);
  assert.ok(open(() => storage).marks("a").saved, "a third tab finds it stored");
  one.clear();
  assert.equal(other.list().size, 0);
  assert.equal(open(() => storage).list().size, 0);
});

test("changes are taken back, the last one first", () => {
  const store = open(() => storage);
  const storage = createStorage({});
  store.set("a", { saved: true });
  store.set("a", { hidden: true });
  store.set("b", { note: "x" });
  assert.equal(store.undo(), "b");
  assert.equal(store.marks("b").note, "");
  assert.equal(store.undo(), "a");
  assert.deepEqual([store.marks("a").hidden, store.marks("a").saved], [false, true]);
  store.undo();
  assert.equal(store.undo(), undefined);
});

test("without storage the list lasts for the page, and says so", () => {
  const [here, there] = createChannels();
  const refuse = () => {
    throw new Error("SecurityError");
  };
  const [one, other] = [open(refuse, here), open(refuse, there)];
  one.set("a", { saved: true });
  assert.equal(one.problem(), "refused");
  assert.ok(one.marks("a").saved);
  assert.ok(other.marks("a").saved, "the other tab is told what it cannot read");
});

test("a storage that is full, and what is stored there is damaged", () => {
  const full = createStorage({ list: "{ half of" });
  const store = open(() => full);
  assert.equal(store.problem(), "damaged");
  full.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  store.set("a", { saved: true });
  assert.equal(store.problem(), "full");
  assert.ok(store.marks("a").saved);
});
