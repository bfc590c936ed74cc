// The files under `search/`: fetched when they are first needed, kept, and checked. Their names carry a hash of what is
// in them, so one that is cut short or of another build is found out before anything is made of it.

const PATIENCE = 30_000; // milliseconds for one file

// `root` is the address of the folder, ending in `/`; `fresh` goes past every cache, for a second try.
export function createData(root, { fresh = false } = {}) {
  const kept = new Map();
  const cache = fresh ? "reload" : "default";

  function get(path, how = cache) {
    if (!kept.has(path)) {
      const coming = load(root, path, how);
      coming.catch(() => kept.delete(path)); // so that the next one who asks tries again
      kept.set(path, coming);
    }
    return kept.get(path);
  }

  const manifest = () => get("manifest.json", fresh ? "reload" : "no-cache");

  async function paper(number) {
    const { folders, papersInFolder } = await manifest();
    return get(`papers/${folders[Math.floor(number / papersInFolder)]}/${number}.json`);
  }

  return {
    manifest,
    file: (kind, name) => get(`${kind}/${name}.json`),
    papers: (numbers) => Promise.all(numbers.map(paper)),
  };
}

async function load(root, path, cache) {
  const response = await fetch(root + path, { cache, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  await check(path, bytes);
  return JSON.parse(new TextDecoder().decode(bytes));
}

// Browsers have no hash to offer on a plain http address other than localhost; JSON finds a file cut short all the same.
async function check(path, bytes) {
  const hash = /\/([0-9a-f]{8})\.json$/.exec(`/${path}`)?.[1];
  if (!hash || /^papers\//.test(path) || !globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!hex.startsWith(hash)) throw new Error(`${path}: not what this build wrote`);
}
