// The status line says everything at once; a screen reader is told when the typing rests, not at every key.

const REST = 1000; // milliseconds

export function createStatus(element) {
  let rest;

  return function say(text, { now = false } = {}) {
    clearTimeout(rest);
    element.ariaLive = now ? "polite" : "off";
    element.textContent = text;
    if (!now && text) rest = setTimeout(say, REST, text, { now: true });
  };
}
