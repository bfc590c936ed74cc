// The citations of papers, as their pages have them: the build made these, and nothing here writes a second one.

/** @typedef {"bibtex" | "ris" | "csl"} CitationFormat */

const AT_ONCE = 6; // pages that are fetched together

/**
 * The citations of papers as one text, and the ids of papers whose page has none or could not be fetched.
 *
 * @param {URL} root
 * @param {string[]} ids
 * @param {CitationFormat} format
 * @param {(done: number) => void} progress
 */
export async function collectCitations(root, ids, format, progress) {
  /** @type {(string | undefined)[]} */
  const texts = [];
  let next = 0;
  let done = 0;
  async function fetchSome() {
    while (next < ids.length) {
      const at = next++;
      texts[at] = await readCitation(root, ids[at], format).catch(() => undefined);
      progress(++done);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
  const found = /** @type {string[]} */ (texts.filter((text) => text !== undefined));
  return { text: joinCitations(found, format), missing: ids.filter((_, at) => texts[at] === undefined) };
}

/**
 * @param {URL} root
 * @param {string} id
 * @param {CitationFormat} format
 */
async function readCitation(root, id, format) {
  const response = await fetch(new URL(`papers/${encodeURIComponent(id)}.html`, root));
  if (!response.ok) return undefined;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.getElementById(`cite-${format}`)?.textContent ?? undefined;
}

/**
 * Each citation as a list of its own; together they are one.
 *
 * @param {string[]} texts
 * @param {CitationFormat} format
 */
export function joinCitations(texts, format) {
  if (format === "csl")
    return `${JSON.stringify(
      texts.flatMap((text) => JSON.parse(text)),
      null,
      1,
    )}\n`;
  return texts.map((text) => `${text.trimEnd()}\n`).join("\n");
}
