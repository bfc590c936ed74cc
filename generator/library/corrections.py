"""Applies a curator's corrections to papers, once they have their slugs.

A slug comes from the title in the seed, and stays when the curator corrects that title: an address that was published
must not change. So a correction is found by the slug of its paper, and it never makes two papers one.
"""

import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from operator import ne

from generator.library.merge import merge_origins
from generator.library.paper_addresses import PaperAddress, papers_by_address
from generator.model.config import Config
from generator.model.papers import Correction, Draft, Origin
from generator.model.problems import Problem, error, warning

MAX_CANDIDATES = 50
"""Names looked at closely for the one that may have been meant."""
CLOSE = 0.7
"""Of the letters of two ids so many are the same, in their order, where one is most likely a slip for the other."""
REPLACED = ("title", "abstract", "published", "authors", "venue", "arxiv", "arxiv_class", "doi", "pick", "note")
"""Fields of which what is said counts in place of what the seeds say."""
MAX_NAMED = 3
"""Of these, and of papers that share an id, so many are named."""


Corrections = Mapping[str, Correction]
"""By the id of their paper."""


def corrections_by_paper(written: Corrections, addresses: Sequence[PaperAddress]) -> dict[str, Correction]:
    """What is said of each paper, by its id, whichever of its addresses was written."""
    owners = papers_by_address(addresses) if written else {}
    said: dict[str, Correction] = {}
    for name, correction in written.items():
        if name in owners:
            paper = owners[name]
            said[paper] = _join_corrections(said[paper], correction) if paper in said else correction
    return said


def _join_corrections(first: Correction, second: Correction) -> Correction:
    return Correction(first.paper, correct_draft(first.said, second), first.hidden or second.hidden)


def enrich_drafts(drafts: Mapping[str, Draft], found: Corrections) -> dict[str, Draft]:
    """The drafts of papers by name, with what services know of them: below the curator's own word."""
    return {
        name: replace(correct_draft(draft, found[name]), hidden=draft.hidden or found[name].hidden)
        if name in found
        else draft
        for name, draft in drafts.items()
    }


def check_enriched(found: Collection[Correction], addresses: Sequence[PaperAddress]) -> Iterator[Problem]:
    """Tables of services' answers whose papers are gone: one line for all."""
    owners = papers_by_address(addresses) if found else {}
    gone = [each for each in found if each.paper not in owners]
    if gone:
        place, more = gone[0].said.place, f", nor has any the ids of {len(gone) - 1} more tables" if gone[1:] else ""
        what = f'no paper has the id "{gone[0].paper}"{more}'
        yield warning(place.path, place.line, what, "remove what you no longer need")


def apply_corrections(
    drafts: Mapping[str, Draft], said: Corrections, addresses: Sequence[PaperAddress] = ()
) -> tuple[dict[str, Draft], list[Problem]]:
    """The drafts of papers by name, with what is said of them and less the hidden ones; and what is wrong with it."""
    shown = {
        name: correct_draft(draft, said[name]) if name in said else draft
        for name, draft in drafts.items()
        if not (draft.hidden or (name in said and said[name].hidden))
    }
    own = {
        each.id: tuple(name for name in each.digits if name != each.id)
        for each in addresses
        if each.digits and each.id in shown
    }
    doubtful = _settle_aliases(shown, said, own)
    return shown, doubtful


def correct_draft(draft: Draft, correction: Correction) -> Draft:
    """`draft` with what is said of it: texts in place of its own, tags, links and aliases in front of its own."""
    said = correction.said
    replaced = {name: value for name in REPLACED if (value := getattr(said, name))}
    taken = {tag.casefold() for tag in said.without_tags}
    return replace(
        draft,
        **replaced,
        tags=(*said.tags, *(tag for tag in draft.tags if tag.casefold() not in taken)),
        without_tags=(*draft.without_tags, *said.without_tags),
        links=(*said.links, *draft.links),
        aliases=(*said.aliases, *draft.aliases),
        origins=merge_origins(draft.origins, [Origin(name, said.place) for name in replaced]),
        source_texts=tuple([each for each in draft.source_texts if each[0] not in replaced]),
    )


def _settle_aliases(
    drafts: dict[str, Draft], said: Corrections, digits: Mapping[str, tuple[str, ...]]
) -> list[Problem]:
    """Take from the drafts aliases that are another paper's name or alias, for one address leads to one page; and give
    them their addresses with digits."""
    owners: dict[str, str] = {name: name for name in drafts} | {a: name for name in digits for a in digits[name]}
    problems: list[Problem] = []
    for name, draft in [(name, draft) for name, draft in drafts.items() if draft.aliases or digits.get(name)]:
        for alias in draft.aliases:
            if owners.setdefault(alias, name) != name or alias == name:
                place = said[name].said.place if name in said else draft.place
                what = f"the alias {alias} of {name} is already an address of {owners[alias]}"
                problems.append(warning(place.path, place.line, what, "choose another, or remove it"))
        aliases = (*draft.aliases, *digits.get(name, ()))
        own = dict.fromkeys(a for a in aliases if owners[a] == name and a != name)
        drafts[name] = replace(draft, aliases=tuple(own))
    return problems


def check_paper_ids(
    written: Collection[Correction],
    addresses: Sequence[PaperAddress],
    drafts: Mapping[str, Draft],
    shown: Collection[str],
    config: Config,
) -> Iterator[Problem]:
    """Corrections of papers that are not there, or of one of several. Where one was to hide a paper it is an error."""
    if not written:
        return
    owners, sharing = papers_by_address(addresses), Counter(each.shared for each in addresses if each.shared)
    pairs = {each: _letter_pairs(each) for each in owners} if any(each.paper not in owners for each in written) else {}
    for correction in written:
        name, place = correction.paper, correction.said.place
        if sharing[name] > 1:
            kind, what = error if correction.hidden else warning, f'{sharing[name]} papers share the id "{name}"'
            places = ((each.digits[0], drafts[each.id].place) for each in addresses if each.shared == name)
            ids = (f"{digits} (for {config.seeds / at.path}:{at.line})" for digits, at in places)
            yield kind(place.path, place.line, what, f"write {' or '.join(islice(ids, MAX_NAMED))}")
        elif name not in owners:
            near = similar_names(name, pairs)
            is_error = correction.hidden and any(owners[each] in shown and _is_close(name, each) for each in near)
            hint = (
                f"did you mean {' or '.join(near)}?" if near else "the id is the name of the paper's page, less .html"
            )
            hint += " if its paper is gone, remove the table" if is_error else ""
            kind = error if is_error else warning
            yield kind(place.path, place.line, f'no paper has the id "{name}"', hint)


def similar_names(name: str, pairs: Mapping[str, frozenset[str]]) -> list[str]:
    """Up to three names like `name`, of those that have most pairs of letters in common with it."""
    ours, wanted = _letter_pairs(name), name.casefold()
    alike = sorted(pairs, key=lambda other: (-len(ours & pairs[other]), other))[:MAX_CANDIDATES]
    parts = [other for other in alike if _is_part(wanted, other)]
    return list(dict.fromkeys((*difflib.get_close_matches(wanted, alike, MAX_NAMED), *parts)))[:MAX_NAMED]


def _letter_pairs(name: str) -> frozenset[str]:
    spelled = f"-{name.casefold()}-"
    return frozenset(map("".join, pairwise(spelled)))


def _is_close(name: str, other: str) -> bool:
    """Whether an id is most likely a slip for the other. Of 400 ids of 10,000 papers 6 have another so close by
    chance, and 83 have one that is worth a question."""
    wanted = name.casefold()
    is_letter_off = len(wanted) == len(other) and sum(map(ne, wanted, other)) <= 1
    return is_letter_off or _is_part(wanted, other) or difflib.SequenceMatcher(None, other, wanted).ratio() >= CLOSE


def _is_part(name: str, other: str) -> bool:
    """Whether one name is the other without words at its beginning or end."""
    short, long = sorted((f"-{name}-", f"-{other}-"), key=len)
    return short in long
