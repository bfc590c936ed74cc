// Keys on the search page: `/` leads to the box; arrows move from the box through the results and back; Escape goes back
// to the box, and in the box empties it. Enter on a result is the browser's own.

const STOPS = "[data-results] [data-paper-card] h2 a, [data-more]:not([hidden])";

/**
 * @param {HTMLElement} view
 * @param {HTMLInputElement} box
 * @param {HTMLElement} found - what says how many results there are, and has the focus where the result that had it is gone;
 *   it stands between the box and the results
 */
export function handleKeys(view, box, found) {
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "ArrowDown") moveFocus(event, 1);
    else if (event.key === "ArrowUp") moveFocus(event, -1);
    else if (event.key === "Escape") goBack(event);
    else if (event.key === "/" && event.target === box && !box.value) event.preventDefault(); // it only leads here
  });

  // The keys of every page come behind the first answer; this one is wanted before.
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });

  /**
   * @param {KeyboardEvent} event
   * @param {number} step
   */
  function moveFocus(event, step) {
    /** @type {HTMLElement[]} */
    const stops = [box];
    /** @type {NodeListOf<HTMLElement>} */
    const others = view.querySelectorAll(STOPS);
    stops.push(...others);
    const at = event.target === found ? +(step < 0) : stops.findIndex((stop) => stop === event.target);
    const next = at < 0 ? undefined : stops[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  function goBack(event) {
    event.preventDefault();
    const { target } = event;
    const field = target instanceof HTMLInputElement && target.type === "text" ? target : box;
    if (target !== field || !field.value) return box.focus();
    field.value = "";
    field.dispatchEvent(new Event("input"));
  }
}
