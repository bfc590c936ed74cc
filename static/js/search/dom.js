// The elements that the search page's template promises. A template without one of them is broken, so nothing here is
// prepared for that.

/**
 * The first element below `parent` that fits the selector.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} selector
 */
export const find = (parent, selector) => /** @type {T} */ (parent.querySelector(selector));

/**
 * The element with the attribute `data-NAME`.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} name
 */
export const findPart = (parent, name) => /** @type {T} */ (find(parent, `[data-${name}]`));

/**
 * A copy of the element in the page's `<template data-NAME>`.
 *
 * @param {string} name
 */
export function cloneTemplate(name) {
  /** @type {HTMLTemplateElement} */
  const template = find(document, `template[data-${name}]`);
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}
