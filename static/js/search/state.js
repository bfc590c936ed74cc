// What is asked of the search, as a value: the text, the filters and the order. The address holds all of it and leaves
// out what is as usual, so that a simple search has a short link.

const IN_ADDRESS = { tags: "tag", editions: "in" };

export function fromAddress(search) {
  const given = new URLSearchParams(search);
  return {
    text: given.get("q") ?? "",
    tags: several(given, "tags"),
    editions: several(given, "editions"),
    code: given.get("code") === "1",
    sort: given.get("sort") === "date" ? "date" : "relevance",
  };
}

const several = (given, kind) => [...new Set(given.getAll(IN_ADDRESS[kind]).filter(Boolean))];

// The part of the address from `?` on; nothing when nothing is asked.
export function toAddress({ text, code, sort, ...lists }) {
  const said = new URLSearchParams();
  if (text) said.set("q", text);
  for (const [kind, name] of Object.entries(IN_ADDRESS)) for (const id of lists[kind]) said.append(name, id);
  if (code) said.set("code", "1");
  if (sort === "date") said.set("sort", "date");
  const address = said.toString();
  return address && `?${address}`;
}

// The filters that are set, as [{ kind, id }]: the kinds are tags, editions and code.
export function filtersOf({ tags, editions, code }) {
  const set = (kind) => (id) => ({ kind, id });
  return [...tags.map(set("tags")), ...editions.map(set("editions")), ...(code ? [{ kind: "code", id: "1" }] : [])];
}

export const asksNothing = (asked) => !asked.text.trim() && !filtersOf(asked).length;

export const withoutFilters = (asked) => ({ ...asked, tags: [], editions: [], code: false });

// The same with one filter the other way round.
export function toggled(asked, { kind, id }) {
  if (kind === "code") return { ...asked, code: !asked.code };
  const [set, others] = [asked[kind].includes(id), asked[kind].filter((other) => other !== id)];
  return { ...asked, [kind]: set ? others : [...others, id] };
}
