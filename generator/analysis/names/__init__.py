"""Named entities of the library: the models, methods, datasets, benchmarks and acronyms that papers introduce or
mention.

`extraction` reads two things off each title and abstract: what the paper introduces as its own (`rules`), and what
an acronym stands for (`generator.acronyms`). `find_names` groups these by name (`inverted`, `candidates`), finds the
papers that mention each name (`mentions`), and corrects a single text by the whole library: a name that many papers
mention is introduced by none of them. Every fact keeps its place in the text, so that a page can show why.

Between two builds most results stay. `find_names` takes its last result and gives the same objects where nothing has
changed, so that each step, and whoever reads the names, compares by identity, at no cost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.analysis.names.candidates import NameCandidate, build_candidate
from generator.analysis.names.extraction import Extraction, NameEvidence, extract_from_papers, extract_names
from generator.analysis.names.inverted import InvertedIndex, PostingList, invert_rows
from generator.analysis.names.lexicon import Kind
from generator.analysis.names.mentions import FoundMentions, PaperMentions, Span, find_mentions
from generator.analysis.names.model import Mention, Name, NameIntroduction, Names
from generator.model.papers import Library
from generator.model.reuse import Mapped, keep_equal, map_changed
from generator.model.urls import RESERVED_NAMES

CandidatePapers = tuple[NameCandidate, tuple[str, ...]]
"""A name, and the ids of the papers that say it."""


class NameSteps(NamedTuple):
    """What `find_names` made on the way; the next build makes again only what has changed."""

    evidence: InvertedIndex[NameEvidence] | None = None
    candidates: Mapped[NameCandidate] | None = None
    mentions: FoundMentions | None = None
    papers: InvertedIndex[Span | None] | None = None
    names: Mapped[Name] | None = None
    ids: dict[str, str] | None = None
    by_paper: Mapped[tuple[Mention, ...]] | None = None


NOTHING = NameSteps()


def find_names(
    library: Library, extractions: Sequence[Extraction] | None = None, previous: NameSteps = NOTHING
) -> tuple[Names, NameSteps]:
    """Every name of the library. A name is one however its capitals are; it is shown as it is mostly written.

    `extractions` are what `extract_from_papers` gives for each paper; `previous` are the steps of an earlier build.
    """
    ids = [paper.id for paper in library.papers]
    texts = [(paper.title.text, paper.abstract.text) for paper in library.papers]
    extractions = [*extract_from_papers(texts)] if extractions is None else extractions
    evidence = invert_rows(ids, [each.given for each in extractions], previous.evidence)
    postings = evidence.lists.values()
    candidates = map_changed(lambda posting: build_candidate(*posting), postings, previous=previous.candidates)
    mentions = find_mentions(library, extractions, candidates.values, previous.mentions)
    papers = invert_rows(ids, [each.places for each in mentions.by_paper.values], previous.papers)
    by_id = _assign_ids(_shown_candidates(candidates.values, papers.lists))
    columns = zip(*((draft, name_id, saying) for name_id, (draft, saying) in by_id.items()), strict=True)
    names = map_changed(NameCandidate.name, *(columns if by_id else ((), (), ())), previous=previous.names)
    keys = keep_equal({draft.key: name_id for name_id, (draft, _) in by_id.items()}, previous.ids)
    by_paper = map_changed(_mentions_of, mentions.by_paper.values, shared=(keys,), previous=previous.by_paper)
    found = Names(
        tuple(names.values),
        dict(zip(by_id, names.values, strict=True)),
        dict(zip(ids, by_paper.values, strict=True)),
        tuple([each.introduced for each in extractions]),
    )
    return found, NameSteps(evidence, candidates, mentions, papers, names, keys, by_paper)


def _shown_candidates(
    candidates: Iterable[NameCandidate], papers: Mapping[str, PostingList[Span | None]]
) -> Iterator[CandidatePapers]:
    """The candidates that a paper introduces or spells out, each with the papers that say it."""
    for candidate in candidates:
        saying = papers[candidate.key][1] if candidate.key in papers else ()
        if saying and (candidate.long_forms or candidate.introducing(saying)):
            yield candidate, saying


def _mentions_of(said: PaperMentions, ids: Mapping[str, str]) -> tuple[Mention, ...]:
    """What a paper's abstract says, by the names' ids."""
    return tuple([Mention(ids[key], *place) for key, place in said.places.items() if place and key in ids])


def _assign_ids(names: Iterable[CandidatePapers]) -> dict[str, CandidatePapers]:
    """The names by their ids, in the order of labels; letters and digits, and a number where two would be one."""
    by_id: dict[str, CandidatePapers] = {}
    taken = dict.fromkeys((*RESERVED_NAMES, "letter"), 1)
    for each in sorted(names, key=lambda each: each[0].order):
        slug = each[0].slug
        number = taken[slug] = taken.get(slug, 0) + 1
        by_id[slug if number == 1 else f"{slug}--{number}"] = each
    return by_id
