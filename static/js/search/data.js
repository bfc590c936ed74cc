// The files under `search/`: fetched when they are first needed, kept, and checked. Their names carry a hash of what
// is in them, so one that is cut short or of another build is found out before anything is made of it.

const PATIENCE = 30_000; // milliseconds for one file

// `root` is the address of the folder, ending in `/`; `fresh` goes past every cache, for a second try.
export function createData(root, { fresh = false } = {}) {
  const manifest = once(() => get(root, "manifest.json", fresh ? "reload" : "no-cache"));
  const file = memo(async (name) => get(root, name, fresh ? "reload" : "default"));
  return {
    index: async () => file((await manifest()).index),
    words: async () => file((await manifest()).words),
    papers: async (numbers) => {
      const { blocks, papersInBlock } = await manifest();
      const found = numbers.map(async (number) => {
        const block = await file(blocks[Math.floor(number / papersInBlock)]);
        return withNames(block.papers[number - block.first], block);
      });
      return Promise.all(found);
    },
  };
}

// A paper with its tags and editions as they are named and where they are, instead of by id.
function withNames(paper, { tags, editions }) {
  return {
    ...paper,
    tags: paper.tags.map((id) => ({ id, ...tags[id] })),
    editions: paper.editions.map((id) => ({ id, label: editions[id] })),
  };
}

async function get(root, name, cache) {
  const response = await fetch(root + name, { cache, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  await check(name, bytes);
  return JSON.parse(new TextDecoder().decode(bytes));
}

// Browsers have no hash to offer on a plain http address other than localhost; JSON finds a file cut short all the same.
async function check(name, bytes) {
  const hash = /\.([0-9a-f]+)\.json$/.exec(name)?.[1];
  if (!hash || !globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!hex.startsWith(hash)) throw new Error(`${name}: not what this build wrote`);
}

function memo(make) {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) kept.set(key, make(key));
    return kept.get(key);
  };
}

function once(make) {
  const kept = memo(make);
  return () => kept("");
}
