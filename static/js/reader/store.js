// Keeps the list in the browser. Every change is merged with what other tabs have stored meanwhile, and told to them.
// Where the browser refuses to keep anything, or has no room left, the list lasts for the page, and `problem` says so.

import { formatList, mergeLists, parseList, readMarks, setFields } from "./list.js";

/** @import { List, Marks, Value } from "./list.js" */

/** @typedef {"" | "refused" | "full" | "damaged"} StorageProblem */

/**
 * @typedef {object} Undoing
 * @property {string} id
 * @property {Record<string, Value>} before - the values that the fields had
 */

/**
 * @typedef {object} Surroundings
 * @property {() => Storage} storage - throws where storage is refused
 * @property {Pick<BroadcastChannel, "postMessage" | "addEventListener">} [channel] - to the other tabs
 * @property {() => number} now
 */

/**
 * @param {string} key
 * @param {Surroundings} surroundings
 */
export function createStore(key, { storage, channel, now }) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {Undoing[]} */
  const undoings = [];
  /** @type {StorageProblem} */
  let problem = "";
  /** @type {string | null} */
  let lastText = null; // what was stored when it was last looked at: a long list takes a while to read
  let list = mergeStored(new Map());

  /**
   * A list with what is stored, which another tab may have changed.
   *
   * @param {List} own
   * @returns {List}
   */
  function mergeStored(own) {
    const text = readStored();
    if (!text || text === lastText) return own;
    lastText = text;
    try {
      return mergeLists(own, parseList(text).list);
    } catch {
      problem = "damaged";
      return own;
    }
  }

  function readStored() {
    try {
      return storage().getItem(key);
    } catch {
      problem = "refused";
      return null;
    }
  }

  function save() {
    const text = formatList(list);
    try {
      storage().setItem(key, text);
      lastText = text;
      problem = "";
    } catch {
      problem = problem === "refused" ? problem : "full";
    }
    channel?.postMessage(problem ? text : ""); // what is stored the others read themselves
  }

  function notify() {
    for (const listener of listeners) listener();
  }

  /** @param {List} next */
  function commit(next) {
    list = next;
    save();
    notify();
  }

  /**
   * Sets fields of a paper; gives the same change backwards.
   *
   * @param {string} id
   * @param {Record<string, Value>} values
   * @returns {Undoing}
   */
  function change(id, values) {
    const marks = /** @type {Record<string, Value>} */ (/** @type {unknown} */ (readMarks(list.get(id))));
    const before = Object.fromEntries(Object.keys(values).map((field) => [field, marks[field]]));
    commit(setFields(mergeStored(list), id, values, now()));
    return { id, before };
  }

  channel?.addEventListener("message", (/** @type {MessageEvent<string | null>} */ { data }) => {
    if (data === null) list = new Map();
    else list = data ? mergeLists(list, parseList(data).list) : mergeStored(list);
    notify();
  });

  return {
    /** @returns {List} */
    list: () => list,
    /**
     * @param {string} id
     * @returns {Marks}
     */
    marks: (id) => readMarks(list.get(id)),
    problem: () => problem,
    /** Reads again what is stored, for a page that slept meanwhile. */
    refresh() {
      list = mergeStored(list);
      notify();
    },
    /** @param {() => void} listener - called after every change, in whichever tab */
    listen: (listener) => listeners.add(listener),
    /**
     * @param {string} id
     * @param {Record<string, Value>} values
     */
    set: (id, values) => undoings.push(change(id, values)),
    /** Takes the last change back. Says of which paper. */
    undo() {
      const last = undoings.pop();
      if (last) change(last.id, last.before);
      return last?.id;
    },
    /** @param {List} other */
    merge: (other) => commit(mergeLists(mergeStored(list), other)),
    /** Forgets everything, in all tabs. */
    clear() {
      try {
        storage().removeItem(key);
      } catch {
        /* nothing is there */
      }
      undoings.length = 0;
      list = new Map();
      channel?.postMessage(null);
      notify();
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
