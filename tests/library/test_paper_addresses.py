"""What becomes of a paper's address when another paper of its title comes, goes, or is hidden."""

import re
from pathlib import Path

import pytest

from generator.library import build_library
from generator.model.config import Config
from generator.model.papers import Library, ParsedSeed
from generator.model.problems import Problem
from generator.seeds.corrections import parse_corrections
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.builders import write_files
from tests.built_site import BuiltSite
from tests.command import digest

TEXTS = {
    "birds": "Starlings turn as one. We follow the birds of a flock with six cameras and find whom each one watches.",
    "pipes": "Water is lost below streets. We listen at hydrants and hear which joint of which pipe has begun to leak.",
    "types": "Proofs about programs break when a library changes. We mend them by the difference of the two versions.",
}
TITLE, SLUG = "Following the Flow", "following-the-flow"
DIGITS = f"{SLUG}-[0-9a-f]{{6}}"


def seed(day: str, *papers: str, arxiv: str = "") -> ParsedSeed:
    """A page of a day, or of none, with papers of one title; or a file with an arXiv id."""
    texts = [f"{TITLE}\n\n{TEXTS[paper]}\n" for paper in papers]
    if arxiv:
        return parse_seed(
            SeedFile(f"{day}.md", f"---\ntitle: {TITLE}\narxiv: {arxiv}\n---\n{TEXTS[papers[0]]}".encode())
        )
    return parse_seed(SeedFile(f"{day}.txt", "\n".join(texts).encode()))


def assemble(*seeds: ParsedSeed, said: str = "") -> tuple[Library, tuple[Problem, ...]]:
    return build_library([*seeds, parse_corrections(said, "papers.toml")], Config())


def ids(*seeds: ParsedSeed, said: str = "") -> dict[str, str]:
    """The id of each paper, which is known by its text."""
    papers = assemble(*seeds, said=said)[0].papers
    return {name: paper.id for paper in papers for name, text in TEXTS.items() if paper.abstract.text == text}


def digits(paper: str) -> str:
    """The address with digits of a paper that shares its title."""
    found = assemble(seed("2025-06-01", "birds"), seed("2025-06-02", "pipes"), seed("2025-06-03", "types"))[0]
    aliases = {name: each for each in found.papers for name, text in TEXTS.items() if each.abstract.text == text}[paper]
    return next(name for name in (aliases.id, *aliases.aliases) if name != SLUG)


def test_a_newer_paper_of_the_same_title_changes_no_address() -> None:
    assert ids(seed("2025-06-02", "birds")) == {"birds": SLUG}
    both = ids(seed("2025-06-02", "birds"), seed("2025-06-03", "pipes"))
    assert both["birds"] == SLUG
    assert re.fullmatch(DIGITS, both["pipes"])
    assert ids(seed("2025-06-02", "birds"), seed("2025-06-03", "pipes"), seed("2025-06-04", "types")) == {
        **both,
        "types": digits("types"),
    }


def test_an_older_paper_takes_the_plain_address_and_links_to_the_one_that_had_it() -> None:
    papers, _ = assemble(seed("2025-06-01", "pipes"), seed("2025-06-02", "birds"))
    plain = papers.paper[SLUG]
    assert (plain.abstract.text, plain.namesakes) == (TEXTS["pipes"], (digits("birds"),))
    assert papers.paper[digits("birds")].namesakes == ()


def test_the_first_too_has_an_address_with_digits_that_it_keeps() -> None:
    newer, older = seed("2025-06-03", "pipes"), seed("2025-06-01", "types")
    papers, _ = assemble(seed("2025-06-02", "birds"), newer)
    assert papers.paper[SLUG].aliases == (digits("birds"),)
    assert ids(seed("2025-06-02", "birds"), newer, older)["birds"] == digits("birds")


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("2025-06-02", "2025-06-01", "2025-06-03"), "pipes"),
        (("a", "b", "2025-06-03"), "types"),
        (("c", "b", "a"), "types"),
        (("z/a", "y/b", "x/c"), "birds"),
    ],
)
def test_the_earliest_edition_is_first_then_the_file_and_none_without_a_date(days: tuple[str, ...], first: str) -> None:
    seeds = [seed(day, paper) for day, paper in zip(days, TEXTS, strict=True)]
    assert ids(*seeds)[first] == SLUG
    assert ids(*seeds[::-1]) == ids(*seeds)


def test_on_one_page_the_first_line_is_first() -> None:
    assert ids(seed("2025-06-01", "types", "birds"))["types"] == SLUG


def test_a_paper_that_comes_again_later_keeps_its_place() -> None:
    seeds = (seed("2025-06-01", "birds"), seed("2025-06-02", "pipes"), seed("2025-06-03", "birds"))
    assert ids(*seeds)["birds"] == SLUG


def test_a_paper_that_is_given_an_arxiv_id_keeps_the_address_by_its_abstract() -> None:
    first, known = seed("2025-06-01", "pipes"), seed("2025-06-02", "birds", arxiv="2505.01234")
    paper = next(paper for paper in assemble(first, known)[0].papers if paper.arxiv)
    assert re.fullmatch(DIGITS, paper.id)
    assert paper.id != digits("birds")
    assert paper.aliases == (digits("birds"),)


# --- What is hidden -----------------------------------------------------------------------------------------------

TWO = (seed("2025-06-01", "birds"), seed("2025-06-02", "pipes"))


def hide(paper: str, key: str = "hidden = true") -> str:
    return f'[papers."{paper}"]\n{key}\n'


def test_one_of_several_is_hidden_by_its_digits_and_gives_the_address_to_another() -> None:
    assert ids(*TWO, said=hide(digits("birds"))) == {"pipes": SLUG}
    assert ids(*TWO, said=hide(digits("pipes"))) == {"birds": SLUG}
    papers, problems = assemble(*TWO, said=hide(digits("birds")))
    assert (papers.paper[SLUG].namesakes, problems) == ((), ())
    assert papers.paper[SLUG].aliases == (digits("pipes"),)


def test_front_matter_hides_one_of_several() -> None:
    hidden = parse_seed(SeedFile("2025-06-01.md", f"---\ntitle: {TITLE}\nhidden: true\n---\n{TEXTS['types']}".encode()))
    assert ids(*TWO, hidden) == {"birds": SLUG, "pipes": digits("pipes")}


def test_what_is_hidden_by_its_digits_stays_so_when_the_other_is_gone() -> None:
    other = parse_seed(SeedFile("2025-06-03.txt", b"Apples\n\nWe count apples."))
    for paper, alone in zip(("birds", "pipes"), TWO, strict=True):
        assert assemble(alone, other, said=hide(digits(paper)))[1] == ()
        assert ids(alone, other, said=hide(digits(paper))) == {}


def test_to_hide_an_id_that_several_papers_share_is_an_error_that_tells_their_own() -> None:
    _, [problem] = assemble(*TWO, said=hide(SLUG))
    assert (problem.path, problem.line, problem.severity) == ("papers.toml", 1, "error")
    assert problem.message == f'2 papers share the id "{SLUG}"'
    own = [f"{digits('pipes')} (for seeds/2025-06-02.txt:1)", f"{digits('birds')} (for seeds/2025-06-01.txt:1)"]
    assert problem.hint == f"write {' or '.join(own)}"


def test_to_say_else_of_a_shared_id_is_a_warning_and_meant_for_the_first() -> None:
    papers, [problem] = assemble(*TWO, said=hide(SLUG, 'authors = ["Ann Ash"]'))
    assert (problem.severity, papers.paper[SLUG].authors) == ("warning", ("Ann Ash",))


def test_both_ids_of_a_paper_may_be_used() -> None:
    said = hide(SLUG, 'authors = ["Ann Ash"]') + hide(digits("birds"), 'arxiv = "2505.01234"')
    paper = assemble(*TWO, said=said)[0].paper[SLUG]
    assert (paper.authors, paper.arxiv) == (("Ann Ash",), "2505.01234")


def test_an_alias_takes_no_address_with_digits() -> None:
    other = parse_seed(SeedFile("2025-06-03.txt", b"Apples\n\nWe count apples in orchards."))
    papers, [problem] = assemble(*TWO, other, said=hide("apples", f'alias = "{digits("birds")}"'))
    assert "is already an address" in problem.message
    assert papers.paper[SLUG].aliases == (digits("birds"),)


# --- What is built ------------------------------------------------------------------------------------------------


def test_an_old_link_is_one_step_from_its_paper(tmp_path: Path) -> None:
    pages = {f"seeds/2025-06-0{n}.txt": f"{TITLE}\n\n{TEXTS[name]}\n" for n, name in enumerate(TEXTS, 1)}
    write_files(tmp_path, pages)
    assert digest("build", cwd=tmp_path).status == 0
    site = BuiltSite(tmp_path / "site")
    links = site.pages[f"papers/{SLUG}.html"].all("[data-namesakes] a")
    assert {link.attrs["href"] for link in links} == {f"{digits('pipes')}.html", f"{digits('types')}.html"}
    moved = site.pages[f"papers/{digits('birds')}.html"]
    assert moved.one("meta[http-equiv=refresh]").attrs["content"] == f"0; url={SLUG}.html"
    assert not site.pages[f"papers/{digits('pipes')}.html"].all("[data-namesakes]")
