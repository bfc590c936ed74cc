"""Markdown seeds: one paper a file, metadata in front matter, the abstract as the body.

    ---
    title: "LISA: Reasoning Segmentation via Large Language Model"
    date: 2023-08-01
    authors: [Xin Lai, Zhuotao Tian]
    tags: [segmentation, -robotics]
    links: {Code: https://github.com/dvlab-research/LISA}
    arxiv: 2308.00692
    ---
    Although perception systems have made remarkable advancements ...

Without a title in the front matter the first `# heading` is the title. One table (`metadata`) has the parser of
each key. An invalid value costs a warning and only itself; front matter that cannot be read costs the file.
`draft: true` or `published: false` holds the file back, and a README is no paper; `digest check` shows both.
`hidden: true` takes the paper off the site, whichever other seeds have it.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from generator.model.papers import Day, Draft, IgnoredLine, ParsedSeed, Place
from generator.model.problems import warning
from generator.seeds.cleaning import clean_line, split_lines
from generator.seeds.dates import file_date, with_year
from generator.seeds.frontmatter import FrontMatterError, parse_front_matter
from generator.seeds.hiding import hiding_key
from generator.seeds.metadata import PaperFields, parse_fields, split_tags


def parse_paper(text: str, path: str) -> ParsedSeed:
    """The paper of a Markdown file. `path` is the seed's, relative to the seeds folder: its name may give the year."""
    rows = [clean_line(line).rstrip() for line in split_lines(text)]
    try:
        front = parse_front_matter(rows)
    except FrontMatterError as fault:
        return ParsedSeed(
            path, problems=(warning(path, fault.line, f"{fault.what}: the file was left out", fault.hint),)
        )
    said = parse_fields(front.fields, path)
    problems = [*said.problems]
    if kept_back := _find_ignored(said, rows, path):
        return ParsedSeed(path, ignored=(kept_back,), problems=tuple(problems))
    draft = _build_draft(said, front.body, rows, path)
    if not draft.title:
        problems.append(warning(path, 1, "this paper has no title and was left out", "write `title:` or a `# heading`"))
        return ParsedSeed(path, problems=tuple(problems))
    return ParsedSeed(path, (draft,), problems=tuple(sorted(problems, key=lambda problem: problem.line)))


def _find_ignored(said: PaperFields, rows: Sequence[str], path: str) -> IgnoredLine | None:
    key = hiding_key(said.values)
    if key and key != "hidden":
        return IgnoredLine(said.lines[key], f"{key}: {str(said.values[key]).lower()}", "draft")
    if PurePosixPath(path).stem.lower() == "readme" and not said.lines:
        return IgnoredLine(1, next((row for row in rows if row), ""), "README")
    return None


def _build_draft(said: PaperFields, start: int, rows: Sequence[str], path: str) -> Draft:
    """The draft of what is said and of the body, which starts at the line `start`."""
    values, lines = said.values, said.lines
    title, title_line = values.get("title", ""), lines["title"] if "title" in values else 0
    body = {number: row for number, row in enumerate(rows, 1) if number >= start}
    heading = _find_heading(body)
    if heading and (not title or body[heading].lstrip("# ") == title):
        title, title_line = title or re.sub(r"\s+#+$", "", body[heading][2:]).strip(), title_line or heading
        del body[heading]
    written = [number for number, row in body.items() if row]
    abstract = "\n".join(body.values()).strip("\n")
    span = (written[0], written[-1]) if written else (0, 0)
    if not abstract and "abstract" in values:
        abstract, span = values["abstract"], (lines["abstract"],) * 2
    tags, without_tags = split_tags(values)
    day: Day | None = values.get("date")
    return Draft(
        Place(path, title_line or 1),
        title=" ".join(title.split()),
        abstract=abstract,
        markup="markdown",
        title_lines=(title_line, title_line),
        abstract_lines=span,
        day=with_year(day, file_date(path)) if day else None,
        authors=tuple(values.get("authors", ())),
        tags=tags,
        without_tags=without_tags,
        links=values.get("links", ()),
        arxiv=values.get("arxiv"),
        doi=values.get("doi"),
        aliases=tuple(values.get("alias", ())),
        hidden=hiding_key(values) == "hidden",
    )


def _find_heading(body: Mapping[int, str]) -> int:
    """The line of the first `# heading` that is not inside a block of code; 0 without one."""
    fence = ""
    for number, row in body.items():
        mark = re.match(r" {0,3}(`{3,}|~{3,})", row)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and re.match(r"# +\S", row):
            return number
    return 0
