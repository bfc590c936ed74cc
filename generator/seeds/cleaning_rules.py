"""The rules by which texts are made clean, by name: what `digest check` says of a seed in which one changed something.

A rule counts what it takes out. What a text had of it and has no longer, by `Draft.source_texts`, the rule has changed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.model.papers import ParsedSeed
from generator.seeds.cleaning import LIGATURE, MISREAD, PARTED, STRAY_JOINER, WINDOWS, named_texts


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What a rule changed in the titles and abstracts of a seed: how often, and the line of the first such text."""

    rule: str
    count: int
    line: int


_NAMED = r"(?:#\d+|#x[0-9a-f]+|[a-z]\w*);"
RULES = {
    "entity": re.compile(rf"&(?!amp;{_NAMED}){_NAMED}", re.IGNORECASE),
    "entity escaped twice": re.compile(rf"&amp;(?={_NAMED})", re.IGNORECASE),
    "element of HTML": re.compile(r"</?[a-z][\w:-]*(?:\s[^<>]*)?/?>", re.IGNORECASE),
    "letters read in a wrong encoding": MISREAD,
    "word parted at a line end": PARTED,
    "ligature": LIGATURE,
    "accent written apart": re.compile(r"(?<=[^\W\d_])[\u0300-\u036f]"),
    "sign of Windows": WINDOWS,
    "soft hyphen": re.compile("\xad"),
    "mark of direction": re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    "invisible character": re.compile(
        f"{STRAY_JOINER.pattern}|[\x00-\x08\x0e-\x1b\x7f\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f"
        "\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
    ),
}
"""What each rule takes out."""


def find_cleanings(parsed: ParsedSeed) -> tuple[Cleaning, ...]:
    """What was cleaned in a seed, a rule each."""
    changed = [*chain.from_iterable(_changed_texts(parsed))]
    found = (_count(name, pattern, changed) for name, pattern in RULES.items())
    return tuple(each for each in found if each.count)


def _changed_texts(parsed: ParsedSeed) -> Iterator[Iterator[tuple[str, str, int]]]:
    """Of each draft what the seed says, what became of it, and its line."""
    for draft in parsed.drafts:
        texts = {name: (text, first or draft.place.line) for name, text, (first, _) in named_texts(draft)}
        said = dict(draft.source_texts)
        if "title" in said and said["title"] in said.get("abstract", ""):  # both stand on one line
            del said["title"]
        yield ((source, *texts[name]) for name, source in said.items())


def _count(rule: str, pattern: re.Pattern[str], changed: Iterable[tuple[str, str, int]]) -> Cleaning:
    counts = [(len(pattern.findall(source)) - len(pattern.findall(text)), line) for source, text, line in changed]
    return Cleaning(rule, sum(max(count, 0) for count, _ in counts), next((n for count, n in counts if count > 0), 0))
