import assert from "node:assert/strict";
import test from "node:test";
import { explainScore, learnTaste, readVectors, scorePaper } from "../../static/js/reader/taste.js";

const [masks, dialogue, both] = readVectors({
  words: ["mask", "#vision", "dialogue"],
  papers: [
    [0, 200, 1, 100],
    [2, 250],
    [0, 100, 2, 100],
  ],
});

test("vectors are read as they are written", () => {
  assert.deepEqual(
    [...masks],
    [
      ["mask", 200 / 255],
      ["#vision", 100 / 255],
    ],
  );
});

test("what is like a liked paper comes first, what is like a disliked one last", () => {
  const taste = learnTaste({ liked: [masks], disliked: [dialogue], usual: [masks, dialogue, both] });
  const scores = [masks, both, dialogue].map((vector) => scorePaper(taste, vector));
  assert.deepEqual(
    [...scores].sort((a, b) => b - a),
    scores,
  );
  assert.ok(scores[0] > 0 && scores[2] < 0);
  assert.deepEqual(explainScore(taste, both, 2), { liked: ["mask"], disliked: ["dialogue"] });
});

test("a single paper that is not liked is enough for an order", () => {
  const taste = learnTaste({ liked: [], disliked: [dialogue], usual: [masks, dialogue] });
  assert.ok(scorePaper(taste, masks) > scorePaper(taste, dialogue));
});

test("of a paper without words nothing is said", () => {
  const taste = learnTaste({ liked: [masks], disliked: [], usual: [] });
  assert.equal(scorePaper(taste, new Map()), 0);
  assert.deepEqual(explainScore(taste, new Map(), 3), { liked: [], disliked: [] });
});
