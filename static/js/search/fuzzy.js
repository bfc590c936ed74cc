// Which word of the papers a word was meant to be that no paper says.

const SHORT_WORD = 4; // shorter ones are forgiven nothing: too many real words are near
const SURE_WORD = 6; // shorter ones are forgiven no first letter
const LONG_WORD = 8; // from here on two slips are forgiven
const MOST_MEANT = 3;
const NEARLY = 0.8; // as likely as the likeliest, for another word to be shown beside it

// The words meant by `typed`: `lists` are { words, papers }, sorted words and how many papers have each.
//
// Those with the fewest slips between them and the typed one; of these the ones that are most likely. Numbers and names
// with digits are what they are.
export function near(typed, lists) {
  if (typed.length < SHORT_WORD || /\p{N}/u.test(typed)) return [];
  const best = nearest(typed, lists);
  const begun = best.filter(({ word }) => word[0] === typed[0]);
  const alike = (begun.length || typed.length < SURE_WORD ? begun : best).sort(
    (a, b) => likely(b, typed) - likely(a, typed),
  );
  const meant = alike.filter((each) => likely(each, typed) >= NEARLY * likely(alike[0], typed));
  return meant.slice(0, MOST_MEANT).map(({ word }) => word);
}

function nearest(typed, lists) {
  let [best, limit] = [[], typed.length < LONG_WORD ? 1 : 2];
  for (const { words, papers } of lists) {
    for (const [i, word] of words.entries()) {
      if (Math.abs(word.length - typed.length) > limit) continue;
      const slips = slipsBetween(typed, word, limit);
      if (slips > limit) continue;
      if (slips < limit) [best, limit] = [[], slips];
      best.push({ word, papers: papers[i] });
    }
  }
  return best;
}

// A word that many papers say and that begins alike; letters are left out, doubled or swapped more often than mistaken.
const likely = ({ word, papers }, typed) => papers * (isMistaken(word, typed) ? 1 : 3) * (sharedStart(word, typed) + 1);
const isMistaken = (word, typed) => word.length === typed.length && letters(word) !== letters(typed);
const letters = (word) => [...word].sort().join("");

function sharedStart(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

// How many letters are wrong, missing, too many or swapped with the next (optimal string alignment: Damerau 1964,
// Levenshtein 1966); more than `limit` is only known to be more.
export function slipsBetween(a, b, limit) {
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, above] = [above, row];
  }
  return above[b.length];
}
