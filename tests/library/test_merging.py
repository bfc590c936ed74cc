"""One paper from many sources: which drafts are one, whose value counts, and what is said when sources disagree."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from generator.library import build_library
from generator.model.config import Config
from generator.model.papers import Draft, Library, Link, Paper, ParsedSeed, Place
from generator.model.problems import Problem
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile

RINGS = (
    "Trees write down droughts in their rings, but the youngest rings are under the bark. We read them with a needle of"
    " half a millimetre. Nineteen of twenty trees live on."
)
BOATS = (
    "Children launch paper boats and lose them. We describe a pilot of eleven rules that brings a paper boat back to"
    " the shore. It was tested on a pond with ducks."
)
TITLE = "Reading the Youngest Rings of Old Trees"
EPOCH = datetime.date(2001, 2, 3)


def a_draft(path: str = "refs.bib", title: str = TITLE, abstract: str = "", line: int = 1, **more: Any) -> Draft:
    return Draft(Place(path, line), title, abstract, **more)


def build(*drafts: Draft, said: str = "") -> tuple[Library, tuple[Problem, ...]]:
    """The library of drafts, each file of its own a seed; `said` is in the curator's file."""
    paths = dict.fromkeys(draft.place.path for draft in drafts)
    seeds = [ParsedSeed(path, tuple(draft for draft in drafts if draft.place.path == path)) for path in paths]
    corrections = [parse_seed(SeedFile("papers.toml", said.encode()))] if said else []
    return build_library([*seeds, *corrections], Config(), EPOCH)


def only_paper(*drafts: Draft, said: str = "") -> Paper:
    [paper] = build(*drafts, said=said)[0].papers
    return paper


def told(*drafts: Draft, said: str = "") -> list[str]:
    """What is said against the drafts, but that an abstract is missing."""
    return [str(problem) for problem in build(*drafts, said=said)[1] if "no abstract" not in problem.message]


def forum(name: str, host: str = "https://openreview.net/forum?id=") -> tuple[Link, ...]:
    return (Link(f"{host}{name}", "Paper", "paper"),)


# --- one paper or two ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"links": forum("aBcD123")}, {"links": forum("aBcD123&noteId=x")}),
        ({"links": forum("2023.acl-long.1/", "https://aclanthology.org/")}, {"doi": "10.18653/v1/2023.acl-long.1"}),
        ({"links": forum("2603.00143v1", "https://arxiv.org/abs/")}, {"doi": "10.48550/arxiv.2603.00143"}),
    ],
)
def test_an_id_of_any_kind_makes_one_paper_of_two_titles(one: dict[str, Any], other: dict[str, Any]) -> None:
    renamed = a_draft("z.json", "What a Needle Says of Droughts", **other)
    assert only_paper(a_draft(**one), renamed).aliases == ("what-a-needle-says-of-droughts",)


def test_an_orcid_stays_with_its_name_whichever_source_spells_the_names_out() -> None:
    """The fuller list of authors may be that of another source than the ORCIDs."""
    one = a_draft(authors=("I. Muster", "Jonas Beispiel"), orcids=(("Jonas Beispiel", "0000-0002-1825-0097"),))
    other = a_draft(
        "z.json", authors=("Ines Muster", "Jonas Beispiel"), orcids=(("Ines Muster", "0000-0001-5109-3700"),)
    )
    paper = only_paper(one, other)
    assert paper.authors == ("Ines Muster", "Jonas Beispiel")
    assert {name for name, _ in paper.orcids} == {*paper.authors}


def test_one_doi_at_clearly_different_titles_merges_nothing_and_is_told_once() -> None:
    titles = TITLE, "A Harbour Pilot for Paper Boats", "Salt Roads Seen From the Air", "Reading the youngest rings"
    volume = [a_draft(title=title, line=line, doi="10.1000/volume") for line, title in enumerate(titles, 1)]
    found, _ = build(*volume)
    assert [paper.id for paper in found.papers][1:] == [
        "a-harbour-pilot-for-paper-boats",
        "salt-roads-seen-from-the-air",
    ]
    [problem] = [each for each in told(*volume) if "10.1000/volume" in each]
    assert problem.startswith("refs.bib:2: warning:")
    assert "refs.bib:1, and so have 1 more" in problem


@pytest.mark.parametrize(
    "title", ["Reading the youngest rings of old-trees.", "READING THE YOUNGEST RINGS OF OLD TREES"]
)
def test_a_title_is_the_same_in_other_letters(title: str) -> None:
    assert only_paper(a_draft(), a_draft("z.json", title)).title.text == TITLE


def test_words_of_a_title_may_be_written_apart() -> None:
    one, other = a_draft(title="Pre-training on $\\alpha$-Rings"), a_draft("z.json", "Pretraining on α rings")
    assert len(build(one, other)[0].papers) == 1


def test_two_papers_of_one_title_and_other_authors_stay_two() -> None:
    mine, yours = a_draft(authors=("Ines Muster",)), a_draft("z.json", authors=("Hugo Specimen",), abstract=BOATS)
    assert len(build(mine, yours)[0].papers) == 2
    assert told(mine, yours) == []


def test_the_same_authors_are_one_paper_whatever_the_abstracts_say() -> None:
    mine = a_draft(authors=("Ines Muster", "Jonas Beispiel"), abstract=RINGS)
    summary = a_draft("z.json", authors=("I. Müster", "J. Beispiel", "Gina Trial"), abstract=BOATS)
    assert len(build(mine, replace(summary, authors=("I. Muster", "J. Beispiel")))[0].papers) == 1


def test_a_sentence_in_common_makes_two_abstracts_close() -> None:
    retold = f"{BOATS} {RINGS[86:]} {BOATS.upper()} Wind, weather, mud, sand, stones, reeds, frogs, boys, girls, dogs."
    assert len(build(a_draft(abstract=RINGS), a_draft("z.json", abstract=retold))[0].papers) == 1


def test_a_preprint_and_what_came_of_it_are_one_paper() -> None:
    preprint = a_draft(doi="10.48550/arXiv.2603.00143".lower(), venue="arXiv preprint arXiv:2603.00143", abstract=RINGS)
    journal = a_draft("z.json", doi="10.1000/tf.2026.0101", venue="Trial Forests", abstract=RINGS)
    paper = only_paper(preprint, journal)
    assert (paper.arxiv, paper.doi, paper.venue) == ("2603.00143", "10.1000/tf.2026.0101", "Trial Forests")
    assert told(preprint, journal) == []


def test_a_volume_of_one_doi_costs_no_more_than_its_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.library.duplicates.MAX_COMPARED", 10)
    volume = [a_draft(title=f"{n:x}{n:x}{n:x}{n:x} harbour{n}", line=n, doi="10.1000/v") for n in range(100, 300)]
    assert len(build(*volume)[0].papers) == 200


# --- whose value counts ---


def test_the_fuller_value_counts_and_its_source_is_kept() -> None:
    page = a_draft("2026-03-04.txt", abstract=RINGS, line=3)
    short = a_draft("refs.bib", authors=("I. Muster",), arxiv="2603.00143", published="2026", venue="Trial Forests")
    full = a_draft("a.json", abstract=f"{RINGS[:80]}...", authors=("Ines Muster", "Jonas Beispiel"), votes=17, line=9)
    paper = only_paper(page, short, replace(full, published="2026-03"))
    assert (paper.place.path, paper.abstract.text) == ("2026-03-04.txt", RINGS)
    assert (paper.authors, paper.venue, paper.votes) == (("Ines Muster", "Jonas Beispiel"), "Trial Forests", 17)
    origins = {each.name: (each.place.path, each.place.line) for each in paper.origins}
    assert paper.published == "2026-03"
    assert origins["authors"] == origins["votes"] == origins["published"] == ("a.json", 9)
    assert origins["venue"] == origins["arxiv"] == ("refs.bib", 1)
    assert "abstract" not in origins


@pytest.mark.parametrize(
    ("field", "first", "fuller"),
    [
        ("title", TITLE.upper(), TITLE),
        ("title", "Reading the Youngest Rings of Old...", TITLE),
        ("abstract", f"{RINGS[:100]}…", RINGS[:150]),
        ("abstract", RINGS, f"{RINGS} The others do not."),
        ("authors", ("I. Muster", "J. B. Beispiel"), ("Ines Muster", "Jonas B. Beispiel")),
        ("authors", ("Ines Muller", "Jo Po"), ("Ines Müller", "Jo Po")),
        ("venue", "CoRR", "Trial Forests"),
        ("votes", 3, 17),
        ("author_count", 3, 12),
    ],
)
def test_of_two_values_the_fuller_one_is_taken_whichever_comes_first(field: str, first: Any, fuller: Any) -> None:
    one, other = (
        a_draft(path, **{"arxiv": "2603.00143", field: value}) for path, value in (("a.bib", first), ("b.json", fuller))
    )
    for drafts in ((one, other), (replace(one, place=Place("c.json", 1)), other)):
        value = getattr(only_paper(*drafts), field)
        assert getattr(value, "text", value) == fuller


def test_a_newer_abstract_counts_though_it_is_a_little_shorter() -> None:
    old, new = a_draft("2026-03-04.txt", abstract=f"At last: {RINGS}"), a_draft("2026-03-05.txt", abstract=RINGS)
    assert only_paper(old, new).abstract.text == RINGS


def test_what_the_curator_says_is_a_source_too() -> None:
    paper = only_paper(
        a_draft(authors=("I. Muster",)),
        said=f'[papers.{"reading-the-youngest-rings-of-old-trees"}]\nauthors = ["Ines M."]',
    )
    assert [(each.name, each.place.path) for each in paper.origins] == [("authors", "papers.toml")]


# --- addresses ---


def test_a_paper_keeps_its_address_when_it_is_listed_again_under_another_title() -> None:
    old = a_draft("2026-03-04.txt", arxiv="2603.00143", abstract=RINGS)
    new = a_draft("2026-03-05.txt", "What Young Rings Say", arxiv="2603.00143", abstract=RINGS)
    paper = only_paper(old, new)
    assert (paper.id, paper.title.text) == ("reading-the-youngest-rings-of-old-trees", "What Young Rings Say")
    assert paper.aliases == ("what-young-rings-say",)


# --- conflicts ---


def test_a_conflict_is_told_once_and_settled_by_the_curator() -> None:
    links = forum("aBcD123")
    drafts = [
        a_draft(f"{name}.json", links=links, doi=f"10.1000/{name}", published=year)
        for name, year in zip("abc", ("2020", "2026", "2026"), strict=True)
    ]
    [problem] = told(*drafts)
    assert problem.startswith("b.json:1: warning:")
    assert "another DOI and year here than at seeds/a.json:1" in problem
    said = '[papers.reading-the-youngest-rings-of-old-trees]\ndoi = "10.1000/a"\nyear = "2020"'
    assert told(*drafts, said=said) == []


def test_a_year_between_preprint_and_journal_is_no_conflict() -> None:
    assert told(a_draft(published="2024-11"), a_draft("z.json", published="2026")) == []


def test_papers_that_a_file_has_twice_are_one_line_with_a_count() -> None:
    twice = [a_draft(title=f"{TITLE} {n % 30}", line=n + 1) for n in range(60)]
    [problem] = told(*twice)
    assert problem.startswith("refs.bib:31: warning:")
    assert "and so do 29 more" in problem


def test_papers_of_several_editions_and_files_of_one_day_are_daily_life() -> None:
    places = "2026-03-04.txt", "2026-03-04.json", "2026-03-05.txt", "a.bib", "b.bib"
    drafts = [a_draft(path, f"{TITLE} {n}", line=n + 1) for path in places for n in range(40)]
    assert told(*drafts) == []


def test_what_the_seed_says_goes_with_the_text_that_was_taken_of_it() -> None:
    first = a_draft(
        "a.txt", abstract="Cut off...", source_texts=(("title", "T\u200b"), ("abstract", "Cut\u200b off..."))
    )
    fuller = a_draft("b.txt", abstract=RINGS, source_texts=(("title", "T\xad"), ("abstract", "Trees\xad")))
    assert only_paper(first, fuller).source_texts == (("title", "T\u200b"), ("abstract", "Trees\xad"))
    assert only_paper(first, a_draft("b.txt", abstract=RINGS)).source_texts == (("title", "T\u200b"),)


def test_a_text_of_the_curators_own_has_no_other_source() -> None:
    draft = a_draft(abstract=RINGS, source_texts=(("title", "T\u200b"), ("abstract", "Trees\xad")))
    said = '[papers."reading-the-youngest-rings-of-old-trees"]\ntitle = "Rings of Old Trees"\n'
    assert only_paper(draft, said=said).source_texts == (("abstract", "Trees\xad"),)
