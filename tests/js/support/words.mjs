// What the browser makes of texts and words. Reads { lunr, texts, words }. Answers with the words by which each text is
// found, as [folded, as it stands in the text], with the stem of each word, with its other forms by `rules`, and
// with the identifier that each text is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { identifierKey } from "../../../static/js/search/identifiers.js";
import { createWordForms } from "../../../static/js/search/word_forms.js";
import { allWords } from "../../../static/js/search/words.js";

/** @import { FormRules } from "../../../static/js/search/word_forms.js" */

/** @type {{ lunr: string, texts: string[], words: string[], rules?: FormRules }} */
const {
  lunr: path,
  texts,
  words,
  rules = { spelling: [], families: [], abbreviations: {} },
} = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
const found = texts.map((text) => allWords(text).map(({ start, end, folded }) => [folded, text.slice(start, end)]));
const stems = words.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString());
const { otherSpellings, relatives } = createWordForms(rules);
const forms = words.map((word) => [otherSpellings(word), relatives(word)]);
process.stdout.write(JSON.stringify({ found, stems, keys: texts.map(identifierKey), forms }));
