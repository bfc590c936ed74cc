"""Files put together from pieces of every format: nothing raises, nothing is lost, nothing refused is published."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.library import build_library
from generator.model.config import Config
from generator.model.papers import ParsedSeed
from generator.model.problems import ContentError
from generator.seeds.cleaning import split_lines
from generator.seeds.readers import READERS, parse_seed
from generator.seeds.sources import DATA_SUFFIXES, SeedFile
from tests.cases import FOLDER, load_cases
from tests.command import times

TEXTS = [case.input for file in sorted(FOLDER.rglob("*.md")) for case in load_cases(file)]
PIECES = sorted({piece for text in TEXTS for piece in (*text.split("\n\n"), *text.split("\n")[:3]) if piece.strip()})
PLAIN = (".txt", ".text")


def lines_of(parsed: ParsedSeed) -> set[int]:
    """The lines that are in a title, an abstract, a field, a date or are ignored."""
    spans = [span for draft in parsed.drafts for span in (draft.title_lines, draft.abstract_lines)]
    within = {line for first, last in spans for line in range(first, last + 1)}
    fields = {field.line for draft in parsed.drafts for field in draft.fields}
    return within | fields | {date.line for date in parsed.dates} | {ignored.line for ignored in parsed.ignored}


@settings(max_examples=times(150, soak=4_000))
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12),
    st.sampled_from(["\n\n", "\n", "\n\n\n"]),
    st.sampled_from(sorted(READERS)),
)
def test_any_file_is_read_or_left_out_as_a_whole(pieces: list[str], between: str, suffix: str) -> None:
    text = between.join(pieces)
    parsed = parse_seed(SeedFile(f"2025-05-28{suffix}", text.encode("utf-8", "surrogatepass")))
    assert not (parsed.refused and parsed.drafts)
    if suffix in PLAIN and not parsed.refused and parsed.kind in ("", "pasted page"):
        filled = {number for number, line in enumerate(split_lines(text), 1) if line.strip()}
        problem = any(problem.line == 0 or "left out" in problem.message for problem in parsed.problems)
        assert problem or filled <= lines_of(parsed), sorted(filled - lines_of(parsed))


DATA = [case for file in ("formats", "exports", "data-files") for case in load_cases(FOLDER / f"{file}.md")]
SIGNS = st.sampled_from(
    [*'{}[]"\\,:;=@#&<>%\n\t\r\x00', "]]>", "<!--", "TY  - ", "\ud800", "9" * 400, "title", "&#1114112;"]
)


@settings(max_examples=times(150, soak=4_000))
@given(
    st.sampled_from([case.input for case in DATA]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 30), SIGNS), max_size=6),
    st.sampled_from(DATA_SUFFIXES),
)
def test_a_spoilt_data_file_is_read_as_far_as_it_goes(
    text: str, edits: list[tuple[int, int, str]], suffix: str
) -> None:
    """Cut, written over, and under the name of any other format: what is found has its lines, and is a paper if it
    has a title, for a record may have lost that."""
    for place, length, sign in edits:
        text = text[:place] + sign + text[place + length :]
    parsed = parse_seed(SeedFile(f"papers{suffix}", text.encode("utf-8", "surrogatepass")))
    lines = len(split_lines(text))
    assert not (parsed.refused and parsed.drafts)
    assert all(1 <= draft.place.line <= lines for draft in parsed.drafts)
    with suppress(ContentError):  # where there is no paper at all
        library, problems = build_library([parsed], Config())
        untitled = [problem for problem in problems if "has no title and was left out" in problem.message]
        assert all(paper.title.text for paper in library.papers)
        assert bool(untitled) == any(not draft.title.strip() for draft in parsed.drafts)
    assert all(0 <= problem.line <= lines for problem in parsed.problems)
