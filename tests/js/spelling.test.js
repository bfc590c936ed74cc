import assert from "node:assert/strict";
import test from "node:test";
import { otherSpellings } from "../../static/js/search/spelling.js";

const PAIRS = `
  colour color, behaviours behaviors, neighbouring neighboring, colourful colorful, centre center, kilometres kilometers,
  analyse analyze, paralysed paralyzed, organisation organization, generalised generalized, modelling modeling,
  labelled labeled, tunnelling tunneling, catalogue catalog, dialogues dialogs, defence defense, licence license,
  anaesthesia anesthesia, haemorrhage hemorrhage, paediatric pediatric, grey gray, programme program, artefacts artifacts`;

test("each spelling leads to the other", () => {
  for (const pair of PAIRS.split(",")) {
    const [british, american] = pair.trim().split(" ");
    assert.deepEqual([otherSpellings(british), otherSpellings(american)], [[american], [british]]);
  }
});

test("a word that differs in two places has every spelling between", () => {
  assert.deepEqual(otherSpellings("colourisation").sort(), ["colorisation", "colorization", "colourization"]);
});

test("words that merely look like it have one spelling", () => {
  const words =
    "four your our hour tour pour flour enter filter letter matter cluster wise rise raise noise size prize sentence fence obey they";
  for (const word of words.split(" ")) assert.deepEqual(otherSpellings(word), [], word);
});

// `precize` is no word of any paper, and a spelling that no paper has does no harm.
test("another spelling is never that of another word", () => {
  const others = "precise concise exercise promise premise surprise comprise expertise enterprise"
    .split(" ")
    .flatMap(otherSpellings);
  assert.ok(
    others.every((other) => /iz(e|es|ed|ing)$/.test(other)),
    others.join(" "),
  );
});

test("no word has itself for another spelling", () => {
  for (const word of ["", "a", "is", "ise", "our", "c++", "𐐨𐐩", "programmer"])
    assert.ok(!otherSpellings(word).includes(word), word);
});
