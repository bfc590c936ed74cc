"""Lists of papers in Markdown: days, weeks and fields as headings, a paper as a heading, a point or a row of a table.

Which of these a list has is judged over the whole file. An entry counts when it names its paper elsewhere: by a link to
arXiv, a DOI, a PDF and the like, or by labels. A note on one paper has headings, points and tables, too, but they name
parts of a paper, results and other work; there nothing here is found.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.papers import DateLine, Day, IgnoredLine
from generator.seeds.dates import parse_day
from generator.seeds.identifiers import find_arxiv
from generator.seeds.markdown.entries import has_paper_link, is_title, leads_away, read_entry
from generator.seeds.markdown.listed import ListedPaper
from generator.seeds.markdown.tables import read_table, table_runs
from generator.seeds.marked.blocks import MarkedBlock
from generator.seeds.marked.sections import ABOUT_LIST, PART_OF_PAPER
from generator.seeds.metadata.people import names_in

PROSE_WORDS = 120
"""A file with more words of its own than this, and than its entries have, is about something."""


class FoundList(NamedTuple):
    """The papers of a list, each with the day it was listed, the dates it names, and the blocks that are no paper's.

    `doubtful` are the lines of points beside papers that may be papers, too.
    """

    papers: tuple[tuple[ListedPaper, Day | None], ...]
    dates: tuple[DateLine, ...]
    ignored: tuple[IgnoredLine, ...]
    doubtful: tuple[int, ...]


def read_list(blocks: Sequence[MarkedBlock], most_words: int = PROSE_WORDS) -> FoundList | None:
    """The papers of a marked-up text; None where it is no list of papers, but has `most_words` of its own."""
    skipped = _about_the_list(blocks)
    points = [*_points_and_rows(blocks, skipped)]
    papers = _heading_papers(blocks, points, skipped) or _point_papers(blocks, points, skipped, most_words)
    if not papers:
        return None
    used = {id(block) for paper in papers for block in paper.used}
    dates = [*_dates(blocks, used)]
    days = [_day_at(paper.block, dates) for paper in papers]
    named = {date.line for date, _ in dates}
    left = [b for b in blocks if id(b) not in used and b.kind != "rule" and b.line not in named and b.text]
    ignored = tuple(IgnoredLine(block.line, block.text, _rule_of(block, id(block) in skipped)) for block in left)
    doubtful = tuple(_doubtful_lines(blocks, papers, used | skipped))
    return FoundList(tuple(zip(papers, days, strict=True)), tuple(date for date, _ in dates), ignored, doubtful)


def _doubtful_lines(blocks: Sequence[MarkedBlock], papers: Sequence[ListedPaper], known: set[int]) -> Iterator[int]:
    """The points that stand among those that are papers, and are none as far as one can tell."""
    levels: set[int] = set()
    ours = {id(paper.block) for paper in papers}
    waiting: list[MarkedBlock] = []
    for block in [*blocks, MarkedBlock("heading", 0, 0)]:
        if block.kind == "heading":
            yield from (point.line for point in waiting if point.level in levels)
            levels, waiting = set(), []
        elif id(block) in ours and block.kind == "item":
            levels.add(block.level)
        elif (
            block.kind == "item" and id(block) not in known and (len(block.text.split()) > 2 or find_arxiv(block.text))
        ):
            waiting.append(block)


def _rule_of(block: MarkedBlock, is_about: bool) -> str:
    kinds = {"heading": "section", "row": "table"}
    return "about the list" if is_about else kinds.get(block.kind, "not a paper")


def _about_the_list(blocks: Sequence[MarkedBlock]) -> set[int]:
    """The blocks of sections about the list itself."""
    found: set[int] = set()
    level = 0
    for block in blocks:
        if block.kind == "heading" and not (level and block.level > level):
            level = block.level if ABOUT_LIST.fullmatch(block.text) else 0
        if level:
            found.add(id(block))
    return found


# Points of lists, paragraphs and rows


def _points_and_rows(blocks: Sequence[MarkedBlock], skipped: set[int]) -> Iterator[ListedPaper]:
    """Every entry outside of headings that may be a paper, with what belongs to it."""
    tables = dict(table_runs(blocks))
    at = 0
    while at < len(blocks):
        block, end = blocks[at], at + 1
        if at in tables:
            end = tables[at]
            if id(block) not in skipped:
                row_of = {id(cell): row for row in blocks[at:end] for cell in row.cells}
                for paper in read_table(blocks[at:end]):
                    paper.used.append(row_of[id(paper.block)])
                    yield paper
        elif block.kind in ("item", "text") and id(block) not in skipped and (point := _read_point(blocks, at)):
            end = at + len(point.used)
            yield point
        at = end


def _read_point(blocks: Sequence[MarkedBlock], at: int) -> ListedPaper | None:
    """The paper that a point or paragraph names, with what stands below it; None where it is none."""
    block = blocks[at]
    entry = read_entry(block)
    if not entry or (block.kind == "text" and entry.kind == "plain"):
        return None
    below = [*_below(blocks, at)]
    has_own = leads_away(block)
    inner = [part for part in below if part.kind == "item" and (e := read_entry(part)) and e.kind != "plain"]
    if not has_own and (any(map(leads_away, inner)) or len(names_in(entry.title)) > 1):
        return None
    paper = ListedPaper(entry, block)
    paper.read_own_block()
    paper.read_below(below)
    is_marked = entry.kind != "plain" and len(entry.title.split()) > 2 and block.kind == "item"
    return paper if has_paper_link(paper.said) or (is_marked and (paper.said.links or paper.said.values)) else None


def _below(blocks: Sequence[MarkedBlock], at: int) -> Iterator[MarkedBlock]:
    """The blocks that belong to a point: deeper ones, and paragraphs inside; to a paragraph what follows it."""
    first = blocks[at]
    for number in range(at + 1, len(blocks)):
        block = blocks[number]
        if block.kind in ("heading", "rule", "row") or (block.kind == "item" and block.level <= first.level):
            return
        if first.kind == "item" and block.level < first.level:
            return
        if first.kind == "text" and (block.level < first.level or ((e := read_entry(block)) and e.kind != "plain")):
            return
        yield block


def _point_papers(
    blocks: Sequence[MarkedBlock], points: Sequence[ListedPaper], skipped: set[int], most_words: int
) -> list[ListedPaper]:
    """The points, if they are what the file is about."""
    sure = [paper for paper in points if has_paper_link(paper.said) or paper.block.kind == "text"]
    headings = [block for block in blocks if block.kind == "heading"]
    used = {id(block) for paper in points for block in paper.used}
    own = [b for b in blocks if b.kind == "text" and id(b) not in used and id(b) not in skipped]
    words = sum(len(block.text.split()) for block in own)
    theirs = sum(len(block.text.split()) for paper in points for block in paper.used)
    is_note = sum(PART_OF_PAPER.fullmatch(block.text) is not None for block in headings) > 1
    is_essay = words > most_words and (words > theirs or most_words < PROSE_WORDS)
    is_enough = len(sure) > 1 or (len(sure) == 1 and (words < 20 or len(points) > 1))
    return [*points] if is_enough and not is_note and not is_essay else []


# Headings


def _heading_papers(
    blocks: Sequence[MarkedBlock], points: Sequence[ListedPaper], skipped: set[int]
) -> list[ListedPaper]:
    """The papers that are headings, all of one rank: that which has most of those that are sure."""
    inner = {id(paper.block) for paper in points if has_paper_link(paper.said)}
    ranks: dict[int, list[tuple[ListedPaper, bool]]] = {}
    for at, block in enumerate(blocks):
        if block.kind == "heading" and id(block) not in skipped:
            below = [*_section(blocks, at)]
            held = [b for b in below if id(b) in inner or any(id(cell) in inner for cell in b.cells)]
            if len([b for b in held if b.cells or ((e := read_entry(b)) and e.kind != "plain")]) < 2 and (
                found := _read_heading(block, below)
            ):
                ranks.setdefault(block.level, []).append(found)
    best = max(ranks.values(), key=lambda found: sum(sure for _, sure in found), default=[])
    sure = [paper for paper, is_sure in best if is_sure]
    is_list = len(sure) > 1 or (len(sure) == 1 and sure[0].entry.kind == "link" and _is_below_another(sure[0], blocks))
    return [paper for paper, is_sure in best if is_sure or paper.texts] if is_list else []


def _is_below_another(paper: ListedPaper, blocks: Sequence[MarkedBlock]) -> bool:
    return any(block.kind == "heading" and block.level < paper.block.level for block in blocks)


def _section(blocks: Sequence[MarkedBlock], at: int) -> Iterator[MarkedBlock]:
    for number in range(at + 1, len(blocks)):
        if blocks[number].kind == "heading" and blocks[number].level <= blocks[at].level:
            return
        yield blocks[number]


def _read_heading(heading: MarkedBlock, below: Sequence[MarkedBlock]) -> tuple[ListedPaper, bool] | None:
    """The paper that a heading names, and whether it is one for sure: it has a link, or labels below it."""
    entry = read_entry(heading)
    is_part = entry is None or (entry.kind != "link" and PART_OF_PAPER.fullmatch(heading.text))
    if not entry or is_part or not is_title(entry.title, is_marked=entry.kind == "link"):
        return None
    paper = ListedPaper(entry, heading)
    paper.read_own_block()
    paper.texts.clear()
    paper.read_below(below)
    is_linked = entry.kind == "link" and leads_away(heading)
    return paper, is_linked or has_paper_link(paper.said) or "authors" in paper.said.values


# Days


_DAY = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}(?:,?\s+(?:19|20)\d\d)?|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?)(?!\d)"
)


def _dates(blocks: Sequence[MarkedBlock], used: set[int]) -> Iterator[tuple[DateLine, MarkedBlock]]:
    """The headings that name a day, of a week its first."""
    for block in blocks:
        if block.kind == "heading" and id(block) not in used and "updated" not in block.text.lower():
            year = re.search(r"\b(?:19|20)\d\d\b", block.text)
            for match in _DAY.finditer(block.text):
                if day := parse_day(match[0].replace(".", "-") if match[0][:4].isdigit() else match[0]):
                    whole = Day(day.month, day.day, day.year or (int(year[0]) if year else None))
                    yield DateLine(block.line, block.text, whole), block
                    break


def _day_at(block: MarkedBlock, dates: Sequence[tuple[DateLine, MarkedBlock]]) -> Day | None:
    """The day of the last heading above that names one."""
    above = bisect_right(dates, block.line, key=lambda each: each[1].line)
    return dates[above - 1][0].day if above else None
