"""Takes out what is no paper on a page that says more of its papers than title and abstract.

A page of a site has words around its papers: menus, tags, buttons, the name of a section. The layout alone can take a
line of them for a title and the next for its abstract. Where other papers of the page have text and details, a "paper"
with neither is such a leftover; so it is in a newsletter, which has adverts or speaks to its readers.
"""

import re
from collections.abc import Iterator, Sequence

from generator.seeds.pasted.blocks import Block
from generator.seeds.pasted.costs import Role
from generator.seeds.pasted.rules.adverts import BEGIN_LARGE

_TEXT: tuple[Role, ...] = ("abstract", "line", "paragraph")
_OWN: tuple[Role, ...] = ("title", "title goes on", "authors", *_TEXT)
_DETAILS = ("arxiv", "doi", "authors", "byline", "published", "author_count")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PROSE = 80
"""A text as long as this that ends like a sentence is an abstract."""


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
