// fast-check, where `npm ci` has installed it: a machine that only builds sites has node, perhaps, and no packages.

const library = await import("fast-check").catch(() => undefined);

export const fc = /** @type {typeof import("fast-check")} */ (library);
export const skip = library ? false : "needs fast-check: npm ci";
