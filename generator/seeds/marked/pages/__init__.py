"""Pages copied with their links: saved as HTML, as Markdown, or as a browser's text with numbered links.

A page becomes blocks (`seeds.marked`), the blocks pieces that each say one thing (`pieces`), and the pieces records of
papers: `titles` says which are titles, `gathering` what belongs to each, `records` what that comes to. `page_data` has
what a page tells machines, which counts before what it shows. `drafts` makes drafts of records. Every piece ends up in
one place: a title, an abstract, a date, a field of its paper or an ignored line.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.model.papers import DateLine, IgnoredLine, ParsedSeed
from generator.model.problems import shorten_quote, warning
from generator.seeds.cleaning import clean_line, split_lines
from generator.seeds.dates import file_date, with_year
from generator.seeds.frontmatter import find_flag
from generator.seeds.marked.html_blocks import parse_html
from generator.seeds.marked.markdown_blocks import ReadBlocks, markdown_blocks
from generator.seeds.marked.pages.cutting import cut_blocks
from generator.seeds.marked.pages.drafts import build_draft, keep_sources
from generator.seeds.marked.pages.gathering import PageRecords, build_records
from generator.seeds.marked.pages.page_data import records_in_data
from generator.seeds.marked.pages.pieces import Piece
from generator.seeds.marked.pages.records import Record, is_machine_summary, is_prose
from generator.seeds.marked.pages.repeats import merge_repeats
from generator.seeds.marked.pages.titles import Title, find_titles, title_of_page, titles_above_names
from generator.seeds.marked.paper_links import paper_key
from generator.seeds.marked.unfold import unfold_links

WEB_PAGE = "saved web page"
COPY = "page copied with its links"
MOST_TITLE_LINES = 3
"""A title of two lines, with its address below a blank one."""


def parse_web_page(text: str, path: str) -> ParsedSeed:
    """What a saved web page holds. `path` is the seed's: its name may give the year."""
    page = parse_html(text)
    if not page.is_whole:
        return _refuse(
            path, "the page is nested too deeply to be read", "save it anew, or paste its text into a .txt file"
        )
    pieces = cut_blocks(page.blocks, page.address)
    known = records_in_data(page)
    shown = None if known else find_titles(pieces) or title_of_page(pieces, page.address) or titles_above_names(pieces)
    titles = _titles_of(known, pieces) if shown is None else shown
    found = build_records(pieces, titles)
    if known:
        _add_known(found, known, pieces)
    if not found.records:
        hint = "save one that lists papers, or paste its text into a .txt file"
        return _refuse(path, "a web page in which no papers can be told", hint)
    return _build_seed(path, pieces, found, page.address)


def _refuse(path: str, what: str, hint: str) -> ParsedSeed:
    problem = warning(path, 0, f"{what}: the file was left out", hint)
    return ParsedSeed(path, problems=(problem,), kind=WEB_PAGE, refused=what)


def _titles_of(known: Iterable[Record], pieces: Sequence[Piece]) -> dict[int, Title]:
    """Where a page shows the titles that its data has, each at its first place as a heading, else at its first."""
    places: dict[str, list[int]] = {}
    for i, piece in enumerate(pieces):
        places.setdefault(_fold(piece.value if piece.name == "title" else piece.text), []).append(i)
    titles: dict[int, Title] = {}
    for record in known:
        shown = places.get(_fold(record.title), [])
        headings = [i for i in shown if pieces[i].block.kind == "heading"]
        titles |= {i: Title(record.title) for i in (headings or shown)[:1]}
    return dict(sorted(titles.items()))


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _add_known(found: PageRecords, known: Sequence[Record], pieces: Sequence[Piece]) -> None:
    """Lets what the data of a page says count before what the page shows."""
    shown = {_fold(record.title): record for record in found.records}
    number_of = {id(piece): i for i, piece in enumerate(pieces)}
    for record in known:
        seen = shown.get(_fold(record.title), Record(""))
        record.lines = seen.lines if seen.title else record.lines
        own = [piece for piece in seen.prose if _fold(piece.value or piece.text) in _fold(record.abstract)]
        found.ignored |= {number_of[id(p)]: "page text" for p in seen.prose if record.abstract and p not in own}
        record.prose = own if record.abstract else seen.prose
        record.authors = record.authors or seen.authors
        record.votes = seen.votes if record.votes is None else record.votes
        record.fields, record.listed = seen.fields, seen.listed if len(known) > 1 else None
        record.days = seen.days
    found.records = [*known]


def parse_copy(text: str, path: str, read_blocks: ReadBlocks = markdown_blocks) -> ParsedSeed | None:
    """What a page holds that was copied as Markdown or as text with its links; None where the text is no such page."""
    rows = [clean_line(row).rstrip() for row in split_lines(text)]
    start = _front_matter_end(rows)
    if start is None:
        return None
    blocks = read_blocks(unfold_links("\n".join(rows[start:])), start + 1)
    pieces = _join_addresses(cut_blocks(blocks, ""))
    found = build_records(pieces, find_titles(pieces))
    if not found.records or not _is_copy(pieces, found, text):
        return None
    return replace(_account_for_rows(_build_seed(path, pieces, found, ""), rows), kind=COPY)


_READERS_HEADING = re.compile(r"Markdown Content:\s*")


def _front_matter_end(rows: Sequence[str]) -> int | None:
    """How many lines of a tool's own stand on top; None where those say that the file is not to be published."""
    if not rows or rows[0].strip() not in ("---", "+++"):
        own = next((row for row in rows[:20] if row.startswith("URL Source:")), "")
        end = next((i for i, row in enumerate(rows[:20], 1) if _READERS_HEADING.fullmatch(row)), 0)
        return 0 if paper_key(own.partition(":")[2].strip()) else end
    end = next((i for i, row in enumerate(rows[1:], 1) if row.strip() == rows[0].strip()), 0)
    return None if find_flag(rows[: end + 1]) else end + 1 if end else 0


def _is_copy(pieces: Sequence[Piece], found: PageRecords, text: str) -> bool:
    """Whether a text is the copy of a page, and not a list that its author wrote.

    It has what only pages have: numbers of authors and votes, furniture, labelled titles below ids; or its links are
    numbered or stand on lines of their own, and lead to papers.
    """
    marks = sum(piece.says in ("author count", "votes") or piece.name in _FURNITURE for piece in pieces)
    ids, titles = sum(piece.says == "id" for piece in pieces), sum(piece.name == "title" for piece in pieces)
    with_keys = sum(bool(record.keys) for record in found.records)
    if any(piece.text.startswith("URL Source:") for piece in pieces[:9]):
        return with_keys > 0
    prose = sum(piece.says == "text" and is_prose(piece) for piece in pieces)
    is_plain = "](" not in text and with_keys > 1 and 2 * with_keys >= len(found.records) >= prose
    if is_plain and any(last - first > MOST_TITLE_LINES for first, last in (each.lines for each in found.records)):
        return False  # all lines above an address are one paragraph in Markdown
    return (marks > 1 or min(ids, titles) > 0 or is_plain) and len(found.records) > 1


_FURNITURE = ("newsletter", "submitted by", "masthead")


def _join_addresses(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page that has the address of each link on the line below: the links on what they belong to."""
    alone = sum(piece.says == "address" for piece in pieces)
    if 4 * alone < len(pieces):
        return [*pieces]
    joined: list[Piece] = []
    for piece in pieces:
        above = joined[-1] if joined else None
        if piece.says == "address" and above and not above.block.anchors:
            joined[-1] = above.with_link(piece)
        else:
            joined.append(piece)
    return joined


def _build_seed(path: str, pieces: Sequence[Piece], found: PageRecords, address: str) -> ParsedSeed:
    near = file_date(path)
    records, repeats = merge_repeats(found.records)
    addresses = _addresses_by_key(pieces, address)
    left_out = [line for record in repeats for line in _lines_of(record, "stands here twice")]
    for record in (record for record in records if is_machine_summary(record)):
        left_out += [IgnoredLine(p.block.line, shorten_quote(p.text), "AI-generated summary") for p in record.prose]
        record.prose = []
    dated = {i: day for i in found.ignored if (day := pieces[i].day)}
    dates = [DateLine(pieces[i].block.line, pieces[i].text, with_year(day, near)) for i, day in dated.items()]
    rest = [
        IgnoredLine(pieces[i].block.line, shorten_quote(pieces[i].text) or "---", rule)
        for i, rule in found.ignored.items()
        if i not in dated
    ]
    return ParsedSeed(
        path,
        keep_sources([build_draft(record, path, near, addresses) for record in records], pieces),
        tuple(sorted(dates, key=lambda date: date.line)),
        tuple(sorted([*rest, *left_out], key=lambda line: line.line)),
        kind=WEB_PAGE,
    )


def _lines_of(record: Record, rule: str) -> list[IgnoredLine]:
    """All lines of a record, as ignored."""
    lines = [(line, record.title) for line in range(record.lines[0], record.lines[1] + 1)]
    lines += [(piece.block.line, piece.text) for piece in record.prose]
    lines += [(field.line, field.name) for field in dict.fromkeys(record.fields)]
    return [IgnoredLine(line, shorten_quote(text), rule) for line, text in lines]


def _addresses_by_key(pieces: Iterable[Piece], address: str) -> Mapping[str, str]:
    """An address of each paper that a page links to, that of its page rather than that of its file."""
    found: dict[str, str] = {paper_key(address): address} if address and paper_key(address) else {}
    for piece in pieces:
        for anchor in piece.block.anchors if piece.keys else ():
            key = paper_key(anchor.url)
            is_better = found.get(key, ".pdf").endswith(".pdf") and not found.get(key, "").startswith(anchor.url)
            if key and is_better:
                found[key] = anchor.url.split("#")[0]
    return found


def _account_for_rows(parsed: ParsedSeed, rows: Sequence[str]) -> ParsedSeed:
    """The seed of a text, with the lines that are nothing but marks or addresses of its links as ignored lines."""
    spans = [span for draft in parsed.drafts for span in (draft.title_lines, draft.abstract_lines)]
    seen = {line for first, last in spans for line in range(first, last + 1)}
    seen |= {field.line for draft in parsed.drafts for field in draft.fields}
    seen |= {date.line for date in parsed.dates} | {line.line for line in parsed.ignored}
    marks = [IgnoredLine(n, row.strip(), "marks") for n, row in enumerate(rows, 1) if row.strip() and n not in seen]
    return replace(parsed, ignored=tuple(sorted([*parsed.ignored, *marks], key=lambda line: line.line)))
