"""Tables of papers: what a column holds, by its name and else by what stands in it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.seeds.frontmatter import Field
from generator.seeds.markdown.entries import Entry, has_paper_link, is_title, read_entry, take_date, take_venue
from generator.seeds.markdown.listed import ListedPaper
from generator.seeds.marked.blocks import MarkedBlock
from generator.seeds.metadata import parse_fields
from generator.seeds.metadata.people import split_names
from generator.text.markup.links import classify_link

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "paper title", "titles", "标题", "论文标题", "题目"),
    "paper": ("paper", "papers", "paper name", "name", "work", "article", "publication", "论文"),
    "authors": ("author", "authors", "author(s)", "作者"),
    "abstract": ("abstract", "summary", "description", "tl;dr", "tldr", "摘要", "简介"),
    "date": ("date", "publish date", "published", "publication date", "year", "time", "日期", "时间"),
    "venue": ("venue", "conference", "journal", "pub", "pub.", "published in", "会议"),
    "arxiv": ("id", "arxiv", "arxiv id"),
    "tags": ("tags", "keywords", "topic", "topics", "关键词"),
}
_ROLE = {name: role for role, names in _COLUMNS.items() for name in names}
_NOTHING = re.compile(r"\W*(?:null|none|nan|n/?a|tbd|tba|无)?\W*", re.IGNORECASE)
_VAGUE = re.compile(r"\W*(?:link|here|url|this|read|view|[\d.v]+)\W*", re.IGNORECASE)
"""What a link shows that says less than the name of its column."""

_SAMPLE = 500
"""Rows that say which column has the titles."""


def read_table(rows: Sequence[MarkedBlock]) -> list[ListedPaper]:
    """The papers of a table whose first row names its columns; none where it is a table of other things."""
    header = [re.sub(r"\s+", " ", cell.text).strip().casefold() for cell in rows[0].cells]
    roles = [_ROLE.get(name, "") for name in header]
    is_data = not {"title", "paper"} & {*roles} and any(classify_link(a.url).kind == "paper" for a in rows[0].anchors)
    if is_data:  # in HTML the names of columns are no row
        header = roles = [""] * len(header)
    title = _title_column(roles, rows[0 if is_data else 1 :])
    if title < 0:
        return []
    papers = [paper for row in rows[0 if is_data else 1 :] if (paper := _read_row(row, title, header, roles))]
    known = [paper for paper in papers if has_paper_link(paper.said) or (paper.said.links and "title" in roles)]
    is_named = "title" in roles and "authors" in roles
    return papers if is_named or 2 * len(known) >= len(papers) else []


def _title_column(roles: Sequence[str], rows: Sequence[MarkedBlock]) -> int:
    """The column of the titles; -1 for none."""
    named = [roles.index(role) for role in ("title", "paper") if role in roles]
    shares = [_title_share(rows, column, 1 if column in named else 4) for column in range(len(roles))]
    for column in named:
        if 2 * shares[column] > 1:
            return column
    return shares.index(max(shares)) if shares and max(shares) > 0.5 else -1


def _title_share(rows: Sequence[MarkedBlock], column: int, least: int) -> float:
    """The share of the first rows that have a title of at least so many words in a column."""
    cells = [row.cells[column] for row in rows[:_SAMPLE] if column < len(row.cells)]
    entries = [read_entry(cell) for cell in cells]
    return sum(entry is not None and len(entry.title.split()) >= least for entry in entries) / max(1, len(cells))


def _read_row(row: MarkedBlock, title: int, header: Sequence[str], roles: Sequence[str]) -> ListedPaper | None:
    if title >= len(row.cells) or not (entry := _cell_entry(row.cells[title])):
        return None
    paper = ListedPaper(entry, row.cells[title])
    paper.read_own_block()
    for column, cell in enumerate(row.cells):
        if column != title and not _NOTHING.fullmatch(cell.text):
            _take_cell(paper, cell, header[column], roles[column])
    return paper


def _cell_entry(cell: MarkedBlock) -> Entry | None:
    """The title of a cell: without a mark all of its first line, whatever signs are in it, if it is no sentence."""
    entry = read_entry(cell)
    line = cell.text.split("\n")[0]
    if entry and entry.kind == "plain" and not cell.anchors and is_title(line) and not line.rstrip().endswith("."):
        return entry._replace(title=line[max(0, line.find(entry.title)) :].strip(), end=len(line))
    return entry


def _take_cell(paper: ListedPaper, cell: MarkedBlock, name: str, role: str) -> None:
    values = paper.said.values
    for anchor in cell.anchors:
        shown = cell.shown(anchor)
        paper.said.take_links([anchor.url], name if _VAGUE.fullmatch(shown) or "/" in shown else shown)
    if role == "authors":
        values.setdefault("authors", split_names(cell.text.replace("\n", ", ")))
    elif role == "abstract":
        paper.add_text(cell.text.replace("\n", " "), cell)
    elif role == "venue" and not take_venue(cell.text, paper.said) and len(cell.text) < 80:
        values.setdefault("venue", " ".join(cell.text.split()))
    elif role == "date":
        take_date(cell.text, paper.said)
    elif role in ("arxiv", "tags"):
        read = parse_fields([(role, Field(cell.text, 0))], "").values
        paper.said.values = {**read, **values}


def table_runs(blocks: Sequence[MarkedBlock]) -> Iterator[tuple[int, int]]:
    """Where tables stand among blocks, each from its first row to behind its last."""
    start = -1
    for number, block in enumerate([*blocks, MarkedBlock("rule", 0, 0)]):
        if start < 0 and block.kind == "row":
            start = number
        elif start >= 0 and block.kind != "row":
            yield start, number
            start = -1
