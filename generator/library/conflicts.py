"""What the seeds of one paper, or two papers, say against each other: told once, and the first counts."""

from collections.abc import Iterator, Mapping, Sequence

from generator.library.comparison import share_authors
from generator.library.corrections import Corrections
from generator.library.folding import repeated_positions
from generator.library.merge import DuplicateGroup
from generator.model.config import Config
from generator.model.papers import Draft
from generator.model.problems import Problem, shorten_quote, warning
from generator.seeds.identifiers import is_preprint_doi
from generator.seeds.sources import CORRECTIONS_FILE

YEARS_TO_APPEAR = 2
"""A preprint may be so much older than what came of it."""
FIELDS = {"arxiv": "arXiv id", "doi": "DOI", "authors": "authors", "published": "year"}


def check_conflicts(papers: Mapping[str, DuplicateGroup], said: Corrections, config: Config) -> Iterator[Problem]:
    """Papers, by id, of which two seeds give other ids, authors or years: one line a paper.

    What the curator's file says is settled.
    """
    for name, paper in papers.items():
        if len(paper.drafts) < 2:
            continue
        settled = {field for field in FIELDS if name in said and getattr(said[name].said, field)}
        found = {
            label: pair
            for field, label in FIELDS.items()
            if field not in settled and (pair := _differing_pair(paper.drafts, field))
        }
        if found:
            yield _conflict_problem(*next(iter(found.values())), " and ".join(found), config)


def _differing_pair(drafts: Sequence[Draft], field: str) -> tuple[Draft, Draft] | None:
    """The first draft that gives a field, and the first after it that gives it another value."""
    first, *others = [draft for draft in drafts if getattr(draft, field)] or drafts[:1]
    again = next((draft for draft in others if _differ(first, draft, field)), None)
    return (first, again) if again else None


def _conflict_problem(first: Draft, again: Draft, what: str, config: Config) -> Problem:
    where = f"{config.seeds / first.place.path}:{first.place.line}"
    message = f'"{shorten_quote(again.title)}" has another {what} here than at {where}'
    hint = f"say which is right in {CORRECTIONS_FILE}"
    return warning(again.place.path, again.place.line, message, hint)


def _differ(one: Draft, other: Draft, field: str) -> bool:
    """Whether two drafts of one paper cannot both be right."""
    ours, theirs = getattr(one, field), getattr(other, field)
    if ours == theirs:
        return False
    if field == "doi":
        return not (is_preprint_doi(ours) or is_preprint_doi(theirs))
    if field == "authors":
        return not share_authors(ours, theirs)
    return field != "published" or abs(int(ours[:4]) - int(theirs[:4])) > YEARS_TO_APPEAR


def check_shared_dois(papers: Mapping[str, DuplicateGroup], config: Config) -> Iterator[Problem]:
    """DOIs at papers of clearly different titles: one line a DOI."""
    given = [draft for paper in papers.values() if (draft := next((each for each in paper.drafts if each.doi), None))]
    for positions in repeated_positions([draft.doi for draft in given]):
        first, again, *others = [given[i] for i in positions]
        where = f"{config.seeds / first.place.path}:{first.place.line}"
        message = f'"{shorten_quote(again.title)}" has the DOI {again.doi} of another paper, at {where}'
        message += f", and so have {len(others)} more" if others else ""
        yield warning(again.place.path, again.place.line, message, f"correct it here or in {CORRECTIONS_FILE}")
