"""The facets of search: for each tag, each edition and code the papers that have it, for filters and their counts."""

from collections.abc import Iterable, Mapping

from generator.analysis.evidence import has_code
from generator.model.papers import Library, Topics

Json = Mapping[str, object]


def facets(library: Library, topics: Topics) -> Json:
    """Each tag by label, each edition in site order, and code, with their papers by number, as steps."""
    number = {paper.id: number for number, paper in enumerate(library.oldest_first)}

    def steps(papers: Iterable[str]) -> list[int]:
        numbers = sorted(number[paper] for paper in papers)
        return [now - before for before, now in zip([0, *numbers], numbers, strict=False)]

    tags = sorted(topics.tags, key=lambda tag: (tag.label.casefold(), tag.id))
    return {
        "tags": [[tag.id, tag.label, steps(topics.papers_by_tag[tag.id])] for tag in tags],
        "editions": [[edition.id, edition.label, steps(edition.papers)] for edition in library.editions],
        "code": steps(paper.id for paper in library.papers if has_code(paper)),
    }
