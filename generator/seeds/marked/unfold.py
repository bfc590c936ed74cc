"""Text in which links span lines or carry numbers, rewritten as Markdown that says the same on the same lines.

A text browser prints a link around a whole abstract as `[`, the abstract and `][33]`, and the addresses at the end of
the page; a converter of HTML writes `[`, lines and `](address)`. In Markdown a link ends with its paragraph, so here
each line inside gets the link. lynx writes `[33]Title` and no end at all: there a link ends with its line.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from generator.seeds.cleaning import split_lines

_SIGN = re.compile(
    r"(?<!\\)(?P<end>\](?P<target>\[\d+\]|\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s\"[^\"\n]*\")?\)))|(?<!\\)[\[\]]"
)
_PREFIX = re.compile(r"\s*(?:#{1,6}\s+|(?:[*+-]\s+)+|\d+[.)]\s+|>\s*)?")
_DEFINITION = re.compile(r"(?<! ) *\[(\d+)\]:? +(?=\S+$)(?=[a-z]+:|/|#)", re.MULTILINE | re.IGNORECASE)
_REFERENCE = re.compile(r"^ *\[?(\d+)(?:\.|\]:?) +([a-z]+:\S+)$", re.MULTILINE | re.IGNORECASE)
_LYNX_LINK = re.compile(r"\[(\d+)\](?=[^\s\[(:])([^\[\]\n]+)")
_LINK_BEHIND = re.compile(r"^([ \t]*(?:(?:[*+-]|#{1,6})[ \t]+)?)([^\s\[\]][^\[\]\n]*?) ?\[(\d+)\]$", re.MULTILINE)
_USED = re.compile(r"\]\[(\d+)\]")

_SLACK_LINK = re.compile(r"<(https?://[^\s<>|]+)\|([^<>|\n]+)>")
_ANGLE_LINK = re.compile(
    r"(^[ \t]*(?:(?:[*+-]|#{1,6}|\d+[.)])[ \t]+)?|(?<=>)[ \t]*)"
    r"([^<>\[\]\s](?:[^<>\[\]\n]{0,250}[^<>\[\]\s])?) <(https?://[^\s<>]+)>",
    re.MULTILINE,
)
"""`Forty Kitchens <https://...>`, as mail programs write links in plain text."""
_LINKS = re.compile(r"\]\(\w+://|\]\[\d+\]")
_LINKS_IN_ANGLES = re.compile(r"(?<=\S )<https?://|<https?://[^\s<>|]+\|")
"""Asked only where a text has one: it begins with no literal, so `re` looks at each character."""
_ADDRESS_LINES = re.compile(r"\n *(?:\[?\d+[\].]:? +)?<?https?://\S+(?![^\n])")

MOST_LINES = 80
"""A bracket whose end is further away has lost it."""


def has_links(text: str) -> bool:
    """Whether a text has two links with a text of their own, or one line in twelve is nothing but an address."""
    if "://" not in text:
        return False
    if len(list(islice(_LINKS.finditer(text), 2))) > 1:
        return True
    if "<http" in text and len(list(islice(_LINKS_IN_ANGLES.finditer(text), 2))) > 1:
        return True
    text = "\n".join(("", *split_lines(text))) if "\r" in text else f"\n{text}"
    addresses = len(_ADDRESS_LINES.findall(text))
    return addresses > 1 and 12 * addresses >= text.count("\n") - text.count("\n\n")


def unfold_links(text: str) -> str:
    """`text` with as many lines, in which no link spans two."""
    text = _SLACK_LINK.sub(r"[\2](\1)", "\n".join(split_lines(text)))
    text = _ANGLE_LINK.sub(r"\1[\2](\3)", text)
    if not _USED.search(text):
        text = _name_lynx_links(text)
    spans = [(start, end, target) for start, end, target in _find_links(text) if "\n" in text[start:end]]
    for start, end, target in sorted(spans, reverse=True):
        inside = "\n".join(_link_line(line, target) for line in text[start + 1 : end].split("\n"))
        text = f"{text[:start]}{inside}{text[end + 1 + len(target) :]}"
    return _define_all(_DEFINITION.sub(r"[\1]: ", text))


def _name_lynx_links(text: str) -> str:
    urls = dict(_REFERENCE.findall(text))
    if not urls:
        return text
    text = _LINK_BEHIND.sub(
        lambda found: f"{found[1]}[{found[2]}]({urls[found[3]]})" if found[3] in urls else found[0], text
    )
    return _LYNX_LINK.sub(lambda found: _lynx_link(found, urls), text)


def _lynx_link(found: re.Match[str], urls: Mapping[str, str]) -> str:
    shown = found[2].rstrip()
    return f"[{shown}]({urls[found[1]]}){found[2][len(shown) :]}" if found[1] in urls else found[0]


def _find_links(text: str) -> Iterator[tuple[int, int, str]]:
    """The links of a text: where their brackets stand, and what follows the second; a bracket in it is its own."""
    opened: list[int] = []
    for sign in _SIGN.finditer(text):
        if sign[0] == "[":
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            if sign["end"] and text.count("\n", start, sign.start()) <= MOST_LINES:
                yield start, sign.start(), sign["target"]


def _link_line(line: str, target: str) -> str:
    """A line inside of a link, as a link of its own; what holds a link already keeps that."""
    prefix = _PREFIX.match(line)
    start = prefix.end() if prefix else 0
    shown = line[start:].strip()
    return line if not shown or "](" in shown or "][" in shown else f"{line[:start]}[{shown}]{target}"


def _define_all(text: str) -> str:
    """`text` with an address for each number that it uses: where the end of a page is cut off, some have none."""
    defined = set(re.findall(r"^ *\[(\d+)\]: ", text, re.MULTILINE))
    missing = sorted(set(_USED.findall(text)) - defined, key=int)
    return text + "".join(f"\n\n[{number}]: #" for number in missing)
