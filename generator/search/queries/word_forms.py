"""Forms of a word that the stemmer keeps apart: other spellings, and words of one family.

The rules are data (`word_forms.toml`), which the search's manifest carries to the browser; `word_forms.js` reads them
the same way.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RULES: Mapping[str, Sequence[Sequence[str]]] = tomllib.loads(
    Path(__file__).with_name("word_forms.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class FormRule:
    """A word that fits `pattern` has another form: its beginning, `ending`, and what the pattern keeps."""

    pattern: re.Pattern[str]
    ending: str

    def other_form(self, word: str) -> str:
        """The other form, empty where the rule does not fit."""
        found = self.pattern.fullmatch(word)
        return found["begin"] + self.ending + (found.groupdict().get("rest") or "") if found else ""


def _spelling_rules() -> Iterator[FormRule]:
    for begin, one, other, rest in RULES["spelling"]:
        yield FormRule(re.compile(f"(?P<begin>{begin}){one}(?P<rest>{rest})"), other)
        yield FormRule(re.compile(f"(?P<begin>{begin}){other}(?P<rest>{rest})"), one)


def _family_rules() -> Iterator[FormRule]:
    for begin, one, one_endings, other, other_endings in RULES["families"]:
        yield FormRule(re.compile(f"(?P<begin>{begin}){one_endings}"), other)
        yield FormRule(re.compile(f"(?P<begin>{begin}){other_endings}"), one)


SPELLING, FAMILIES = tuple(_spelling_rules()), tuple(_family_rules())


def other_spellings(word: str) -> list[str]:
    """The other spellings of a folded word. Most words have none; `colourisation` has three."""
    once = _other_forms(SPELLING, word)
    twice = [form for each in once for form in _other_forms(SPELLING, each)]
    return [form for form in dict.fromkeys([*once, *twice]) if form != word]


def relatives(word: str, abbreviations: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of the same family: noun and verb, or what a short form stands for."""
    spelled = [word, *other_spellings(word)]
    family = [form for each in spelled for form in _other_forms(FAMILIES, each)]
    family += [form for each in family for form in other_spellings(each)]
    return [form for form in dict.fromkeys([*family, *abbreviations.get(word, ())]) if form not in spelled]


def _other_forms(rules: Sequence[FormRule], word: str) -> list[str]:
    return [form for form in (rule.other_form(word) for rule in rules) if form]
