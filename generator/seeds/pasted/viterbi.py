"""Decides which blocks of a page are titles and which abstracts, from the layout of the whole page.

No single line is enough: titles end in question marks and full stops, abstracts can be two words, blank lines get
lost or doubled, and an editor may have wrapped everything. So nothing is decided line by line. Every block has a cost
for being a title, the start of an abstract, its continuation, or neither (`costs`). The order of roles has transition
costs as well (a title without an abstract is expensive). The cheapest sequence of roles is chosen. This is Viterbi's
algorithm ("Error bounds for convolutional codes", IEEE Trans. Inf. Theory 13, 1967), linear in the length of the
page.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from generator.seeds.pasted.blocks import Block
from generator.seeds.pasted.costs import Costs, Role, costs

State = Literal["nothing", "title", "title, note", "abstract"]
"""What the page has come to: a title, a title with furniture below it, an abstract, or none of them."""

MISSING_ABSTRACT_COST = 4.5
"""The price of a title without an abstract."""

ORPHAN_COST = 8.0
"""The price of an abstract without a title."""

LATE_AUTHORS_COST = 1.5
"""The price of names below an abstract, which may be those above a title."""

TRANSITIONS: tuple[tuple[State, Role, State, float], ...] = (
    ("nothing", "title", "title", 0.0),
    ("abstract", "title", "title", 0.0),
    ("title", "title", "title", MISSING_ABSTRACT_COST),
    ("title, note", "title", "title", MISSING_ABSTRACT_COST),
    ("title", "title goes on", "title", 0.0),
    ("title", "authors", "title, note", 0.0),
    ("title, note", "authors", "title, note", 0.0),
    ("abstract", "authors", "nothing", LATE_AUTHORS_COST),
    ("nothing", "authors", "nothing", LATE_AUTHORS_COST),
    ("title", "abstract", "abstract", 0.0),
    ("title, note", "abstract", "abstract", 0.0),
    ("nothing", "orphan", "abstract", ORPHAN_COST),
    ("abstract", "line", "abstract", 0.0),
    ("abstract", "paragraph", "abstract", 0.0),
    ("nothing", "aside", "nothing", 0.0),
    ("abstract", "aside", "nothing", 0.0),
    ("title", "skip", "title, note", 0.0),
    ("title, note", "skip", "title, note", 0.0),
    ("abstract", "end", "nothing", 0.0),
    ("nothing", "skip", "nothing", 0.0),
    ("title", "date", "nothing", MISSING_ABSTRACT_COST),
    ("title, note", "date", "nothing", MISSING_ABSTRACT_COST),
    ("abstract", "date", "nothing", 0.0),
    ("nothing", "date", "nothing", 0.0),
)  # fmt: skip
"""What may follow what: from a state, by the role of the next piece, to a state, at a price."""

BROKEN_COST = 1.5
"""What `costs` takes for a line that goes on with one that was not full; it costs more where a page has none."""

START_ROLES: tuple[Role, ...] = ("title", "abstract")


def decode_roles(pieces: Sequence[Block]) -> list[Role]:
    """The cheapest role of each piece, all of them taken together.

    Where lines stand close together, or abstracts seem to have paragraphs, the page is read twice: the second time
    knowing the habits of this page.
    """
    options = [costs(above, piece) for above, piece in zip([None, *pieces], pieces, strict=False)]
    roles = _cheapest_path(options)
    if "paragraph" not in roles and not any("title goes on" in each for each in options):
        return roles
    return _cheapest_path(_add_habit_costs(options, pieces, roles))


def _add_habit_costs(options: Sequence[Costs], pieces: Sequence[Block], roles: Sequence[Role]) -> list[Costs]:
    """Adds what it costs to go against the page's habits, as far as a first reading shows them.

    Habits are whether titles and abstracts have a blank line above them, and how many paragraphs an abstract has.
    """
    tolls: dict[tuple[Role, bool], float] = {}
    for start in START_ROLES:
        gaps = [piece.gap > 0 for piece, role in zip(pieces, roles, strict=True) if role == start]
        share = (sum(gaps) + 0.5) / (len(gaps) + 1)
        tolls[start, True], tolls[start, False] = -math.log(share), -math.log(1 - share)
    below = [
        *(piece.verbatim for piece in pieces[:1]),
        *(one.verbatim or two.verbatim for one, two in pairwise(pieces)),
    ]
    for spaced in (True, False):
        paragraphs = sum(
            role == "paragraph" and (piece.gap > 0) is spaced and not is_verbatim
            for piece, role, is_verbatim in zip(pieces, roles, below, strict=True)
        )
        share = (paragraphs + 0.5) / (roles.count("abstract") + 1)
        tolls["paragraph", spaced] = -math.log(min(1.0, share)) - 1.6
    joined = [piece.wrapped for piece, role in zip(pieces, roles, strict=True) if role == "line"]
    broken = max(0.0, -math.log((joined.count(False) + 0.5) / (len(joined) + 1)) - BROKEN_COST)
    return [
        {
            role: price
            + tolls.get((role, piece.gap > 0), 0.0)
            + (broken if role == "line" and not piece.wrapped else 0.0)
            for role, price in each.items()
        }
        for piece, each in zip(pieces, options, strict=True)
    ]


def _cheapest_path(options: Sequence[Costs]) -> list[Role]:
    best: dict[State, float] = {"nothing": 0.0}
    trail: list[dict[State, tuple[State, Role]]] = []
    open_to = {roles: [step for step in TRANSITIONS if step[1] in roles] for roles in set(map(tuple, options))}
    for each in options:
        reached: dict[State, float] = {}
        came: dict[State, tuple[State, Role]] = {}
        for state, role, then, toll in open_to[tuple(each)]:
            if state not in best:
                continue
            total = best[state] + each[role] + toll
            if then not in reached or total < reached[then]:
                reached[then], came[then] = total, (state, role)
        best = reached
        trail.append(came)
    return _trace_back(best, trail)


def _trace_back(best: Mapping[State, float], trail: Sequence[Mapping[State, tuple[State, Role]]]) -> list[Role]:
    ends = {
        state: price + (MISSING_ABSTRACT_COST if state.startswith("title") else 0.0) for state, price in best.items()
    }
    state = min(ends, key=lambda name: ends[name])
    roles: list[Role] = []
    for came in reversed(trail):
        state, role = came[state]
        roles.append(role)
    return roles[::-1]
