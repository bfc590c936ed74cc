// What is new since a reader's last visit. A visit ends after half an hour without a page. What there was then is kept as
// the table of the papers' ids, so a paper is new if it was not there, wherever it stands now.

import { unpackIds } from "../ids.js";

/**
 * @typedef {object} Visits
 * @property {number} at - when the last page was seen, in milliseconds
 * @property {string} known - the ids that there are, packed
 * @property {string} before - those that there were when the visit before this one ended
 * @property {number} since - when that was; 0 for the first visit
 */

const PAUSE = 30 * 60 * 1000; // milliseconds that end a visit

/**
 * The visits with a page that is seen now.
 *
 * @param {Visits | undefined} visits
 * @param {string} ids - those that there are now, packed
 * @param {number} now
 * @returns {Visits}
 */
export function recordPage(visits, ids, now) {
  if (!visits) return { at: now, known: ids, before: ids, since: 0 };
  const isLater = now - visits.at > PAUSE;
  const last = isLater || (!visits.since && ids !== visits.known);
  return {
    at: now,
    known: ids,
    before: isLater ? visits.known : visits.before,
    since: last ? visits.at : visits.since,
  };
}

/**
 * The checksums of the ids of new papers.
 *
 * @param {Visits | undefined} visits
 */
export function findNews(visits) {
  if (!visits || visits.before === visits.known) return new Set();
  const before = new Set(unpackIds(visits.before));
  return new Set(unpackIds(visits.known).filter((id) => !before.has(id)));
}

/**
 * Reads what is stored; nothing where it is damaged or storage is refused.
 *
 * @param {string} key
 * @returns {Visits | undefined}
 */
export function readVisits(key) {
  try {
    const visits = JSON.parse(localStorage.getItem(key) ?? "null");
    return [visits.known, visits.before].every((ids) => typeof ids === "string") ? visits : undefined;
  } catch {
    return undefined;
  }
}
