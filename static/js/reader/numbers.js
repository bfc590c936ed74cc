// From the id of a paper to what search keeps of it.

import { crc32, unpackIds } from "../ids.js";

/** @import { PaperRecord, SearchData } from "../search/data.js" */

/** @param {SearchData} data */
export function createLookup(data) {
  /** @type {Promise<Uint32Array> | undefined} */
  let table;

  async function loadTable() {
    const { ids } = await data.manifest();
    return unpackIds(await data.file("ids", ids));
  }

  /**
   * The numbers of the papers with these ids, -1 where there is none. Two ids may have one checksum, though hardly ever;
   * who reads the paper compares its id.
   *
   * @param {string[]} ids
   */
  async function findNumbers(ids) {
    table ??= loadTable();
    table.catch(() => (table = undefined)); // so that it is tried again
    const places = new Map(Array.from(await table, (sum, number) => [sum, number]));
    return ids.map((id) => places.get(crc32(id)) ?? -1);
  }

  /**
   * @param {string} id
   * @returns {Promise<PaperRecord | undefined>}
   */
  async function findPaper(id) {
    const [number] = await findNumbers([id]);
    const [paper] = number < 0 ? [] : await data.papers([number]);
    return paper?.id === id ? paper : undefined;
  }

  return { findNumbers, findPaper };
}
