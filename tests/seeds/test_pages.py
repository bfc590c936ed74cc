"""Pages copied with their links: the text cases, that every line is accounted for, and which files are such pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.papers import Draft, ParsedSeed
from generator.seeds.cleaning import clean_line, split_lines
from generator.seeds.marked.pages import parse_copy, parse_web_page
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.cases import FOLDER, Case, load_cases

DAY = "2026-05-07"


def read(text: str) -> ParsedSeed | None:
    """What a case holds: HTML starts with a tag; all else is a copy, of a file that has a day."""
    return parse_web_page(text, f"{DAY}.html") if text.startswith("<") else parse_copy(text, f"{DAY}.txt")


def show(parsed: ParsedSeed | None) -> str:
    """Each paper with its details, then the days and the lines that belong to none by their rules, then problems."""
    if parsed is None:
        return "no copy of a page"
    rows = [row for draft in parsed.drafts for row in show_draft(draft)]
    rows += [f"{date.line} date: {date.day.label}" for date in parsed.dates]
    rules = sorted({line.rule for line in parsed.ignored})
    numbers = {rule: sorted({line.line for line in parsed.ignored if line.rule == rule}) for rule in rules}
    rows += [f"({rule}): {' '.join(map(str, numbers[rule]))}" for rule in rules]
    return "\n".join([*rows, *(f"! {problem.message} - {problem.hint}" for problem in parsed.problems)])


def show_draft(draft: Draft) -> list[str]:
    first, last = draft.abstract_lines
    details = {
        "authors": " | ".join(draft.authors),
        "count": draft.author_count,
        "votes": draft.votes,
        "published": draft.published,
        "venue": draft.venue,
        "arxiv": draft.arxiv,
        "doi": draft.doi,
        "links": " | ".join(f"{link.label} <{link.url}>" for link in draft.links),
    }
    said = [f"  {name}: {value}" for name, value in details.items() if value]
    abstract = draft.abstract.replace("\n\n", " ¶ ")
    return [f"{draft.title_lines[0]} {draft.title}", *([f"{first}-{last} {abstract}"] if abstract else []), *said]


@pytest.mark.parametrize("case", load_cases(FOLDER / "linked-pages.md"), ids=str)
def test_a_page_with_links_is_read_as_a_person_would(case: Case) -> None:
    assert show(read(case.input)) == case.expected


LINES = st.sampled_from(
    [
        "",
        "### [Boats That Float](https://huggingface.co/papers/2605.00001)",
        "[Tides and Their Tables](https://arxiv.org/abs/2605.00002)",
        "https://arxiv.org/abs/2605.00002",
        "Boats float. We show why they do, and what happens to those that do not.",
        "- 3 authors",
        "[12](https://huggingface.co/login?next=%2Fpapers%2F2605.00001)",
        "Submitted by",
        "May 7",
        "[",
        "][1]",
        "[1]: https://arxiv.org/abs/2605.00003",
        "[GitHub 1.2k](https://github.com/example/boats)",
        "Title: Ropes of Glass",
        "* * *",
    ]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=30).map("\n".join))
def test_every_line_of_a_copy_is_accounted_for(text: str) -> None:
    parsed = parse_copy(text, "a.txt")
    if parsed is None:
        return
    spans = [span for draft in parsed.drafts for span in (draft.title_lines, draft.abstract_lines)]
    seen = {line for first, last in spans for line in range(first, last + 1)}
    seen |= {field.line for draft in parsed.drafts for field in draft.fields}
    seen |= {date.line for date in parsed.dates} | {line.line for line in parsed.ignored}
    rows = [clean_line(row) for row in split_lines(text)]
    assert {n for n, row in enumerate(rows, 1) if row.strip()} - seen == set()


@given(st.lists(LINES | st.sampled_from(["<p>", "<li>", "<h3>", "<a href='/papers/2605.00004'>", "</a>"]), max_size=30))
def test_no_web_page_stops_the_reader(lines: list[str]) -> None:
    parsed = parse_web_page("<html>" + "\n".join(lines), "a.html")
    assert bool(parsed.drafts) != bool(parsed.refused)


def test_a_web_page_in_another_encoding_is_read_as_it_says() -> None:
    page = '<meta charset="iso-8859-2"><h3><a href="https://arxiv.org/abs/2605.00001">Žluté lodě plují</a></h3>'
    parsed = parse_seed(SeedFile("page.htm", page.encode("iso-8859-2")))
    assert [draft.title for draft in parsed.drafts] == ["Žluté lodě plují"]


def test_what_a_curator_wrote_is_no_copy_of_a_page() -> None:
    note = "# My title\n\nSee [one](https://arxiv.org/abs/2605.00001) and [two](https://arxiv.org/abs/2605.00002).\n"
    assert parse_copy(note, "note.md") is None
    assert parse_copy(note, "note.txt") is None
    held_back = (
        "---\ndraft: true\n---\n" + "### [Boats That Float](https://arxiv.org/abs/2605.00001)\n\n- 3 authors\n" * 3
    )
    assert parse_copy(held_back, "held.md") is None
