"""Reads a busy page again, from its abstracts: what stands around them says by its place and shape what it is.

Sites and mails have more lines around a paper than a paper has: buttons, counters, venues, tags, greetings. Which words
they use is without end, but their shape is not: they are short, they come again with every paper, they have no
sentence. Abstracts are what is sure on such a page. So the lines between two of them are looked through for the one
that is most like a title, and all others belong to no paper, unless a rule or their shape says what they tell of it.

A page whose papers all have an abstract is no such page, and is left as it is.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from generator.seeds.pasted.blocks import FIGURES, Block
from generator.seeds.pasted.costs import Role, pattern_cost
from generator.seeds.pasted.rules.bylines import is_affiliation

_TEXT: tuple[Role, ...] = ("abstract", "line", "paragraph")
_LEAST_PROSE = 100
"""Characters of an abstract that is sure."""
_LEAST_SMALL = 8
"""Words in small letters in it, where its script has some."""
_LEAST_HAN = 40
_LEAST_FULL = 45
"""Characters of a line that an editor broke."""
_HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_SIGNS = re.compile(r"\s[|·•]\s|^\W*\d[\d.,]*[kKmM]?\s+\w+$|^\W*$|\w\.\w{2,4}/|://")
_LIKE_TITLE = -1.0
"""What a line is worth that may well be a title, though nothing else speaks for it."""
_SURE_TITLE = 1.0
_WORST_TITLE = -4.5
_SENTENCE_COST = 4.0
_LEAST_TITLE = -2.5
"""A line that is worth less is no title."""


def read_from_abstracts(pieces: Sequence[Block], roles: Sequence[Role]) -> list[Role]:
    """The roles of a busy page by its abstracts; those of any other page as they are."""
    if not _may_be_busy(pieces, roles) or _is_wrapped(pieces, roles):
        return list(roles)
    shapes = _Shapes(pieces)
    if not _is_busy(pieces, roles, shapes) or not (sure := [i for i, each in enumerate(pieces) if _is_abstract(each)]):
        return list(roles)
    found: list[Role] = ["skip" if piece.known or piece.rule or piece.field else "aside" for piece in pieces]
    end = 0
    for first, last in _runs(sure, roles):
        title = _find_title(pieces, range(end, first), shapes)
        if title is not None:
            found[title] = "title"
            _name_beside(pieces, roles, found, range(title + 1, first), shapes)
            found[first] = "abstract"
        elif end and first == end and found[end - 1] in _TEXT:
            found[first] = "paragraph"
        elif pieces[first].field:
            found[first] = "orphan"
        for i in range(first + 1, last + 1) if found[first] != "aside" else ():
            found[i] = roles[i] if roles[i] in ("line", "paragraph") else "paragraph"
        end = last + 1
    for i, piece in enumerate(pieces):
        if piece.day:
            found[i] = "date"
    return found if "title" in found else list(roles)


def _may_be_busy(pieces: Sequence[Block], roles: Sequence[Role]) -> bool:
    """Whether a title has no long text right below it, or a line that belongs to no paper right above: soon seen."""
    for i, (piece, role) in enumerate(zip(pieces, roles, strict=True)):
        if role == "title":
            below = i + 1
            while below < len(roles) and roles[below] in ("title goes on", "authors"):
                below += 1
            if below == len(roles) or roles[below] != "abstract" or len(pieces[below].text) < _LEAST_PROSE:
                return True
            if piece.stopped or (i and not piece.gap and roles[i - 1] == "aside"):
                return True
    return False


def _is_wrapped(pieces: Sequence[Block], roles: Sequence[Role]) -> bool:
    """Whether an editor broke the lines of a text: then each of them may be like anything."""
    return any(
        piece.wrapped
        and role == "line"
        and "://" not in piece.text
        and min(len(above.text), len(piece.text)) > _LEAST_FULL
        for above, piece, role in zip(pieces, pieces[1:], roles[1:], strict=False)
    )


def _is_abstract(piece: Block) -> bool:
    """Whether a piece is running text for sure."""
    if piece.known or piece.rule or piece.verbatim or piece.field not in ("", "abstract"):
        return False
    text = piece.text
    if piece.field:
        return True
    if not text.isascii() and len(_HAN.findall(text[:200])) > len(text[:200]) / 2:
        return len(text) >= _LEAST_HAN and piece.stopped
    if len(text) < _LEAST_PROSE or not piece.stopped:
        return False
    return sum(map(str.islower, text[:400].split())) >= _LEAST_SMALL


def _is_busy(pieces: Sequence[Block], roles: Sequence[Role], shapes: "_Shapes") -> bool:
    """Whether half as many lines as there are abstracts are taken for titles and seem to be none, or more titles than
    abstracts stand there without one. Most pages show soon that too few will."""
    titles = [i for i, role in enumerate(roles) if role == "title"]
    texts = [[i for i in range(one, two) if roles[i] in _TEXT] for one, two in pairwise([*titles, len(pieces)])]
    papers = bare = 0
    asked: list[tuple[int, list[int]]] = []
    for title, text in zip(titles, texts, strict=True):
        if sum([len(pieces[i].text) for i in text]) < _LEAST_PROSE and not any(_is_abstract(pieces[i]) for i in text):
            bare += not (text and pieces[text[-1]].stopped)
            asked.append((title, []))
            continue
        papers += 1
        if not (_is_like_most_titles(pieces[title]) and _is_abstract(pieces[text[0]])):
            asked.append((title, text))
    unlike = 0
    for left, (title, text) in zip(range(len(asked), 0, -1), asked, strict=True):
        if 2 * (unlike + left) < papers:
            break
        unlike += _is_doubtful(pieces, title, text, shapes) if text else shapes.worth(pieces, title) < _LIKE_TITLE
    return (unlike > 0 and 2 * unlike >= papers) or bare > max(2, papers)


def _is_like_most_titles(piece: Block) -> bool:
    """Whether a line alone is a title whatever else is on the page, above an abstract that is sure."""
    if not piece.gap or piece.byline or piece.rule or piece.field or len(piece.text) < 25 or piece.text.count(" ") < 6:
        return False
    return pattern_cost(piece.text) <= 1.5


def _is_doubtful(pieces: Sequence[Block], title: int, text: Sequence[int], shapes: "_Shapes") -> bool:
    """Whether what stands above an abstract is no title, or the line above that is more like one; or whether the
    abstract begins with what begins others."""
    worth = shapes.worth(pieces, title)
    above = shapes.worth(pieces, title - 1) if title and not (pieces[title].gap or pieces[title - 1].known) else 0.0
    if (
        worth < _WORST_TITLE
        or pattern_cost(pieces[title].text) > _SENTENCE_COST
        or above > max(_SURE_TITLE, worth + 2.0)
    ):
        return True
    return not _is_abstract(pieces[text[0]]) and (worth < _LIKE_TITLE or shapes.comes_again(pieces[text[0]]))


def _runs(sure: Sequence[int], roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The abstracts, each from its first piece to its last: pieces of text that follow each other are one."""
    runs: list[tuple[int, int]] = []
    for i in sure:
        if runs and i == runs[-1][1] + 1 and roles[i] in ("line", "paragraph"):
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


class _Shapes:
    """How often lines of one shape or start stand on a page: what comes again with every paper is no title."""

    def __init__(self, pieces: Sequence[Block]) -> None:
        self.pieces = pieces

    @cached_property
    def short(self) -> list[Block]:
        again = {i for i, (above, piece) in enumerate(pairwise(self.pieces), 1) if above.text == piece.text}
        return [piece for i, piece in enumerate(self.pieces) if i not in again and not piece.stopped]

    @cached_property
    def often(self) -> Counter[str]:
        return Counter(map(_shape, self.short))

    @cached_property
    def starts(self) -> Counter[str]:
        return Counter(map(_start, self.short))

    def comes_again(self, piece: Block) -> bool:
        """Whether lines of its shape stand elsewhere, or with figures behind the same words; or it has signs inside."""
        begins_again = FIGURES.search(piece.text) is not None and self.starts[_start(piece)] > 1
        return self.often[_shape(piece)] > 1 or begins_again or _SIGNS.search(piece.text) is not None

    def worth(self, pieces: Sequence[Block], i: int) -> float:
        """What speaks for a title: its length, names below it; and against one: signs, sentences, and coming again."""
        piece, below = pieces[i], pieces[i + 1] if i + 1 < len(pieces) else None
        if piece.field == "title" or piece.numbered:
            return 10.0
        words = piece.text.count(" ") + 1
        is_han = not piece.text.isascii() and _HAN.search(piece.text) is not None
        worth = min(len(piece.text), 80) / 25 - pattern_cost(piece.text)
        worth -= 3.0 if words < 3 and not (is_han and len(piece.text) > 5) else 1.0 if len(piece.text) < 25 else 0.0
        worth -= 3.0 * min(2, piece.byline) + (4.0 if piece.rule or piece.field else 0.0)
        worth -= 4.0 if self.comes_again(piece) else 0.0
        worth -= 2.0 if words < 7 and is_affiliation(piece.text) else 0.0
        if below and (below.byline or below.field in ("authors", "byline")):
            worth += 2.0 if below.byline > 1 or below.field else 0.5
        return worth


def _shape(piece: Block) -> str:
    """A line without its figures."""
    return FIGURES.sub("0", piece.text.casefold()[:200])[:80]


def _start(piece: Block) -> str:
    return " ".join(_shape(piece).split()[:2])


def _find_title(pieces: Sequence[Block], among: range, shapes: _Shapes) -> int | None:
    """Which of the lines above an abstract is its title; none where no line is like one."""
    worths = [(shapes.worth(pieces, i), i) for i in among if not pieces[i].known]
    worth, found = max(worths, default=(_LEAST_TITLE, -1))
    return found if worth > _LEAST_TITLE else None


def _name_beside(
    pieces: Sequence[Block], roles: Sequence[Role], found: list[Role], between: range, shapes: _Shapes
) -> None:
    """Names the lines between a title and its abstract: the rest of the title, authors."""
    goes_on = True
    for i in between:
        goes_on = goes_on and roles[i] == "title goes on" and not shapes.comes_again(pieces[i])
        if goes_on:
            found[i] = "title goes on"
        elif pieces[i].byline > 1 or (pieces[i].byline and _is_among_names(pieces, i)):
            found[i] = "authors"


def _is_among_names(pieces: Sequence[Block], i: int) -> bool:
    """Whether a line that may be one name stands right below a title or another name, or above where people work."""
    above, below = pieces[i - 1], pieces[i + 1]
    return above.byline > 0 or above.rule == "" or below.rule == "affiliation"
