"""Tokenizes many texts at once for phrase matching: each word's number, its position, and the break before it.

All texts are joined to one, and its characters are classified together, in arrays. Python handles a single word or gap
only to look it up, and analyses it only the first time. So ten thousand abstracts take half a second.

`terms.words` defines a word. It is asked about single characters here, and its rule is applied to all of them; the few
runs of letters that are not one word, in scripts without spaces or behind an elided article, it cuts itself.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.model.arrays import AnyInts, Flags
from generator.text.terms import words

Chars = npt.NDArray[np.unsignedinteger]
Kinds = npt.NDArray[np.uint8]

TEXT_SEPARATOR = ".\n"
"""Stands between texts: it ends a sentence, so no phrase reaches from one into the next."""

# Two words with a comma or a slash between them are no phrase; with a space, a hyphen or a decimal point they may be.
_PHRASE_END = re.compile(r"[.,;:!?]\W*\s|[()\[\]/—]")
_SENTENCE_END = re.compile(r"[.!?;:]\W*\s")

# What a character is to a word: one of its letters, a mark on a letter, a sign that may stand between two letters.
# And a letter of a script without spaces.
_LETTER, _MARK, _APOSTROPHE, _OTHER, _UNSPACED = 1, 2, 3, 4, 5
_LONGEST_ARTICLE = 7
"""Letters that an apostrophe may elide from the word behind it (`lorsqu'`), and more."""


@dataclass(frozen=True, slots=True, eq=False)
class TokenStream:
    """The words of texts, one text after the other, and one more that ends them all.

    `numbers` say which word it is, `starts` and `ends` where it stands in the joined texts, each of which begins at one
    of `offsets`. A phrase may lead to a word from the one before where it is `joined`, and from one further back in the
    same of the `sentences`.
    """

    offsets: AnyInts
    numbers: AnyInts
    starts: AnyInts
    ends: AnyInts
    joined: Flags
    sentences: AnyInts


def tokenize_texts(texts: Sequence[str], number: Callable[[str], int]) -> TokenStream:
    """The reading of some texts; `number` says which a word is, as it is written, and the last is the empty one."""
    text = TEXT_SEPARATOR.join(("", *texts, ""))
    lengths = np.array([len(TEXT_SEPARATOR), *(len(text) + len(TEXT_SEPARATOR) for text in texts)])
    chars = _encode_chars(text)
    kinds = _char_kinds(chars)
    inside = _word_mask(kinds)
    edges: AnyInts = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    found = _decode_chars(np.where(inside, chars, chars.dtype.type(ord(" ")))).split()
    if len(odd := _odd_runs(chars, kinds, starts, ends)):
        starts, ends, found = _cut_runs(text, odd, (starts, ends, found))
    found.append("")
    numbers = np.fromiter(map(number, found), np.int32, len(found))
    breaks = _word_breaks(text, chars, starts, ends)
    return TokenStream(np.cumsum(lengths)[:-1], numbers, starts, ends, breaks == 0, np.cumsum(breaks == 2))


def _encode_chars(text: str) -> Chars:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _decode_chars(chars: Chars) -> str:
    return chars.tobytes().decode("ascii" if chars.itemsize == 1 else "utf-32-le", "surrogatepass")


def _word_mask(kinds: Kinds) -> Flags:
    """Which characters are in a word: letters, marks after them, and apostrophes between such and a letter."""
    inside: Flags = (kinds == _LETTER) | (kinds == _UNSPACED)
    if len(marks := np.flatnonzero(kinds == _MARK)):
        first_of_run = np.maximum.accumulate(np.where(np.diff(marks, prepend=-1) > 1, marks, 0))
        inside[marks] = inside[first_of_run - 1]
    apostrophes = np.flatnonzero(kinds == _APOSTROPHE)
    inside[apostrophes] = inside[apostrophes - 1] & (kinds[apostrophes + 1] == _LETTER)
    return inside


def _odd_runs(chars: Chars, kinds: Kinds, starts: AnyInts, ends: AnyInts) -> AnyInts:
    """The runs of letters that may not be one word: `C#`, `C++`, with letters of a script without spaces, elided."""
    signed = np.flatnonzero((chars[ends] == ord("#")) | (chars[ends] == ord("+")))
    places = np.flatnonzero((kinds == _UNSPACED) | (kinds == _APOSTROPHE))
    places = places[places >= np.min(starts, initial=len(chars))]
    runs = np.searchsorted(starts, places, side="right") - 1
    is_inside = places < ends[runs]
    may_be_cut = is_inside & ((kinds[places] == _UNSPACED) | (places - starts[runs] <= _LONGEST_ARTICLE))
    return np.unique(np.concatenate((signed, runs[may_be_cut])))


def _cut_runs(text: str, odd: AnyInts, read: tuple[AnyInts, AnyInts, list[str]]) -> tuple[AnyInts, AnyInts, list[str]]:
    """The starts and ends of words, and the words, with the `odd` runs as `words` cuts them."""
    starts, ends, found = read
    pieces: list[str] = []
    counts, done = np.ones(len(starts), np.int64), 0
    edges: list[tuple[int, int]] = []
    for run in odd.tolist():
        start, end = int(starts[run]), int(ends[run])
        cut = [
            (start + word.start, start + word.end) for word in words(text[start : end + 2]) if start + word.start < end
        ]
        pieces += [*found[done:run], *(text[first:last] for first, last in cut)]
        edges += cut
        counts[run], done = len(cut), run + 1
    is_cut = np.isin(np.arange(len(starts)), odd).repeat(counts)
    starts, ends = starts.repeat(counts), ends.repeat(counts)
    starts[is_cut], ends[is_cut] = np.array(edges).T
    return starts, ends, pieces + found[done:]


def _char_kinds(chars: Chars) -> Kinds:
    met = np.bincount(chars)
    codes, kinds = np.flatnonzero(met), np.zeros(len(met), np.uint8)
    kinds[codes] = [_char_kind(chr(code)) for code in codes.tolist()]
    return kinds[chars]


def _char_kind(char: str) -> int:
    if words(char):
        return _LETTER if len(words(3 * char)) == 1 else _UNSPACED
    if words(f"aa{char}")[0].end == 3:
        return _MARK
    return _APOSTROPHE if len(words(f"a{char}a")) == 1 else _OTHER


def _word_breaks(text: str, chars: Chars, starts: AnyInts, ends: AnyInts) -> Kinds:
    """What each word has before it, as `_Breaks` says; mostly a space or a hyphen, or one of two signs and a space."""
    breaks, known = np.zeros(len(starts) + 1, np.uint8), _Breaks()
    before, after = ends[:-1], starts[1:]
    signs, lengths = chars[before], after - before
    plain = (lengths == 1) & ((signs == ord(" ")) | (signs == ord("-")))
    for sign in ".,":
        usual = np.flatnonzero((lengths == 2) & (signs == ord(sign)))
        usual = usual[chars[before[usual] + 1] == ord(" ")]
        breaks[usual + 1], plain[usual] = known[f"{sign} "], True
    others = np.flatnonzero(~plain)
    gaps = [text[start:end] for start, end in zip(before[others].tolist(), after[others].tolist(), strict=True)]
    breaks[others + 1] = np.fromiter(map(known.__getitem__, gaps), np.uint8, len(gaps))
    breaks[-1] = 2
    return breaks


class _Breaks(dict[str, int]):
    """Whether a sentence ends in a gap between words (2), or at least a phrase (1)."""

    def __missing__(self, gap: str) -> int:
        self[gap] = ends = 2 if _SENTENCE_END.search(gap) else 1 if _PHRASE_END.search(gap) else 0
        return ends
