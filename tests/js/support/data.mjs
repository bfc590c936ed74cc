// Search files that a test makes up.

/** @import { SearchData } from "../../../static/js/search/data.js" */

/**
 * What `static/js/search/data.js` gives. `read` lists the files that were asked for.
 *
 * @param {object} manifest
 * @param {Record<string, object>} files - by kind and name
 */
export function createData(manifest, files) {
  /** @type {string[]} */
  const read = [];

  /**
   * @param {string} kind
   * @param {string} name
   */
  async function file(kind, name) {
    const path = `${kind}/${name}`;
    if (!read.includes(path)) read.push(path);
    if (!files[path]) throw new Error(`${path}: 404`);
    return structuredClone(files[path]);
  }

  const data = { manifest: async () => manifest, file, papers: async () => [], read };
  return /** @type {SearchData & { read: string[] }} */ (/** @type {unknown} */ (data));
}
