"""The content of a rule file, once it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.analysis.topics.rules.context import NO_CONTEXT, ContextModel
from generator.analysis.topics.rules.phrasebook import Phrasebook
from generator.model.papers import Tag


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A line of a rule, itself and no other.

    A mention in an abstract is worth `points` to `tag`; without points it rules out the words it covers.
    """

    tag: str
    text: str
    points: int
    title_only: bool = False
    is_own: bool = False
    """Whether the curator wrote it, or it was found in the papers: then it counts whatever its context."""


class TagRule(NamedTuple):
    """A tag, and the ids of those it yields to (`unless`)."""

    tag: Tag
    unless: tuple[str, ...] = ()


class Group(NamedTuple):
    """A heading of the tag index and the hue, in OKLCH degrees, of the tags under it."""

    label: str
    hue: int


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Every rule by the id of its tag, and the phrases of all of them in one book; themselves and no others.

    `groups` are in the order of the tag index; the last two take what no rule knows: `discovered` the topics found in
    the papers themselves, `other` what a curator names. `merged` says what tag stands for another; `hidden` tags are
    on no page. `own` are those the curator wrote phrases for.
    """

    rules: Mapping[str, TagRule] = field(repr=False)
    groups: tuple[Group, ...]
    book: Phrasebook[Phrase] = field(repr=False)
    discovered: Group
    merged: Mapping[str, str] = field(default_factory=dict, repr=False)
    hidden: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    context: ContextModel = field(default=NO_CONTEXT, repr=False)
    origin: tuple[Path, str] | None = None
    """The file that customises the shipped rules, and its text."""
