// Identifiers: an arXiv id, a DOI or an address that is pasted into the box leads to its paper. All ways to write one
// have one key, of letters and digits alone; papers have the keys as words of the field `ids`. The rules are those of
// `generator/search/identifiers.py`.

const MOST = 100; // letters of a key
const ARXIV = /(?:^|[/:])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?(?:$|[?#])/i;
const DOI = /(?:^|doi\.org\/|doi:|\/doi\/(?:abs\/|full\/|pdf\/)?)(10\.\d{4,9}\/[^\s?#]+)/i;
const ADDRESS = /^(?:(?:https?:\/\/|www\.)+([^\s#]+\.[^\s#]+)|([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/[^\s#]+))/i;
const OWN_PAGE = /\/papers\/([a-z0-9-]+?)(?:-[0-9a-f]{6})?\.html(?:$|[?#])/;

/**
 * The key of an arXiv id, a DOI or an address; empty for anything else.
 *
 * @param {string} text
 */
export function identifierKey(text) {
  const found = ARXIV.exec(text) ?? DOI.exec(text) ?? ADDRESS.exec(text);
  if (!found) return "";
  const identifier = decode(found[1] ?? found[2])
    .replace(/\/+$/, "")
    .replace(/\.git$|\.html?$|\.pdf$/i, "");
  return identifier
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, MOST);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The title in the address of a page of this site, as words; empty for anything else.
 *
 * @param {string} text
 */
export const titleInAddress = (text) => OWN_PAGE.exec(text)?.[1].replaceAll("-", " ") ?? "";
