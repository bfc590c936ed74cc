// What the browser makes of texts and words. Reads { lunr, texts, words }. Answers with the words by which each text is
// found, as [folded, as it stands in the text], with the stem of each word, and with the identifier that each text is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { identifierKey } from "../../../static/js/search/identifiers.js";
import { allWords } from "../../../static/js/search/words.js";

/** @type {{ lunr: string, texts: string[], words: string[] }} */
const { lunr: path, texts, words } = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
const found = texts.map((text) => allWords(text).map(({ start, end, folded }) => [folded, text.slice(start, end)]));
const stems = words.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString());
process.stdout.write(JSON.stringify({ found, stems, keys: texts.map(identifierKey) }));
