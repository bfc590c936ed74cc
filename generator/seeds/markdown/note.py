"""The body of a note on one paper: its title, what labels say, the abstract, and what is the reader's own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.model.papers import FieldLine, Link
from generator.seeds.frontmatter import Field
from generator.seeds.markdown.labels import LINK_WORDS, Said
from generator.seeds.marked.blocks import MarkedBlock
from generator.seeds.marked.markdown_blocks import ReadBlocks
from generator.seeds.metadata.keys import KNOWN, fold_key
from generator.seeds.metadata.people import is_name_list, split_names

ABSTRACT = re.compile(
    r"\W*(?:\[!abstract\]|(?:paper )?abstract|摘要|résumé|resumen|resumo|zusammenfassung)\W*", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:> ?)*(?:\[!(?:[Aa]bstract\][-+]?(?: [Aa]bstract$)?|\w+\][-+]? [Aa]bstract$)|"
    r"[*_]*(?:[Aa]bstract|ABSTRACT|摘要)[*_]*(?:[:：.—–][*_]*|$|(?<=[*_])))\s*"
)
_OWN = re.compile(
    r"\W*(?:(?:my|own|personal|reading|private|our)\s+)?(?:notes?|thoughts?|annotations?|comments?|questions?|to-?\s?dos?"
    r"|highlights?|memos?|reflections?|backlinks?|笔记|notizen)\W*",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"\W*(?:metadata|(?:paper )?(?:links?|urls?)|resources|链接)\W*", re.IGNORECASE)
"""Headings of sections that are fields."""
_MARKUP = re.compile(r"^ *(?:#|=+ *$|-+ *$|[-*+] |\d+[.)] |>|<|\[|\*\*|https?:|[^\W\d]\w{0,20} ?:)|[\[*]", re.MULTILINE)
"""What may be more than paragraphs of an abstract."""


class NoteBody(NamedTuple):
    """What a body holds: `title` with its lines, the abstract with its first and last, and the lines of notes."""

    title: tuple[str, tuple[int, int]] = ("", (0, 0))
    abstract: str = ""
    lines: tuple[int, int] = (0, 0)
    notes: tuple[int, ...] = ()
    fields: Mapping[str, Any] = MappingProxyType({})
    links: tuple[Link, ...] = ()
    field_lines: tuple[FieldLine, ...] = ()


_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]:(?!\S)")
_INLINE_FIELD = re.compile(r"[>\s*-]*?\**([A-Za-z][\w ]{1,20})\**::\**\s+(\S.*)")


def inline_fields(rows: Sequence[str], start: int) -> list[tuple[str, Field]]:
    """The fields that a vault's note has in its body, `**Title**:: Forty Kitchens`; several authors are a list."""
    if not any("::" in row for row in rows[start - 1 :]):
        return []
    found: dict[str, Field] = {}
    for number, row in enumerate(rows[start - 1 :], start):
        if match := _INLINE_FIELD.fullmatch(row):
            key = "authors" if match[1].lower() in ("author", "authors", "first author", "firstauthor") else match[1]
            if fold_key(key) == "authors" and key in found:
                value = [*found[key].value, match[2]]
                found[key] = Field(value, found[key].line)
            elif fold_key(key) in KNOWN:
                found.setdefault(key, Field([match[2]] if key == "authors" else match[2], number))
    return [*found.items()]


def drop_footnotes(rows: list[str]) -> list[str]:
    """The rows without footnotes, and without the signs that lead to them."""
    notes = {match[1] for row in rows if row.startswith("[^") and (match := _FOOTNOTE.match(row))}
    if not notes:
        return rows
    signs = re.compile("|".join([re.escape(f"[^{name}]") for name in notes]))
    return ["" if _FOOTNOTE.match(row) else signs.sub("", row) for row in rows]


def read_body(rows: Sequence[str], start: int, title: str, read_blocks: ReadBlocks) -> NoteBody:
    """The body of a note, which starts at the line `start`; `title` is what front matter says, if it does."""
    body = "\n".join(rows[start - 1 :])
    if not _MARKUP.search(body):
        return NoteBody(abstract=body.strip("\n"), lines=_span(rows, range(start, len(rows) + 1)))
    blocks = list(read_blocks(body, start))
    said = Said()
    left = dict.fromkeys(range(start, len(rows) + 1))
    heading = _find_title(blocks, title)
    if heading:
        said.take_links(anchor.url for anchor in heading.anchors)
        blocks.remove(heading)
        _drop(left, heading.line, heading.last + _is_underlined(rows, heading))
    for first, last in _take_fields(blocks, said):
        _drop(left, first, last)
    for first, last in _take_sections(blocks, said, rows):
        _drop(left, first, last)
    for block in reversed(blocks[1:]):
        if block.kind != "text" or block.line not in left or not said.take_link_line(block):
            break
        _drop(left, block.line, block.last)
    abstract = [*_abstract_lines(blocks, rows, left)]
    text = _strip_labels(rows[number - 1] for number in abstract)
    if said.values.get("abstract") and not abstract:
        text = said.values["abstract"]
    elif not abstract:
        abstract = [*_without_notes(left, blocks)]
        text = "\n".join(rows[number - 1] for number in abstract).strip("\n")
    return NoteBody(
        (_title_text(heading), (heading.line, heading.last)) if heading else ("", (0, 0)),
        text,
        _span(rows, abstract),
        tuple(number for number in left.keys() - {*abstract, *_label_lines(blocks)} if rows[number - 1]),
        said.values,
        tuple(said.links),
        tuple(said.fields),
    )


def _span(rows: Sequence[str], lines: Iterable[int]) -> tuple[int, int]:
    """The first and the last of some lines that are not blank."""
    written = [number for number in lines if rows[number - 1]]
    return (written[0], written[-1]) if written else (0, 0)


def _drop(left: dict[int, None], first: int, last: int) -> None:
    for number in range(first, last + 1):
        left.pop(number, None)


def _is_underlined(rows: Sequence[str], heading: MarkedBlock) -> bool:
    below = rows[heading.last] if heading.last < len(rows) else ""
    return not rows[heading.line - 1].lstrip().startswith("#") and re.fullmatch(r" *(?:=+|-+) *", below) is not None


def _find_title(blocks: Sequence[MarkedBlock], title: str) -> MarkedBlock | None:
    """The first `# heading`, or a heading of any rank that is the first block; beside `title` only one that says it."""
    headings = [block for block in blocks if block.kind == "heading" and block.text]
    first = next((block for block in headings if block.level == 1), None)
    if title:
        return next((block for block in headings if _fold(block.text) == _fold(title)), None)
    is_bold = bool(blocks) and not headings and blocks[0].bold == ((0, len(blocks[0].text)),)
    return first or (blocks[0] if blocks and (blocks[0] in headings[:1] or is_bold) else None)


def _title_text(heading: MarkedBlock) -> str:
    """A heading without the links behind its words that say what they lead to: `Forty Kitchens ([arXiv](...))`."""
    text = heading.text
    for anchor in reversed(heading.anchors):
        if anchor.start and LINK_WORDS.fullmatch(heading.shown(anchor)) and not re.search(r"\w", text[anchor.end :]):
            text = text[: anchor.start].rstrip(" ([|·-–—")
    return text


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _take_fields(blocks: Sequence[MarkedBlock], said: Said) -> Iterator[tuple[int, int]]:
    """The lines above the text that say something of the paper: labels, links, a list of names."""
    for block in blocks:
        if said.take_link_line(block):
            yield block.line, block.last
        elif count := said.take_labels(block):
            lines = block.text.count("\n") + 1
            yield block.line, block.last if count >= lines else block.line + count - 1
        elif block.kind == "text" and "authors" not in said.values and is_name_list(block.text):
            said.values["authors"] = split_names(block.text)
            said.fields.append(FieldLine(block.line, "authors"))
            yield block.line, block.last
        elif block.kind != "rule":
            return


def _take_sections(blocks: Sequence[MarkedBlock], said: Said, rows: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines of fields below a heading that says what they are, and of the heading where nothing else is below."""
    heading: MarkedBlock | None = None
    is_fields = False
    for block in [*blocks, MarkedBlock("heading", 0, 0)]:
        if block.kind == "heading":
            if heading:
                yield heading.line, heading.last + _is_underlined(rows, heading)
            is_fields = _FIELDS.fullmatch(block.text) is not None
            heading = block if is_fields else None
        elif is_fields and (said.take_link_line(block) or said.take_labels(block) > block.text.count("\n")):
            yield block.line, block.last
        else:
            heading = None


def _abstract_lines(blocks: Sequence[MarkedBlock], rows: Sequence[str], left: Mapping[int, None]) -> Iterator[int]:
    """The lines of the abstract where a heading or a label says which they are."""
    inside = 0
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            if inside:
                return
            inside = block.level if ABSTRACT.fullmatch(block.text) else 0
        elif not inside and block.kind == "text" and _LABEL.match(rows[block.line - 1]):
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            is_alone = ABSTRACT.fullmatch(block.text) and below and below.kind == "text"
            yield from range(block.line, (below.last if is_alone and below else block.last) + 1)
            return
        elif inside:
            yield from (line for line in range(block.line, _end_of(blocks, number, rows) + 1) if line in left)


def _label_lines(blocks: Sequence[MarkedBlock]) -> Iterator[int]:
    """The headings and labels that say where the abstract stands."""
    yield from (block.line for block in blocks if ABSTRACT.fullmatch(block.text))


def _end_of(blocks: Sequence[MarkedBlock], number: int, rows: Sequence[str]) -> int:
    """The last line before the next block, blank ones with it."""
    return blocks[number + 1].line - 1 if number + 1 < len(blocks) else len(rows)


def _without_notes(left: Mapping[int, None], blocks: Sequence[MarkedBlock]) -> Iterator[int]:
    """The lines that are left, less the sections that are called notes, and the points of those that are fields."""
    starts = {b.line: b for b in blocks if b.kind == "heading" or (b.kind == "text" and b.level == 0)}
    own, is_fields = 0, False
    for line in left:
        block = starts.get(line)
        if block and block.kind == "heading":
            is_fields = _FIELDS.fullmatch(block.text) is not None
            is_own = is_fields or _OWN.fullmatch(block.text)
            own = block.level if is_own else own if own and block.level > own else 0
        elif block and is_fields:
            own = 0
        if not own:
            yield line


def _strip_labels(rows: Iterable[str]) -> str:
    """The rows of an abstract without its label and the marks of a quotation around it."""
    lines = list(rows)
    if lines and _LABEL.match(lines[0]):
        lines[0] = _LABEL.sub("", lines[0], count=1)
        lines = [re.sub(r"^ *> ?", "", line) for line in lines]
    if sum(map(bool, lines)) == 1:  # an outliner has a point around every paragraph
        lines = [re.sub(r"^\s*[-*+] +", "", line) for line in lines]
    return "\n".join(lines).strip("\n")
