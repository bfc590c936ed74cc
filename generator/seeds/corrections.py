"""`papers.toml`: a curator's corrections of papers that other seeds hold.

A pasted page has no room for corrections, and an edited paste would be overwritten by the next one. So
there is one file beside the seeds, with a table for each paper, under the id from its address:

    [papers."lisa-reasoning-segmentation"]
    authors = ["Xin Lai", "Zhuotao Tian"]
    tags = ["image-segmentation", "-masking"]

The keys are those of front matter and mean the same. A text replaces the paper's own; tags and links are added.
`alias` names addresses the paper once had, `hidden = true` takes it off the site. As with other seeds, a
mistake costs a warning and only itself, unless it could show a paper that was to be hidden: then it is an error, and
so is a file that cannot be read. The library checks whether there is such a paper, as it knows them all.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping

from generator.model.papers import Correction, Draft, ParsedSeed, Place
from generator.model.problems import Problem, error, shorten_quote, warning
from generator.model.toml_file import TomlDocument, TomlError, parse_toml
from generator.seeds.cleaning import split_lines
from generator.seeds.frontmatter import Field
from generator.seeds.frontmatter.toml_text import toml_value
from generator.seeds.metadata import KNOWN_KEYS, parse_fields, published_date, split_tags
from generator.seeds.metadata.hiding import hiding_key, may_hide
from generator.seeds.metadata.keys import KNOWN

TABLE_HINT = 'write each paper as [papers."<id>"], with the id that its address has'

EMPTY_HINT = "put back what it said of your papers; if that was nothing, delete it"

KEYS_HINT = "write [papers.{}] on a line of its own, and what you say of it below"


NOTES = ("source", "score", "date", "accept")
"""What `digest enrich` notes of each paper: who knows it, how surely it is the same, when it was asked."""


def parse_enriched(text: str, path: str) -> ParsedSeed:
    """What `digest enrich` found and a person let stand: a table with `accept` counts only where that is true."""
    return parse_corrections(text, path, notes=NOTES)


def parse_corrections(text: str, path: str, notes: tuple[str, ...] = ()) -> ParsedSeed:
    """The corrections of a curator's file, and what is wrong with it; `notes` are keys that say nothing of a paper.

    One that lost its text would show what it hid.
    """
    if not text.strip():
        return ParsedSeed(path, problems=(error(path, 0, "this file is empty", EMPTY_HINT),))
    try:
        toml = parse_toml("\n".join(split_lines(text)))
    except TomlError as fault:
        hint = "fix that line, or put the text in quotes"
        return ParsedSeed(path, problems=(error(path, fault.line, fault.what, hint),))
    problems = [
        _kind_of(key, value)(path, toml.line_of(key), f"unknown key {shorten_quote(key)}", TABLE_HINT)
        for key, value in toml.data.items()
        if key != "papers"
    ]
    papers = toml.data.get("papers", {})
    if not isinstance(papers, dict):
        return ParsedSeed(
            path, problems=(*problems, error(path, toml.line_of("papers"), "papers is no table", TABLE_HINT))
        )
    found: list[Correction] = []
    for paper, table in papers.items():
        line, name = toml.line_of("papers", paper), shorten_quote(paper)
        if not isinstance(table, dict):
            what, hint = f"{name} in [papers] is no table", KEYS_HINT.format(name)
            problems.append(_kind_of(paper, table)(path, line, what, hint))
            continue
        if notes and table.get("accept", True) is not True:
            problems += _check_accept(table["accept"], Place(path, toml.line_of("papers", paper, "accept")))
            continue
        fields, faults = _table_fields(toml, paper, path, notes)
        values, _, more = parse_fields(fields.items(), path)
        problems += [*faults, *more]
        if values:
            found.append(_build_correction(paper, values, Place(path, line)))
        elif not table:
            problems.append(error(path, line, f"nothing is said of {name}", f"{KNOWN_KEYS}; or remove the table"))
    return ParsedSeed(path, problems=tuple(sorted(problems, key=lambda p: p.line)), corrections=tuple(found))


def _check_accept(value: object, place: Place) -> list[Problem]:
    """What is neither true nor false; it accepts nothing."""
    if value is False:
        return []
    what = f"accept = {shorten_quote(str(value))} is neither true nor false"
    return [warning(place.path, place.line, what, "write accept = true without quotes")]


def _kind_of(key: str, value: object) -> Callable[[str, int, str, str], Problem]:
    """What the problem of a key and its value is: an error where they may have been to hide a paper."""
    return error if may_hide(key.casefold(), toml_value(value), KNOWN) else warning


def _table_fields(
    toml: TomlDocument, paper: str, path: str, notes: tuple[str, ...]
) -> tuple[dict[str, Field], list[Problem]]:
    """The values of a table as a front matter would have them, and those that TOML made something else of."""
    fields: dict[str, Field] = {}
    problems: list[Problem] = []
    table = toml.data["papers"][paper]
    for key, value in [(key, value) for key, value in table.items() if key not in notes]:
        line = toml.line_of("papers", paper, key)
        key = "curator_note" if key == "note" else key  # here nobody keeps notes of their own
        if any(isinstance(part, float | datetime.time) for part in _walk_values(value)):
            what = f"{shorten_quote(key)}: a number loses its last zeros"
            hint = f'put it in quotes: {shorten_quote(key)} = "..."'
            problems.append(_kind_of(key, value)(path, line, what, hint))
        else:
            fields[key] = Field(toml_value(value), line)
    return fields, problems


def _walk_values(value: object) -> Iterator[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield value
    for part in inner:
        yield from _walk_values(part)


def _build_correction(paper: str, values: Mapping[str, object], place: Place) -> Correction:
    tags, without_tags = split_tags(values)
    said = {
        key: values[key]
        for key in ("abstract", "links", "arxiv", "arxiv_class", "doi", "venue", "pick")
        if key in values
    }
    said |= {"published": date} if (date := published_date(values)) else {}
    said |= {"title": " ".join(str(values["title"]).split())} if "title" in values else {}
    said |= {"day": values["date"]} if "date" in values else {}
    said |= {"note": values["curator_note"]} if "curator_note" in values else {}
    names = {"authors": values.get("authors", ()), "aliases": values.get("alias", ())}
    said |= {key: tuple(value) for key, value in names.items() if isinstance(value, list)}
    draft = Draft(place, tags=tags, without_tags=without_tags, **said)  # type: ignore[arg-type]
    return Correction(paper, draft, hiding_key(values) is not None)
