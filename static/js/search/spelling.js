// British and American spelling. Each pair has the pattern of the British words, that of the American ones, and the
// letters in which they differ. A spelling that no paper has does no harm.

const OUR =
  "arm|behavi|cand|clam|col|discol|endeav|fav|flav|harb|hon|hum|lab|neighb|od|ranc|rig|rum|sav|splend|tum|val|vap|vig";
const OUR_END =
  "s?|ed|ing|ings|er|ers|al|ally|able|ably|ful|fully|less|ite|ites|hood|hoods|y|i[sz](?:e|es|ed|ing|ation)";
const RE = "cent|epicent|fib|lit|(?:kilo|centi|milli|micro|nano)?met|calib|spect|theat";
const LOGUE = "anal|catal|dial|epil|monol|prol|trav";
const DOUBLED =
  "cancel|channel|counsel|dial|enrol|fuel|initial|label|level|marvel|model|panel|rival|signal|spiral|total|travel|tunnel";
const AE =
  "an(?=a?e(?:sthe|mi[ac]))|h(?=a?em(?:o|at))|p(?=a?ed(?:iatr|agog))|orthop(?=a?ed)|leuk(?=a?em)|arch(?=a?eolog)";
const IZE = "e|es|ed|er|ers|ing|able|ation|ations|ational|ability";
const YZE = "e|es|ed|er|ers|ing";

const PAIRS = [
  [`(${OUR})our(${OUR_END})`, `(${OUR})or(${OUR_END})`, "our", "or"],
  [`(${RE})re(s?)`, `(${RE})er(s?)`, "re", "er"],
  [`(${LOGUE})ogue(s?)`, `(${LOGUE})og(s?)`, "ogue", "og"],
  [`(${DOUBLED})l(ed|ing|ings|er|ers)`, `(${DOUBLED})(ed|ing|ings|er|ers)`, "l", ""],
  [`(.{3,})is(${IZE})`, `(.{3,})iz(${IZE})`, "is", "iz"],
  [`((?:.*)(?:anal|paral|catal))ys(${YZE})`, `((?:.*)(?:anal|paral|catal))yz(${YZE})`, "ys", "yz"],
  ["(def|off|lic|pret)ence(s?)", "(def|off|lic|pret)ense(s?)", "ence", "ense"],
  [`(${AE})ae(.+)`, `(${AE})e(.+)`, "ae", "e"],
  ["(gr)ey(s|scale|ish)?", "(gr)ay(s|scale|ish)?", "ey", "ay"],
  ["(program)me(s?)", "(program)(s?)", "me", ""],
  ["(art)e(fact.*)", "(art)i(fact.*)", "e", "i"],
];
const RULES = PAIRS.flatMap(([british, american, ours, theirs]) => [
  { pattern: new RegExp(`^${british}$`, "u"), other: theirs },
  { pattern: new RegExp(`^${american}$`, "u"), other: ours },
]);

/**
 * The other spellings of a folded word. Most words have none; `colourisation` has three.
 *
 * @param {string} word
 */
export function otherSpellings(word) {
  const once = applyRules(word);
  return [...new Set([...once, ...once.flatMap(applyRules)])].filter((other) => other !== word);
}

/**
 * The word as each rule that fits it spells it.
 *
 * @param {string} word
 */
const applyRules = (word) =>
  RULES.filter(({ pattern }) => pattern.test(word)).map(({ pattern, other }) =>
    word.replace(pattern, (_, before, after = "") => before + other + after),
  );
