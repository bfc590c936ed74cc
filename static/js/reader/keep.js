// Editions that are kept for reading without a network: asks the service worker for one, and says what there is.

import { countPapers, createElement, formatNumber } from "./elements.js";

/** @import { KeptEdition } from "../offline/shelf.js" */

/** The caches of this site. @param {URL} root */
const findCaches = async (root) => (await caches.keys()).filter((name) => name.startsWith(`digest:${root.pathname}:`));

/**
 * @param {URL} root
 * @returns {Promise<KeptEdition[]>}
 */
export async function listKept(root) {
  if (!("caches" in globalThis)) return [];
  for (const name of await findCaches(root)) {
    const kept = await (await caches.open(name)).match(new URL("kept.json", root));
    if (kept) return kept.json();
  }
  return [];
}

/**
 * Lists the editions that are kept, with a button that forgets every page.
 *
 * @param {HTMLElement} section
 * @param {URL} root
 */
export async function showKept(section, root) {
  const kept = await listKept(root);
  const rows = kept.map(({ id, label, papers }) => {
    const link = createElement("a", {
      href: new URL(`editions/${id}.html`, root).href,
      textContent: label,
      dir: "auto",
    });
    return createElement(
      "li",
      {},
      link,
      createElement("span", { className: "count", textContent: countPapers(papers) }),
    );
  });
  section.querySelector("ul")?.replaceChildren(...rows);
  section.hidden = !kept.length;
  section.querySelector("button")?.addEventListener("click", async () => {
    for (const name of await findCaches(root)) await caches.delete(name);
    section.hidden = true;
  });
}

/**
 * Keeps the edition that the button names, and tells on the button how far that is.
 *
 * @param {HTMLButtonElement} button
 */
export async function keepEdition(button) {
  const { keep: id = "", label = "" } = button.dataset;
  button.disabled = true;
  button.setAttribute("aria-live", "polite");
  try {
    await navigator.storage?.persist?.();
    const { active } = await navigator.serviceWorker.ready;
    await askWorker(/** @type {ServiceWorker} */ (active), { id, label }, (done, all) => {
      button.textContent = `Keeping ${formatNumber(done)} of ${formatNumber(all)} files …`;
    });
    button.textContent = `${label} is kept: it can be read and searched without a network`;
  } catch (error) {
    button.disabled = false;
    button.textContent = `Not kept: ${/** @type {Error} */ (error).message}. Try again`;
  }
}

/**
 * @param {ServiceWorker} worker
 * @param {{ id: string, label: string }} edition
 * @param {(done: number, all: number) => void} progress
 * @returns {Promise<void>}
 */
function askWorker(worker, edition, progress) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { done, all, isKept, error } }) => {
      if (error) reject(new Error(error));
      else if (isKept) resolve();
      else progress(done, all);
    };
    worker.postMessage({ edition }, [port2]);
  });
}
