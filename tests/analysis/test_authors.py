"""Who is one author under several spellings, and who is not."""

from dataclasses import replace

import pytest

from generator.analysis import authors
from generator.analysis.authors import Authors, find_authors
from tests.builders import a_library, a_paper

JONAS = "Jonas Beispiel"
ADA, BOB = "0000-0002-1825-0097", "0000-0001-5109-3700"


def found(*bylines: tuple[str, ...]) -> Authors:
    """The authors of papers p0, p1, ... with these names."""
    return find_authors(a_library(*[replace(a_paper(f"p{n}"), authors=names) for n, names in enumerate(bylines)]))


def identified(*papers: tuple[str, str]) -> dict[str, tuple[str, ...]]:
    """The papers of each author, of papers p0, p1, ... with one author each, a name and an ORCID or none."""
    made = [
        replace(a_paper(f"p{n}"), authors=(name, JONAS), orcids=((name, orcid),) if orcid else ())
        for n, (name, orcid) in enumerate(papers)
    ]
    return {f"{each.name} {each.orcid}".rstrip(): each.papers for each in find_authors(a_library(*made)).authors}


def papers_by_name(*bylines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {each.name: each.papers for each in found(*bylines).authors}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ines Müster", "Ines Muster"),
        ("INES MUSTER", "Ines Muster"),
        ("Jean-Luc Muster", "Jean Luc Muster"),
        ("J.-B. Muster", "JB Muster"),
        ("I. Muster", "I Muster"),
    ],
)
def test_case_accents_hyphens_and_points_make_no_other_author(one: str, other: str) -> None:
    assert [each.papers for each in found((one,), (other,)).authors] == [("p0", "p1")]


@pytest.mark.parametrize("other", ["I. Muster", "Ines B. Muster", "I. B. Muster"])
def test_other_spellings_are_one_author_with_a_co_author_in_common(other: str) -> None:
    people = papers_by_name(("Ines Muster", JONAS), (other, "J. Beispiel"))
    assert sorted(people.values()) == [("p0", "p1"), ("p0", "p1")]
    assert len(found(("Ines Muster", JONAS), (other, "Gina Trial")).authors) == 4


def test_a_family_name_may_come_first() -> None:
    assert len(found(("Ines Muster", JONAS), ("Muster Ines", JONAS)).authors) == 2
    assert len(found(("Ines Muster", JONAS), ("Muster Ines", "Gina Trial")).authors) == 4


def test_a_bare_initial_is_not_every_author_of_that_surname() -> None:
    two = papers_by_name(("Ines Muster", JONAS), ("Ida Muster", JONAS), ("I. Muster", JONAS))
    assert two["I. Muster"] == ("p2",)
    one = papers_by_name(("Ines Muster", JONAS), ("Ida Muster", "Gina Trial"), ("I. Muster", JONAS))
    assert one["Ines Muster"] == ("p0", "p2")


def test_an_orcid_tells_people_of_one_name_apart() -> None:
    two = identified(("Wei Muster", ADA), ("Wei Muster", BOB), ("Wei Muster", ADA), ("Wei Muster", ""))
    assert two[f"Wei Muster {ADA}"] == ("p0", "p2")
    assert two[f"Wei Muster {BOB}"] == ("p1",)
    assert two["Wei Muster"] == ("p3",), "nobody knows which of the two it is"


def test_an_orcid_joins_names_that_nothing_else_would() -> None:
    one = identified(("Ines Muster", ADA), ("Ines Beispiel-Muster", ADA), ("Ines Muster", ""))
    assert one[f"Ines Muster {ADA}"] == ("p0", "p1", "p2")


def test_two_orcids_never_meet_in_a_fuller_name() -> None:
    people = identified(("I. Muster", ADA), ("I. Muster", BOB), ("Ines Muster", ""))
    assert all(not {"p0", "p1"} <= {*papers} for name, papers in people.items() if "Muster" in name)


def test_two_names_on_one_paper_are_two_people() -> None:
    assert len(found(("Ines Muster", "I. Muster", JONAS), ("Ines Muster", JONAS)).authors) == 3


def test_an_author_goes_by_the_fullest_name_and_has_the_others_too() -> None:
    first, *_ = found(("I. Müster", JONAS), ("Ines Muster", JONAS), ("Ines Müster", JONAS)).authors[1:]
    assert (first.name, first.other_names) == ("Ines Müster", ("Ines Muster", "I. Müster"))
    assert first.id == "ines-muster"


def test_authors_of_one_slug_have_addresses_of_their_own() -> None:
    ids = [each.id for each in found(("王伟",), ("Wang Wei",)).authors]
    assert len(set(ids)) == 2
    assert "wang-wei" in ids


def test_bylines_lead_to_pages_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = (("Gina Trial", "Ines Muster", "?"), ("Ines Muster",))
    assert [[*each] for each in found(*papers).bylines["p0"]] == [
        ["Gina Trial", "gina-trial"],
        ["Ines Muster", "ines-muster"],
        ["?", ""],
    ]
    monkeypatch.setattr(authors, "EVERYONE", 1)
    large = found(*papers)
    assert [each.author for each in large.bylines["p0"]] == ["", "ines-muster", ""]
    assert [each.name for each in large.with_page] == ["Ines Muster"]


def test_authors_stand_by_family_name_and_stay_while_no_name_changes() -> None:
    library = a_library(replace(a_paper("p"), authors=("Ana Zwei", "Zoe Eins Jr", "de Vries")))
    once = find_authors(library)
    assert [each.name for each in once.authors] == ["Zoe Eins Jr", "de Vries", "Ana Zwei"]
    assert find_authors(library, once) is once
