// Notes that the reader was here, and what papers there were. Only the home page does: it is where one comes to see what
// is new.

import { createData } from "../search/data.js";
import { findNews, readVisits, recordPage } from "./news.js";

/**
 * How many papers are new.
 *
 * @param {URL} root
 */
export async function noteVisit(root) {
  const key = `digest-visits:${root.pathname}`;
  const data = createData(new URL("search/", root).href);
  const { ids } = await data.manifest();
  const visits = recordPage(readVisits(key), await data.file("ids", ids), Date.now());
  try {
    localStorage.setItem(key, JSON.stringify(visits));
  } catch {
    return 0; // nothing is remembered here
  }
  return findNews(visits).size;
}
