"""Loads rule files, and checks them: a path in, `Rules` out, or every error in the file.

A curator's file is merged over the shipped one: its lists extend a tag's lists, its texts replace the tag's texts. An
error in a rule would silently tag papers wrongly, so none is ignored: each is reported with its line, its rule and
what is allowed.
"""

import copyreg
import re
import tomllib
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from generator.analysis.topics.rules.model import Group, Phrase, Rules, TagRule
from generator.analysis.topics.rules.phrasebook import Phrasebook
from generator.analysis.topics.rules.phrases import phrase_variants
from generator.model.papers import Tag
from generator.model.problems import Problem, SetupError, error
from generator.model.toml_file import did_you_mean, toml_fault

SHIPPED = Path(__file__).parent.parent / "tags.toml"

POINTS = {"certain": 4, "phrases": 2, "title": 2, "hints": 1, "not": 0}
"""The lists of phrases, and the points of one mention in an abstract; in a title they double."""

TEXT_KEYS = ("label", "meaning", "group", "merge_into")
SWITCH_KEYS = ("replace", "hidden")
TAG_KEYS = ("broader", "unless")
KEYS = (*TEXT_KEYS, *POINTS, *TAG_KEYS, *SWITCH_KEYS)

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
    shipped = RuleFile(SHIPPED, read_rule_file(SHIPPED))
    if origin is None:
        return _build_rules(shipped.tags, shipped.groups)
    file = RuleFile(*origin)
    tags = {} if file.data.get("replace") is True else shipped.tags
    tags = tags | {tag: merge_tables(tags.get(tag, {}), table) for tag, table in file.tags.items()}
    groups = shipped.groups | file.groups
    file.check(tags, groups)
    return replace(_build_rules(tags, groups), origin=origin)


copyreg.pickle(Rules, _pickle_rules)


def read_rule_file(path: Path) -> str:
    """The text of a rule file. Raises `SetupError` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        raise SetupError(error(str(path), 0, "the file cannot be read", "check its name and rights")) from None
    except UnicodeDecodeError:
        raise SetupError(error(str(path), 0, "the file is not UTF-8", "save it as UTF-8")) from None


def merge_tables(below: Table, above: Table) -> Table:
    """A tag's table with another over it: lists grow, anything else is replaced; `replace` starts from nothing."""
    if above.get("replace") is True:
        return above
    merged = dict(below)
    for key, value in above.items():
        before = below.get(key)
        merged[key] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return merged


def _build_rules(tags: Mapping[str, Table], groups: Mapping[str, Group]) -> Rules:
    """Rules from tables without a fault."""
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
    return Rules(rules, groups_in_order, _build_phrasebook(tags, merged, rules), discovered, merged, hidden)


def _build_phrasebook(tags: Mapping[str, Table], merged: Mapping[str, str], used: Container[str]) -> Phrasebook[Phrase]:
    """The phrases of the tags in use, and of those that stand for them."""
    book: Phrasebook[Phrase] = Phrasebook()
    for tag, table in tags.items():
        target = merged.get(tag, tag)
        for name, points in POINTS.items():
            for text in _text_list(table, name) if target in used else ():
                book.add(text, Phrase(target, text, points, name == "title"))
    return book


def _build_tag(tag: str, table: Table, group: Group, broader: tuple[str, ...]) -> Tag:
    return Tag(tag, str(table["label"]), str(table["meaning"]), group.label, group.hue, broader)


def _tag_ids(table: Table, key: str, merged: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(merged.get(name, name) for name in _text_list(table, key))


def _text_list(table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    return tuple(dict.fromkeys(v for v in value if isinstance(v, str))) if isinstance(value, list) else ()


class RuleFile:
    """One file, its tables, and where its faults stand.

    Raises `SetupError` when its text is not TOML, or is not made of tables.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        try:
            self.data: Table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            raise SetupError(error(str(path), *toml_fault(fault, text), "fix that line")) from None
        self.lines = text.splitlines()
        self.tags = self._tables("tags", "a tag")
        self.groups = {name: self._group(name, table) for name, table in self._tables("groups", "a group").items()}

    def _tables(self, name: str, what: str) -> dict[str, Table]:
        tables = self.data.get(name, {})
        if not isinstance(tables, dict):
            self.fault(f"{name} must be a table", f"write [{name}.<id>] on a line of its own", name)
            return {}
        for key, table in tables.items():
            if not isinstance(table, dict):
                self.fault(f"{key} in [{name}] must be a table", f"write {what} as [{name}.{key}]", key)
        return {key: table for key, table in tables.items() if isinstance(table, dict)}

    def _group(self, name: str, table: Table) -> Group:
        label, hue = table.get("label"), table.get("hue")
        self._known(table, ("label", "hue"), f"groups.{name}", name)
        if isinstance(label, str) and label.strip() and type(hue) is int and 0 <= hue < 360:
            return Group(label, hue)
        hint = 'write label = "A heading" and hue = a whole number from 0 to 359'
        self.fault(f"[groups.{name}] needs a label and a hue", hint, name)
        return Group(str(label), 0)

    def check(self, tags: Mapping[str, Table], groups: Mapping[str, Group]) -> None:
        """Raise `SetupError` if this file has faults; `tags` and `groups` are those of all files together."""
        self._known(self.data, ("replace", "groups", "tags"), "the file", "")
        if type(self.data.get("replace", False)) is not bool:
            self.fault("replace must be true or false", "write replace = true, or remove the line", "replace")
        for tag in self.tags:
            self._check_tag(tag, tags, groups)
        if self.problems:
            raise SetupError(*sorted(self.problems, key=lambda problem: problem.line))

    def _check_tag(self, tag: str, tags: Mapping[str, Table], groups: Mapping[str, Group]) -> None:
        table, where = self.tags[tag], f"[tags.{tag}]"
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tag):
            self.fault(f"{tag!r} cannot be a tag's id", "use lower-case letters, digits and single hyphens", tag)
        self._known(table, KEYS, f"tags.{tag}", tag)
        for key in TEXT_KEYS:
            if key in table and not (isinstance(value := table[key], str) and value.strip()):
                self.fault(f"{key} of {where} must be a text", f'write {key} = "..."', tag, key)
        for key in SWITCH_KEYS:
            if type(table.get(key, False)) is not bool:
                self.fault(f"{key} of {where} must be true or false", f"write {key} = true, or remove it", tag, key)
        for key in (*POINTS, *TAG_KEYS):
            value = table.get(key, [])
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                self.fault(f"{key} of {where} must be a list of texts", f'write {key} = ["...", "..."]', tag, key)
            elif key in POINTS:
                self._check_phrases(tag, key, value)
        self._check_names(tag, tags, groups)
        if "merge_into" not in table and table.get("hidden") is not True:
            for key in ("label", "meaning"):
                if key not in tags[tag]:
                    self.fault(f"{where} is a new tag and has no {key}", f'write {key} = "..."', tag)

    def _check_phrases(self, tag: str, key: str, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            try:
                fault = "" if phrase_variants(phrase) else "there is no word in it"
            except ValueError as reason:
                fault = str(reason)
            if fault:
                hint = 'write words, like "mask proposal" or "image/video editing"; the shipped tags.toml says more'
                self.fault(f"the phrase {phrase!r} in {key} of [tags.{tag}]: {fault}", hint, tag, key, phrase)

    def _check_names(self, tag: str, tags: Mapping[str, Table], groups: Mapping[str, Group]) -> None:
        """What a tag refers to must be there, and must not lead back to it."""
        table, where = self.tags[tag], f"[tags.{tag}]"
        group, target, others = table.get("group"), table.get("merge_into"), sorted(set(tags) - {tag})
        free = [other for other in others if "merge_into" not in tags[other]]
        if isinstance(group, str) and group not in groups:
            self.fault(f"{where} is in no group {group!r}", f"allowed: {', '.join(groups)}", tag, "group")
        if isinstance(target, str) and target not in free:
            self.fault(f"{where} cannot be merged into {target!r}", suggest_tag(target, free), tag, "merge_into")
        for key in TAG_KEYS:
            for other in _text_list(table, key):
                if other not in others:
                    message = f"{key} of {where}: no other tag is {other!r}"
                    self.fault(message, suggest_tag(other, others), tag, key, other)

    def _known(self, table: Table, keys: tuple[str, ...], where: str, *path: str) -> None:
        """A key nobody reads is most likely a slip of the pen, so it is a fault."""
        for key in table:
            if key not in keys:
                self.fault(f"unknown key {key} in {where}", suggest_name(key, keys, ", ".join(keys)), *path, key)

    def fault(self, message: str, hint: str, *path: str) -> None:
        self.problems.append(error(str(self.path), self.line_of(*path), message, hint))

    def line_of(self, *path: str) -> int:
        """The line of a table, then of a key below it, then of a text below that; tomllib keeps no positions."""
        at = 0
        for name in filter(None, path):
            word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
            start = max(at - 1, 0)
            at = next((n for n, line in enumerate(self.lines[start:], start + 1) if word.search(line)), at)
        return at


def suggest_name(name: str, known: Iterable[str], allowed: str) -> str:
    """What is allowed instead of a name, and before that what may have been meant."""
    return f"{did_you_mean(name, sorted(known))} allowed: {allowed}".strip()


def suggest_tag(name: str, tags: Iterable[str]) -> str:
    return suggest_name(name, tags, "the id of another tag that is not merged itself")
