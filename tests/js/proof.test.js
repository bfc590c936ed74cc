import assert from "node:assert/strict";
import test from "node:test";
import { areFinal, PROVED } from "../../static/js/search/proof.js";

/** @import { ExpandedClause } from "../../static/js/search/expansion.js" */
/** @import { Index } from "../../static/js/search/shards.js" */
/** @import { Tail } from "../../static/js/search/postings.js" */

const SIZE = 40;

/**
 * An index of terms that stand at the same place in titles.
 *
 * @param {Record<string, { papers: number[], tail?: Tail }>} terms
 */
const createIndex = (terms) =>
  /** @type {Index} */ (
    /** @type {unknown} */ ({
      posting: (/** @type {string} */ term) =>
        terms[term] && {
          fields: { title: { papers: terms[term].papers, weights: [] } },
          places: terms[term].papers.map(() => 8),
          tail: terms[term].tail,
        },
    })
  );

/** @param {string[]} terms */
const createClause = (...terms) =>
  /** @type {ExpandedClause} */ (
    /** @type {unknown} */ ({ alternatives: terms.map((term) => ({ terms: [term], boost: 1 })) })
  );

/** @param {number} most */
const tail = (most, hasTitles = false) => ({ papers: SIZE, hasTitles, most });
const FIRST = Array.from({ length: 12 }, (_, paper) => paper);

/**
 * Whether the twelve papers of `FIRST` are proved, of which the tenth has score 3 and each other one a thousandth more
 * or less than the next.
 *
 * @param {Parameters<typeof createIndex>[0]} terms
 * @param {{ clauses?: ExpandedClause[], tier?: number, hits?: number[], factor?: number }} options
 */
function prove(terms, { clauses = [createClause("mask")], tier = 1, hits = FIRST, factor = 1 } = {}) {
  const scores = new Float64Array(SIZE);
  hits.forEach((paper, i) => (scores[paper] = 3 + (PROVED - 1 - i) / 1000));
  const ranked = { hits, scores, tier: (/** @type {number} */ paper) => (hits.includes(paper) ? tier : 0) };
  const weighted = Object.keys(terms).map((term) => ({ term, factor }));
  const adjoining = clauses.length > 1 ? clauses : [];
  return areFinal(ranked, weighted, { words: clauses, adjoining }, { index: createIndex(terms), size: SIZE });
}

test("without tails all is known", () => {
  assert.ok(prove({ mask: { papers: [] } }, { hits: [] }));
});

test("one word is proved where the tail has less than the tenth paper", () => {
  assert.ok(prove({ mask: { papers: FIRST, tail: tail(2.99) } }));
  assert.ok(!prove({ mask: { papers: FIRST, tail: tail(3) } }), "a newer paper of the same weight would come first");
  assert.ok(!prove({ mask: { papers: FIRST, tail: tail(1.6) } }, { factor: 2 }));
  assert.ok(!prove({ mask: { papers: FIRST.slice(0, 9), tail: tail(1) } }, { hits: FIRST.slice(0, 9) }), "too few");
});

test("of the first papers all must be known", () => {
  const synonyms = { clauses: [createClause("mask", "hide")] };
  assert.ok(prove({ mask: { papers: FIRST, tail: tail(1) }, hide: { papers: FIRST, tail: tail(1) } }, synonyms));
  assert.ok(!prove({ mask: { papers: FIRST, tail: tail(1) }, hide: { papers: [0, 1], tail: tail(1) } }, synonyms));
  assert.ok(!prove({ mask: { papers: FIRST, tail: tail(1) }, hide: { papers: [1], tail: tail(0.001) } }, synonyms));
});

test("what several tails have adds up, and so does what a head has", () => {
  const synonyms = { clauses: [createClause("mask", "hide")] };
  assert.ok(!prove({ mask: { papers: FIRST, tail: tail(1.5) }, hide: { papers: FIRST, tail: tail(1.6) } }, synonyms));
});

test("papers with all words come before those with some", () => {
  const clauses = [createClause("mask"), createClause("seg")];
  const [mask, seg] = [{ papers: FIRST, tail: tail(1) }, { papers: FIRST }];
  assert.ok(
    prove({ mask: { ...mask, tail: tail(9) }, seg }, { clauses, tier: 2 }),
    "no other paper has the second word",
  );
  assert.ok(!prove({ mask, seg: { papers: [...FIRST, 20] } }, { clauses, tier: 0 }), "paper 20 may have both");
  assert.ok(!prove({ mask, seg }, { clauses, tier: 2, hits: FIRST.slice(0, 9) }), "others with some words are to come");
});

test("papers with all words in their titles come before those that have them elsewhere", () => {
  const clauses = [createClause("mask"), createClause("seg")];
  const terms = (/** @type {boolean} */ hasTitles) => ({
    mask: { papers: FIRST, tail: tail(1, hasTitles) },
    seg: { papers: [...FIRST, 20] },
  });
  assert.ok(prove(terms(false), { clauses, tier: 1 }));
  assert.ok(!prove(terms(true), { clauses, tier: 1 }), "paper 20 may have both in its title");
  assert.ok(!prove(terms(true), { clauses, tier: 2 }), "and together");
  assert.ok(prove(terms(true), { clauses, tier: 4 }));
});
