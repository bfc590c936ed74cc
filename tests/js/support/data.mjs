// Search files that a test makes up, by kind and name: what `static/js/search/data.js` gives, and which were asked for.
export function madeUp(manifest, files) {
  const read = [];

  async function file(kind, name) {
    const path = `${kind}/${name}`;
    if (!read.includes(path)) read.push(path);
    if (!files[path]) throw new Error(`${path}: 404`);
    return structuredClone(files[path]);
  }

  return { manifest: async () => manifest, file, read };
}
