"""Which phrases papers are about, counted for all papers at once in arrays.

A paper is about the phrases of its title, and about those that its abstract repeats. A single word says less: it must
be in both, or in the abstract three times. Words are keys, in small letters and the singular; a gap stands where
something is that no phrase reaches across: a sign, a formula, a word like *of*.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from generator.model.arrays import AnyInts, Ints, Longs, expand_ranges, run_starts
from generator.text.terms import STOP_WORDS, Numbering, radix_argsort, words

LONGEST_PHRASE = 3
GAP = 0
"""The number of no word."""

PhraseWords = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\\\w*|[^\w\s\\]+")
_SIGNS = ".,;:!?()"
_END = " . "
"""What closes a text, and a phrase: none reaches from one into the next."""


class Subjects(NamedTuple):
    """The papers that are about each phrase; of each word how many are about it, have it, close a phrase with it."""

    about: dict[PhraseWords, tuple[int, ...]]
    of_word: dict[str, int]
    seen: dict[str, int]
    closing: dict[str, int]


def find_subjects(texts: Sequence[tuple[str, str]], least: int, most: float) -> Subjects:
    """The phrases that `least` to `most` of the papers are about, given as title and abstract."""
    names, words, places = _read_words(texts)
    papers, in_title = places // 2, places % 2 == 0
    order = radix_argsort(words)[np.count_nonzero(words == GAP) :]
    starts = run_starts(words[order], papers[order])
    word, paper = words[order[starts]], papers[order[starts]]
    in_abstract = np.add.reduceat(~in_title[order], starts, dtype=np.int32) if len(starts) else starts
    closing = np.logical_or.reduceat(np.append(words[1:], GAP)[order] == GAP, starts) if len(starts) else starts > 0
    lengths = np.diff(starts, append=len(order))

    seen, closed = (np.bincount(of, minlength=len(names)) for of in (word, word[closing]))
    kept = seen >= least  # a word that fewer papers have is in no phrase that enough are about
    kept[GAP] = True
    numbers = np.cumsum(kept) - 1
    told = [name for name, is_kept in zip(names, kept.tolist(), strict=True) if is_kept]
    is_own = kept[word] & ((in_abstract > 2) | ((in_abstract > 0) & (in_abstract < lengths)))
    own = numbers[word[is_own]] * len(texts) + paper[is_own]
    repeats = np.zeros(len(words), np.bool_)
    repeats[order] = np.repeat(in_abstract > 1, lengths)
    numbered = np.where(kept[words], numbers[words], GAP)
    title, repeated = np.where(in_title, numbered, GAP), np.where(repeats & ~in_title, numbered, GAP)
    pairs = [own, *_phrase_pairs(title, repeated, papers, len(texts), len(told))]
    about = dict(chain.from_iterable(_decode(each, told, len(texts), least, most) for each in pairs))
    of_word = np.bincount(pairs[0] // len(texts), minlength=len(told))
    return Subjects(about, *(dict(zip(told, of.tolist(), strict=True)) for of in (of_word, seen[kept], closed[kept])))


def _read_words(texts: Sequence[tuple[str, str]]) -> tuple[list[str], Ints, Ints]:
    """The keys of all words, which of them stands where, and in which text; titles have even numbers."""
    tokens: Numbering[str] = Numbering()
    split = [_close_at_signs(f"{text}{_END}".lower()).split() for text in chain.from_iterable(texts)]
    said = np.fromiter(map(tokens.__getitem__, chain.from_iterable(split)), np.int32)
    numbers = {"": GAP}
    parts = [[numbers.setdefault(_key(part), len(numbers)) for part in _split_token(token)] for token in tokens]
    lengths = np.fromiter(map(len, parts), np.int32, len(parts))
    rows = expand_ranges((np.cumsum(lengths) - lengths)[said], lengths[said])
    places = np.repeat(np.arange(len(split), dtype=np.int32), np.fromiter(map(len, split), np.int32, len(split)))
    return [*numbers], np.fromiter(chain.from_iterable(parts), np.int32)[rows], np.repeat(places, lengths[said])


def _close_at_signs(text: str) -> str:
    """A text with ` . ` for each of its commonest signs, so that a word has one form, whatever stands behind it."""
    for sign in _SIGNS:
        if sign in text:
            text = text.replace(sign, _END)
    return text


def _split_token(token: str) -> Sequence[str]:
    """The words and signs of what stands between two spaces: nearly always a word."""
    return [token] if all(map(str.isalnum, token.split("-"))) else _TOKEN.findall(token)


def _phrase_pairs(titles: AnyInts, repeated: AnyInts, papers: AnyInts, count: int, size: int) -> Iterator[Longs]:
    """The phrases of two words and of three that titles have or abstracts repeat, each with each of the papers."""
    for length in range(2, LONGEST_PHRASE + 1):
        again, often = np.unique(_runs(repeated, papers, length, count, size), return_counts=True)
        yield np.union1d(again[often > 1], _runs(titles, papers, length, count, size))


def _runs(words: AnyInts, papers: AnyInts, length: int, count: int, size: int) -> Longs:
    """Every run of so many words without a gap, by number, with its paper. `size` is how many words there are."""
    said = np.flatnonzero(words)
    at = said[: len(said) - length + 1]
    at = at[said[length - 1 :] - at == length - 1]
    codes: Longs = np.zeros(len(at), np.int64)
    for n in range(length):
        codes *= size
        codes += words[at + n]
    codes *= count
    codes += papers[at]
    return codes


def _decode(
    pairs: Longs, told: Sequence[str], count: int, least: int, most: float
) -> Iterator[tuple[PhraseWords, tuple[int, ...]]]:
    """The phrases with their papers, where these are `least` to `most`."""
    phrases, papers = np.divmod(pairs, count)
    starts = run_starts(phrases)
    lengths = np.diff(starts, append=len(phrases))
    fit = (lengths >= least) & (lengths <= most)
    for start, length in zip(starts[fit].tolist(), lengths[fit].tolist(), strict=True):
        yield _phrase_words(int(phrases[start]), told), tuple(papers[start : start + length].tolist())


def _phrase_words(code: int, told: Sequence[str]) -> PhraseWords:
    code, word = divmod(code, len(told))
    return (*_phrase_words(code, told), told[word]) if code else (told[word],)


def _key(token: str) -> str:
    """What the forms of a word have in common; nothing where something stands that no phrase reaches across."""
    if token.isascii() and token.isalpha():
        return "" if len(token) < 2 or token in STOP_WORDS else singular(token)
    if not token[0].isalnum():
        return ""
    folded = token.split("-") if token.isascii() and "'" not in token else [word.folded for word in words(token)]
    ends = not folded or folded[-1] in STOP_WORDS or len(folded[-1]) < 2 or not any(map(str.isalpha, folded))
    return "" if ends else "-".join([*folded[:-1], singular(folded[-1])])


def singular(word: str) -> str:
    """A word without its plural s: whales is whale, fisheries is fishery; species and bias are themselves."""
    if word[-1:] != "s" or len(word) < 4 or word.endswith(("ss", "us", "is", "ias", "species", "series")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
