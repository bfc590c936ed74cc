// The search request: the text, the filters and the order. The page's address holds it, and leaves out what is as usual,
// so that a simple search has a short link.

/**
 * @typedef {object} SearchRequest
 * @property {string} text
 * @property {string[]} tags - ids
 * @property {string[]} editions - ids
 * @property {string[]} venues - ids
 * @property {string[]} years
 * @property {boolean} code
 * @property {string} sort - `relevance`, `date` or `votes`
 */

/** @import { FacetKind } from "./facets.js" */

/** @typedef {FacetKind | "code"} FilterKind */

/** @typedef {{ kind: FilterKind, id: string }} Filter */

/** @type {[FacetKind, string][]} */
const PARAMETERS = [
  ["tags", "tag"],
  ["editions", "in"],
  ["venues", "venue"],
  ["years", "year"],
];
const ORDERS = ["date", "votes"];

/**
 * @param {string} search - the part of an address from `?` on
 * @returns {SearchRequest}
 */
export function parseAddress(search) {
  const parameters = new URLSearchParams(search);
  const [tags, editions, venues, years] = PARAMETERS.map(([, name]) => [
    ...new Set(parameters.getAll(name).filter(Boolean)),
  ]);
  return {
    text: parameters.get("q") ?? "",
    tags,
    editions,
    venues,
    years,
    code: parameters.get("code") === "1",
    sort: ORDERS.find((order) => order === parameters.get("sort")) ?? "relevance",
  };
}

/**
 * The part of the address from `?` on; "" for an empty request.
 *
 * @param {SearchRequest} request
 */
export function formatAddress(request) {
  const parameters = new URLSearchParams();
  if (request.text) parameters.set("q", request.text);
  for (const [kind, name] of PARAMETERS) for (const id of request[kind]) parameters.append(name, id);
  if (request.code) parameters.set("code", "1");
  if (ORDERS.includes(request.sort)) parameters.set("sort", request.sort);
  const address = parameters.toString();
  return address && `?${address}`;
}

/**
 * The filters that are set.
 *
 * @param {SearchRequest} request
 * @returns {Filter[]}
 */
export function activeFilters({ code, ...request }) {
  return [
    ...PARAMETERS.flatMap(([kind]) => request[kind].map((id) => /** @type {Filter} */ ({ kind, id }))),
    ...(code ? [/** @type {Filter} */ ({ kind: "code", id: "1" })] : []),
  ];
}

/** @param {SearchRequest} request */
export const isEmptyRequest = (request) => !request.text.trim() && !activeFilters(request).length;

/**
 * @param {SearchRequest} request
 * @returns {SearchRequest}
 */
export const withoutFilters = (request) => ({
  ...request,
  tags: [],
  editions: [],
  venues: [],
  years: [],
  code: false,
});

/**
 * The same request with a filter set that was not, or the other way round.
 *
 * @param {SearchRequest} request
 * @param {Filter} filter
 * @returns {SearchRequest}
 */
export function toggleFilter(request, { kind, id }) {
  if (kind === "code") return { ...request, code: !request.code };
  const others = request[kind].filter((other) => other !== id);
  return { ...request, [kind]: request[kind].includes(id) ? others : [...others, id] };
}
