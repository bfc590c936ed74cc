// Forms of a word that the stemmer keeps apart: other spellings, and words of one family. The rules come with the manifest;
// `generator/search/queries/word_forms.py` reads them the same way, and its `word_forms.toml` explains them.

/**
 * @typedef {object} FormRules
 * @property {[begin: string, one: string, other: string, rest: string][]} spelling
 * @property {[begin: string, one: string, oneEndings: string, other: string, otherEndings: string][]} families
 * @property {Record<string, string[]>} abbreviations - what a word stands for that is cut short
 */

/** @typedef {(word: string) => string[]} OtherForms */

/** @param {FormRules} rules */
export function createWordForms({ spelling, families, abbreviations }) {
  const spellingRules = spelling.flatMap(([begin, one, other, rest]) => [
    createRule(begin, `${one}(${rest})`, other),
    createRule(begin, `${other}(${rest})`, one),
  ]);
  const familyRules = families.flatMap(([begin, one, oneEndings, other, otherEndings]) => [
    createRule(begin, `${oneEndings}()`, other),
    createRule(begin, `${otherEndings}()`, one),
  ]);

  /**
   * The other spellings of a folded word. Most words have none; `colourisation` has three.
   *
   * @type {OtherForms}
   */
  function otherSpellings(word) {
    const once = applyRules(spellingRules, word);
    const twice = once.flatMap((form) => applyRules(spellingRules, form));
    return [...new Set([...once, ...twice])].filter((form) => form !== word);
  }

  /**
   * The words of the same family: noun and verb, or what a short form stands for.
   *
   * @type {OtherForms}
   */
  function relatives(word) {
    const spelled = [word, ...otherSpellings(word)];
    const family = spelled.flatMap((form) => applyRules(familyRules, form));
    const long = Object.hasOwn(abbreviations, word) ? abbreviations[word] : [];
    return [...new Set([...family, ...family.flatMap(otherSpellings), ...long])].filter(
      (form) => !spelled.includes(form),
    );
  }

  return { otherSpellings, relatives };
}

/** @typedef {ReturnType<typeof createWordForms>} WordForms */

/** @typedef {(word: string) => string | undefined} FormRule - the other form of a word, if the rule fits it */

/**
 * @param {string} begin
 * @param {string} ending - with a group for what is kept
 * @param {string} otherEnding
 * @returns {FormRule}
 */
function createRule(begin, ending, otherEnding) {
  const pattern = new RegExp(`^(${begin})${ending}$`, "u");
  return (word) =>
    pattern.test(word) ? word.replace(pattern, (_, start, rest = "") => start + otherEnding + rest) : undefined;
}

/**
 * @param {FormRule[]} rules
 * @param {string} word
 */
const applyRules = (rules, word) => rules.flatMap((rule) => rule(word) ?? []);
