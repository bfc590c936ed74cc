// A list as a link: packed, in letters that every mail leaves alone, with a checksum at its end. A link that was cut
// short or changed on its way is refused as a whole.

import { crc32 } from "../ids.js";

const MARK = "#list=";

/**
 * The part of an address from `#` on.
 *
 * @param {string} text - the list
 */
export async function packLink(text) {
  const packed = new Uint8Array(
    await pipeThrough(new CompressionStream("deflate-raw"), new TextEncoder().encode(text)),
  );
  return `${MARK}${toLetters(packed)}.${crc32(text).toString(36)}`;
}

/**
 * The list that a link holds; undefined where it holds none. Throws where it is not whole.
 *
 * @param {string} hash - the part of an address from `#` on
 */
export async function unpackLink(hash) {
  if (!hash.startsWith(MARK)) return undefined;
  const [letters, sum] = hash.slice(MARK.length).split(".");
  const packed = fromLetters(letters);
  const bytes = await pipeThrough(new DecompressionStream("deflate-raw"), packed).catch(refuse);
  const text = new TextDecoder().decode(bytes);
  return crc32(text).toString(36) === sum ? text : refuse();
}

/** @returns {never} */
function refuse() {
  throw new Error("this link is not whole: a part of it was lost on its way");
}

/**
 * @param {CompressionStream | DecompressionStream} stream
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function pipeThrough(stream, bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
}

/** @param {Uint8Array} bytes */
function toLetters(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} letters */
function fromLetters(letters) {
  try {
    const text = atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  } catch {
    return refuse();
  }
}
