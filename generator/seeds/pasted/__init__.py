"""Pasted pages: the text of a digest page, as it comes out of a browser, a mail or a note.

A page holds lines of boilerplate, dates, titles and abstracts in turn, and lines that say more of a paper. It is
parsed in small steps. `lines` cleans the lines and names them by what they say (`rules`): labels, boilerplate, dates;
`leftovers` names dates that their place tells; `blocks` joins lines where an editor certainly wrapped them;
`neighbours` names those that only others around them give away; `viterbi` gives every block a role, judged by the
layout of the whole page; `anchors` reads a busy page again, from its abstracts; `leftovers` takes out what is no paper
on a page that says more of its papers; and `drafts` gathers the blocks. Every line that is not blank ends up in exactly
one place: a title, an abstract, a field of its paper, a date or an ignored line.
"""

from collections.abc import Collection, Sequence

from generator.model.papers import IgnoredLine, ParsedSeed
from generator.model.problems import warning
from generator.seeds.cleaning import normalise_line, split_lines
from generator.seeds.dates import file_date
from generator.seeds.pasted.anchors import read_from_abstracts
from generator.seeds.pasted.drafts import PageBuilder
from generator.seeds.pasted.frames import QUOTED
from generator.seeds.pasted.hyphens import page_words
from generator.seeds.pasted.judgement import SHORT_LINES, TITLES, Likeness, find_likeness, has_no_text, lacks_abstracts
from generator.seeds.pasted.leftovers import leave_out_page_text, name_day_lines
from generator.seeds.pasted.lines import parse_lines
from generator.seeds.pasted.neighbours import build_blocks
from generator.seeds.pasted.rules.labels import mend_dashes
from generator.seeds.pasted.viterbi import decode_roles

NO_DATA = ("a log", "a chat", "source code", "LaTeX", "a list of references")
"""What a file may be left out for that is no data either, however many commas its lines have."""
MAX_SHORT_LINES = 50_000
MIN_LINE_LENGTH = 16
"""More lines than that, if they are shorter than this on average, are no text. Each costs as much as a longer one."""


def parse_if_page(text: str, path: str) -> ParsedSeed:
    """What a file holds that should be a pasted page; nothing, with the reason, when it seems to be something else."""
    rows = mend_dashes(split_lines(text))
    if likeness := find_likeness(rows):
        return _refuse(likeness, path)
    parsed = _parse_rows(rows, path)
    if lacks_abstracts(parsed.drafts):
        return _refuse(TITLES, path)
    return _refuse(SHORT_LINES, path) if has_no_text(parsed.drafts) and len(rows) > 4 else parsed


def _refuse(likeness: Likeness, path: str) -> ParsedSeed:
    what = f"this seems to be {likeness.kind}, so nothing of it was taken"
    hint = f'{likeness.hint}; or say [seeds."{path}"] read_as = "pasted" in digest.toml'
    return ParsedSeed(path, problems=(warning(path, 0, what, hint),), kind=likeness.kind, refused=what)


def parse_page(text: str, path: str) -> ParsedSeed:
    """What a pasted page holds. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    return _parse_rows(mend_dashes(split_lines(text)), path)


def _parse_rows(rows: Sequence[str], path: str) -> ParsedSeed:
    count = len(rows) - 1
    if count > MAX_SHORT_LINES and count + sum(map(len, rows)) < MIN_LINE_LENGTH * count:
        what = f"{count:,} lines with hardly a word in them are no page: the file was left out"
        return ParsedSeed(path, problems=(warning(path, 0, what, "paste the text of a page, a paragraph a line"),))
    words = page_words(rows)
    lines = name_day_lines(parse_lines(rows, file_date(path)))
    pieces = build_blocks(lines, words)
    builder = PageBuilder(path, rows, words)
    roles = leave_out_page_text(pieces, read_from_abstracts(pieces, decode_roles(pieces)))
    for piece, role in zip(pieces, roles, strict=True):
        builder.take(piece, role)
    return builder.finish(empty_lines(rows, {piece.first for piece in lines}))


def empty_lines(rows: Collection[str], seen: Collection[int]) -> list[IgnoredLine]:
    """The lines of which nothing is left: invisible characters, shown as escapes, and lone marks of quotation."""
    return [
        IgnoredLine(number, text or ascii(raw.strip())[1:-1], QUOTED if text else "invisible characters")
        for number, raw in enumerate(rows, 1)
        if raw and number not in seen and raw.strip() and ((text := normalise_line(raw)) or True)
    ]
