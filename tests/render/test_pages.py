"""The plan of the pages: what there is for a small library, and what each page is handed."""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from generator.analysis.authors import find_authors
from generator.analysis.highlights import Highlights, Outlier, PaperGroup
from generator.model.config import Config, Finder
from generator.model.papers import Link, Place
from generator.model.problems import ContentError
from generator.render.pages import Page, lists, plan_pages
from generator.render.pages.papers import paper_buttons
from generator.render.templates import Renderer
from generator.render.views import Site, finder_links, report_address, shorten_text
from tests.builders import a_library, a_paper, a_site

CODE = Link("https://github.com/us/code", "Code", "code")


def two_editions() -> Site:
    library = a_library(a_paper("lisa", links=(CODE,)), a_paper("seem", number=2), a_paper("osm", edition="second"))
    return a_site(library, {"lisa": ["masks", "words"], "seem": ["masks"], "osm": ["words"]})


def page_at(path: str, site: Site) -> Page:
    return next(page for page in plan_pages(site).pages if page.path == path)


def data_at(path: str, site: Site) -> Mapping[str, Any]:
    page = page_at(path, site)
    return page.inputs.view(site.config).data


def test_every_paper_tag_and_edition_has_its_page() -> None:
    assert {page.path for page in plan_pages(two_editions()).pages} == {
        "index.html", "search.html", "list.html", "map.html", "404.html",
        "tags/index.html", "editions/index.html", "names/index.html",
        "papers/lisa.html", "papers/seem.html", "papers/osm.html",
        "tags/masks.html", "tags/words.html", "editions/first.html", "editions/second.html",
    }  # fmt: skip


def test_home_is_the_newest_edition_and_links_the_others() -> None:
    data = data_at("index.html", two_editions())
    assert [card.id for card in data["papers"]] == ["lisa", "seem"]
    assert [card.number for card in data["papers"]] == [1, 2]
    assert [edition.id for edition in data["recent"]] == ["second"]
    assert data["coded"] == 1


def an_edition_with_a_front() -> Site:
    library = a_library(*[a_paper(name, number=n) for n, name in enumerate("abcdefgh", 1)])
    site = a_site(library, {"a": ["masks", "words"], "c": ["masks", "words"], "b": ["video"]})
    groups = (PaperGroup(("masks", "words"), ("a", "c")),)
    return replace(site, highlights={"first": Highlights(groups, outliers=(Outlier("b", "We study b."),))})


def test_the_front_of_an_edition_leads_to_the_papers_it_speaks_of() -> None:
    site = an_edition_with_a_front()
    for path in "index.html", "editions/first.html":
        front = data_at(path, site)["highlights"]
        (group,) = front.groups
        assert [chip.label for chip in group.chips] == ["Masks", "Words"]
        assert [paper.path for paper in group.papers] == ["papers/a.html", "papers/c.html"]
        assert [(each.paper.path, each.sentence) for each in front.outliers] == [("papers/b.html", "We study b.")]


def test_the_papers_of_an_edition_by_topic_are_all_there_once() -> None:
    groups = data_at("editions/first/by-topic.html", an_edition_with_a_front())["groups"]
    found = [([chip.id for chip in group.chips], [paper.id for paper in group.papers]) for group in groups]
    assert found == [(["masks"], ["a", "c"]), (["video"], ["b"]), ([], ["d", "e", "f", "g", "h"])]


def test_of_a_few_papers_nobody_needs_to_be_told_what_they_are_about() -> None:
    site = replace(two_editions(), highlights={"first": Highlights((PaperGroup(("masks",), ("lisa", "seem")),))})
    assert data_at("editions/first.html", site)["highlights"] is None


def test_topics_beside_an_edition_are_counted_the_most_frequent_first() -> None:
    beside = data_at("editions/first.html", two_editions())["beside"]
    assert [(chip.id, chip.count, chip.share) for chip in beside] == [("masks", 2, 100), ("words", 1, 50)]


def test_a_tag_page_links_broader_and_narrower_tags_in_use() -> None:
    site = two_editions()
    masks, words = site.topics.tags
    kin = (replace(masks, broader=("words", "gone")), words)
    topics = replace(site.topics, tags=kin, tag={tag.id: tag for tag in kin})
    narrow, broad = (data_at(f"tags/{name}.html", replace(site, topics=topics)) for name in ("masks", "words"))
    assert ([chip.id for chip in narrow["broader"]], narrow["narrower"]) == (["words"], ())
    assert ([chip.path for chip in broad["narrower"]], broad["broader"]) == (["tags/masks.html"], ())


def test_an_alias_has_a_page_that_leads_to_the_paper_s() -> None:
    library = a_library(replace(a_paper("lisa"), aliases=("liza",)))
    page = page_at("papers/liza.html", a_site(library))
    assert (page.inputs.template, page.moved_to) == ("pages/moved.html", "papers/lisa.html")


def test_a_tag_page_names_the_tags_it_is_seen_with_but_not_itself() -> None:
    beside = data_at("tags/masks.html", two_editions())["beside"]
    assert [chip.id for chip in beside] == ["words"]


def test_papers_know_those_before_and_after_them_across_editions() -> None:
    data = data_at("papers/seem.html", two_editions())
    assert (data["previous"].id, data["next"].id) == ("lisa", "osm")
    assert data_at("papers/lisa.html", two_editions())["previous"] is None


def test_a_long_list_comes_in_pages_that_lead_to_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAPERS_PER_PAGE", 2)
    site = a_site(a_library(*(a_paper(f"p{n}", number=n) for n in range(1, 6))))
    leaves = [data_at(f"editions/first{name}.html", site) for name in ("", "/page-2", "/page-3")]
    assert [[card.number for card in data["papers"]] for data in leaves] == [[1, 2], [3, 4], [5]]
    middle = leaves[1]["leaf"]
    assert (middle.previous, middle.next) == ("editions/first.html", "editions/first/page-3.html")
    assert data_at("index.html", site)["leaf"].next == "editions/first/page-2.html"


def test_of_a_long_topic_the_newest_papers_are_cards_and_the_others_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("NEWEST_AS_CARDS", 1), ("PAPERS_AT_FIRST", 2), ("ROWS_PER_PAGE", 3)):
        monkeypatch.setattr(lists, name, size)
    names = [f"p{n}" for n in range(1, 7)]
    library = a_library(*(a_paper(name, number=n) for n, name in enumerate(names, 1)))
    site = a_site(library, {name: ["bees", "cats"] for name in names})
    pages = [data_at(f"tags/bees{name}.html", site)["papers"] for name in ("", "/page-2", "/page-3")]
    assert [[(card.id, card.is_row) for card in page] for page in pages] == [
        [("p1", False), ("p2", True)],
        [("p3", True), ("p4", True), ("p5", True)],
        [("p6", True)],
    ]
    assert [chip.id for chip in pages[0][0].chips] == ["cats"]
    assert (pages[0][1].title, pages[0][1].path, pages[0][1].listed) == ("p2", "papers/p2.html", "first")


def test_searches_are_offered_only_where_the_papers_own_address_is_unknown() -> None:
    site = two_editions()
    assert [label for label, _ in data_at("papers/lisa.html", site)["finders"]] == [
        "arXiv", "Semantic Scholar", "Google Scholar",
    ]  # fmt: skip
    known = a_site(a_library(replace(a_paper("lisa"), arxiv="2308.00692")))
    assert data_at("papers/lisa.html", known)["finders"] == ()


def test_a_paper_with_ids_has_a_button_for_each_place_and_none_twice() -> None:
    links = (
        Link("https://www.alphaxiv.org/abs/2603.00012v2", "Paper", "paper"),
        Link("https://dl.acm.org/doi/10.1000/abc", "Paper", "paper"),
        Link("https://arxiv.org/abs/2511.00001", "arXiv", "paper"),
        Link("https://github.com/a/b", "Code", "code"),
    )
    paper = replace(a_paper("lisa", links=links), arxiv="2603.00012", doi="10.1000/abc")
    assert [(link.label, link.url) for link in paper_buttons(paper)] == [
        ("arXiv 2603.00012", "https://arxiv.org/abs/2603.00012"),
        ("PDF", "https://arxiv.org/pdf/2603.00012"),
        ("HTML", "https://arxiv.org/html/2603.00012"),
        ("DOI", "https://doi.org/10.1000/abc"),
        ("Hugging Face", "https://huggingface.co/papers/2603.00012"),
        ("arXiv", "https://arxiv.org/abs/2511.00001"),
        ("Code", "https://github.com/a/b"),
    ]
    old = replace(a_paper("lisa"), arxiv="math/0309136", doi="10.48550/arxiv.math/0309136")
    assert [link.label for link in paper_buttons(old)] == ["arXiv math/0309136", "PDF"]


def test_a_search_address_holds_the_whole_title_escaped() -> None:
    finders = (Finder("A", "https://a.org/?q=%22{title}%22&of=x"), Finder("B", "https://b.org/{title}?x=y"))
    config = Config(finders=finders)
    paper = replace(a_paper("x"), title=a_paper('C++ & "masks"? 100%').title)
    assert finder_links(config, paper) == (
        ("A", "https://a.org/?q=%22C%2B%2B+%26+%22masks%22%3F+100%25%22&of=x"),
        ("B", "https://b.org/C%2B%2B%20%26%20%22masks%22%3F%20100%25?x=y"),
    )


def test_two_pages_of_one_path_are_found_before_anything_is_written() -> None:
    site = a_site(a_library(a_paper("lisa")), {"lisa": ["index"]})
    with pytest.raises(ContentError, match=r"tags/index\.html:0: error: “Index” and “Topics” would both be this page"):
        plan_pages(site)


def test_a_text_is_shortened_at_a_word_and_says_so() -> None:
    assert shorten_text("one two three", 20) == "one two three"
    assert shorten_text("one two, three", 10) == "one two…"
    assert len(shorten_text("word " * 50, 40)) <= 40


def test_a_mistake_is_reported_with_the_papers_place() -> None:
    config = Config(repository="https://github.com/us/papers")
    address = report_address(config, a_paper("lisa", number=27))
    assert address.startswith("https://github.com/us/papers/issues/new?title=Mistake%20in%20")
    assert address.endswith("seeds%2Fpage.txt%2C%20line%2027")
    assert (
        report_address(replace(config, repository="https://git.example/us"), a_paper("lisa"))
        == "https://git.example/us"
    )


def test_a_mistake_is_reported_in_a_file_whose_name_is_not_utf8() -> None:
    paper = replace(a_paper("lisa"), place=Place(os.fsdecode(b"caf\xe9.txt"), 3))
    assert "seeds%2Fcaf%E9.txt%2C" in report_address(Config(repository="https://github.com/us/papers"), paper)


def test_a_long_index_of_authors_begins_with_those_of_several_papers() -> None:
    many = tuple(f"Author {n}" for n in range(400))

    def index_of(others: tuple[str, ...]) -> tuple[list[str], str]:
        papers = replace(a_paper("lisa"), authors=many), replace(a_paper("seem", number=2), authors=others)
        site = replace(a_site(a_library(*papers)), authors=find_authors(a_library(*papers)))
        page = Renderer(site.config, "").page(page_at("authors/index.html", site)).decode()
        return [each.author.name for each in data_at("authors/index.html", site)["most"]], page

    most, page = index_of(())
    assert (most, "Of most papers" in page) == ([], False)
    most, page = index_of(("Author 7",))
    assert (most, "Of most papers" in page) == (["Author 7"], True)


def test_a_long_list_of_authors_opens_on_a_click_and_leaves_none_out() -> None:
    paper = replace(a_paper("lisa"), authors=tuple(f"Author {n}" for n in range(1300)))
    site = replace(a_site(a_library(paper)), authors=find_authors(a_library(paper)))
    page = Renderer(site.config, "").page(page_at("papers/lisa.html", site)).decode()
    first, more = (part.partition("</p>")[0] for part in page.split('class="authors"')[1:])
    assert (first.count("Author "), more.count("Author ")) == (20, 1280)
    assert "<summary>and 1,280 more</summary>" in more
