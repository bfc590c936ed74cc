"""The facets of search: for each tag, edition, venue and year, and for code, the papers that have it, for filters and
their counts; and the votes of papers, to sort by."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from slugify import slugify

from generator.analysis.evidence import has_code
from generator.model.papers import Library, Topics

Json = Mapping[str, object]


def facets(library: Library, topics: Topics) -> Json:
    """Each tag by label, each edition in site order, each venue by label, each year from the newest, and code, with
    their papers by number, as steps; and the votes of the papers that have some."""
    number = {paper.id: number for number, paper in enumerate(library.oldest_first)}

    def steps(papers: Iterable[str]) -> list[int]:
        numbers = sorted(number[paper] for paper in papers)
        return [now - before for before, now in zip([0, *numbers], numbers, strict=False)]

    tags = sorted(topics.tags, key=lambda tag: (tag.label.casefold(), tag.id))
    voted = [paper for paper in library.oldest_first if paper.votes]
    return {
        "tags": [[tag.id, tag.label, steps(topics.papers_by_tag[tag.id])] for tag in tags],
        "editions": [[edition.id, edition.label, steps(edition.papers)] for edition in library.editions],
        "venues": [[venue, label, steps(papers)] for venue, (label, papers) in papers_by_venue(library).items()],
        "years": [[year, year, steps(papers)] for year, papers in papers_by_year(library).items()],
        "code": steps(paper.id for paper in library.papers if has_code(paper)),
        "votes": [steps(paper.id for paper in voted), [paper.votes for paper in voted]],
    }


def papers_by_venue(library: Library) -> dict[str, tuple[str, list[str]]]:
    """The label and the papers of each venue by id, by label; of several spellings the most frequent is the label."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    papers: dict[str, list[str]] = defaultdict(list)
    for paper in library.papers:
        if paper.venue and (venue := slugify(paper.venue)):
            spellings[venue][paper.venue] += 1
            papers[venue].append(paper.id)
    label = {venue: min(counts, key=lambda each: (-counts[each], each)) for venue, counts in spellings.items()}
    return {venue: (label[venue], papers[venue]) for venue in sorted(label, key=lambda each: label[each].casefold())}


def papers_by_year(library: Library) -> dict[str, list[str]]:
    """The papers of each year, their own, the newest first."""
    papers: dict[str, list[str]] = defaultdict(list)
    for paper in library.papers:
        if paper.published:
            papers[paper.published[:4]].append(paper.id)
    return dict(sorted(papers.items(), reverse=True))
