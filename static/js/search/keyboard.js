// Keys on the search page: arrows walk from the box through the results and back, Enter on one is the browser's own,
// Escape leads back to the box and then empties it.

const STOPS = "[data-results] [data-paper-card] h2 a, [data-more]:not([hidden])";

export function useKeys(view, box) {
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "ArrowDown") walk(event, 1);
    else if (event.key === "ArrowUp") walk(event, -1);
    else if (event.key === "Escape") back(event);
    else if (event.key === "/" && event.target === box && !box.value) event.preventDefault(); // was to lead here
  });

  function walk(event, step) {
    const stops = [box, ...view.querySelectorAll(STOPS)];
    const next = stops.includes(event.target) && stops[stops.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function back(event) {
    event.preventDefault();
    const field = event.target.matches("input[type=text]") ? event.target : box;
    if (event.target !== field || !field.value) return box.focus();
    field.value = "";
    field.dispatchEvent(new Event("input"));
  }
}
