"""What is known of each paper, joined from the tables of a site."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from generator.analysis.authors import Byline
from generator.analysis.evidence import Evidence
from generator.analysis.names import Mention
from generator.model.papers import Neighbour, Paper, PaperTag
from generator.model.reuse import keep_equal
from generator.render.views import PaperLink, Site

V = TypeVar("V")


class PaperFacts(NamedTuple):
    """A paper, what the digest adds to it, and the papers before and after it in the site's order."""

    paper: Paper
    tagged: tuple[PaperTag, ...]
    related: tuple[Neighbour, ...]
    evidence: Evidence | None
    mentions: tuple[Mention, ...]
    previous: PaperLink | None
    next: PaperLink | None
    byline: tuple[Byline, ...] = ()
    namesakes: tuple[tuple[str, str], ...] = ()
    """Papers that share its slug, each with an edition that tells it from the others."""


def collect_facts(site: Site, links: Sequence[PaperLink]) -> dict[str, PaperFacts]:
    """The facts of each paper by its id; `links` are those of all papers, both in the site's order."""
    tagged, mentions, bylines = site.topics.tags_by_paper, site.names.mentions, site.authors.bylines
    around = zip(site.library.papers, [None, *links[:-1]], [*links[1:], None], strict=True)
    return {
        paper.id: PaperFacts(
            paper=paper,
            tagged=tagged[paper.id],
            related=site.related[paper.id],
            evidence=site.evidence.get(paper.id),
            mentions=mentions.get(paper.id, ()),
            previous=before,
            next=after,
            byline=bylines.get(paper.id, ()),
            namesakes=tuple([(name, site.library.paper[name].editions[0].edition) for name in paper.namesakes]),
        )
        for paper, before, after in around
    }


def keep_values(values: Mapping[str, V], previous: Mapping[str, V] | None) -> dict[str, V]:
    """`values`, each as the equal one that `previous` has under its key."""
    known = previous or {}
    return {key: keep_equal(value, known.get(key)) for key, value in values.items()}
