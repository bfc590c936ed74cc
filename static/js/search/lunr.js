// lunr.js as a module. A build puts the installed lunr.js in the place of the marked line. It finds `module` and
// `exports` there, as it would in Node; in a module there is no global `this` to which it could add itself.

/**
 * The parts of lunr.js that the search uses.
 *
 * @typedef {object} Lunr
 * @property {string} version
 * @property {new (text: string, metadata: object) => object} Token
 * @property {(token: object) => object} stemmer
 * @property {(word: string) => string | undefined} stopWordFilter - the word, or undefined for a stop word
 * @property {{ load(index: object): LunrIndex }} Index
 * @property {{ _nextId: number }} TokenSet - the number of the next state of a set of terms
 */

/**
 * @typedef {object} LunrIndex
 * @property {(build: (query: LunrQuery) => void) => { ref: string, score: number }[]} query
 * @property {(text: string) => { ref: string, score: number }[]} search
 */

/** @typedef {{ term(term: string, options: object): void }} LunrQuery */

/** @type {{ exports: any }} */
const module = { exports: {} };
// eslint-disable-next-line no-unused-vars -- lunr.js looks for it
const exports = module.exports;
/* lunr.js stands here */
const lunr = module.exports;
/** @param {string} message */
lunr.utils.warn = (message) => console.warn(message);
export default lunr;
