import assert from "node:assert/strict";
import test from "node:test";
import {
  isEmptyRequest,
  activeFilters,
  parseAddress,
  formatAddress,
  toggleFilter,
  withoutFilters,
} from "../../static/js/search/state.js";

const nothing = { text: "", tags: [], editions: [], venues: [], years: [], code: false, sort: "relevance" };

test("an address holds everything that is asked for, and nothing that is as usual", () => {
  assert.equal(formatAddress(nothing), "");
  assert.equal(formatAddress({ ...nothing, text: "a b&c=ü+" }), "?q=a+b%26c%3D%C3%BC%2B");
  const asked = {
    text: "masks",
    tags: ["a", "b"],
    editions: ["2025-05-28"],
    venues: ["iclr"],
    years: ["2025"],
    code: true,
    sort: "votes",
  };
  assert.equal(formatAddress(asked), "?q=masks&tag=a&tag=b&in=2025-05-28&venue=iclr&year=2025&code=1&sort=votes");
});

test("what an address says is read back as it was", () => {
  for (const asked of [
    nothing,
    { ...nothing, text: ' "a + b" & <c>?#% ' },
    { text: "é", tags: ["a&b", "ü"], editions: ["x y"], venues: ["v"], years: [], code: true, sort: "date" },
  ])
    assert.deepEqual(parseAddress(formatAddress(asked)), asked);
});

test("an address that somebody made up is a search too", () => {
  assert.deepEqual(parseAddress("?sort=price&code=yes&tag=&tag=a&tag=a&utm=1&q=%E0%A4%A"), {
    ...nothing,
    text: "\ufffd%A",
    tags: ["a"],
  });
});

test("a filter is set and taken away again", () => {
  const one = toggleFilter(nothing, { kind: "tags", id: "a" });
  const all = toggleFilter(toggleFilter(one, { kind: "editions", id: "e" }), { kind: "code", id: "1" });
  assert.deepEqual(activeFilters(all), [
    { kind: "tags", id: "a" },
    { kind: "editions", id: "e" },
    { kind: "code", id: "1" },
  ]);
  assert.deepEqual(activeFilters(all).reduce(toggleFilter, all), nothing);
  assert.deepEqual(withoutFilters({ ...all, text: "x" }), { ...nothing, text: "x" });
});

test("filters alone ask for something, white space does not", () => {
  assert.ok(isEmptyRequest({ ...nothing, text: "  " }));
  assert.ok(!isEmptyRequest({ ...nothing, text: "x" }));
  assert.ok(!isEmptyRequest({ ...nothing, code: true }));
});
