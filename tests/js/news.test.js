import assert from "node:assert/strict";
import test from "node:test";
import { crc32, unpackIds } from "../../static/js/ids.js";
import { findNews, recordPage } from "../../static/js/reader/news.js";

const HOUR = 3_600_000;

/** @param {string[]} ids */
const pack = (...ids) => Buffer.from(Uint32Array.from(ids, crc32).buffer).toString("base64");

test("checksums are those of zlib", () => {
  assert.equal(crc32("123456789"), 0xcbf43926);
  assert.equal(crc32(""), 0);
  assert.deepEqual([...unpackIds(pack("a", "ü"))], [crc32("a"), crc32("ü")]);
});

test("on the first visit nothing is new", () => {
  assert.equal(findNews(undefined).size, 0);
  assert.equal(findNews(recordPage(undefined, pack("a"), HOUR)).size, 0);
});

test("new is what came since the visit before, for as long as a visit lasts", () => {
  const first = recordPage(undefined, pack("a", "b"), HOUR);
  const later = recordPage(first, pack("before-all", "a", "b", "c"), 9 * HOUR);
  assert.deepEqual([...findNews(later)], [crc32("before-all"), crc32("c")], "an edition of long ago, too");
  assert.equal(later.since, HOUR);
  const onThatDay = recordPage(later, later.known, 9 * HOUR + 60_000);
  assert.equal(findNews(onThatDay).size, 2);
  assert.equal(findNews(recordPage(onThatDay, later.known, 20 * HOUR)).size, 0);
});

test("what appears during a visit is new at once", () => {
  const first = recordPage(undefined, pack("a"), HOUR);
  const next = recordPage(first, pack("a", "b"), HOUR + 1000);
  assert.deepEqual([...findNews(next)], [crc32("b")]);
  assert.equal(next.since, HOUR);
});
