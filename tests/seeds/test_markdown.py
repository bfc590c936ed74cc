"""What becomes of Markdown seeds: the text cases, and what holds for every text there is."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.papers import Draft, ParsedSeed
from generator.seeds import markdown
from generator.seeds.metadata.values import KEY_PARSERS
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.cases import FOLDER, Case, load_cases

PATH = "papers/2025-06-01-kitchens.md"


def outline(reading: ParsedSeed) -> str:
    rows = [row for draft in reading.drafts for row in outline_of(draft)]
    rows += [f"- {line.line}: {line.text} ({line.rule})" for line in reading.ignored]
    marks = {"warning": "!", "error": "!!"}
    return "\n".join([*rows, *(f"{marks[p.severity]} {p.line}: {p.message}" for p in reading.problems)])


def outline_of(draft: Draft) -> Iterator[str]:
    first, last = draft.abstract_lines
    abstract = re.sub(r"\n{2,}", " ¶ ", draft.abstract).replace("\n", " / ")
    yield f"title [{draft.title_lines[0]}]: {draft.title}"
    if abstract:
        yield f"abstract [{first}{'' if first == last else f'-{last}'}]: {abstract}"
    if draft.day:
        yield f"day: {draft.day.label}"
    yield from (f"{name}: {said}" for name in ("published", "venue") if (said := getattr(draft, name)))
    links = tuple(f"{link.label} <{link.url}> {link.kind}" for link in draft.links)
    if draft.hidden:
        yield "hidden"
    lists = {"authors": draft.authors, "tags": draft.tags, "without_tags": draft.without_tags, "links": links}
    yield from (f"{name}: {' | '.join(values)}" for name, values in lists.items() if values)
    yield from (f"{name}: {value}" for name, value in (("arxiv", draft.arxiv), ("doi", draft.doi)) if value)


CASES = [case for name in ("markdown-seeds.md", "markdown-lists.md") for case in load_cases(FOLDER / name)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_file_is_read_as_its_author_meant_it(case: Case) -> None:
    assert outline(markdown.parse_paper(case.input, PATH)) == case.expected


NAMES = st.sampled_from([*KEY_PARSERS, "author", "x y", "'", "? a", "&a", "<<"])
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["2025-02-30", "[a, -b]", "{a: b}", "&a [*a]", "!!python/name:os.system", "[" * 50, "|", "*x", "yes"]
    ),
)
FILES = st.one_of(
    st.text(max_size=200),
    st.builds(
        lambda fields, body: "---\n" + "".join(f"{key}: {value}\n" for key, value in fields) + "---\n" + body,
        st.lists(st.tuples(NAMES, VALUES), max_size=6),
        st.text(max_size=100),
    ),
)


@given(FILES)
def test_no_file_makes_the_reader_raise_and_none_is_lost_without_a_word(text: str) -> None:
    reading = markdown.parse_paper(text, PATH)
    assert reading.drafts or reading.ignored or reading.problems
    assert all(0 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in reading.problems)


def test_yaml_nested_beyond_reason_costs_the_file_and_not_the_build() -> None:
    reading = markdown.parse_paper("---\ntitle: " + "[" * 100_000 + "\n---\n", PATH)
    assert reading.drafts == ()
    assert len(reading.problems) == 1


def test_each_problem_says_what_to_do() -> None:
    for case in load_cases(FOLDER / "markdown-seeds.md"):
        for problem in markdown.parse_paper(case.input, PATH).problems:
            assert problem.path == PATH
            assert problem.hint


def test_a_misspelt_key_is_told_what_it_may_have_been() -> None:
    [problem] = markdown.parse_paper("---\ntitle: T\nauthrs: A\n---\nNoise.", PATH).problems
    assert problem.hint == "did you mean authors?"


def test_a_readme_is_no_paper_unless_it_says_so() -> None:
    assert markdown.parse_paper("# About these seeds\n\nHello.", "README.md").drafts == ()
    assert [line.rule for line in markdown.parse_paper("# About\n\nHello.", "README.md").ignored] == ["README"]
    assert len(markdown.parse_paper("---\ntitle: Read Me\n---\nHello.", "README.md").drafts) == 1


PIECES = st.sampled_from(
    [
        *(
            "# Papers",
            "## [Boats](https://arxiv.org/abs/2505.00001)",
            "### 2. Boats Bend",
            "- **Boats Bend in Storms**",
            "---",
        ),
        *("* [Waves Bend Boats](https://arxiv.org/abs/2505.00002) - a remark", "  - Authors: Ana Brewer", "  - deeper"),
        *(
            "| Title | Authors |",
            "|---|---|",
            "| Boats | Ana Brewer et al. |",
            "**Abstract:** Boats bend.",
            "<details>",
        ),
        *(
            "[[paper]](https://arxiv.org/pdf/2505.00003)",
            "[1]: #",
            "</details>",
            "Some words.",
            "",
            "",
            "[",
            "**",
            "==",
        ),
    ]
)


@given(st.lists(PIECES, max_size=20).map("\n".join))
def test_no_list_makes_the_reader_raise_and_no_line_is_two_papers(text: str) -> None:
    reading = markdown.parse_paper(text, PATH)
    titles = [draft.place.line for draft in reading.drafts]
    assert titles == sorted(titles)
    assert all(draft.title for draft in reading.drafts)
    assert not {line.line for line in reading.ignored} & {draft.title_lines[0] for draft in reading.drafts}


@pytest.mark.parametrize("name", ["2025-05-28.txt", "list.text"])
def test_a_plain_text_that_is_a_list_in_markdown_is_read_as_that(name: str) -> None:
    found = [(case, listed) for case in CASES if (listed := markdown.parse_list(case.input, name))]
    assert len(found) > 10
    for case, listed in found:
        assert parse_seed(SeedFile(name, case.input.encode())) == listed
        assert all("](" not in draft.title + draft.abstract for draft in listed.drafts)


def test_a_pasted_page_is_no_list_in_markdown() -> None:
    for case in load_cases(FOLDER / "pasted.md"):
        assert markdown.parse_list(case.input, "2025-05-28.txt") is None


def test_a_readme_that_is_a_list_is_not_read_without_a_word() -> None:
    text = "# Papers\n\n- [Boats Bend](https://arxiv.org/abs/2505.00001)\n- [Waves](https://arxiv.org/abs/2505.00002)\n"
    reading = markdown.parse_paper(text, "README.md")
    assert reading.drafts == ()
    assert [problem.message for problem in reading.problems] == [
        "a README is not read, but this looks like a list of 2 papers"
    ]
