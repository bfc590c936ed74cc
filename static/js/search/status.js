// The status line. It shows everything at once; a screen reader is told when typing pauses, not at every key.

const PAUSE = 1000; // milliseconds

/**
 * Returns `say`, which shows a text; with `now` a screen reader is told at once.
 *
 * @param {HTMLElement} element
 */
export function createStatus(element) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {string} text
   * @param {{ now?: boolean }} [options]
   */
  return function say(text, { now = false } = {}) {
    clearTimeout(timer);
    element.ariaLive = now ? "polite" : "off";
    element.textContent = text;
    if (!now && text) timer = setTimeout(say, PAUSE, text, { now: true });
  };
}
