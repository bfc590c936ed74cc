"""Parses seeds: the bytes of a file in, a `ParsedSeed` out.

The suffix of a file decides its reader, in one table. A file that cannot be read costs a warning and never the others.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from generator.model.curation import PASTED
from generator.model.papers import ParsedSeed
from generator.model.problems import error, warning
from generator.seeds import corrections, markdown, pasted
from generator.seeds.cleaning import keep_source_texts, mend_lines, split_lines
from generator.seeds.frontmatter import FENCE, find_flag
from generator.seeds.marked.markdown_blocks import ReadBlocks, markdown_blocks
from generator.seeds.marked.unfold import has_links
from generator.seeds.sources import CORRECTIONS_FILE, DATA_SUFFIXES, ENRICHED_FILE, SUFFIXES, SeedFile, suffix_of

MAX_BLOCKS = 50_000
"""Points, headings, rows, paragraphs and links of a text in Markdown: its parser takes 50 µs and 17 kB for each."""
MANY_BLOCKS, LEAST_IN_BLOCK = 15_000, 40
MANY_LINES, LEAST_IN_LINE = 30_000, 30
MANY_SIGNS, LEAST_AT_SIGN = 150_000, 10
"""So many have that many characters each, in the mean: fewer are no text, and would take minutes for each megabyte."""
_BLOCK = re.compile(r"\n(?=[ \t]*+(?:[-*+>#|<=_`~]|\d{1,9}[.)]|\n(?![ \t]*+\n)))")


def _too_many(text: str) -> str:
    """What a text has too much of to be read as Markdown; empty where it may be read."""
    text = "\n".join(split_lines(text)) if "\r" in text else text
    lines, blocks = text.count("\n"), text.count("[")
    most = 2 * lines + blocks
    if most > MAX_BLOCKS or (most > MANY_BLOCKS and len(text) < LEAST_IN_BLOCK * most):
        blocks += len(_BLOCK.findall(text))
    if blocks > MAX_BLOCKS or (blocks > MANY_BLOCKS and len(text) < LEAST_IN_BLOCK * blocks):
        return f"{blocks:,} points, paragraphs and links in one file"
    addresses = text.count("://") if text.count("/") > 2 * MANY_BLOCKS else 0
    if addresses > MANY_BLOCKS and len(text) < LEAST_IN_BLOCK * addresses:
        return f"{addresses:,} addresses in one file"
    if lines > MANY_LINES and len(text) < LEAST_IN_LINE * lines:
        return f"{lines:,} lines of a few characters in one file"
    signs = sum(map(text.count, "*_<")) if len(text) > MANY_SIGNS else 0
    is_markup = signs > MANY_SIGNS and len(text) < LEAST_AT_SIGN * signs
    return f"{signs:,} signs of emphasis and HTML in one file" if is_markup else ""


def _parse_text(text: str, path: str) -> ParsedSeed:
    """What a text holds, which may be a copy of a page that kept its links, a list in Markdown, or data that a program
    saved under this name."""
    if _too_many(text):
        return pasted.parse_if_page(text, path)
    if data := _read_sure_data(text, path):
        return data
    read_blocks = _remember_blocks()
    copy = _read_copy(text, path, read_blocks)
    if copy and _is_of_a_page(copy):
        return copy
    parsed = markdown.parse_list(text, path, read_blocks) or copy or pasted.parse_if_page(text, path)
    if not parsed.refused or parsed.kind in pasted.NO_DATA:
        return parsed
    parse_data, _, _ = _data_readers()
    data = parse_data(text, path)
    return data if data.drafts else parsed


def _read_sure_data(text: str, path: str) -> ParsedSeed | None:
    """What XML or a table holds, which a page that is as short would be taken for."""
    start = text[:_LONGEST_START].lstrip("\ufeff\u200e \t\r\n")
    if not start.startswith("<") and len(_BETWEEN_COLUMNS.findall(start.partition("\n")[0])) < 2:
        return None
    _, _, parse_sure_data = _data_readers()
    return parse_sure_data(text, path)


_LONGEST_START = 10_000
_BETWEEN_COLUMNS = re.compile(r"[\t;,]")


def _read_markdown(text: str, path: str) -> ParsedSeed:
    if what := _too_many(text):
        problem = warning(path, 0, f"{what}: it was left out", "cut it into several files")
        return ParsedSeed(path, problems=(problem,), kind="Markdown", refused=what)
    read_blocks = _remember_blocks()
    copy = _read_copy(text, path, read_blocks)
    if copy and _is_of_a_page(copy):
        return copy
    written = markdown.parse_paper(text, path, read_blocks)
    return copy if copy and written.kind != markdown.LIST else written


def _remember_blocks() -> ReadBlocks:
    """What reads the blocks of one file: a copy of a page, a list and a note have mostly the same."""
    return lru_cache(1)(markdown_blocks)


def _is_of_a_page(copy: ParsedSeed) -> bool:
    """Whether a copy has what no author of a list writes: votes, or the number of authors in place of names."""
    return any(draft.votes is not None or draft.author_count for draft in copy.drafts)


def _read_copy(text: str, path: str, read_blocks: ReadBlocks) -> ParsedSeed | None:
    if not has_links(text):
        return None
    parse_copy, _ = _page_readers()
    return parse_copy(text, path, read_blocks)


def _read_web_page(text: str, path: str) -> ParsedSeed:
    _, parse_web_page = _page_readers()
    return parse_web_page(text, path)


def _page_readers() -> tuple[Callable[[str, str, ReadBlocks], ParsedSeed | None], Callable[[str, str], ParsedSeed]]:
    """What reads a copy of a page that kept its links, and a saved page; only a site with such seeds pays for them."""
    from generator.seeds.marked.pages import parse_copy, parse_web_page

    return parse_copy, parse_web_page


def _data_readers() -> tuple[
    Callable[[str, str], ParsedSeed], Callable[[bytes, str], ParsedSeed], Callable[[str, str], ParsedSeed | None]
]:
    """What reads data in a text, in a file of its own, and in a text that is surely data; only a site with such seeds
    pays for them."""
    from generator.seeds.records import parse_data, parse_file, parse_sure_data

    return parse_data, parse_file, parse_sure_data


READERS: dict[str, Callable[[str, str], ParsedSeed]] = {
    ".txt": _parse_text,
    ".text": _parse_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_web_page,
    ".htm": _read_web_page,
}
"""The reader of each suffix of a page: `reader(text, path) -> ParsedSeed`. `records` reads data files."""

SIDE_FILE_READERS = {
    CORRECTIONS_FILE: corrections.parse_corrections,
    ENRICHED_FILE: corrections.parse_enriched,
}
"""The readers of files beside the seeds, by path: there is no paper in them, but what is said of papers."""


def parse_seeds(sources: Sequence[SeedFile]) -> Iterator[ParsedSeed]:
    """What each seed holds."""
    return map(parse_seed, sources)


def parse_seed(source: SeedFile) -> ParsedSeed:
    """What a seed holds. Never raises: a seed that cannot be read is a `ParsedSeed` with a problem."""
    reader = SIDE_FILE_READERS.get(source.path) or READERS.get(suffix_of(source.path))
    is_data = reader is None and suffix_of(source.path) in DATA_SUFFIXES
    if reader is None and not is_data:
        return _unreadable_seed(source, 0, *_missing_reader(source.path))
    if source.fault:
        hint = "make it a file you may read" if "MB" not in source.fault else "cut it into several"
        return _unreadable_seed(source, 0, f"the file cannot be read: {source.fault}", hint)
    if reader is None:
        _, parse_file, _ = _data_readers()
        return parse_file(source.data, source.path)
    try:
        text = decode_text(source.data, charset=_own_charset(source))
    except UnicodeDecodeError as fault:
        line = source.data.count(b"\n", 0, fault.start) + 1
        return _unreadable_seed(source, line, "the file is not UTF-8 and was left out", "save it as UTF-8")
    reader = pasted.parse_page if source.read_as == PASTED else reader
    if reader is _read_web_page:
        return reader(text, source.path)
    mended = mend_lines(text)
    parsed = _check_plain_text(mended, reader(mended, source.path))
    return replace(parsed, drafts=keep_source_texts(parsed.drafts, text))


def _check_plain_text(text: str, parsed: ParsedSeed) -> ParsedSeed:
    """What was read, with an error where it is front matter in plain text that would keep the paper off the site."""
    if parsed.refused or READERS.get(suffix_of(parsed.path)) is not _parse_text or not text.lstrip().startswith(FENCE):
        return parsed
    if not (line := find_flag(split_lines(text))):
        return parsed
    hint = f"save the file as .md, or hide the paper in {CORRECTIONS_FILE}"
    return replace(parsed, problems=(*parsed.problems, error(parsed.path, line, "this hides nothing in a .txt", hint)))


_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)


def _own_charset(source: SeedFile) -> str:
    """The encoding that a web page says it has; nothing where it says none that is known."""
    said = _CHARSET.search(source.data[:4096]) if suffix_of(source.path) in (".html", ".htm") else None
    try:
        return codecs.lookup(said[1].decode("ascii")).name if said else ""
    except LookupError:
        return ""


def decode_text(data: bytes, errors: str = "strict", charset: str = "") -> str:
    """The text of UTF-8, with a byte order mark or without one, of UTF-16 with one, else of `charset` if one is said.

    `errors` are Python's.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors)  # "utf-8-sig" takes thrice as long
    except UnicodeDecodeError:
        if not charset:
            raise
    return data.decode(charset, "replace")


def _missing_reader(path: str) -> tuple[str, str]:
    known = ", ".join(SUFFIXES)
    suffix = PurePosixPath(path).suffix
    if suffix:
        return f"no reader for {suffix}", f"save it as one of {known}, or move it out of the seeds folder"
    return "no reader for a file without a suffix", f"name it like one of {known}, or move it out of the seeds folder"


def _unreadable_seed(source: SeedFile, line: int, message: str, hint: str) -> ParsedSeed:
    """A file that cannot be read costs its papers; one that may say which papers to hide costs the build."""
    kind = error if source.path in SIDE_FILE_READERS else warning
    return ParsedSeed(source.path, problems=(kind(source.path, line, message, hint),))
