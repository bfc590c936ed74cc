"""What tests are made of: papers, libraries, topics and sites from a few words, and folders with files.

One place for what several tests need, so that a change of a type is a change here. What only one test needs stays
beside it.
"""

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator import output, search
from generator.analysis.evidence import Evidence, extract_evidence
from generator.analysis.names import Name, Names, find_names
from generator.analysis.topics import assignment
from generator.analysis.topics.rules import Rules, tag_texts
from generator.model import urls
from generator.model.config import Config
from generator.model.papers import (
    Appearance,
    Edition,
    Library,
    Link,
    Paper,
    PaperTag,
    ParsedSeed,
    Place,
    RichText,
    Tag,
    Topics,
)
from generator.output import FileChanges
from generator.render import feeds, papers_json
from generator.render.feeds.plans import Render
from generator.render.templates import Renderer
from generator.render.views import Site
from generator.search import documents
from generator.seeds.readers import parse_seeds
from generator.seeds.sources import read_sources
from generator.text import terms
from generator.text.acronyms import AcronymDefinition, find_definitions_in_all

DAY = datetime.date(2025, 5, 28)


# --- Papers and what is made of them ------------------------------------------------------------------------------


def a_paper(name: str, edition: str = "first", number: int = 1, links: tuple[Link, ...] = (), **more: str) -> Paper:
    """A paper that has `name` for its id and its title, with an abstract on just that unless `abstract` is given."""
    title = RichText(name, name)
    abstract = RichText(f"<p>We study {name}.</p>", more.get("abstract", f"We study {name}."))
    return Paper(name, title, abstract, Place("page.txt", number), (Appearance(edition, number),), links=links)


def a_paper_saying(title: str, abstract: str, paper_id: str = "") -> Paper:
    """A paper of this title and abstract, also as HTML; its id is the title unless another is given."""
    body = RichText(f"<p>{abstract}</p>", abstract)
    return replace(a_paper(paper_id or title), title=RichText(title, title), abstract=body)


def a_library(*papers: Paper) -> Library:
    """`papers` in the order given, each edition labelled with its id."""
    names = dict.fromkeys(standing.edition for paper in papers for standing in paper.editions)
    editions = tuple(
        Edition(name, name, None, DAY, tuple(p.id for p in papers if any(s.edition == name for s in p.editions)))
        for name in names
    )
    return Library(papers, editions, {p.id: p for p in papers}, {e.id: e for e in editions})


def some_topics(library: Library, tagged: Mapping[str, Sequence[str]]) -> Topics:
    """Tags by paper id; every tag is its own label, in one group."""
    names = sorted({name for tags in tagged.values() for name in tags})
    tags = tuple(Tag(name, name.title(), f"About {name}.", "All", 40 * i) for i, name in enumerate(names))
    return Topics(
        tags,
        {tag.id: tag for tag in tags},
        {
            p.id: tuple(PaperTag(name, f"“{name}” in the title") for name in tagged.get(p.id, ()))
            for p in library.papers
        },
        {name: tuple(p.id for p in library.papers if name in tagged.get(p.id, ())) for name in names},
    )


def a_site(library: Library, tagged: Mapping[str, Sequence[str]] | None = None, config: Config | None = None) -> Site:
    """A site of these papers with these tags by paper id; no paper has a neighbour."""
    topics = some_topics(library, tagged or {})
    return Site(config or Config(), library, topics, {paper.id: () for paper in library.papers})


def names_of(library: Library) -> Names:
    """Every name that these papers introduce or mention."""
    return find_names(library)[0]


def evidence_of(library: Library) -> dict[str, Evidence]:
    """The evidence in each abstract, by paper id."""
    found = extract_evidence([paper.abstract.text for paper in library.papers])
    return {paper.id: evidence for paper, evidence in zip(library.papers, found, strict=True)}


def evidence_in(paper: Paper) -> Evidence:
    """What the abstract of a paper offers and claims in numbers."""
    return next(extract_evidence([paper.abstract.text]))


def tag_papers(library: Library, rules: Rules) -> Topics:
    """The tags of every paper, by the rules and by the curator."""
    said = tag_texts([(paper.title.text, paper.abstract.text) for paper in library.papers], rules)
    curated = assignment.curate_tags(library, said, rules)
    (common,) = assignment.find_common_topics([assignment.untagged_texts(library, curated)], rules)
    return assignment.assign_topics(library, rules, curated, common)


def find_definitions(text: str) -> tuple[AcronymDefinition, ...]:
    """The acronyms that `text` gives a long form, in its order."""
    (found,) = find_definitions_in_all([text])
    return found


def papers_json_of(site: Site) -> bytes:
    """`data/papers.json` of a small site."""
    records = papers_json.encode_records(papers_json.record_inputs(site))
    return dict(papers_json.papers_json_files(site, [*records]))[urls.PAPERS_DATA].content()


# --- Feeds --------------------------------------------------------------------------------------------------------


def feed_and_search_engine_files(
    site: Site, pages: Sequence[str] = (urls.HOME,), render: Render | None = None
) -> dict[str, bytes]:
    """Every feed, sitemap and robots.txt of a site with these `pages`, by path."""
    render, days = render or Renderer(site.config, "assets/").text, feeds.first_and_last_days(site)
    plans = [*feeds.plan_feeds(site, days)]
    by_feed = feeds.feed_files(plans, site.config, render)
    found = {path: content for files in by_feed for path, content in files.items()}
    found[urls.ALL_FEEDS] = feeds.opml(plans, site.config, render)
    return found | feeds.search_engine_files(site, days, pages, render)


# --- Search -------------------------------------------------------------------------------------------------------


def weights_of(library: Library, topics: Topics) -> terms.Weights:
    """The weights of all terms that search knows of these papers."""
    return terms.weigh_terms(documents.build_documents(library, topics).wording)


def search_files_of(library: Library, topics: Topics, names: tuple[Name, ...] = ()) -> dict[str, bytes]:
    """Every search file by its path on the site."""
    searched = replace(documents.build_documents(library, topics), names=names)
    results = [*search.encode_results(search.result_inputs(library, topics, searched.also))]
    folders = search.folder_names(results)
    index: dict[str, bytes] = {}
    search.write_index(library, topics, searched, folders, search.IndexFiles(index))
    return index | dict(search.result_files(results, folders))


# --- Files --------------------------------------------------------------------------------------------------------


def write_file(path: Path, content: str | bytes) -> Path:
    """Write a file, with the folders it lies in; gives its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their paths from `folder`; gives `folder`."""
    for path, content in files.items():
        write_file(folder / path, content)
    return folder


def read_folder(seeds: Path) -> tuple[ParsedSeed, ...]:
    """What the seeds folder holds, by file name."""
    return tuple(parse_seeds(read_sources(seeds)))


def write_site(out: Path, files: Mapping[str, bytes]) -> FileChanges:
    """Make the folder `out` hold exactly `files`, besides what was not written by a build."""
    with output.open_stage(out) as stage:
        for path, content in files.items():
            stage.write(path, content)
        return stage.commit()


# --- Chance -------------------------------------------------------------------------------------------------------


class EditedLibrary:
    """Papers on a few subjects, edited by chance as a curator does; equal seeds give equal edits."""

    def __init__(self, seed: int, papers: int) -> None:
        self.chance = random.Random(seed)
        self.words = [f"subject{n}" for n in range(40)] + [f"word{n}" for n in range(400)] + ["Zero-shot", "CLIP"]
        self.abstracts: dict[str, str] = {}
        self.tags: dict[str, list[str]] = {}
        for _ in range(papers):
            self.add_paper()

    def library(self) -> Library:
        return a_library(*(a_paper(title, abstract=text) for title, text in self.abstracts.items()))

    def topics(self, library: Library) -> Topics:
        return some_topics(library, self.tags)

    def random_text(self, length: int) -> str:
        said = self.chance.choices(self.words[:40], k=length // 2) + self.chance.choices(self.words, k=length // 2)
        return " ".join(self.chance.sample(said, len(said)))

    def add_paper(self) -> None:
        title = f"{self.random_text(4)} {self.chance.randrange(10**6)}"
        names = [*self.abstracts]
        names.insert(self.chance.choice([0, len(names), self.chance.randint(0, len(names))]), title)
        self.abstracts[title] = self.random_text(40)
        self.abstracts = {name: self.abstracts[name] for name in names}
        self.tag_paper(title)

    def tag_paper(self, title: str) -> None:
        self.tags[title] = self.chance.sample(["animals", "night", "wings", "hunting"], self.chance.randint(0, 3))

    def edit(self) -> None:
        """One of the things that a curator does; the commonest more often."""
        title = self.chance.choice([*self.abstracts])
        abstract = self.abstracts[title]
        kinds = ["word", "word", "words", "case", "tags", "add", "remove", "move"]
        match self.chance.choice(kinds):
            case "word":
                self.abstracts[title] = f"{abstract} {self.chance.choice(self.words)}"
            case "words":
                self.abstracts[title] = f"{self.random_text(10)} {abstract[len(abstract) // 3 :]}"
            case "case":
                self.abstracts[title] = abstract.title() if abstract.islower() else abstract.lower()
            case "tags":
                self.tag_paper(title)
            case "add":
                self.add_paper()
            case "remove":
                del self.abstracts[title]
            case _:
                self.abstracts = {title: abstract, **self.abstracts}
