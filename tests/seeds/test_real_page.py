"""The real input, end to end: 58 papers, nothing lost and nothing added between the pasted page and the site."""

import re
import tomllib
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest

from tests.built_site import BuiltSite, text
from tests.command import CONFIG, SEEDS, digest
from tests.seed_58 import DATE, EDITION, FURNITURE, PAPERS, SEED

FLATTENED = re.compile(r"~\w|[{}]")
"""What is left of TeX in one abstract, and reads better on the site: see the tests below of a citation and a link."""


@pytest.fixture(scope="module")
def reading() -> dict[str, Any]:
    run = digest("check", "--json", "--seeds", SEEDS)
    assert run.status == 0, run.stderr
    [file] = run.report["files"]
    assert isinstance(file, dict)
    return file


def on_page(site: BuiltSite, paper: dict[str, Any], selector: str) -> str:
    return text(site.pages[paper["url"]].one(f"article[data-paper] {selector}"))


def in_order(wanted: Iterable[str], words: Iterable[str]) -> bool:
    remaining = iter(words)
    return all(word in remaining for word in wanted)


def test_the_page_holds_58_papers_and_the_site_shows_them_in_its_order(real_site: BuiltSite) -> None:
    assert len(PAPERS) == 58
    assert [paper["title"] for paper in real_site.papers] == [pasted.title for pasted in PAPERS]
    assert real_site.report["papers"] == 58
    assert real_site.report["editions"] == 1


@pytest.mark.parametrize("number", range(58))
def test_title_and_abstract_arrive_whole(real_site: BuiltSite, number: int) -> None:
    pasted, paper = PAPERS[number], real_site.papers[number]
    assert paper["title"] == pasted.title == on_page(real_site, paper, "h1")
    if FLATTENED.search(pasted.abstract):
        untouched = [word for word in pasted.abstract.split() if not FLATTENED.search(word) and "," not in word]
        assert in_order(untouched, paper["abstract"].split())
    else:
        assert paper["abstract"] == rewritten(" ".join(pasted.abstract.split()))
        assert paper["abstract"] in on_page(real_site, paper, "[data-abstract]")


def rewritten(abstract: str) -> str:
    """As `digest.toml` has addresses of a mirror put right."""
    for rule in tomllib.loads(CONFIG.read_text(encoding="utf-8"))["rewrites"]:
        abstract = abstract.replace(rule["prefix"], rule["to"])
    return abstract


def test_all_abstracts_but_one_are_compared_to_the_letter() -> None:
    assert sum(FLATTENED.search(pasted.abstract) is not None for pasted in PAPERS) == 1


def test_every_line_is_accounted_for(reading: dict[str, Any]) -> None:
    claims = [number for paper in reading["papers"] for number in lines_of(paper)]
    claims += [ignored["line"] for ignored in reading["ignored"]]
    filled = {
        n: line.strip() for n, line in enumerate(SEED.read_text(encoding="utf-8").splitlines(), 1) if line.strip()
    }
    assert len(claims) == len(set(claims)), "a line is claimed twice"
    assert [filled[n] for n in sorted(filled.keys() - set(claims))] == [DATE]
    assert sorted(set(claims) - filled.keys()) == []


def lines_of(paper: dict[str, Any]) -> list[int]:
    first, last = paper["abstract_lines"]
    return [paper["line"], *range(first, last + 1)]


def test_furniture_is_named_by_the_rule_that_dropped_it(reading: dict[str, Any]) -> None:
    assert [ignored["text"].strip() for ignored in reading["ignored"]] == FURNITURE
    assert all(ignored["rule"] for ignored in reading["ignored"])
    assert reading["problems"] == []


def test_each_paper_knows_its_line(reading: dict[str, Any], real_site: BuiltSite) -> None:
    assert [paper["line"] for paper in reading["papers"]] == [pasted.line for pasted in PAPERS]
    assert [paper["source"] for paper in real_site.papers] == [{"path": SEED.name, "line": p.line} for p in PAPERS]


def test_the_date_has_no_year_and_none_is_invented(real_site: BuiltSite) -> None:
    assert {paper["date"] for paper in real_site.papers} == {None}
    assert {tuple(edition_ids(paper)) for paper in real_site.papers} == {(EDITION,)}
    assert text(real_site.pages["index.html"].one("h1")) == DATE
    assert text(real_site.pages[f"editions/{EDITION}.html"].one("h1")) == DATE


def edition_ids(paper: dict[str, Any]) -> list[str]:
    return [edition if isinstance(edition, str) else edition["id"] for edition in paper["editions"]]


def paper_with(site: BuiltSite, words: str) -> dict[str, Any]:
    [title] = [pasted.title for pasted in PAPERS if words in pasted.abstract]
    return next(paper for paper in site.papers if paper["title"] == title)


def links_in_abstract(site: BuiltSite, paper: dict[str, Any]) -> dict[str, str]:
    """The author's; those to the index of names are the site's own."""
    links = site.pages[paper["url"]].all("[data-abstract] a:not(.name)")
    return {link.attrs["href"] or "": text(link) for link in links}


def test_tokens_in_angle_and_square_brackets_are_text(real_site: BuiltSite) -> None:
    assert "with a <SEG> token and" in on_page(real_site, paper_with(real_site, "<SEG>"), "[data-abstract]")
    assert "both [CLS] and ordinary tokens" in on_page(real_site, paper_with(real_site, "[CLS]"), "[data-abstract]")


def test_a_flattened_link_is_an_address_and_its_label(real_site: BuiltSite) -> None:
    links = links_in_abstract(real_site, paper_with(real_site, "{github}"))
    assert links["https://anonymous.4open.science/r/CHMCorrPlusPlus/"] == "github"


def test_a_flattened_citation_does_not_stick_to_its_word(real_site: BuiltSite) -> None:
    abstract = on_page(real_site, paper_with(real_site, "sokol2020one"), "[data-abstract]")
    assert "effectiveness~" not in abstract
    assert re.search(r"XAI effectiveness\b", abstract)


def test_a_tilde_between_numbers_is_no_markup(real_site: BuiltSite) -> None:
    assert "(1% ~ 3% absolute" in on_page(real_site, paper_with(real_site, "1% ~ 3%"), "[data-abstract]")


def test_addresses_lose_the_stop_that_ends_their_sentence(real_site: BuiltSite) -> None:
    addresses = [url for paper in real_site.papers for url in links_in_abstract(real_site, paper)]
    assert len(addresses) >= sum("://" in pasted.abstract for pasted in PAPERS)
    assert [url for url in addresses if re.search(r"[.,;)\s]$", url)] == []
    assert all(url.startswith(("https://", "http://")) for url in addresses)


def test_no_mirror_of_another_host_is_linked(real_site: BuiltSite) -> None:
    mirrored = sum("hf-proxy" in pasted.abstract for pasted in PAPERS)
    assert mirrored == 2
    pages = [page.source for page in real_site.pages.values()]
    assert not any("hf-proxy" in source for source in pages)
    assert sum("https://huggingface.co/" in real_site.pages[paper["url"]].source for paper in real_site.papers) >= 2


def test_every_paper_is_tagged_and_every_tag_says_why(real_site: BuiltSite) -> None:
    untagged = [paper["title"] for paper in real_site.papers if not paper["tags"]]
    assert untagged == []
    assert [paper["title"] for paper in real_site.papers for tag in paper["tags"] if not tag["reason"].strip()] == []


def test_every_paper_names_five_others_and_what_they_share(real_site: BuiltSite) -> None:
    ids = {paper["id"] for paper in real_site.papers}
    for paper in real_site.papers:
        related = paper["related"]
        assert len({other["id"] for other in related} & ids - {paper["id"]}) == len(related) == 5
        assert all(left["score"] >= right["score"] for left, right in pairwise(related))
        assert all(0 < other["score"] <= 1 and other["shared"] for other in related)
        links = real_site.pages[paper["url"]].all("[data-related] a")
        assert [link.attrs["href"] for link in links] == [f"{other['id']}.html" for other in related]


def test_next_and_previous_walk_through_all_papers(real_site: BuiltSite) -> None:
    paths = [paper["url"] for paper in real_site.papers]
    for relation, there, here in (("next", paths[1:], paths[:-1]), ("prev", paths[:-1], paths[1:])):
        for path, other in zip(here, there, strict=True):
            link = real_site.pages[path].one(f'main a[rel="{relation}"]')
            assert f"papers/{link.attrs['href']}" == other


def test_a_citation_says_what_is_known_and_no_more(real_site: BuiltSite) -> None:
    for paper in real_site.papers:
        cited = " ".join(text(node) for node in real_site.pages[paper["url"]].all("[data-cite]"))
        assert re.search(r"@\w+\{", cited), paper["url"]
        assert "year" not in cited, "the page has no year"
        assert plain_letters(paper["title"]) in plain_letters(cited)


def plain_letters(written: str) -> str:
    """Without what BibTeX adds: braces and escapes."""
    return re.sub(r"[^a-z0-9]+", "", written.casefold())


def test_a_paper_of_unknown_address_can_be_looked_for(real_site: BuiltSite) -> None:
    for paper in real_site.papers:
        hrefs = [link.attrs["href"] or "" for link in real_site.pages[paper["url"]].all("article a")]
        for host in ("arxiv.org", "semanticscholar.org", "scholar.google.com"):
            assert any(host in href for href in hrefs), (paper["url"], host)
