"""What is said of a paper in front matter and in a curator's corrections: keys and values, understood.

Other programs have keys of their own, and many a vault has twenty: those that mean something here are taken
(`keys`), and the others are named in one line.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from generator.model.problems import Problem, error, warning
from generator.model.toml_file import did_you_mean
from generator.seeds.frontmatter import Field
from generator.seeds.metadata.hiding import FLAGS, HIDING_KEYS, holds_flag, may_hide
from generator.seeds.metadata.keys import KNOWN, LINK_KEYS, SYNONYMS, flatten, unknown_parts
from generator.seeds.metadata.values import KEY_PARSERS, InvalidValueError, parse_named_links

KNOWN_KEYS = f"known are {', '.join(KEY_PARSERS)}"
MOST_NAMED = 20
"""As many unknown keys of a file are named."""
COLLECTED = ("tags", "links")
"""What several keys may add to: `url` and `code` are links."""


class PaperFields(NamedTuple):
    """What is said of a paper, by key in small letters: what it came to, less what is empty or cannot be used, and the
    line of it; and what is wrong with the latter."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]


def parse_fields(fields: Iterable[tuple[str, Field]], path: str) -> PaperFields:
    """What is said of a paper, from keys as they are written. The last of two equal keys counts."""
    reader = _FieldReader(path)
    for key, written, field in flatten(fields):
        reader.take(key, written, field)
    return PaperFields(reader.values, reader.lines, (*reader.problems, *reader.unknown_problem()))


class _FieldReader:
    """`PaperFields` in the making; `unknown` are the keys that nothing is made of, each with its line."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.unknown: dict[str, int] = {}
        self.seen: set[str] = set()

    def take(self, key: str, written: str, field: Field) -> None:
        kind = error if may_hide(key, field.value, KNOWN) else warning
        if key in self.seen:
            self.problems.append(kind(self.path, field.line, f"{written} stands here twice", "keep one of them"))
        try:
            if key == "status" and (flag := str(field.value).casefold()) in HIDING_KEYS:  # as Pelican has it
                self._keep(flag, True, field.line, is_repeated=False)
            elif key not in KNOWN and kind is error:
                hint = did_you_mean(key, KEY_PARSERS) or KNOWN_KEYS
                self.problems.append(kind(self.path, field.line, f"unknown key {written}", hint))
            elif key not in KNOWN:
                self.unknown.setdefault(written, field.line)
            else:
                self._take_known(key, written, field)
        except InvalidValueError as fault:
            self.problems.append(kind(self.path, field.line, f"{written}: {fault.what}", fault.hint))
        self.seen.add(key)

    def _take_known(self, key: str, written: str, field: Field) -> None:
        name = "links" if key in LINK_KEYS else SYNONYMS.get(key, key)
        if holds_flag(field.value):
            raise InvalidValueError("a key inside would keep the paper off the site", "move it out of here")
        if name not in HIDING_KEYS and field.value in ("", [], {}):
            return
        if key in LINK_KEYS:
            value = parse_named_links(field.value, LINK_KEYS[key])
            if not value:
                self.unknown.setdefault(written, field.line)
                return
        else:
            value = KEY_PARSERS[name](field.value)
        for part in unknown_parts(name, field.value):
            self.unknown.setdefault(f"{written}.{part}", field.line)
        self._keep("tags" if name == "categories" else name, value, field.line, is_repeated=key in self.seen)

    def _keep(self, name: str, value: Any, line: int, *, is_repeated: bool) -> None:
        if name in COLLECTED and name in self.values and not is_repeated:
            self.values[name] = type(value)(dict.fromkeys((*self.values[name], *value)))
        elif name not in self.values or is_repeated or (name in FLAGS and FLAGS[name] is value):
            self.values[name], self.lines[name] = value, line

    def unknown_problem(self) -> list[Problem]:
        """One line for all keys that are not understood, at the first of them."""
        names = list(self.unknown)
        if not names:
            return []
        more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
        hint = (did_you_mean(names[0], KEY_PARSERS) if len(names) == 1 else "") or KNOWN_KEYS
        what = f"unknown key{'s' if len(names) > 1 else ''} {', '.join(names[:MOST_NAMED])}{more}"
        return [warning(self.path, self.unknown[names[0]], what, hint)]


def split_tags(values: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags to give a paper, and those to take away: the latter have a `-` in front, or a key of their own."""
    tags: list[str] = values.get("tags", [])
    taken = (*(tag[1:].strip() for tag in tags if tag.startswith("-")), *values.get("without_tags", ()))
    return tuple(tag for tag in tags if not tag.startswith("-")), taken


def published_date(values: Mapping[str, Any]) -> str | None:
    """The paper's own date; at `published` may stand whether it may be seen."""
    return next((date for key in ("published", "year") if isinstance(date := values.get(key), str)), None)
