// Style sheets that are loaded with the scripts that need them.

import { createElement } from "./elements.js";

/**
 * Resolves when the sheet is there, or cannot be had.
 *
 * @param {string} name
 */
export async function loadStyles(name) {
  const { href } = new URL(`../../${name}`, import.meta.url);
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  const sheet = createElement("link", { rel: "stylesheet", href });
  const isLoaded = new Promise((resolve) => ["load", "error"].map((event) => sheet.addEventListener(event, resolve)));
  document.head.append(sheet);
  await isLoaded;
}
