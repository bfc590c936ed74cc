"""Applies a curator's corrections to papers, once they have their slugs.

A slug comes from the title in the seed, and stays when the curator corrects that title: an address that was published
must not change. So a correction is found by the slug of its paper, and it never makes two papers one.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.model.papers import Correction, Draft
from generator.model.problems import Problem, warning

MAX_CANDIDATES = 50
"""Names looked at closely for the one that may have been meant."""


Corrections = Mapping[str, Correction]
"""By the id of their paper."""


def apply_corrections(drafts: Mapping[str, Draft], said: Corrections) -> tuple[dict[str, Draft], list[Problem]]:
    """The drafts of papers by name, with what is said of them and less the hidden ones; and what is wrong with it."""
    shown = {
        name: correct_draft(draft, said[name]) if name in said else draft
        for name, draft in drafts.items()
        if not (draft.hidden or (name in said and said[name].hidden))
    }
    doubtful = _remove_taken_aliases(shown, said)
    return shown, [*check_paper_ids(said.values(), drafts), *doubtful]


def correct_draft(draft: Draft, correction: Correction) -> Draft:
    """`draft` with what is said of it: texts in place of its own, tags, links and aliases in front of its own."""
    said = correction.said
    taken = {tag.casefold() for tag in said.without_tags}
    return replace(
        draft,
        title=said.title or draft.title,
        abstract=said.abstract or draft.abstract,
        authors=said.authors or draft.authors,
        tags=(*said.tags, *(tag for tag in draft.tags if tag.casefold() not in taken)),
        without_tags=(*draft.without_tags, *said.without_tags),
        links=(*said.links, *draft.links),
        arxiv=said.arxiv or draft.arxiv,
        doi=said.doi or draft.doi,
        aliases=(*said.aliases, *draft.aliases),
    )


def _remove_taken_aliases(drafts: dict[str, Draft], said: Corrections) -> list[Problem]:
    """Take from the drafts aliases that are another paper's name or alias: one address leads to one page."""
    owners: dict[str, str] = {name: name for name in drafts}
    problems: list[Problem] = []
    for name, draft in [(name, draft) for name, draft in drafts.items() if draft.aliases]:
        for alias in draft.aliases:
            if owners.setdefault(alias, name) != name or alias == name:
                place = said[name].said.place if name in said else draft.place
                what = f"the alias {alias} of {name} is already an address of {owners[alias]}"
                problems.append(warning(place.path, place.line, what, "choose another, or remove it"))
        own = dict.fromkeys(a for a in draft.aliases if owners[a] == name and a != name)
        drafts[name] = replace(draft, aliases=tuple(own))
    return problems


def check_paper_ids(said: Iterable[Correction], names: Collection[str]) -> Iterator[Problem]:
    """Corrections of papers that are not there."""
    known = set(names)
    for correction in said:
        if correction.paper not in known:
            place = correction.said.place
            near = similar_names(correction.paper, names)
            meant = f"did you mean {' or '.join(near)}?"
            hint = meant if near else "the id is the name of the paper's page, less .html"
            yield warning(place.path, place.line, f'no paper has the id "{correction.paper}"', hint)


def similar_names(name: str, names: Iterable[str]) -> list[str]:
    """Up to three names like `name`, of those that have most words in common with it."""
    parts = set(name.casefold().split("-"))
    alike = sorted(names, key=lambda other: (-len(parts.intersection(other.split("-"))), other))[:MAX_CANDIDATES]
    return difflib.get_close_matches(name.casefold(), alike, 3)
