"""Markdown seeds: a list of papers (`lists`), or a note on one, metadata in front matter, the abstract as the body.

    ---
    title: "LISA: Reasoning Segmentation via Large Language Model"
    date: 2023-08-01
    authors: [Xin Lai, Zhuotao Tian]
    tags: [segmentation, -robotics]
    links: {Code: https://github.com/dvlab-research/LISA}
    arxiv: 2308.00692
    ---
    Although perception systems have made remarkable advancements ...

Without a title in the front matter the first `# heading` is the title. A folder of its own (`metadata`) knows the
keys. An invalid value costs a warning and only itself; front matter that cannot be read costs the file.
`draft: true` or `published: false` holds the file back, and a README is no paper; `digest check` shows both.
`hidden: true` takes the paper off the site, whichever other seeds have it.

A vault's note has more than the abstract. Where that has a heading, a label or a key of its own, everything else is
the reader's: it is not shown, and one line says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from generator.model.papers import Day, Draft, FieldLine, IgnoredLine, ParsedSeed, Place
from generator.model.problems import Problem, warning
from generator.seeds.cleaning import clean_line, split_lines
from generator.seeds.dates import file_date, with_year
from generator.seeds.frontmatter import FrontMatter, FrontMatterError, parse_front_matter
from generator.seeds.identifiers import arxiv_id, doi
from generator.seeds.markdown.lists import PROSE_WORDS, FoundList, read_list
from generator.seeds.markdown.note import NoteBody, drop_footnotes, inline_fields, read_body
from generator.seeds.markdown.parts import cut_notes, join_notes
from generator.seeds.marked.markdown_blocks import ReadBlocks, markdown_blocks
from generator.seeds.marked.unfold import unfold_links
from generator.seeds.metadata import PaperFields, parse_fields, published_date, split_tags
from generator.seeds.metadata.hiding import hiding_key

MAX_BODY = 100_000
"""Characters of an abstract in Markdown: a parser of it takes a second for each hundred thousand of the worst."""
IDENTITY = frozenset(("arxiv", "doi", "abstract", "venue"))
"""Keys that only a note on one paper has; `author` may be whoever wrote a post with many."""
FEW_WORDS = 20
LIST = "list of papers in Markdown"
"""What a file is taken for that is no note on one paper."""
_GLUED_HEADING = re.compile(r"^(#{1,6})(?=[A-Z][\w'’-]*[ :])")
"""A heading without the space that Markdown asks for; a tag has one word, mostly in small letters."""
_LINK = re.compile(r"\]\(|\]\[|https?://|<a |arxiv|\n[>*_ -]{0,9}authors?\b", re.IGNORECASE)
"""What a list has of its papers: an address, or the authors of each."""


def parse_paper(text: str, path: str, read_blocks: ReadBlocks = markdown_blocks) -> ParsedSeed:
    """The paper of a Markdown file. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    rows = [clean_line(line).rstrip() for line in split_lines(text)]
    if notes := cut_notes(rows):
        return join_notes(path, [(above, parse_paper(note, path)) for above, note in notes])
    try:
        front = parse_front_matter(rows)
    except FrontMatterError as fault:
        return ParsedSeed(
            path, problems=(warning(path, fault.line, f"{fault.what}: the file was left out", fault.hint),)
        )
    inline = inline_fields(rows, front.body)
    rows = ["" if number in {field.line for _, field in inline} else row for number, row in enumerate(rows, 1)]
    rows = [_GLUED_HEADING.sub(r"\1 ", row) for row in drop_footnotes(rows)]
    said = parse_fields((*inline, *front.fields), path)
    problems = [*said.problems, *_remark_problems(front, said, path)]
    may_be_list = not _is_one_paper(said)
    found = find_list(rows, front.body, read_blocks, has_author="authors" in said.values) if may_be_list else None
    if kept_back := _find_ignored(front, said, rows, path):
        return ParsedSeed(path, ignored=(kept_back,), problems=(*problems, *_unread_list(found, path)))
    if found:
        return _list_seed(found, said, path, problems)
    body = read_body(rows, front.body, str(said.values.get("title", "")), read_blocks)
    problems += _note_problems(said, body, path)
    draft = _build_draft(said, body, path)
    if not draft.title:
        problems.append(warning(path, 1, "this paper has no title and was left out", "write `title:` or a `# heading`"))
        return ParsedSeed(path, problems=tuple(problems))
    if draft.markup == "plain":
        what = f"an abstract of {len(draft.abstract):,} characters is shown as plain text"
        problems.append(warning(path, draft.abstract_lines[0], what, f"keep it below {MAX_BODY:,}"))
    return ParsedSeed(path, (draft,), problems=tuple(sorted(problems, key=lambda problem: problem.line)))


def parse_list(text: str, path: str, read_blocks: ReadBlocks = markdown_blocks) -> ParsedSeed | None:
    """The papers of a plain text that is a list in Markdown through and through; None for any other."""
    has_bullets = not text.isascii() and any(sign in text for sign in _BULLETS)
    if has_bullets or "\r" in text:
        rows = split_lines(text)
        rows = [_STARRED.sub(r"\1**\2**", _BULLET.sub(r"\1- ", row)) for row in rows] if has_bullets else rows
        text = "\n".join(rows)
    if len([*islice(_MARK.finditer(f"\n{text}"), 2)]) < 2:
        return None
    found = find_list([clean_line(row).rstrip() for row in text.split("\n")], 1, read_blocks)
    return _list_seed(found, parse_fields((), path), path, ()) if found else None


_MARK = re.compile(r"\n(?:#{1,6} +\S| *(?:[-*+]|\d+[.)]) +(?:\*\*[^*\n]+\*\*|.*\]\()|\|.*\| *(?![^\n]))")
"""What opens a line that is Markdown for sure."""
_BULLETS = "•‣◦▪●"
_BULLET = re.compile(rf"^(\s*)[{_BULLETS}] +")
_STARRED = re.compile(r"^(\s*- )\*([^*]+)\*(?!\*)")
"""A text in bold, as Slack has it."""


def _is_one_paper(said: PaperFields) -> bool:
    links = said.values.get("links", ())
    return bool(IDENTITY & said.values.keys()) or any(arxiv_id(link.url) or doi(link.url) for link in links)


def find_list(
    rows: Sequence[str], start: int, read_blocks: ReadBlocks, *, has_author: bool = False
) -> FoundList | None:
    """The papers of a body that starts at the line `start`, if it is a list of them; of what has an author but few
    words may be something else."""
    body = "\n".join(rows[start - 1 :])
    if not _LINK.search(body):
        return None
    return read_list(read_blocks(unfold_links(body), start), FEW_WORDS if has_author else PROSE_WORDS)


def _list_seed(found: FoundList, said: PaperFields, path: str, problems: Sequence[Problem]) -> ParsedSeed:
    """The papers of a list; each has the day of its heading, else that of the front matter, and the list's tags."""
    near = file_date(path)
    day: Day | None = said.values.get("date")
    tags, without_tags = split_tags(said.values)
    drafts = [
        replace(
            paper.draft(path, with_year(own, near) if (own := listed or day) else None),
            tags=tags,
            without_tags=without_tags,
            hidden=hiding_key(said.values) == "hidden",
        )
        for paper, listed in found.papers
    ]
    said_more = [*problems, *_doubtful_problems(found, path)]
    dates = tuple(replace(date, day=with_year(date.day, near)) for date in found.dates)
    return ParsedSeed(path, tuple(drafts), dates, found.ignored, tuple(said_more), kind=LIST)


def _doubtful_problems(found: FoundList, path: str) -> Iterator[Problem]:
    if count := len(found.doubtful):
        what = (
            f"{count} points of this list are not taken for papers"
            if count > 1
            else "this point is not taken for a paper"
        )
        yield warning(path, found.doubtful[0], what, "put its title in bold and link it, if it is one")


def _unread_list(found: FoundList | None, path: str) -> Iterator[Problem]:
    """A file called README is not read, not even where it is a list of papers."""
    if found and PurePosixPath(path).stem.lower() == "readme":
        what = f"a README is not read, but this looks like a list of {len(found.papers)} papers"
        yield warning(path, 1, what, "rename it to have them on the site")


def _remark_problems(front: FrontMatter, said: PaperFields, path: str) -> Iterator[Problem]:
    """Values that end where YAML sees a comment, of keys that are used."""
    what, hint = "what stands behind # is left out, as YAML has it", "put the value in quotes if it belongs to it"
    yield from (warning(path, line, what, hint) for line in front.remarks if line in said.lines.values())


def _note_problems(said: PaperFields, body: NoteBody, path: str) -> Iterator[Problem]:
    """What of a body is not shown, because the abstract stands elsewhere."""
    has_abstract = "abstract" in said.values
    is_beside = has_abstract and "".join(body.abstract.split()) not in ("", "".join(said.values["abstract"].split()))
    lines = sorted((*body.notes, *(range(body.lines[0], body.lines[1] + 1) if is_beside else ())))
    if lines:
        what = f"text beside the abstract is taken for a note and not shown ({len(lines)} lines)"
        where = "remove `abstract:`" if has_abstract else "move it to the abstract"
        yield warning(path, lines[0], what.replace("(1 lines)", "(1 line)"), f"{where} if readers should see it")


def _find_ignored(front: FrontMatter, said: PaperFields, rows: Sequence[str], path: str) -> IgnoredLine | None:
    key = hiding_key(said.values)
    if key and key != "hidden":
        return IgnoredLine(said.lines[key], f"{key}: {str(said.values[key]).lower()}", "draft")
    if PurePosixPath(path).stem.lower() == "readme" and not front.fields:
        return IgnoredLine(1, next((row for row in rows if row), ""), "README")
    return None


def _build_draft(said: PaperFields, body: NoteBody, path: str) -> Draft:
    """The draft of what is said and of the body; what front matter says counts before what the body does."""
    values, lines = said.values, said.lines
    title, title_lines = (values["title"], (lines["title"],) * 2) if "title" in values else body.title
    abstract, span = body.abstract, body.lines
    if key := next(
        (key for key in ("abstract", "summary") if key in values and (key == "abstract" or not abstract)), ""
    ):
        abstract, span = values[key], (lines[key],) * 2
    tags, without_tags = split_tags(values)
    day: Day | None = values.get("date")
    return Draft(
        Place(path, title_lines[0] or 1),
        title=" ".join(title.split()),
        abstract=abstract,
        markup="markdown" if len(body.abstract) <= MAX_BODY else "plain",
        title_lines=title_lines,
        abstract_lines=span,
        fields=tuple(sorted((*(FieldLine(line, key) for key, line in lines.items()), *body.field_lines))),
        day=with_year(day, file_date(path)) if day else None,
        published=published_date(values) or published_date(body.fields),
        authors=tuple(values.get("authors") or body.fields.get("authors", ())),
        venue=values.get("venue") or body.fields.get("venue"),
        tags=tags,
        without_tags=without_tags,
        links=(*values.get("links", ()), *body.links),
        arxiv=values.get("arxiv") or body.fields.get("arxiv"),
        arxiv_class=values.get("arxiv_class"),
        doi=values.get("doi") or body.fields.get("doi"),
        aliases=tuple(values.get("alias", ())),
        hidden=hiding_key(values) == "hidden",
        note=values.get("curator_note", ""),
        pick=values.get("pick"),
    )
