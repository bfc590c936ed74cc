// Elements made by scripts: text is only ever text.

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, unknown> & { dataset?: Record<string, string> }} [properties] - of the element
 * @param {(Node | string)[]} children
 */
export function createElement(name, { dataset = {}, ...properties } = {}, ...children) {
  const element = document.createElement(name);
  Object.assign(element, properties);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

/**
 * @param {string} text
 * @param {() => void} press
 * @param {string} [className]
 */
export function createButton(text, press, className = "link") {
  const button = createElement("button", { type: "button", className, textContent: text });
  button.addEventListener("click", press);
  return button;
}

/** @param {number} value */
export const formatNumber = (value) => value.toLocaleString("en");

/** @param {number} count */
export const countPapers = (count) => `${formatNumber(count)} ${count === 1 ? "paper" : "papers"}`;
