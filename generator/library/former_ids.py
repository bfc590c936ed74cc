r"""The ids that papers had while TeX in their titles was read as text, so that published addresses stay.

`Erd\H{o}s Lamps` was `erd-h-o-s-lamps` and is `erdos-lamps`. The old address leads to the new one, and a curator's
table under the old id still speaks of its paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.library.merge import DuplicateGroup, TitleForms
from generator.model.papers import Correction, Draft


def former_ids(named: Mapping[str, DuplicateGroup], titles: Sequence[TitleForms]) -> dict[str, str]:
    """By former id the id of its paper; `titles` are those of all drafts. What is another paper's id is none."""
    found: dict[str, str] = {}
    for name, group in named.items():
        for place in group.places:
            former = titles[place].former_slug
            if former and former not in named:
                found.setdefault(former, name)
    return found


def rename_corrections(corrections: Iterable[Correction], former: Mapping[str, str]) -> dict[str, Correction]:
    """The corrections by the id of their paper; one under a former id counts where there is none under the new."""
    said = {each.paper: each for each in corrections}
    for old in said.keys() & former.keys():
        if former[old] not in said:
            said[former[old]] = replace(said.pop(old), paper=former[old])
    return said


def add_former_ids(drafts: Mapping[str, Draft], former: Mapping[str, str]) -> dict[str, Draft]:
    """The drafts of papers by id, with their former ids as aliases, but for those that are an alias already."""
    named = dict(drafts)
    taken = {alias for draft in drafts.values() for alias in draft.aliases}
    for old, name in former.items():
        if name in named and old not in taken:
            named[name] = replace(named[name], aliases=(*named[name].aliases, old))
    return named
