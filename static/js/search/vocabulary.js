// The words of all papers, sorted: which of them start as a typed word does, and which it was meant to be.

const SHORT_WORD = 4; // shorter ones are forgiven nothing: too many real words are near
const LONG_WORD = 8; // from here on two slips are forgiven

export function createVocabulary(sorted) {
  const all = new Set(sorted);
  return {
    has: (word) => all.has(word),
    startingWith: (prefix) => startingWith(sorted, prefix),
    near: (word) => near(sorted, word),
  };
}

function startingWith(sorted, prefix) {
  const found = [];
  for (let i = firstNotBefore(sorted, prefix); i < sorted.length && sorted[i].startsWith(prefix); i++) found.push(sorted[i]);
  return found;
}

function firstNotBefore(sorted, word) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The words with the fewest slips between them and the typed one; of these the ones that begin most like it, because
// beginnings are seldom wrong. Numbers and names with digits are what they are.
function near(sorted, typed) {
  if (typed.length < SHORT_WORD || /\p{N}/u.test(typed)) return [];
  let [best, limit] = [[], typed.length < LONG_WORD ? 1 : 2];
  for (const word of sorted) {
    if (Math.abs(word.length - typed.length) > limit) continue;
    const slips = slipsBetween(typed, word, limit);
    if (slips > limit) continue;
    if (slips < limit) [best, limit] = [[], slips];
    best.push(word);
  }
  const longest = Math.max(...best.map((word) => sharedStart(word, typed)));
  return best.filter((word) => sharedStart(word, typed) === longest);
}

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
