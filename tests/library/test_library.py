"""The library: which drafts are one paper, what papers and editions are called, and in which order they come."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from generator.library import build_library
from generator.library.editions import edition_drafts
from generator.library.folding import fold_text
from generator.library.merge import group_drafts, title_forms
from generator.library.paper_addresses import PaperAddress, assign_addresses
from generator.library.slugs import MAX_LENGTH, slugify_title, title_slug
from generator.model.config import Config, Rewrite
from generator.model.papers import Draft, IgnoredLine, Library, ParsedSeed, Place, RichText
from generator.model.problems import ContentError, Problem, warning
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from generator.text import markup

STEPS = "Diffusion models need hundreds of steps. We distil a trained sampler into four and keep its guidance."
ROBOTS = "Robots imitate what they saw, not what was meant. We ask the teacher one question after each demonstration."
MEMORY = "Question answering over long reports asks for distant evidence. We keep a small memory of useful passages."
EPOCH = datetime.date(2001, 2, 3)

Names = tuple[str | None, str | None]
"""An arXiv id and a DOI."""


def page(path: str, *texts: str) -> ParsedSeed:
    """A pasted page of titles and abstracts by turns, and date lines among them."""
    return parse_seed(SeedFile(path, "\n\n".join(texts).encode()))


def markdown(path: str, body: str = STEPS, **front: str) -> ParsedSeed:
    rows = "".join(f"{key}: {value}\n" for key, value in front.items())
    return parse_seed(SeedFile(path, f"---\n{rows}---\n{body}\n".encode()))


def library(*readings: ParsedSeed, config: Config | None = None, epoch: datetime.date | None = EPOCH) -> Library:
    return build_library(readings, config or Config(), epoch)[0]


def problems(
    *readings: ParsedSeed, config: Config | None = None, epoch: datetime.date | None = EPOCH
) -> tuple[Problem, ...]:
    return build_library(readings, config or Config(), epoch)[1]


def a_reading(*drafts: Draft, path: str = "2025-05-28.txt") -> ParsedSeed:
    return ParsedSeed(path, drafts)


def a_draft(
    title: str, abstract: str = STEPS, line: int = 1, arxiv: str | None = None, doi: str | None = None
) -> Draft:
    return Draft(Place("2025-05-28.txt", line), title, abstract, arxiv=arxiv, doi=doi)


def ids(found: Library) -> list[str]:
    return [paper.id for paper in found.papers]


# --- editions ---


def test_editions_come_newest_first_then_those_without_a_date_by_file_name() -> None:
    found = library(
        page("zebra.txt", "Four Steps", STEPS),
        page("2025-05-28.txt", "Ask Once", ROBOTS),
        page("apple.txt", "Reading by Memory", MEMORY),
        page("sub/2025-05-30-evening.txt", "Noise", STEPS.upper()),
    )
    assert [edition.id for edition in found.editions] == ["2025-05-30", "2025-05-28", "apple", "zebra"]
    assert [edition.label for edition in found.editions] == ["May 30, 2025", "May 28, 2025", "Apple", "Zebra"]
    assert ids(found) == ["noise", "ask-once", "reading-by-memory", "four-steps"]


def test_papers_of_an_edition_are_in_the_order_of_the_page() -> None:
    found = library(page("2025-05-28.txt", "Zebra", STEPS, "Apple", ROBOTS))
    assert found.editions[0].papers == ("zebra", "apple")
    assert [paper.editions[0].number for paper in found.papers] == [1, 2]


def test_two_files_of_one_date_are_one_edition() -> None:
    found = library(page("2025-05-28-b.txt", "Ask Once", ROBOTS), page("2025-05-28-a.txt", "Four Steps", STEPS))
    assert [edition.papers for edition in found.editions] == [("four-steps", "ask-once")]


def test_a_page_without_a_year_is_called_by_its_file_and_labelled_with_its_day() -> None:
    [edition] = library(page("000_16f.txt", "May 28", "Four Steps", STEPS)).editions
    assert (edition.id, edition.label) == ("000_16f", "May 28")
    assert edition.day
    assert edition.day.year is None


def test_two_files_whose_names_differ_in_case_only_are_one_edition() -> None:
    found = library(page("Robots.txt", "Robots that ask", ROBOTS), page("robots.txt", "Distilled sampling", STEPS))
    assert [(edition.id, len(edition.papers)) for edition in found.editions] == [("Robots", 2)]


def test_several_days_without_a_year_are_editions_of_their_own() -> None:
    found = library(page("paste.txt", "May 28", "Four Steps", STEPS, "June 2", "Ask Once", ROBOTS))
    assert [edition.id for edition in found.editions] == ["paste-may-28", "paste-june-2"]


def test_several_days_with_years_are_editions_by_date() -> None:
    found = library(page("paste.txt", "May 27, 2025", "Four Steps", STEPS, "May 28, 2025", "Ask Once", ROBOTS))
    assert [edition.id for edition in found.editions] == ["2025-05-28", "2025-05-27"]


def test_the_name_of_a_file_dates_its_edition_whatever_the_page_says() -> None:
    [edition] = library(page("2025-05-29.txt", "May 28", "Four Steps", STEPS)).editions
    assert edition.id == "2025-05-29"


def test_in_a_dated_file_of_several_days_the_name_gives_only_the_year() -> None:
    found = library(page("2025-05-29.txt", "May 28", "Four Steps", STEPS, "May 27", "Ask Once", ROBOTS))
    assert [edition.id for edition in found.editions] == ["2025-05-28", "2025-05-27"]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("index.txt", r"index-[0-9a-f]{6}"),
        ("Index.txt", r"Index-[0-9a-f]{6}"),
        ("my paste #1.txt", r"my-paste-1"),
        ("....txt", r"[0-9a-f]{6}"),
        ("Aux.v1.txt", r"Aux\.v1-[0-9a-f]{6}"),
    ],
)
def test_an_edition_never_takes_the_name_of_another_file(path: str, wanted: str) -> None:
    [edition] = library(page(path, "Four Steps", STEPS)).editions
    assert re.fullmatch(wanted, edition.id)
    assert edition.label


def test_files_that_a_disk_may_take_for_one_are_one_edition() -> None:
    names = ("caf\u00e9.txt", "cafe\u0301.txt", "CAF\u00c9.txt")
    found = library(
        *(page(name, title, STEPS) for name, title in zip(names, ("One Step", "Two", "Three"), strict=True))
    )
    [edition] = found.editions
    assert len(edition.papers) == 3


def test_published_is_what_the_configuration_says_then_the_date_then_the_epoch() -> None:
    config = Config(published={"2025-05-28": datetime.date(2025, 6, 1)})
    found = library(
        page("2025-05-28.txt", "Four Steps", STEPS),
        page("2025-05-27.txt", "Ask Once", ROBOTS),
        page("paste.txt", "Memory", MEMORY),
        config=config,
    )
    days = [edition.published.isoformat() for edition in found.editions]
    assert days == ["2025-06-01", "2025-05-27", "2001-02-03"]


def test_an_edition_without_any_date_is_told_the_setting_that_gives_it_one() -> None:
    undated = page("paste.txt", "May 28", "Four Steps", STEPS)
    [problem] = problems(undated, epoch=None)
    assert problem.path == "paste.txt"
    assert '[editions."paste"] published = YYYY-MM-DD in digest.toml' in problem.hint
    assert library(undated, epoch=None).editions[0].published == datetime.date(1970, 1, 1)
    assert problems(undated, epoch=EPOCH) == ()


def test_many_editions_without_a_date_are_one_warning() -> None:
    pages = [page(f"paste-{n}.txt", f"Paper Number {n}", STEPS) for n in range(3)]
    [problem] = [p for p in problems(*pages, epoch=None) if "has no date" in p.message]
    assert "nor have 2 more" in problem.message


def test_two_different_papers_of_one_title_in_one_edition_are_told() -> None:
    twins = page("paste.txt", "May 28", "Four Steps", STEPS, "Four Steps", ROBOTS)
    [problem] = problems(twins)
    assert (problem.line, problem.message.split(",")[0]) == (7, 'another paper is called "Four Steps"')
    assert len(library(twins).papers) == 2


def test_a_setting_for_an_edition_that_is_not_there_is_told() -> None:
    config = Config(file=Path("digest.toml"), published={"2025-05-82": EPOCH})
    [problem] = problems(page("2025-05-28.txt", "Four Steps", STEPS), config=config)
    assert (problem.path, "2025-05-82" in problem.message) == ("digest.toml", True)


# --- one paper or two ---


def test_a_paper_in_two_dated_editions_is_one_and_nobody_is_bothered() -> None:
    days = page("2025-05-28.txt", "Four Steps", STEPS), page("2025-05-29.txt", "Four Steps.", STEPS + " New.")
    [paper] = library(*days).papers
    assert [standing.edition for standing in paper.editions] == ["2025-05-29", "2025-05-28"]
    assert paper.abstract.text.endswith("New.")
    assert paper.title.text == "Four Steps."
    assert paper.day
    assert paper.day.iso == "2025-05-28"
    assert problems(*days) == ()


def test_a_title_twice_on_one_page_is_one_paper_and_a_warning_at_the_second() -> None:
    twice = page("2025-05-28.txt", "Four Steps", STEPS, "Ask Once", ROBOTS, "Four steps", STEPS)
    assert library(twice).editions[0].papers == ("four-steps", "ask-once")
    [problem] = problems(twice)
    assert (problem.path, problem.line) == ("2025-05-28.txt", 9)
    assert "2025-05-28.txt:1" in problem.message


def test_a_markdown_file_may_add_to_a_pasted_paper() -> None:
    pasted = page("2025-05-28.txt", "Four Steps", STEPS)
    more = markdown("four.md", "", title="Four Steps", authors="[Ana Brewer]", tags="[speech]", arxiv="2506.01234v2")
    [paper] = library(pasted, more).papers
    assert paper.abstract.text == STEPS
    assert (paper.authors, paper.tags, paper.arxiv) == (("Ana Brewer",), ("speech",), "2506.01234")
    assert paper.place.path == "2025-05-28.txt"
    assert problems(pasted, more) == ()


def test_two_papers_of_one_title_are_told_apart_by_their_abstracts() -> None:
    two = a_reading(a_draft("Reading by Memory", MEMORY), a_draft("Reading by Memory", ROBOTS, 5))
    found = library(two)
    plain, digits = ids(found)
    assert (plain, re.sub("[0-9a-f]", "d", digits[-6:])) == ("reading-by-memory", "dddddd")


def test_two_papers_of_one_title_with_ids_of_their_own_are_no_slip() -> None:
    drafts = (a_draft("Reading by Memory", MEMORY), a_draft("Reading by Memory", ROBOTS, 5))
    known = [replace(draft, arxiv=f"2505.0000{n}") for n, draft in enumerate(drafts)]
    assert problems(a_reading(*known)) == ()


@pytest.mark.parametrize(
    ("one", "other", "papers"),
    [
        (("2505.00001", None), ("2505.00001", None), 1),
        (("2505.00001", None), ("2505.00002", None), 2),
        ((None, "10.1000/a"), (None, "10.1000/b"), 2),
        ((None, "10.1000/a"), ("2505.00001", None), 1),
        ((None, None), (None, None), 1),
    ],
)
def test_ids_that_differ_are_two_papers_even_of_one_text(one: Names, other: Names, papers: int) -> None:
    two = a_reading(a_draft("Four Steps", STEPS, 1, *one), a_draft("Four Steps", STEPS, 5, *other))
    assert len(library(two).papers) == papers


@pytest.mark.parametrize("names", [("2505.00001", None), (None, "10.1000/a")])
def test_an_id_makes_one_paper_of_two_titles(names: Names) -> None:
    one, renamed = a_draft("Four Steps", STEPS, 1, *names), a_draft("Four Steps Are Enough", ROBOTS, 5, *names)
    assert ids(library(a_reading(one, renamed))) == ["four-steps"]


def test_links_chain_a_paper_together() -> None:
    """The first and the last have nothing in common but the one between them."""
    chain = [
        a_draft("Four Steps", arxiv="2505.00001"),
        a_draft("Four Steps Are Enough", ROBOTS, 5, arxiv="2505.00001", doi="10.1000/a"),
        a_draft("Enough", MEMORY, 9, doi="10.1000/a"),
    ]
    for order in (chain, chain[::-1]):
        assert len(library(a_reading(*order)).papers) == 1


def test_a_short_abstract_says_nothing_against_a_title() -> None:
    assert len(library(a_reading(a_draft("Four Steps", "Invited talk"), a_draft("Four Steps", STEPS, 5))).papers) == 1


def test_the_ids_of_a_paper_are_recognised_in_its_own_links_but_not_in_its_abstract() -> None:
    links = "[https://arxiv.org/abs/2506.01234v2, https://doi.org/10.1000/ABC]"
    [paper] = library(markdown("a.md", "Beats https://arxiv.org/abs/1706.03762.", title="Noise", links=links)).papers
    assert (paper.arxiv, paper.doi) == ("2506.01234", "10.1000/abc")
    [cites] = library(page("a.txt", "Noise", "We improve on https://arxiv.org/abs/1706.03762 by far.")).papers
    assert (cites.arxiv, cites.doi) == (None, None)


# --- slugs ---


def test_a_slug_is_made_of_the_title_alone() -> None:
    assert title_slug("LISA: Reasoning Segmentation via Large Language Model") == (
        "lisa-reasoning-segmentation-via-large-language-model"
    )


def test_a_long_slug_is_cut_at_a_word_and_says_so_with_six_digits() -> None:
    cut = title_slug("word " * 40)
    assert re.fullmatch(r"(word-)+[0-9a-f]{6}", cut)
    assert len(cut) <= MAX_LENGTH
    assert title_slug("word " * 20) == "word-" * 19 + "word"


@pytest.mark.parametrize("title", ["💨", "+++", "index", "Index!", "Con", "LPT1", "字" * 300, "a" * 300])
def test_a_title_that_leaves_no_name_of_its_own_gets_digits(title: str) -> None:
    assert re.fullmatch(r"([a-z0-9-]+-)?[0-9a-f]{6}", title_slug(title))
    assert len(title_slug(title)) <= MAX_LENGTH


@given(st.text(st.characters(max_codepoint=127)) | st.text("aB1,'& -._"))
def test_the_short_way_to_a_slug_leads_where_slugify_does(title: str) -> None:
    assert slugify_title(title) == slugify(title)


def addresses_of(drafts: Sequence[Draft], path: str = "2025-05-28.txt") -> list[PaperAddress]:
    """The addresses of papers, that of the last draft first."""
    shelved = edition_drafts([a_reading(*drafts, path=path)])
    papers = group_drafts(shelved, [*title_forms([draft.title for draft, _ in shelved[0].sightings])])
    return assign_addresses(papers, {})


def test_of_titles_of_one_slug_the_first_has_it_and_the_other_takes_digits() -> None:
    titles = ["Hyperbolic Networks++", "Hyperbolic Networks", "C: Notes", "Ç notes"]
    drafts = [a_draft(title, f"{title} {STEPS if n % 2 else ROBOTS}", n) for n, title in enumerate(titles)]
    names = [address.id for address in addresses_of(drafts)]
    assert [name for name in names if not re.search(r"-[0-9a-f]{6}$", name)] == ["hyperbolic-networks", "c-notes"]
    assert len(set(names)) == 4


@given(st.lists(st.tuples(st.text("aB 1+-é", max_size=8) | st.text(max_size=120), st.uuids()), min_size=1, max_size=8))
def test_slugs_are_safe_distinct_and_no_matter_of_order(papers: list[tuple[str, object]]) -> None:
    drafts = [a_draft(title, STEPS, n, str(key)) for n, (title, key) in enumerate(papers) if title.strip()]
    found = addresses_of(drafts) if drafts else []
    names = [name for address in found for name in {address.id, *address.digits}]
    assert len(set(names)) == len(names)
    assert len(found) == len({draft.arxiv for draft in drafts})
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= MAX_LENGTH for name in names)
    assert sorted(addresses_of(drafts[::-1]) if drafts else []) == sorted(found)


def test_folding_sees_through_case_accents_width_and_punctuation() -> None:
    assert fold_text("Ｃafé – Réading_by-MEMORY!") == fold_text("cafe reading by memory")
    assert fold_text("💨") != fold_text("🎞")


# --- the crossing ---


def test_a_papers_own_links_come_first_and_are_rewritten_too() -> None:
    config = Config(rewrites=(Rewrite("https://mirror.example/", "https://huggingface.co/"),))
    links = "{Weights: https://mirror.example/a/b}"
    [paper] = library(markdown("a.md", "See https://github.com/a/b.", title="T", links=links), config=config).papers
    assert [link.url for link in paper.links] == ["https://huggingface.co/a/b", "https://github.com/a/b"]


def test_a_papers_own_day_counts_before_that_of_its_editions() -> None:
    dated = library(markdown("2025-05-28-four.md", title="Four Steps", date="2024-01-02"))
    assert dated.editions[0].id == "2025-05-28"
    assert dated.papers[0].day
    assert dated.papers[0].day.iso == "2024-01-02"


def test_a_day_without_a_year_is_kept_to_be_shown() -> None:
    [paper] = library(page("paste.txt", "May 28", "Four Steps", STEPS)).papers
    assert paper.day
    assert paper.day.label == "May 28"


def test_the_look_ups_hold_what_the_lists_hold() -> None:
    found = library(page("a.txt", "Four Steps", STEPS), page("2025-05-28.txt", "Ask Once", ROBOTS))
    assert list(found.paper.values()) == list(found.papers)
    assert list(found.edition.values()) == list(found.editions)


# --- what goes wrong ---


def test_no_paper_at_all_is_an_error_that_also_says_what_the_readers_found() -> None:
    broken = ParsedSeed("a.txt", problems=(warning("a.txt", 3, "the file is not UTF-8", "save it as UTF-8"),))
    with pytest.raises(ContentError) as caught:
        library(broken, ParsedSeed("b.txt"), config=Config(seeds=Path("seeds")))
    first, second = caught.value.problems
    assert (first.path, first.severity) == ("seeds", "error")
    assert (second.path, second.line) == (str(Path("seeds") / "a.txt"), 3)


def test_a_file_without_a_paper_is_told_unless_its_author_wanted_it_so() -> None:
    good = page("2025-05-28.txt", "Four Steps", STEPS)
    [problem] = problems(good, page("empty.txt", "new"))
    assert problem.path == "empty.txt"
    assert problems(good, ParsedSeed("README.md", ignored=(IgnoredLine(1, "# Seeds", "README"),))) == ()


def test_a_draft_without_a_title_is_left_out_with_a_warning() -> None:
    found, told = build_library([a_reading(a_draft(" "), a_draft("Four Steps", line=5))], Config(), EPOCH)
    assert ids(found) == ["four-steps"]
    assert [problem.line for problem in told] == [1]


def test_the_order_in_which_seeds_are_read_does_not_matter() -> None:
    readings = [
        page("b.txt", "May 28", "Four Steps", STEPS, "May 27", "Ask Once", ROBOTS),
        page("2025-05-28.txt", "Four Steps", STEPS, "Reading by Memory", MEMORY),
        page("2025-05-27.txt", "Reading by Memory", ROBOTS),
        markdown("a.md", title="Four steps", authors="[Ana Brewer]"),
    ]
    assert build_library(readings, Config(), EPOCH)[0] == build_library(readings[::-1], Config(), EPOCH)[0]


def test_a_paper_without_an_abstract_is_told_unless_another_seed_has_it() -> None:
    bare = page("2025-05-28.txt", "Four Steps Are Enough", "Reading by Memory", MEMORY)
    (told,) = [p for p in problems(bare) if "no abstract" in p.message]
    assert (told.path, told.line) == ("2025-05-28.txt", 1)
    full = page("2025-05-29.txt", "Four Steps Are Enough", STEPS)
    assert not [p for p in problems(bare, full) if "no abstract" in p.message]
    assert [p.message for p in problems(markdown("a.md", body="", title="Birds"))][:1] == ["this paper has no abstract"]


TEX_TITLES = (r"Erd\H{o}s Lamps in Bo\"otes", r"{\alpha}-Lamps for \textbf{All} Rooms", "Plain Lamps")


def test_an_address_from_before_tex_was_read_leads_to_its_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = a_reading(*[a_draft(title, abstract=f"{title} {STEPS}") for title in TEX_TITLES])
    found = library(reading)
    with monkeypatch.context() as before:
        before.setattr(markup, "render_title", lambda title: RichText("", markup.title_with_tex(title)))
        old = ids(library(reading))
    assert old == ["erd-h-o-s-lamps-in-bo-otes", "alpha-lamps-for-textbf-all-rooms", "plain-lamps"]
    assert ids(found) == ["erdos-lamps-in-bootes", "a-lamps-for-all-rooms", "plain-lamps"]
    assert [paper.aliases for paper in found.papers] == [(old[0],), (old[1],), ()]


def test_a_former_address_that_is_another_papers_stays_with_that() -> None:
    found = library(a_reading(a_draft(r"Erd\H{o}s", abstract="One."), a_draft("Erd H o s", abstract=STEPS)))
    assert [(paper.id, paper.aliases) for paper in found.papers] == [("erdos", ()), ("erd-h-o-s", ())]


def test_a_table_under_the_former_id_speaks_of_its_paper() -> None:
    written = '[papers.erd-h-o-s]\ntags = ["lamps"]\n[papers.erdos]\ntitle = "New"\n'
    table = parse_seed(SeedFile("papers.toml", written.encode()))
    reading = a_reading(a_draft(r"Erd\H{o}s"))
    [paper] = library(reading, table).papers
    assert (paper.title.text, paper.tags) == ("New", ("lamps",))
    assert [problem for problem in problems(reading, table) if "papers.toml" in problem.path] == []


def test_a_paper_hidden_under_its_former_id_stays_hidden() -> None:
    table = parse_seed(SeedFile("papers.toml", b"[papers.erd-h-o-s]\nhidden = true\n"))
    assert ids(library(a_reading(a_draft(r"Erd\H{o}s"), a_draft("Lamps", abstract="One.")), table)) == ["lamps"]


def test_names_of_authors_are_read_like_titles() -> None:
    [paper] = library(a_reading(replace(a_draft("Lamps"), authors=(r"P. Erd\H{o}s", "Ada~Byron")))).papers
    assert paper.authors == ("P. Erdős", "Ada Byron")
