"""What pages are made from: a page whose bytes change is always made from something else than before.

A build that watches renders only the pages that differ from the last build's. So here one thing of a site is changed at
a time, both sites are rendered, and wherever the bytes differ the pages must.
"""

import gc
import pickle
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from generator.analysis.authors import find_authors
from generator.analysis.names import Name, Names, model
from generator.analysis.names.model import Mention, NameIntroduction
from generator.model.config import Config
from generator.model.papers import Appearance, Day, Library, Link, Neighbour, Paper, PaperTag, RichText
from generator.render.pages import Page, lists, name_index, plan_pages, trends
from generator.render.pages.papers import PaperPage
from generator.render.templates import Renderer
from generator.render.views import Site
from tests.builders import a_library, a_paper, evidence_of, some_topics

CONFIG = Config(base_url="https://example.org/", repository="https://github.com/us/papers")
RENDERER = Renderer(CONFIG, "assets/x/")
LAMPS = "We present LAMP, a model of lamps. It is 3.2% better. Code will be released."
BRIGHT = 20 * "It is bright and it is warm. "
TAGGED = {f"p{n}": ["bees", "cats"] if n % 2 else ["cats"] for n in range(10)} | {"q0": ["bees"], "q1": []}


@pytest.fixture(autouse=True)
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small sites have everything that large ones have."""
    monkeypatch.setattr(lists, "PAPERS_PER_PAGE", 4)
    monkeypatch.setattr(lists, "PAPERS_AT_FIRST", 4)
    monkeypatch.setattr(lists, "NEWEST_AS_CARDS", 2)
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", 3)
    monkeypatch.setattr(name_index, "NAMES_PER_PAGE", 1)
    monkeypatch.setattr(model, "PAPERS_SHOWN", 1)
    monkeypatch.setattr(trends, "FEWEST", 2)


def the_papers() -> dict[str, Paper]:
    first = [a_paper(f"p{n}", number=n + 1, abstract=f"We use LAMP for {n}. {BRIGHT}") for n in range(10)]
    second = [a_paper(f"q{n}", "second", n + 1, abstract="We present GLOW, a dataset.") for n in range(2)]
    first[0] = replace(first[0], abstract=RichText(f"<p>{LAMPS}</p>", LAMPS), authors=("Ann", "Bea"))
    first[1] = replace(first[1], authors=("Ann",))
    return {paper.id: paper for paper in (*first, *second)}


def a_site_of(library: Library, tagged: Mapping[str, list[str]] | None = None) -> Site:
    days = (Day(5, 28, 2025), Day(5, 21, 2025))
    shelf = tuple(replace(edition, day=day) for edition, day in zip(library.editions, days, strict=True))
    library = replace(library, editions=shelf, edition={edition.id: edition for edition in shelf})
    ids = [paper.id for paper in library.papers]
    near = {a: (Neighbour(b, 0.5, ("glow", "lamps")),) for a, b in zip(ids, [*ids[1:], ids[0]], strict=True)}
    topics = some_topics(library, TAGGED if tagged is None else tagged)
    return Site(CONFIG, library, topics, near, names_of(library), evidence_of(library), authors=find_authors(library))


def names_of(library: Library) -> Names:
    """Every word in capitals is a name, and what an abstract says it presents is the paper's own."""
    found: dict[str, list[str]] = {}
    mentions: dict[str, tuple[Mention, ...]] = {}
    own: dict[str, list[NameIntroduction]] = {}
    for paper in library.papers:
        said = [*re.finditer(r"\b[A-Z]{4}\b", paper.abstract.text)]
        mentions[paper.id] = tuple(Mention(each[0].lower(), *each.span()) for each in said)
        for each in said:
            found.setdefault(each[0], []).append(paper.id)
            if "present" in paper.abstract.text:
                own.setdefault(each[0], []).append(NameIntroduction(paper.id, "abstract", *each.span()))
    names = tuple(
        Name(label.lower(), label, "model", (), tuple(own.get(label, ())), tuple(papers))
        for label, papers in sorted(found.items())
    )
    return Names(names, {name.id: name for name in names}, mentions)


def the_site() -> Site:
    return a_site_of(a_library(*the_papers().values()))


Change = Callable[[], Site]


def with_paper(name: str, **new: Any) -> Change:
    return lambda: a_site_of(a_library(*(replace(p, **new) if p.id == name else p for p in the_papers().values())))


def with_topics(**new: Any) -> Change:
    """Every tag changed."""

    def changed() -> Site:
        site = the_site()
        tags = tuple(replace(tag, **new) for tag in site.topics.tags)
        return replace(site, topics=replace(site.topics, tags=tags, tag={tag.id: tag for tag in tags}))

    return changed


def with_tags(paper: str, tags: list[str]) -> Change:
    return lambda: a_site_of(a_library(*the_papers().values()), TAGGED | {paper: tags})


def with_reason() -> Site:
    site = the_site()
    reasons = {**site.topics.tags_by_paper, "p0": (PaperTag("cats", "because"),)}
    return replace(site, topics=replace(site.topics, tags_by_paper=reasons))


def with_near(*near: Neighbour) -> Change:
    def changed() -> Site:
        site = the_site()
        return replace(site, related={**site.related, "p0": near})

    return changed


def with_editions(**new: Any) -> Change:
    def changed() -> Site:
        site = the_site()
        shelf = tuple(replace(edition, **new) for edition in site.library.editions)
        library = replace(site.library, editions=shelf, edition={edition.id: edition for edition in shelf})
        return replace(site, library=library)

    return changed


def with_name(called: str, /, **new: Any) -> Change:
    def changed() -> Site:
        site = the_site()
        names = tuple(replace(name, **new) if name.label == called else name for name in site.names.names)
        found = replace(site.names, names=names, name={name.id: name for name in names})
        return replace(site, names=found)

    return changed


def without_mentions() -> Site:
    site = the_site()
    return replace(site, names=replace(site.names, mentions={}))


def without_evidence() -> Site:
    return replace(the_site(), evidence={})


def one_more() -> Site:
    return a_site_of(a_library(a_paper("new", number=11), *the_papers().values()))


def one_less() -> Site:
    return a_site_of(a_library(*(paper for paper in the_papers().values() if paper.id != "p3")))


def another_order() -> Site:
    first, second, *others = the_papers().values()
    return a_site_of(a_library(second, first, *others))


CHANGES: dict[str, Change] = {
    "a title": with_paper("p4", title=RichText("Another <i>title</i>", "Another title")),
    "an abstract": with_paper("p4", abstract=RichText("<p>Nothing of lamps.</p>", "Nothing of lamps.")),
    "the end of an abstract": with_paper(
        "p4", abstract=RichText("<p>We study p4. Lamps.</p>", f"We use LAMP for 4. {BRIGHT} Lamps.")
    ),
    "an abstract's markup": with_paper(
        "p4", abstract=RichText("<p>We use <b>LAMP</b> for 4.</p>", f"We use LAMP for 4. {BRIGHT}")
    ),
    "a new name": with_paper("q1", abstract=RichText("<p>We present ABLE, a model.</p>", "We present ABLE, a model.")),
    "authors": with_paper("p4", authors=("Ada Lovelace",)),
    "code": with_paper("p4", links=(Link("https://github.com/us/code", "Code", "code"),)),
    "an arXiv id": with_paper("p4", arxiv="2505.01234"),
    "a date of its own": with_paper("p4", published="2024-05"),
    "an alias": with_paper("p4", aliases=("p44",)),
    "a place": with_paper("p4", place=replace(a_paper("x").place, line=77)),
    "another edition": with_paper("p9", editions=(Appearance("first", 10), Appearance("second", 3))),
    "a number": with_paper("p9", editions=(Appearance("first", 12),)),
    "a label of tags": with_topics(label="Label"),
    "a meaning of tags": with_topics(meaning="What they mean."),
    "a group of tags": with_topics(group="Others"),
    "a hue of tags": with_topics(hue=200),
    "broader tags": with_topics(broader=("cats",)),
    "a tag more": with_tags("p0", ["cats", "bees"]),
    "a tag less": with_tags("p1", ["cats"]),
    "a new tag": with_tags("p0", ["ants", "cats"]),
    "tags in another order": with_tags("p1", ["cats", "bees"]),
    "a reason": with_reason,
    "another to read next": with_near(Neighbour("q0", 0.5, ("glow", "lamps"))),
    "why it is read next": with_near(Neighbour("p1", 0.5, ("other",))),
    "how near they are": with_near(Neighbour("p1", 0.9, ("glow", "lamps")), Neighbour("q0", 0.1, ())),
    "a label of editions": with_editions(label="An edition"),
    "a year of editions": with_editions(day=Day(5, 28, 2024)),
    "no day of editions": with_editions(day=None),
    "what a name stands for": with_name("LAMP", long_forms=("Light And More Power",)),
    "how a name is written": with_name("LAMP", label="Lamp"),
    "the letter of a name": with_name("LAMP", label="Alamp"),
    "a kind of name": with_name("LAMP", kind="dataset"),
    "papers of a name": with_name("LAMP", papers=("p0", "p2", "q1")),
    "who introduces a name": with_name("LAMP", introduced=()),
    "mentions": without_mentions,
    "evidence": without_evidence,
    "one paper more": one_more,
    "one paper less": one_less,
    "papers in another order": another_order,
}


def rendered(pages: Iterable[Page]) -> dict[str, bytes]:
    return {path: content for page in pages for path, content in RENDERER.files(page)}


@pytest.mark.parametrize("what", CHANGES)
def test_pages_that_change_are_made_from_something_else(what: str) -> None:
    old = plan_pages(the_site())
    new = plan_pages(CHANGES[what](), old)
    old_bytes, new_bytes = rendered(old.pages), rendered(new.pages)
    same = {path for page in old.pages if page in new.pages for path in (page.path, *page.twins)}
    changed = {path for path in new_bytes if new_bytes[path] != old_bytes.get(path)}
    assert changed, "the change shows somewhere"
    assert sorted(changed & same) == []


def test_a_site_that_is_read_again_has_the_same_pages() -> None:
    first = plan_pages(the_site())
    again = plan_pages(the_site(), first)
    assert first == again
    assert first.papers
    assert again.papers
    assert all(new.inputs is old.inputs for new, old in zip(again.papers.values, first.papers.values, strict=True))


@pytest.mark.parametrize("what", CHANGES)
def test_the_last_plan_changes_nothing_of_the_next(what: str) -> None:
    assert plan_pages(CHANGES[what](), plan_pages(the_site())) == plan_pages(CHANGES[what]())


def test_pages_go_to_another_process_and_stay_the_same() -> None:
    pages = plan_pages(the_site()).pages
    assert rendered(pickle.loads(pickle.dumps(pages))) == rendered(pages)


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ("an abstract", {"papers/p8.html", "papers/p3.html", "tags/bees.html", "search.html"}),
        ("a title", {"papers/p8.html", "papers/q1.html", "tags/bees.html"}),
        ("the end of an abstract", {"papers/p8.html", "tags/cats.html", "editions/first.html", "index.html"}),
        ("a reason", {"papers/p1.html", "tags/cats.html", "editions/first.html", "index.html"}),
        ("why it is read next", {"papers/p1.html", "tags/cats.html", "editions/first.html", "index.html"}),
        ("what a name stands for", {"papers/q0.html", "tags/cats.html", "names/letter/g.html"}),
    ],
)
def test_a_change_leaves_other_pages_alone(what: str, kept: set[str]) -> None:
    old = {page.path: page for page in plan_pages(the_site()).pages}
    new = {page.path: page for page in plan_pages(CHANGES[what]()).pages}
    assert {path for path in kept if old[path] != new[path]} == set()


def test_the_page_of_a_paper_leaves_nothing_for_the_collector_of_cycles() -> None:
    papers = [page for page in plan_pages(the_site()).pages if isinstance(page.inputs, PaperPage)]
    assert any(b'<p class="authors"' in RENDERER.page(page) for page in papers)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        gc.collect()
        for page in papers:
            RENDERER.page(page)
        assert gc.collect() == 0
    finally:
        if was_enabled:
            gc.enable()
