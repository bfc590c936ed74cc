"""Finds what papers lack: whose they are, their ids, where and when they appeared.

The cheapest question comes first: one list of what Hugging Face showed on the day of an edition, then a search for each
title, service by service until one is sure, and in the end one list of all arXiv ids. `Enrichment` is what came of it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from generator.cli.remote.matching import Match, begins_alike, match
from generator.cli.remote.service_client import Request, ServiceClient, ServiceError
from generator.cli.remote.services import Services
from generator.library.comparison import are_titles_close
from generator.library.duplicates import add_identifiers
from generator.library.folding import fold_title
from generator.library.merge import merge_drafts
from generator.model.papers import Draft
from generator.model.problems import Problem, warning
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile

LACKING = ("authors", "arxiv", "doi", "venue", "published", "abstract")
"""What is asked for where a paper lacks it."""

LEAST = 0.3
OTHER_TITLE = "the id leads to a paper of another title"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """A paper that lacks something: its id, what the seeds say, and the days of its editions."""

    id: str
    draft: Draft
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What services know of a paper, who they are, and how surely it is that paper."""

    paper: Looked
    match: Match
    sources: tuple[str, ...]

    @property
    def values(self) -> dict[str, object]:
        """What the paper lacks and they know."""
        lacking = {name: getattr(self.match.found, name) for name in LACKING if not getattr(self.paper.draft, name)}
        return {name: value for name, value in lacking.items() if value}


@dataclass(slots=True)
class Enrichment:
    """What came of it: findings by paper, papers nobody knows, and services that gave no answer."""

    findings: list[Finding] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[Request] = field(default_factory=list)
    """Requests without a kept answer, of a run that asks nobody."""


def is_lacking(draft: Draft) -> bool:
    """Whether services may know more of a paper: it has no authors, or no id."""
    return not draft.authors or not (draft.arxiv or draft.doi)


def find_missing(
    papers: Sequence[Looked], client: ServiceClient, services: Services, progress: Progress = lambda *_: None
) -> Enrichment:
    """What services know of `papers`. Never raises for a service's fault: it is told, and the others are asked."""
    run = _Search(client, services, progress)
    run.look_up_days(papers)
    run.search_titles([paper for paper in papers if not run.is_settled(paper)])
    run.look_up_ids(papers)
    return run.result(papers)


class _Search:
    """A search under way: `best` is the surest match so far, by paper, and `sources` who gave it."""

    def __init__(self, client: ServiceClient, services: Services, progress: Progress) -> None:
        self.client, self.services, self.progress = client, services, progress
        self.best: dict[str, Match] = {}
        self.sources: dict[str, list[str]] = {}
        self.unanswered: set[str] = set()
        self.outcome = Enrichment()

    def is_settled(self, paper: Looked) -> bool:
        """Whether an id is known, so that a list tells the rest."""
        known = self.best.get(paper.id)
        return bool(paper.draft.arxiv or (known and not known.doubt))

    def look_up_days(self, papers: Sequence[Looked]) -> None:
        by_day: dict[str, list[Looked]] = {}
        for paper in papers:
            for day in paper.days if not self.is_settled(paper) else ():
                by_day.setdefault(day, []).append(paper)
        for number, (day, listed) in enumerate(sorted(by_day.items())):
            self.progress("days", number, len(by_day))
            shown = self.ask(self.services.day_request(day), listed)
            for paper in listed:
                self.consider(paper, shown, "Hugging Face")

    def search_titles(self, papers: Sequence[Looked]) -> None:
        for number, paper in enumerate(papers):
            self.progress("titles", number, len(papers))
            if paper.draft.doi and (request := self.services.doi_request(paper.draft.doi)):
                self.consider_by_id(paper, self.ask(request, [paper]), request.service.name)
            for request in self.services.title_requests(paper.draft.title):
                if self.is_settled(paper):
                    break
                self.consider(paper, self.ask(request, [paper]), request.service.name)

    def look_up_ids(self, papers: Sequence[Looked]) -> None:
        """One list of all ids: those that seeds hold, and those of matches."""
        by_id: dict[str, list[Looked]] = {}
        for paper in papers:
            if arxiv := paper.draft.arxiv or (paper.id in self.best and self.best[paper.id].found.arxiv):
                by_id.setdefault(arxiv, []).append(paper)
        requests = self.services.id_requests(sorted(by_id))
        for number, (ids, request) in enumerate(requests):
            self.progress("ids", number, len(requests))
            for found in self.ask(request, [paper for each in ids for paper in by_id[each]]):
                for paper in by_id.get(found.arxiv or "", ()):
                    self.complete(paper, found)

    def complete(self, paper: Looked, found: Draft) -> None:
        """Adds what arXiv knows of the id that a paper or its match has, which may end a doubt."""
        if paper.id not in self.best:
            self.consider_by_id(paper, [found], "arXiv")
        elif "arXiv" not in self.sources[paper.id]:
            best = self.best[paper.id]
            if best.doubt:
                best = (match(paper.draft, found) or Match(found, LEAST, OTHER_TITLE))._replace(found=best.found)
            self.best[paper.id] = best._replace(found=merge_drafts([found, best.found]))
            self.sources[paper.id].append("arXiv")

    def ask(self, request: Request, papers: Iterable[Looked]) -> Sequence[Draft]:
        """The papers in an answer; none where there is no answer, and then `papers` are not unknown."""
        try:
            answer = self.client.get(request)
        except ServiceError as fault:
            name = request.service.name
            told = warning(name, 0, f"no answer: {fault}", "call digest enrich again later; what is known is kept")
            if told not in self.outcome.problems:
                self.outcome.problems.append(told)
            answer = None
        else:
            if answer is None:
                self.outcome.missing.append(request)
        if answer is None:
            self.unanswered.update(paper.id for paper in papers)
            return ()
        if not answer.data:
            return ()
        parsed = parse_seed(SeedFile("answer.xml" if request.kind == "<" else "answer.json", answer.data))
        self.tell_error(request, parsed.problems)
        return [*map(add_identifiers, parsed.drafts)]

    def tell_error(self, request: Request, problems: Iterable[Problem]) -> None:
        """What a service says instead of an answer."""
        errors = [problem.message for problem in problems if "answered with an error" in problem.message]
        self.outcome.problems += [
            warning(request.service.name, 0, message, "the paper was looked for elsewhere") for message in errors
        ]

    def consider(self, paper: Looked, drafts: Iterable[Draft], source: str) -> None:
        """Keeps the surest match of `paper` among `drafts`, where it is surer than what there is."""
        for found in drafts:
            fitting = match(paper.draft, found)
            if fitting and (paper.id not in self.best or fitting.score > self.best[paper.id].score):
                self.best[paper.id], self.sources[paper.id] = fitting, [source]

    def consider_by_id(self, paper: Looked, drafts: Iterable[Draft], source: str) -> None:
        """The same where an id of the seeds led to a paper: it need only not be quite another."""
        for found in drafts:
            fits = are_titles_close(fold_title(paper.draft.title), fold_title(found.title))
            fits = fits or begins_alike(paper.draft.abstract, found.abstract)
            known = Match(found, 1.0) if fits else Match(found, LEAST, OTHER_TITLE)
            self.best[paper.id], self.sources[paper.id] = known, [source]

    def result(self, papers: Sequence[Looked]) -> Enrichment:
        for paper in papers:
            if paper.id in self.best:
                finding = Finding(paper, self.best[paper.id], tuple(self.sources[paper.id]))
                if finding.values and not (finding.match.doubt and paper.id in self.unanswered):
                    self.outcome.findings.append(finding)
            elif paper.id not in self.unanswered:
                self.outcome.unknown.append(paper.id)
        return self.outcome
