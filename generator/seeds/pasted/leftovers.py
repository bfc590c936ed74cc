"""Takes out what is no paper on a page that says more of its papers than title and abstract.

A page of a site has words around its papers: menus, tags, buttons, the name of a section. The layout alone can take a
line of them for a title and the next for its abstract. Where other papers of the page have text and details, a "paper"
with neither is such a leftover; so it is in a newsletter, which has adverts or speaks to its readers. And a line that
names the day of the page in words that no rule knows is none.
"""

import re
from collections.abc import Iterator, Sequence

from generator.seeds.dates import DayMention, find_days
from generator.seeds.pasted.blocks import Block
from generator.seeds.pasted.costs import MAX_TITLE_LENGTH, Role
from generator.seeds.pasted.rules.adverts import BEGIN_LARGE
from generator.seeds.pasted.rules.boilerplate import RULER
from generator.seeds.pasted.rules.bylines import is_affiliation

_TEXT: tuple[Role, ...] = ("abstract", "line", "paragraph")
_OWN: tuple[Role, ...] = ("title", "title goes on", "authors", *_TEXT)
_DETAILS = ("arxiv", "doi", "authors", "byline", "published", "author_count")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PROSE = 80
"""A text as long as this that ends like a sentence is an abstract."""
_LONGEST_DAY = 60
_LEAST_BELOW = 60
_MOST_RULERS = 2
"""So many rules may stand between the day of a page, a title and its text."""
_LETTER = re.compile(r"[^\W\d_]+")


def leave_out_page_text(pieces: Sequence[Block], roles: Sequence[Role]) -> list[Role]:
    """The roles, with leftovers as asides."""
    is_letter = any(piece.rule in BEGIN_LARGE for piece in pieces)
    if not is_letter and not any(piece.field or piece.byline > 1 for piece in pieces):
        return list(roles)
    found = list(roles)
    papers = [*_papers(roles)]
    texts = [sum(len(pieces[i].text) for i in paper if roles[i] in _TEXT) for paper in papers]
    prose = [_has_prose(pieces, roles, paper) for paper in papers]
    detailed = [any(_is_detail(pieces[i], roles[i]) for i in paper) for paper in papers]
    if not any(map(bool.__and__, prose, detailed)) and not (is_letter and sum(prose) > 1):
        return found
    for paper, length, has_prose, has_details in zip(papers, texts, prose, detailed, strict=True):
        title = pieces[paper[0]]
        is_paper = has_prose or has_details or length > 2 * _PROSE or title.field == "title" or _is_long_title(title)
        if not is_paper:
            for i in paper:
                found[i] = "aside" if roles[i] in _OWN else roles[i]
    return found


def _is_long_title(title: Block) -> bool:
    """Whether a line is too long for a menu, and does not head the papers of a day or a year."""
    return len(title.text) > _PROSE and not _YEAR.search(title.text)


def _papers(roles: Sequence[Role]) -> Iterator[range]:
    """The pieces of each paper, from its title to the next one."""
    starts = [i for i, role in enumerate(roles) if role == "title"]
    yield from map(range, starts, [*starts[1:], len(roles)])


def _has_prose(pieces: Sequence[Block], roles: Sequence[Role], paper: range) -> bool:
    text = [i for i in paper if roles[i] in _TEXT]
    return any(pieces[i].stopped for i in text) and sum(len(pieces[i].text) for i in text) >= _PROSE


def _is_detail(piece: Block, role: Role) -> bool:
    return (role == "authors" and piece.byline > 1) or (role in ("skip", "end") and piece.field in _DETAILS)


def name_day_lines(lines: list[Block]) -> list[Block]:
    """The lines of a page with those named that only their place tells to be its days: "Veille du 28 mai 2025".

    A title may name a day as well: "The Eclipse of August 21, 2017". So only the first line of a page counts, where a
    title stands below it, and a text below that; and further lines that differ from it in their day alone.
    """
    first = next((i for i, line in enumerate(lines) if not line.known), len(lines))
    if any(line.day for line in lines[:first]) or not (found := _find_day(lines, first)):
        return lines
    words = _words_around(lines[first].text, found)
    days = {first: found}
    days |= {i: day for i in range(first + 1, len(lines)) if (day := _find_day(lines, i))}
    return [
        line._replace(day=days[i].days[0]) if i in days and _words_around(line.text, days[i]) == words else line
        for i, line in enumerate(lines)
    ]


def _find_day(lines: Sequence[Block], i: int) -> DayMention | None:
    """The only day that a line names, if it stands above a title with a text."""
    if i == len(lines) or len(lines[i].text) > _LONGEST_DAY or not any(map(str.isdigit, lines[i].text)):
        return None
    near = [line for line in lines[i : i + 3 + _MOST_RULERS] if line.rule != RULER.name][:3]
    if len(near) < 3:
        return None
    line, title, text = near
    if line.known or line.rule or line.field or line.byline or line.verbatim or line.stopped or line.numbered:
        return None
    is_title = title.gap and len(title.text) < MAX_TITLE_LENGTH and title.text[-1] not in ".。" and not title.byline
    if not is_title or title.known or title.rule or title.field or is_affiliation(title.text):
        return None
    if not (text.byline or (text.stopped and len(text.text) > _LEAST_BELOW) or text.field):
        return None
    found = find_days(line.text)
    return found[0] if len(found) == 1 and len(found[0].days) == 1 and found[0].days[0].year else None


def _words_around(text: str, found: DayMention) -> list[str]:
    return _LETTER.findall(text[: found.start] + " " + text[found.end :])
