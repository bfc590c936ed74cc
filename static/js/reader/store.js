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
  let list = loadStored();

  /** @returns {List} */
  function loadStored() {
    let text;
    try {
      text = storage().getItem(key);
    } catch {
      problem = "refused";
    }
    try {
      return text ? parseList(text).list : new Map();
    } catch {
      problem = "damaged";
      return new Map();
    }
  }

  function save() {
    try {
      storage().setItem(key, formatList(list));
      problem = "";
    } catch {
      problem = problem === "refused" ? problem : "full";
    }
    channel?.postMessage(problem ? formatList(list) : ""); // what is stored the others read themselves
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
    commit(setFields(mergeLists(loadStored(), list), id, values, now()));
    return { id, before };
  }

  channel?.addEventListener("message", (/** @type {MessageEvent<string | null>} */ { data }) => {
    if (data === null) list = new Map();
    else list = mergeLists(list, data ? parseList(data).list : loadStored());
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
      list = mergeLists(list, loadStored());
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
    merge: (other) => commit(mergeLists(mergeLists(loadStored(), list), other)),
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
