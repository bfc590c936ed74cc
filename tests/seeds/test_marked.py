"""Marked-up pages reduced to blocks: the text cases, and that no input stops the reader."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.seeds.marked.blocks import MarkedBlock
from generator.seeds.marked.html_blocks import parse_html
from generator.seeds.marked.markdown_blocks import markdown_blocks
from generator.seeds.marked.unfold import unfold_links
from tests.cases import FOLDER, Case, load_cases
from tests.slowness import slowness


def blocks_of(text: str) -> tuple[MarkedBlock, ...]:
    """The blocks of a case: HTML starts with a tag, all else is Markdown or has numbered links."""
    return parse_html(text).blocks if text.startswith("<") else markdown_blocks(unfold_links(text))


def show(block: MarkedBlock) -> str:
    """A block as a row: its lines, kind and level, its text, and where its links lead."""
    lines = f"{block.line}" if block.line == block.last else f"{block.line}-{block.last}"
    links = "".join(f" [{block.shown(link)}]({link.url})" for link in block.anchors)
    bold = "".join(f" **{block.text[start:end]}**" for start, end in block.bold)
    return f"{lines} {block.kind} {block.level}: {block.text}{links}{bold}".replace("\n", " / ")


@pytest.mark.parametrize("case", load_cases(FOLDER / "marked-blocks.md"), ids=str)
def test_a_page_is_reduced_to_blocks(case: Case) -> None:
    assert "\n".join(map(show, blocks_of(case.input))) == case.expected


BITS = st.sampled_from(
    ["[", "](", ")", "][1]", "\n", "\n\n", "# ", "* ", "a", "[1]: http://x.y/", "|", "$", "\\", "<p>"]
)
TAGS = st.sampled_from(["<p>", "<a href=x>", "</a>", "<tr>", "<td>", "</tr>", "<li>", "<math>", "<!--", "a", "\n", "&"])


@given(st.lists(BITS | st.text(max_size=5), max_size=40).map("".join))
def test_no_markdown_stops_the_reader_and_every_block_has_its_line(text: str) -> None:
    rows = unfold_links(text).split("\n")
    assert all(1 <= block.line <= block.last <= len(rows) for block in markdown_blocks("\n".join(rows)))


@given(st.lists(TAGS | st.text(max_size=5), max_size=40).map("".join))
def test_no_html_stops_the_reader_and_every_block_has_its_line(text: str) -> None:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= block.line <= block.last <= rows for block in parse_html(text).blocks)


@pytest.mark.parametrize("text", ["<", "<!--", '<a "', "<b>x", "<table>", "&#x", "<p><font>"])
def test_a_long_broken_page_takes_no_long_time(text: str) -> None:
    before, start = slowness(), time.process_time()
    parse_html(text * 100_000)
    assert time.process_time() - start < 5 * slowness(before)


@pytest.mark.parametrize("text", ["[", "](x)", "[a](b", "][1]", "[\n", "* [\n"])
def test_a_long_broken_text_takes_no_long_time(text: str) -> None:
    before, start = slowness(), time.process_time()
    unfold_links(f"[a][1]{text * 50_000}")
    assert time.process_time() - start < 5 * slowness(before)


def test_a_page_nested_too_deeply_is_known_as_such() -> None:
    assert parse_html("<p>a page").is_whole
    assert not parse_html("<div>" * 5_000 + "a page").is_whole
