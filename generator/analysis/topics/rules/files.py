"""Loads rule files, and checks them: a path in, `Rules` out, or every error in the file.

A curator's file is merged over the shipped one: its lists extend a tag's lists, its texts replace the tag's texts. An
error in a rule would silently tag papers wrongly, so none is ignored: each is reported with its line, its rule and
what is allowed.
"""

import copyreg
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from generator.analysis.topics.rules.context import load_context
from generator.analysis.topics.rules.model import Group, Phrase, Rules, TagRule
from generator.analysis.topics.rules.phrasebook import Phrasebook
from generator.analysis.topics.rules.phrases import phrase_variants
from generator.model.disk import read_text
from generator.model.papers import Tag
from generator.model.problems import Problem, SetupError, error, merge_alike, shorten_quote
from generator.model.toml_file import TomlDocument, TomlError, did_you_mean, parse_toml

SHIPPED = Path(__file__).parent.parent / "tags.toml"

POINTS = {"certain": 6, "phrases": 2, "title": 2, "hints": 1, "not": 0}
"""The lists of phrases, and the points of one mention in an abstract; in a title they double."""

TEXT_KEYS = ("label", "meaning", "group", "merge_into")
SWITCH_KEYS = ("replace", "hidden")
TAG_KEYS = ("broader", "unless")
KEYS = (*TEXT_KEYS, *POINTS, *TAG_KEYS, *SWITCH_KEYS)

MAX_NAMES = 20
"""Names that a message lists."""
MAX_COMPARED = 20_000
"""Names that all messages together are compared with."""

Table = dict[str, object]


def load_rules(own: Path | None) -> Rules:
    """The shipped rules with the curator's file laid over them, or that file alone where it says `replace = true`.

    Raises `SetupError` with every fault of the file.
    """
    return _rules_from(own and (own, read_rule_file(own)))


def _pickle_rules(rules: Rules) -> tuple[Callable[[tuple[Path, str] | None], Rules], tuple[tuple[Path, str] | None]]:
    """Rules travel to another process as what they are made from, and are made there once."""
    return _rules_from, (rules.origin,)


@lru_cache(2)
def _rules_from(origin: tuple[Path, str] | None) -> Rules:
    """The same rules for the same text: a build after another does not make them again, and knows them as the same."""
    shipped = RuleFile(SHIPPED, TomlDocument(tomllib.loads(read_rule_file(SHIPPED))))
    if origin is None:
        return _build_rules(shipped.tags, shipped.groups, {})
    file = RuleFile(origin[0], _parse_rules(*origin))
    tags = {} if file.toml.data.get("replace") is True else shipped.tags
    tags = tags | {tag: merge_tables(tags.get(tag, {}), table) for tag, table in file.tags.items()}
    groups = shipped.groups | file.groups
    file.check(tags, groups)
    return replace(_build_rules(tags, groups, file.tags), origin=origin)


copyreg.pickle(Rules, _pickle_rules)


def read_rule_file(path: Path) -> str:
    """The text of a rule file. Raises `SetupError` when it cannot be read."""
    try:
        return read_text(path)
    except OSError as fault:
        what = f"the file cannot be read: {fault.strerror}"
        raise SetupError(error(str(path), 0, what, "check its name and rights")) from None
    except UnicodeDecodeError:
        raise SetupError(error(str(path), 0, "the file is not UTF-8", "save it as UTF-8")) from None


def _parse_rules(path: Path, text: str) -> TomlDocument:
    try:
        return parse_toml(text)
    except TomlError as fault:
        raise SetupError(error(str(path), fault.line, fault.what, "fix that line")) from None


def merge_tables(below: Table, above: Table) -> Table:
    """A tag's table with another over it: lists grow, anything else is replaced; `replace` starts from nothing."""
    if above.get("replace") is True:
        return above
    merged = dict(below)
    for key, value in above.items():
        before = below.get(key)
        merged[key] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return merged


def _build_rules(tags: Mapping[str, Table], groups: Mapping[str, Group], own: Mapping[str, Table]) -> Rules:
    """Rules from tables without a fault; `own` are those that the curator wrote."""
    context = load_context()
    other, discovered = groups["other"], groups["discovered"]
    merged = {tag: str(table["merge_into"]) for tag, table in tags.items() if "merge_into" in table}
    hidden = frozenset(tag for tag, table in tags.items() if table.get("hidden") is True)
    rules = {
        tag: TagRule(
            _build_tag(tag, table, groups.get(str(table.get("group")), other), _tag_ids(table, "broader", merged)),
            _tag_ids(table, "unless", merged),
        )
        for tag, table in tags.items()
        if tag not in merged and tag not in hidden
    }
    groups_in_order = (*(g for g in groups.values() if g not in (discovered, other)), discovered, other)
    book: Phrasebook[Phrase] = Phrasebook(context.words)
    for text, phrase in _phrases(tags, own, merged):
        if phrase.tag in rules:
            book.add(text, phrase)
    curated = frozenset(phrase.tag for phrase in book.phrases if phrase.is_own)
    return Rules(rules, groups_in_order, book, discovered, merged, hidden, curated, context)


def _phrases(
    tags: Mapping[str, Table], own: Mapping[str, Table], merged: Mapping[str, str]
) -> Iterator[tuple[str, Phrase]]:
    """The phrases of all tags, each for the tag that it stands for."""
    for tag, table in tags.items():
        for name, points in POINTS.items():
            curated = _text_list(own.get(tag, {}), name)
            for text in _text_list(table, name):
                yield text, Phrase(merged.get(tag, tag), text, points, name == "title", text in curated)


def _build_tag(tag: str, table: Table, group: Group, broader: tuple[str, ...]) -> Tag:
    return Tag(tag, str(table["label"]), str(table["meaning"]), group.label, group.hue, broader)


def _tag_ids(table: Table, key: str, merged: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(merged.get(name, name) for name in _text_list(table, key))


def _text_list(table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    return tuple(dict.fromkeys(v for v in value if isinstance(v, str))) if isinstance(value, list) else ()


class RuleFile:
    """One file, its tables, and where its faults stand.

    Raises `SetupError` when it is not made of tables.
    """

    def __init__(self, path: Path, toml: TomlDocument) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.toml = toml
        self.tags = self._tables("tags", "a tag")
        self.groups = {name: self._group(name, table) for name, table in self._tables("groups", "a group").items()}

    def _tables(self, name: str, what: str) -> dict[str, Table]:
        tables = self.toml.data.get(name, {})
        if not isinstance(tables, dict):
            self.fault(f"{name} must be a table", f"write [{name}.<id>] on a line of its own", name)
            return {}
        for key, table in tables.items():
            if not isinstance(table, dict):
                short = shorten_quote(key)
                self.fault(f"{short} in [{name}] must be a table", f"write {what} as [{name}.{short}]", name, key)
        return {key: table for key, table in tables.items() if isinstance(table, dict)}

    def _group(self, name: str, table: Table) -> Group:
        label, hue = table.get("label"), table.get("hue")
        self._known(table, ("label", "hue"), "groups", name)
        if isinstance(label, str) and label.strip() and type(hue) is int and 0 <= hue < 360:
            return Group(label, hue)
        hint = 'write label = "A heading" and hue = a whole number from 0 to 359'
        self.fault(f"[groups.{shorten_quote(name)}] needs a label and a hue", hint, "groups", name)
        return Group("", 0)

    def check(self, tags: Mapping[str, Table], groups: Mapping[str, Group]) -> None:
        """Raise `SetupError` if this file has faults; `tags` and `groups` are those of all files together."""
        self._known(self.toml.data, ("replace", "groups", "tags"))
        if type(self.toml.data.get("replace", False)) is not bool:
            self.fault("replace must be true or false", "write replace = true, or remove the line", "replace")
        free = {tag for tag, table in tags.items() if "merge_into" not in table}
        for tag in self.tags:
            self._check_tag(tag, tags)
            self._check_names(tag, tags.keys(), free, groups)
        if self.problems:
            raise SetupError(*merge_alike(self.problems))

    def _check_tag(self, tag: str, tags: Mapping[str, Table]) -> None:
        table, where = self.tags[tag], f"[tags.{shorten_quote(tag)}]"
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tag):
            what = f"{shorten_quote(tag)!r} cannot be a tag's id"
            self.fault(what, "use lower-case letters, digits and single hyphens", "tags", tag)
        self._known(table, KEYS, "tags", tag)
        for key in TEXT_KEYS:
            if key in table and not (isinstance(value := table[key], str) and value.strip()):
                self.fault(f"{key} of {where} must be a text", f'write {key} = "..."', "tags", tag, key)
        for key in SWITCH_KEYS:
            if type(table.get(key, False)) is not bool:
                what = f"{key} of {where} must be true or false"
                self.fault(what, f"write {key} = true, or remove it", "tags", tag, key)
        for key in (*POINTS, *TAG_KEYS):
            value = table.get(key, [])
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                self.fault(
                    f"{key} of {where} must be a list of texts", f'write {key} = ["...", "..."]', "tags", tag, key
                )
            elif key in POINTS:
                self._check_phrases(tag, key, value)
        if "merge_into" not in table and table.get("hidden") is not True:
            for key in ("label", "meaning"):
                if key not in tags[tag]:
                    self.fault(f"{where} is a new tag and has no {key}", f'write {key} = "..."', "tags", tag)

    def _check_phrases(self, tag: str, key: str, phrases: Sequence[str]) -> None:
        for number, phrase in enumerate(phrases):
            try:
                fault = "" if phrase_variants(phrase) else "there is no word in it"
            except ValueError as reason:
                fault = str(reason)
            if fault:
                hint = 'write words, like "mask proposal" or "image/video editing"; the shipped tags.toml says more'
                what = f"the phrase {shorten_quote(phrase)!r} in {key} of [tags.{shorten_quote(tag)}]: {fault}"
                self.fault(what, hint, "tags", tag, key, number)

    def _check_names(self, tag: str, tags: Set[str], free: Set[str], groups: Mapping[str, Group]) -> None:
        """What a tag refers to must be there, and must not lead back to it; `free` are those not merged themselves."""
        table, where = self.tags[tag], f"[tags.{shorten_quote(tag)}]"
        group, target = table.get("group"), table.get("merge_into")
        if isinstance(group, str) and group not in groups:
            what = f"{where} is in no group {shorten_quote(group)!r}"
            self.fault(what, f"allowed: {', '.join(islice(groups, MAX_NAMES))}", "tags", tag, "group")
        if isinstance(target, str) and (target not in free or target == tag):
            what = f"{where} cannot be merged into {shorten_quote(target)!r}"
            self.fault(what, self._suggest_tag(target, free), "tags", tag, "merge_into")
        for key in TAG_KEYS:
            for number, other in enumerate(_text_list(table, key)):
                if other not in tags or other == tag:
                    message = f"{key} of {where}: no other tag is {shorten_quote(other)!r}"
                    self.fault(message, self._suggest_tag(other, tags - {tag}), "tags", tag, key, number)

    def _known(self, table: Table, keys: tuple[str, ...], *path: str) -> None:
        """A key nobody reads is most likely a slip of the pen, so it is a fault."""
        where = ".".join(map(shorten_quote, path)) or "the file"
        for key in table:
            if key not in keys:
                hint = suggest_name(key, keys, ", ".join(keys))
                self.fault(f"unknown key {shorten_quote(key)} in {where}", hint, *path, key)

    def _suggest_tag(self, name: str, tags: Set[str]) -> str:
        """The tag that may have been meant. To look through all of them for each of very many faults takes too long."""
        some = tags if len(self.problems) * len(tags) < MAX_COMPARED else ()
        return suggest_name(name, some, "the id of another tag that is not merged itself")

    def fault(self, message: str, hint: str, *path: str | int) -> None:
        self.problems.append(error(str(self.path), self.toml.line_of(*path), message, hint))


def suggest_name(name: str, known: Iterable[str], allowed: str) -> str:
    """What is allowed instead of a name, and before that what may have been meant."""
    return f"{did_you_mean(name, sorted(known))} allowed: {allowed}".strip()
