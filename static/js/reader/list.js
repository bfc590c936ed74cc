// The list a reader owns: for each paper what the reader said of it, as a value with the time it was said. Lists are
// merged value by value, and the later one wins; of two of the same time the larger one, so that it does not matter which
// list comes first, how lists are grouped, or how often one is merged.

/** @typedef {string | number | boolean | null} Value */

/** @typedef {[value: Value, time: number]} Register - a value, and when it was set, in milliseconds */

/**
 * What is said of a paper, by field. Fields that this version does not know are kept and merged like the others.
 *
 * @typedef {Record<string, Register>} PaperEntry
 */

/** @typedef {Map<string, PaperEntry>} List - the entries by the papers' ids */

/**
 * What the fields hold, read.
 *
 * @typedef {object} Marks
 * @property {boolean} saved
 * @property {boolean} read
 * @property {boolean} hidden
 * @property {string} note
 * @property {number} taste - 1 for more like this, -1 for less, else 0
 * @property {string} title
 */

export const FORMAT = "paper-digest-list";
export const VERSION = 1;
const LONGEST = 10_000; // characters of a text, a note say
const LATEST = 2 ** 52; // so that there is always a later time
const FIELD = /^[a-z]{1,20}$/;

/**
 * @param {Register | undefined} one
 * @param {Register | undefined} other
 * @returns {Register}
 */
function laterOf(one, other) {
  if (!one || !other) return /** @type {Register} */ (one ?? other);
  if (one[1] !== other[1]) return one[1] > other[1] ? one : other;
  return JSON.stringify(one[0]) >= JSON.stringify(other[0]) ? one : other;
}

/**
 * @param {PaperEntry} one
 * @param {PaperEntry} other
 * @returns {PaperEntry}
 */
function mergeEntries(one, other) {
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(fields.map((field) => [field, laterOf(one[field], other[field])]));
}

/**
 * @param {List} one
 * @param {List} other
 * @returns {List}
 */
export function mergeLists(one, other) {
  const merged = new Map(one);
  for (const [id, entry] of other) merged.set(id, mergeEntries(merged.get(id) ?? {}, entry));
  return merged;
}

/**
 * The list with some fields of a paper set, at a time later than any before.
 *
 * @param {List} list
 * @param {string} id
 * @param {Record<string, Value>} values
 * @param {number} now
 * @returns {List}
 */
export function setFields(list, id, values, now) {
  const entry = list.get(id) ?? {};
  const time = Math.max(now, 1 + Math.max(0, ...Object.values(entry).map(([, then]) => then)));
  /** @type {PaperEntry} */
  const changed = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, [value, time]]));
  return new Map(list).set(id, mergeEntries(entry, changed));
}

/**
 * @param {PaperEntry} [entry]
 * @returns {Marks}
 */
export function readMarks(entry = {}) {
  /** @param {string} field */
  const text = (field) => (typeof entry[field]?.[0] === "string" ? String(entry[field][0]) : "");
  const taste = Number(entry.taste?.[0]);
  return {
    saved: entry.saved?.[0] === true,
    read: entry.read?.[0] === true,
    hidden: entry.hidden?.[0] === true,
    note: text("note"),
    taste: taste > 0 ? 1 : taste < 0 ? -1 : 0,
    title: text("title"),
  };
}

/** When anything was last said of a paper. @param {PaperEntry} entry */
export const lastChange = (entry) => Math.max(...Object.values(entry).map(([, time]) => time));

/** Whether anything is said of a paper, or was and is no longer. @param {Marks} marks */
export const isMarked = ({ saved, read, hidden, note, taste }) => Boolean(saved || read || hidden || note || taste);

/** The list as text; equal lists give equal texts. @param {List} list */
export function formatList(list) {
  const papers = [...list]
    .sort(byName)
    .map(([id, entry]) => [id, Object.fromEntries(Object.entries(entry).sort(byName))]);
  return JSON.stringify({ format: FORMAT, version: VERSION, papers: Object.fromEntries(papers) });
}

/**
 * @param {[string, unknown]} one
 * @param {[string, unknown]} other
 */
const byName = ([one], [other]) => (one < other ? -1 : 1);

/**
 * Reads a list that anybody may have written. What cannot be understood is left out, and counted. Throws where it is no
 * list at all.
 *
 * @param {string} text
 * @returns {{ list: List, dropped: number, isNewer: boolean }} `isNewer` says that a later version wrote it
 */
export function parseList(text) {
  const { format, version, papers } = Object(JSON.parse(text));
  if (format !== FORMAT || typeof papers !== "object" || !papers) throw new Error("this is no list of papers");
  let dropped = 0;
  /** @type {List} */
  const list = new Map();
  for (const [id, fields] of Object.entries(papers)) {
    const given = Object.entries(Object(fields));
    const known = given.filter(([field, register]) => FIELD.test(field) && isRegister(register));
    dropped += given.length - known.length;
    if (known.length) list.set(id, Object.fromEntries(/** @type {[string, Register][]} */ (known)));
  }
  return { list, dropped, isNewer: Number(version) > VERSION };
}

/** @param {unknown} register */
function isRegister(register) {
  if (!Array.isArray(register) || register.length !== 2) return false;
  const [value, time] = register;
  const isPlain = value === null || ["string", "number", "boolean"].includes(typeof value);
  return isPlain && String(value).length <= LONGEST && Number.isInteger(time) && time >= 0 && time <= LATEST;
}
