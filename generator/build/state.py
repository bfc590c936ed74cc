"""What a build knows at each moment: the input of the pipeline, and what each step has given so far."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.analysis.authors import Authors
from generator.analysis.corpus import TokenizedTexts
from generator.analysis.evidence import Evidence
from generator.analysis.highlights import Highlights
from generator.analysis.names import Names, NameSteps
from generator.analysis.related import RelatedPapers
from generator.model.config import Config
from generator.model.papers import Library, Neighbour, ParsedSeed, Topics
from generator.model.problems import Problem
from generator.model.quality import TagQuality
from generator.output import FileChanges
from generator.render.assets.bundle import AssetBundle
from generator.render.pages import Page, PagePlan
from generator.render.social import SocialCard
from generator.render.views import Site
from generator.search import SearchIndex
from generator.seeds.sources import SeedFile


class Looks(NamedTuple):
    """All that pages are made with besides their inputs: settings, every template by its path, the assets' folder, and
    whether there is an index of authors."""

    config: Config
    templates: tuple[tuple[str, bytes], ...]
    assets: str
    has_authors: bool = False

    def __hash__(self) -> int:
        return hash(self.assets)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What a build wrote: the pages by path, and how they look; and of what each file of many papers consists."""

    looks: Looks | None = None
    pages: Mapping[str, Page] = field(default_factory=dict)
    joined: Mapping[str, list[bytes]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class State:
    """A site in the making: what goes into the pipeline, and what each step has given so far."""

    config: Config
    epoch: datetime.date | None
    seeds: tuple[SeedFile, ...]
    parsed: tuple[ParsedSeed, ...] = ()
    library: Library = field(default_factory=lambda: Library((), (), {}, {}))
    problems: tuple[Problem, ...] = ()
    topics: Topics = field(default_factory=lambda: Topics((), {}, {}, {}))
    names: Names = field(default_factory=Names)
    name_steps: NameSteps = field(default_factory=NameSteps)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    highlights: Mapping[str, Highlights] = field(default_factory=dict)
    authors: Authors = field(default_factory=Authors)
    texts: TokenizedTexts | None = None
    related: RelatedPapers | None = None
    index: SearchIndex | None = None
    neighbours: Mapping[str, tuple[Neighbour, ...]] = field(default_factory=dict)
    watched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assets: AssetBundle | None = None
    plan: PagePlan | None = None
    cards: Mapping[str, SocialCard] = field(default_factory=dict)
    outputs: Outputs = field(default_factory=Outputs)
    quality: TagQuality = field(default_factory=TagQuality)
    changes: FileChanges = field(default_factory=lambda: FileChanges(0, 0, 0))
    gone: tuple[str, ...] = ()

    @property
    def site(self) -> Site:
        """What pages, feeds and data are drawn from."""
        found = (self.neighbours, self.names, self.evidence, self.highlights, self.authors)
        return Site(self.config, self.library, self.topics, *found, watched=self.watched)
