// Postings as the shards have them: text with a character for each paper, which becomes papers and weights. Of a common
// term a shard has the best papers, its head; the rest, its tail, lies in files of their own (`generator/search/blocks.py`).

import { decodePlaces } from "./nearness.js";
import { decodeNumbers, decodeSteps, mergeOrder } from "./sorted.js";
import { createWeigher } from "./weights.js";

/** @import { Manifest, PackedBlock } from "./data.js" */

/**
 * @typedef {object} Posting
 * @property {number} number - by which terms are in order
 * @property {number} frequency - how many papers have the term; one that has it in two fields counts twice
 * @property {Record<string, { papers: number[], weights: number[] }>} fields - by field the papers that have the term,
 *   ascending, and its weight in each
 * @property {number[]} places - beside the papers of the field `title`, where the term stands there, as bits
 * @property {Tail} [tail] - what there is beside these papers, if not all are loaded
 */

/**
 * @typedef {object} Tail
 * @property {number} papers - how many papers have the term, those that are loaded, too
 * @property {boolean} hasTitles - whether a paper that is not loaded may have the term in its title
 * @property {number} most - what the term weighs at most in a paper that is not loaded, in all fields together
 */

/**
 * A term's postings as they come.
 *
 * @typedef {object} PackedTerm
 * @property {number} number
 * @property {PackedBlock[]} blocks - those that are loaded
 * @property {PackedTail} [tail]
 */

/**
 * @typedef {object} PackedTail
 * @property {number} frequency
 * @property {number} papers
 * @property {PackedTailBlock[]} blocks - those that are not loaded
 */

/** @typedef {[hasTitles: number, most: number, name: string]} PackedTailBlock */

/** @typedef {{ papers: number[], weights: number[], places: number[] }} FieldPart */

const ROUNDING = 0.0005; // by which a weight may be more than the formula has

/**
 * @param {string[]} fields
 * @returns {Posting["fields"]}
 */
export const emptyFields = (fields) => Object.fromEntries(fields.map((field) => [field, { papers: [], weights: [] }]));

/**
 * Returns `unpack`.
 *
 * @param {number} size - how many papers there are
 * @param {NonNullable<Manifest["fields"]>} statistics
 */
export function createUnpacker(size, statistics) {
  const fields = Object.keys(statistics);
  const { weigh, boundWeights } = createWeigher(size, Object.values(statistics));

  /**
   * @param {PackedTerm} packed
   * @returns {Posting}
   */
  return function unpack({ number, blocks, tail }) {
    const decoded = blocks.flatMap(decodeBlock);
    const loaded = decoded.reduce((sum, { papers }) => sum + papers.length, 0);
    const frequency = tail?.frequency ?? loaded;
    /** @type {Posting} */
    const posting = { number, frequency, fields: emptyFields(fields), places: [] };
    for (const [at, field] of fields.entries()) {
      const parts = decoded.filter((part) => part.field === at);
      const merged = mergeParts(parts.map((part) => ({ ...part, weights: weigh(at, frequency, part) })));
      posting.fields[field] = { papers: merged.papers, weights: merged.weights };
      if (field === "title") posting.places = merged.places;
    }
    if (tail?.blocks.length) {
      const points = Math.max(...tail.blocks.map(([, most]) => most)) / 1000;
      posting.tail = {
        papers: tail.papers,
        hasTitles: tail.blocks.some(([hasTitles]) => hasTitles),
        most: boundWeights(frequency, points) + ROUNDING * fields.length,
      };
    }
    return posting;
  };
}

/** @param {PackedBlock} block */
function decodeBlock([packed, titlePlaces]) {
  const known = decodePlaces(titlePlaces); // in the first field
  const parts = [];
  for (let i = 0; i < packed.length; i += 4) {
    const [steps, counts, lengths] = packed.slice(i + 1, i + 4).map((text) => decodeNumbers(String(text)));
    const papers = decodeSteps(steps);
    parts.push({ field: Number(packed[i]), papers, counts, lengths, places: papers.map((_, at) => known[at] ?? 0) });
  }
  return parts;
}

/**
 * The parts of a field as one, papers ascending.
 *
 * @param {FieldPart[]} parts
 * @returns {FieldPart}
 */
function mergeParts(parts) {
  if (parts.length === 1) return parts[0];
  const all = {
    papers: parts.flatMap(({ papers }) => papers),
    weights: parts.flatMap(({ weights }) => weights),
    places: parts.flatMap(({ places }) => places),
  };
  const order = mergeOrder(all.papers);
  /** @param {number[]} values */
  const arrange = (values) => Array.from(order, (at) => values[at]);
  return { papers: arrange(all.papers), weights: arrange(all.weights), places: arrange(all.places) };
}
