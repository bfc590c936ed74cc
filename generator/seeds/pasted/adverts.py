"""Names what is advertised: the lines below the mark of an advert, which no rule knows by themselves."""

from collections.abc import Sequence

from generator.seeds.pasted.blocks import Block
from generator.seeds.pasted.rules.adverts import ADVERT, is_bare_mark, is_mark, sells

_LEAST_PROSE = 40


def leave_out_adverts(pieces: list[Block]) -> list[Block]:
    """The pieces with those of adverts named."""
    marks = [i for i, piece in enumerate(pieces) if piece.rule == ADVERT and not piece.wrapped and is_mark(piece.text)]
    if not marks:
        return pieces
    advertised = {i for mark in marks for i in _below(pieces, mark)}
    return [
        piece._replace(rule=ADVERT, can_be="furniture", field="", byline=0) if i in advertised else piece
        for i, piece in enumerate(pieces)
    ]


def _below(pieces: Sequence[Block], mark: int) -> range:
    """The pieces of what a mark advertises: a text right below it, or a line and a text that sells."""
    one, two = (pieces[i] if i < len(pieces) and not pieces[i].known else None for i in (mark + 1, mark + 2))
    if one is None or one.field == "title" or one.numbered:
        return range(0)
    if _is_prose(one):
        return range(mark + 1, mark + 2) if not one.gap or sells(one.text) else range(0)
    if two is None or is_bare_mark(pieces[mark].text) or not _is_prose(two) or not sells(two.text):
        return range(0)
    return range(mark + 1, mark + 3)


def _is_prose(piece: Block) -> bool:
    return piece.stopped and len(piece.text) > _LEAST_PROSE and not piece.rule
