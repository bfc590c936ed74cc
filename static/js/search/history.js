// Searches as entries of the browser's history. Typing changes the entry in which it began. Enter, a filter or the order
// closes an entry: what is typed or chosen next becomes an entry of its own, and Back leads to the search before it.
// An entry also holds how many results were shown and how far the page was scrolled, because results are fetched again
// when the reader comes back from a paper; and whether it is closed, because a word that is being typed finds more.

/**
 * @typedef {object} Entry
 * @property {boolean} [closed]
 * @property {number} [count]
 * @property {number} [top]
 */

const PAUSE = 200; // milliseconds; browsers refuse to write at every key

/**
 * @param {object} page
 * @param {() => string} page.address - of the search
 * @param {() => number} page.count - how many results are shown
 * @param {(entry: Entry) => void} page.restore - shows the search of the address again
 */
export function createHistory({ address, count, restore }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Entry} entry */
  const push = (entry) => history.pushState(entry, "", address());

  /** @param {Entry} entry */
  const replace = (entry) => history.replaceState(entry, "", address());

  /** @param {Entry} more */
  function save(more = {}) {
    clearTimeout(timer);
    replace({ ...history.state, ...more, count: count(), top: scrollY });
  }

  function saveSoon() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  const restoreEntry = () => restore(history.state ?? { closed: true });

  return {
    start() {
      history.scrollRestoration = "manual";
      if (location.search && !history.state) replace({ closed: true });
      addEventListener("scroll", saveSoon, { passive: true });
      addEventListener("popstate", restoreEntry);
      restoreEntry();
    },
    recordTyping: () => (history.state?.closed ? push({}) : saveSoon()),
    close: () => save({ closed: true }),
    save: () => save(),
    pushClosed: () => push({ closed: true }),
  };
}
