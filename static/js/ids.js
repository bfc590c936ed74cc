// Papers by number. The search numbers papers from the oldest; a table has the checksum of each paper's id in that order
// (`generator/search/results.py`), so an id leads to what search keeps of its paper.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  return sum;
});

/** The checksum of a text that zlib calls CRC-32. @param {string} text */
export function crc32(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 255];
  return ~sum >>> 0;
}

/**
 * The checksums of all ids, by number.
 *
 * @param {string} packed - 32-bit numbers in base64, the lowest byte first
 */
export function unpackIds(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, number) => view.getUint32(4 * number, true));
}
