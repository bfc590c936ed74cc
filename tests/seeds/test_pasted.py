"""What becomes of pasted pages: the text cases, and what holds for every text there is."""

import gzip
import json
import os
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.papers import Day, Draft, ParsedSeed
from generator.seeds import pasted
from generator.seeds.pasted.rules.boilerplate import RULES, VENUE, find_rule
from tests.cases import FOLDER, Case, load_cases
from tests.command import PROJECT
from tests.corpus import needs_corpus, records
from tests.layouts import LAYOUTS, one_line, wrapped
from tests.reading_outline import outline
from tests.seed_58 import pasted_papers

SEED = next((PROJECT / "seeds").glob("*.txt"))
CORPUS = os.environ.get("DIGEST_CORPUS", "")


def lines_of(text: str) -> list[str]:
    """The lines an editor shows."""
    return re.split(r"\r\n|\r|\n", text)


def papers(reading: ParsedSeed) -> list[tuple[str, str]]:
    return [(draft.title, one_line(draft.abstract)) for draft in reading.drafts]


@pytest.mark.parametrize("case", [*load_cases(FOLDER / "pasted.md"), *load_cases(FOLDER / "other-pages.md")], ids=str)
def test_a_page_is_read_as_a_person_would(case: Case) -> None:
    assert outline(pasted.parse_page(case.input, "page.txt")) == case.expected


@pytest.mark.parametrize("case", load_cases(FOLDER / "other-files.md"), ids=str)
def test_a_file_that_is_no_page_is_named_and_left_out(case: Case) -> None:
    seed = pasted.parse_if_page(case.input, "page.txt")
    said = [replace(seed, problems=())] if seed.refused else [seed]
    assert [outline(each) for each in said] == [case.expected]
    assert not (seed.refused and seed.drafts)
    assert len(seed.problems) == bool(seed.refused)


@needs_corpus
def test_no_page_of_real_papers_is_refused_however_few_they_are() -> None:
    for paper in records(600):
        title, abstract = one_line(paper["title"]), one_line(paper["abstract"])
        for page in (f"{title}\n\n{abstract}", f"{wrapped(title, 70)}\n{wrapped(abstract, 70)}"):
            assert pasted.judgement.find_likeness(page.split("\n")) is None, page


# --- every line is accounted for ---

BITS = st.sampled_from(
    [
        "",
        " ",
        "new",
        "Subscribe",
        "Submitted by",
        "akhaliq",
        "12",
        "·",
        "--",
        "May 28",
        "Feb 30",
        "2025-05-28",
        "Abstract",
        "AI-generated summary",
        "Authors:",
        "Background",
        "- a point in a list",
        "\u200b",
        "\ufeff",
        "\u2028",
        "Reading by Memory: Long Documents at Half the Cost",
        "Who asks whom?",
        "We ask the teacher one question after each demonstration and learn the goal from the",
        "answer. Five questions are worth a hundred demonstrations.",
        "Robots that learn from people imitate what they saw, not what was meant. " * 3,
    ]
)
PAGES = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(BITS, st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n\n\n\n"])), max_size=30).map(
        lambda rows: "".join(bit + end for bit, end in rows)
    ),
    st.lists(BITS | st.text(max_size=90), max_size=20).map("\n".join),
)


def spans(draft: Draft) -> list[range]:
    pairs = [draft.title_lines, *([draft.abstract_lines] if draft.abstract else [])]
    return [range(first, last + 1) for first, last in pairs]


@given(PAGES)
def test_every_line_of_any_text_is_in_exactly_one_place_and_nothing_raises(text: str) -> None:
    reading = pasted.parse_page(text, "page.txt")
    taken = Counter(line for draft in reading.drafts for span in spans(draft) for line in span)
    taken.update(date.line for date in reading.dates)
    taken.update(ignored.line for ignored in reading.ignored)
    taken.update(field.line for draft in reading.drafts for field in draft.fields)
    filled = {number for number, line in enumerate(lines_of(text), 1) if line.strip()}
    assert not taken or max(taken.values()) == 1
    assert filled <= set(taken)
    assert {line for line in taken if line not in filled} <= set(range(1, len(lines_of(text)) + 1))


PARTED = re.compile(r"[-‐¬]\s*|(?<=[^\W\d_])\s+(?=[-‐¬])")
"""Hyphens, and the line end behind one: the words that it parts become whole."""

SOFT_HYPHEN = re.compile(r"(?<=[^\W\d_])\xad\s*$")
QUOTE = re.compile(r"^\s*(?:>\s?)+")
"""The mark of a mail that quotes a page, which is taken off where half of the lines have it."""


@given(PAGES)
def test_the_words_of_a_draft_are_those_of_its_lines(text: str) -> None:
    filled = [line for line in lines_of(text) if line.strip()]
    is_quoted = 2 * sum(QUOTE.match(line) is not None for line in filled) >= len(filled)
    hyphened = [SOFT_HYPHEN.sub("¬", line) for line in lines_of(text)]
    rows = [one_line(QUOTE.sub("", line) if is_quoted else line) for line in hyphened]
    for draft in pasted.parse_page(text, "page.txt").drafts:
        for part, (first, last) in ((draft.title, draft.title_lines), (draft.abstract, draft.abstract_lines)):
            whole = " ".join(row for row in rows[first - 1 : last] if row or not part)
            assert PARTED.sub("", one_line(part)) == PARTED.sub("", whole)


@given(PAGES)
def test_what_a_reading_holds_is_in_the_order_of_the_page(text: str) -> None:
    reading = pasted.parse_page(text, "page.txt")
    for numbers in (
        [draft.place.line for draft in reading.drafts],
        [date.line for date in reading.dates],
        [ignored.line for ignored in reading.ignored],
        [problem.line for problem in reading.problems],
    ):
        assert numbers == sorted(numbers)


# --- pages of every shape give the same papers ---

SUBJECTS = ["robots", "large language models", "diffusion models", "kitchen microphones", "speech recognisers"]
VERBS = ["imitate what they saw", "need hundreds of steps", "forget long documents", "answer without evidence"]
NOUNS = ["Teachers", "Memory", "Guidance", "Noise", "Retrieval", "Kitchens", "Samplers", "Segmentation"]

sentences = st.builds(
    "{} {}, although {} of them were trained on {} hours of data.".format,
    st.sampled_from([subject.capitalize() for subject in SUBJECTS]),
    st.sampled_from(VERBS),
    st.integers(2, 99),
    st.integers(100, 9000),
)
abstracts = st.lists(sentences, min_size=2, max_size=6).map(" ".join)
titles = st.builds(
    "{}: {} for {} in the {} of {}".format,
    st.sampled_from(["LISA", "Q-Net", "DistilFour", "mBERT"]),
    *[st.sampled_from(NOUNS)] * 4,
)
digests = st.lists(st.tuples(titles, abstracts), min_size=1, max_size=6)
HEAD = "new\n\nSubscribe\n\nMay 28\n\n"


@given(digests, st.sampled_from(["\n\n", "\n", "\n\n\n", "\r\n\r\n", "\r", "\n \n", "\n\u00a0\n"]))
def test_it_does_not_matter_how_the_page_sets_its_blank_lines(digest: list[tuple[str, str]], between: str) -> None:
    page = HEAD + between.join(text for paper in digest for text in paper)
    assert papers(pasted.parse_page(page, "page.txt")) == digest


@given(digests, st.integers(60, 100))
def test_it_does_not_matter_whether_an_editor_wrapped_it(digest: list[tuple[str, str]], width: int) -> None:
    page = HEAD + "\n\n".join(wrapped(text, width) for paper in digest for text in paper)
    assert papers(pasted.parse_page(page, "page.txt")) == digest


@given(digests)
def test_what_a_page_says_about_its_papers_is_kept_apart_from_them(digest: list[tuple[str, str]]) -> None:
    around = "Submitted by\n\nakhaliq\n\n12\n\n{}\n\n{}\n\n·\n\n7 authors\n\n3"
    page = HEAD + "\n\n".join(around.format(*paper) for paper in digest)
    assert papers(pasted.parse_page(page, "page.txt")) == digest


# --- days ---


def test_a_date_counts_for_the_papers_below_it_and_no_year_is_invented() -> None:
    page = "Before\n\nA day was named. It comes later.\n\nMay 28\n\nAfter\n\nA day was named. It came before."
    before, after = pasted.parse_page(page, "page.txt").drafts
    assert before.day is None
    assert after.day == Day(5, 28)


def test_the_name_of_the_file_gives_the_year() -> None:
    page = "Dec 31\n\nLast Year\n\nA day was named. It is over.\n\nJan 2\n\nThis Year\n\nA day was named. It is now."
    assert [draft.day for draft in pasted.parse_page(page, "2026-01-02.txt").drafts] == [
        Day(12, 31, 2025),
        Day(1, 2, 2026),
    ]


# --- the real page, and many more ---


def test_the_page_the_project_was_made_for_is_read_whole() -> None:
    text = SEED.read_text(encoding="utf-8")
    reading = pasted.parse_page(text, SEED.name)
    rows = [line for line in text.split("\n") if line]
    assert [(draft.title, draft.abstract) for draft in reading.drafts] == list(zip(rows[5::2], rows[6::2], strict=True))
    assert len(reading.drafts) == 58
    assert [line.text for line in reading.ignored] == rows[:4]
    assert [date.text for date in reading.dates] == [rows[4]]
    assert reading.problems == ()


def test_a_title_that_cannot_be_one_does_not_hide_a_rule() -> None:
    """Every furniture rule is reachable: none is shadowed by an earlier one."""
    examples = {
        "badge": "new",
        "newsletter": "Get trending papers in your email inbox!",
        "submitted by": "Submitted by",
        "masthead": "Daily Papers",
        "number of authors": "12 authors",
        "published on": "Published on May 27",
        "comments": "3 comments",
        "votes": "Upvote 12",
        "buttons": "View PDF",
        "AI-generated summary": "AI-generated summary",
        "abstract heading": "Abstract",
        "arXiv id": "arXiv:2505.01234v2",
        "DOI": "https://doi.org/10.1000/182",
        "address": "https://example.org/paper",
        "listing": "New submissions (showing 2 of 2 entries)",
        "last words": "You are receiving this email because you signed up",
        "citation": "1. J Trial Res. 2026 Mar 2;12(3):45-60. doi: 10.1000/182.",
        "publication": "Proceedings of the 3rd Conference on Frost, 2026",
        "venue": "ICLR 2026 Poster",
        "licence": "CC BY 4.0",
        "repository": "somebody/tides",
        "file": "Muster - 2026 - Tides.pdf",
        "advert": "Advertise with us",
        "cookies": "This site uses cookies to remember you.",
        "invitation": "Enter your email",
        "greeting": "Dear readers, it was a good week.",
        "headline": "Top papers of the week",
        "count": "1.2k",
    }
    assert {rule.name for rule in (*RULES, VENUE)} == set(examples)
    for name, line in examples.items():
        found = find_rule(line)
        assert found
        assert found.name == name


@pytest.mark.skipif(not CORPUS, reason="DIGEST_CORPUS names no file of papers (JSON lines, gzipped)")
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank lines", "no blank lines"])
def test_ten_thousand_real_papers_come_back_whole(between: str) -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as rows:
        digest = [(one_line(row["title"]), one_line(row["abstract"])) for row in map(json.loads, rows)]
    page = HEAD + between.join(text for paper in digest for text in paper)
    assert papers(pasted.parse_page(page, "page.txt")) == digest


LOST = {
    "wrapped at 60": 1,
    "wrapped at 72": 1,
    "wrapped at 60, no blank lines": 2,
    "wrapped at 72, no blank lines": 5,
    "wrapped at 80, no blank lines": 2,
}
"""So many of the 58 papers, at most, have a title or an abstract whose last line is full: nothing shows its end."""


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_58_papers_come_back_from_every_layout(name: str) -> None:
    real = [(one_line(paper.title), one_line(paper.abstract)) for paper in pasted_papers()]
    found = papers(pasted.parse_page(LAYOUTS[name](HEAD, real), "page.txt"))
    assert len({*real} - {*found}) <= LOST.get(name, 0)


def test_an_address_with_a_label_belongs_to_the_title_below_where_the_first_one_does() -> None:
    entry = (
        "Link: https://arxiv.org/abs/2603.0022{0}\nTitle: Kettles That Sing, Part {0}\nAbstract: They sing {0} times.\n"
    )
    drafts = pasted.parse_page("\n".join(entry.format(number) for number in (1, 2, 3)), "page.txt").drafts
    assert [draft.arxiv for draft in drafts] == ["2603.00221", "2603.00222", "2603.00223"]
