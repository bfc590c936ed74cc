import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

// A function is named by a verb and its object, or by what it gives: a lone past participle says neither what goes in
// nor what comes out. And a name stands for one class or type.

const FOLDER = fileURLToPath(new URL("../../static/js/", import.meta.url));
const FUNCTION =
  /\bfunction\b\*?\s*(\w+)|\b(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?(?:function\b|\w+\s*=>|(?=\())/g;
const TYPE = /\bclass\s+(\w+)|@typedef\s+(?:\{.*\}\s+)?(\w+)/g;

const IRREGULAR = `
  beaten become been begun bent bet bidden bitten blown borne bought bound broken brought built burnt burst cast caught
  chosen come cost cut dealt done drawn driven dug drunk dwelt eaten fallen fed felt forgotten fought found frozen given
  gone got grown heard held hidden hit hung hurt kept known laid lain learnt led left lent let lit lost made meant met
  mistaken overtaken paid proven put quit read rid ridden risen run rung said sat seen sent set sewn shaken shed shone
  shot shown shut slept slid sold sought sown spelt spent spoken spread sprung split spun stood stolen struck stuck stung
  sung sunk swept sworn swum swung taken taught thought thrown told torn understood undone unknown unsaid unseen unsent
  woken won worn wound woven written`;
const PARTICIPLES = new Set(IRREGULAR.trim().split(/\s+/));
const VERBS = new Set([
  "bleed",
  "breed",
  "embed",
  "exceed",
  "feed",
  "heed",
  "need",
  "proceed",
  "seed",
  "shed",
  "speed",
  "succeed",
]);

/** @param {string} name */
const isParticiple = (name) => PARTICIPLES.has(name) || (/^[a-z]+ed$/.test(name) && !VERBS.has(name));

/**
 * The names of all functions of a script, at any depth. A constant counts where an arrow follows its parenthesis.
 *
 * @param {string} source
 */
function functionNames(source) {
  const matches = [...source.matchAll(FUNCTION)];
  return matches.filter((match) => opensFunction(source, match)).map((match) => match[1] ?? match[2]);
}

/**
 * @param {string} source
 * @param {RegExpMatchArray} match
 */
function opensFunction(source, match) {
  const end = (match.index ?? 0) + match[0].length;
  if (source[end] !== "(" || match[1]) return true;
  let depth = 0;
  for (let i = end; i < source.length; i++) {
    depth += source[i] === "(" ? 1 : source[i] === ")" ? -1 : 0;
    if (depth === 0) return /^\s*=>/.test(source.slice(i + 1));
  }
  return false;
}

/** @param {string} source */
const findParticiples = (source) => functionNames(source).filter(isParticiple);

/**
 * The names that the scripts give to more than one class or type.
 *
 * @param {string[]} sources
 */
function findRepeatedTypes(sources) {
  const names = sources.flatMap((source) => Array.from(source.matchAll(TYPE), (match) => match[1] ?? match[2]));
  return names.filter((name, i) => names.indexOf(name) < i);
}

const scripts = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, source: readFileSync(FOLDER + name, "utf8") }));

test("no function is named by a past participle alone", () => {
  assert.ok(scripts.flatMap(({ source }) => functionNames(source)).length > 150, "the scripts were read");
  const faults = scripts.flatMap(({ name, source }) => findParticiples(source).map((each) => `${name}: ${each}`));
  assert.deepEqual(faults, []);
});

test("no two classes or types share a name", () => {
  assert.deepEqual(findRepeatedTypes(scripts.map(({ source }) => source)), []);
});

test("a function in any form that is named by a past participle is found", () => {
  const source = `
    export async function drawn(a) {}
    function* listed() {}
    const kept = (list) => list;
    export const toggled = async (
      { text, tags },
      other = (1 + 2),
    ) => text;
    let folded = text => text;
    const told = function () {};
    (() => { function laid() {} })();`;
  assert.deepEqual(findParticiples(source), ["drawn", "listed", "kept", "toggled", "folded", "told", "laid"]);
});

test("values, verbs and longer names are no fault", () => {
  const source = `
    const found = (await read()) ?? [];
    let counted = 0;
    const marked = list.filter((each) => each);
    function feed() {}
    const foldedWords = (text) => text;
    export function toggleFilter() {}`;
  assert.deepEqual(findParticiples(source), []);
});

test("a name of two classes or types is found", () => {
  const first = "/** @typedef {{ a: { b: string } }} Entry */\nexport class Stale extends Error {}";
  assert.deepEqual(findRepeatedTypes([first, "/**\n * @typedef {object} Entry\n */", "class Stale {}"]), [
    "Entry",
    "Stale",
  ]);
  assert.deepEqual(findRepeatedTypes([first]), []);
});
