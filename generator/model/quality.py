"""What a build says of its tags: those that a curator should look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two tags, the one with more papers first, and in what they are alike."""

    tag: str
    other: str
    alike: str


@dataclass(frozen=True, slots=True)
class BroadTag:
    tag: str
    papers: int


@dataclass(frozen=True, slots=True)
class TagQuality:
    """Ids of tags that one paper has, doubles, tags on too many papers, and ids of papers without a tag."""

    single_use: tuple[str, ...] = ()
    near_double: tuple[NearDuplicate, ...] = ()
    over_broad: tuple[BroadTag, ...] = ()
    untagged: tuple[str, ...] = ()
