"""The pieces of a page, and what each says: `cutting` makes them of its blocks.

What a piece says is read off itself alone: a date, a number of votes, "12 authors", a label with its value, a line of
buttons. What it belongs to is for `records` to decide.
"""

import re
from dataclasses import replace
from typing import Literal, NamedTuple

from generator.model.papers import Day
from generator.seeds.dates import find_days, parse_day
from generator.seeds.marked.blocks import Anchor, MarkedBlock
from generator.seeds.marked.pages.buttons import is_button, is_button_row
from generator.seeds.marked.pages.labels import find_label
from generator.seeds.marked.paper_links import paper_key
from generator.seeds.pasted.rules.boilerplate import find_rule

Saying = Literal[
    "text", "title", "address", "label", "authors", "author count", "date", "votes", "count", "id", "links", "furniture"
]


class Piece(NamedTuple):
    """`block` is a line of the page, or several that go on in one another; `says` is what it is, `name` the label or
    rule by which it is known, `value` what it comes to, `keys` the papers that its links lead to, in order."""

    block: MarkedBlock
    says: Saying
    name: str = ""
    value: str = ""
    keys: tuple[str, ...] = ()
    day: Day | None = None

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def shown(self) -> list[str]:
        """What its links show, in order."""
        return [self.block.shown(anchor) for anchor in self.block.anchors]

    def with_link(self, address: "Piece") -> "Piece":
        """The piece as a link to an address that stands below it."""
        url = address.block.anchors[0].url
        block = replace(self.block, last=address.block.last, anchors=(Anchor(0, len(self.text), url),))
        return read_piece(block)

    @property
    def is_outside(self) -> bool:
        """Whether it stands where a page has what is around its contents."""
        return _OUTSIDE.search(self.block.names) is not None


_OUTSIDE = re.compile(r"(?:^| )(?:footer|nav|aside|navbar|breadcrumbs?)(?: |$)")
_SEPARATOR = re.compile(r"[\W_]*")
_COUNT = re.compile(r"(?:(\[-\]|▲|upvotes?)\s*)?\+?(\d[\d,]{0,11}(?:\.\d+)?[kKmM]?|-)", re.IGNORECASE)
_SUBMITTED = re.compile(r"[·•\s-]*submitted by \S.{0,40} on [a-z]{3,9} \d\d?", re.IGNORECASE)
"""Who showed a paper to others, and when; a name with a day behind it looks like names."""
_AUTHOR_COUNT = re.compile(r"[·•*\s-]*(\d{1,4}) authors?", re.IGNORECASE)
_DATE_WORDS = (
    r"(?:publish(?:ed)?|submitted|posted|added|updated|originally announced|released|date)(?: on| at)?\s*:?\s*"
)
_DATED = re.compile(rf"[·•|\s]*(?:{_DATE_WORDS})?(.*?)[\s;,.·•|]*", re.IGNORECASE)
_LABEL_START = re.compile(r"[*\s]*([A-Za-z][\w;/ -]{1,22}?)[*\s]*[:：][*\s]*(?!//)")
_READERS_LINE = re.compile(r"(?:URL Source|Published Time|Markdown Content):\s*(\S*)")
_ID_LINE = re.compile(r"(?:\[?\d+[\].]?\s*)?(?:arxiv:\s*)(\S+?)(?:v\d+)?\b(?![^\s\[(,;])[^a-z]*.{0,120}", re.IGNORECASE)
PEOPLE = re.compile(
    r"searchtype=author|query=au|/people/|/profile\?id=|/authors?/|scholar\.google\.[\w.]+/citations|/persons?/|orcid\.org"
    r"|dblp\.org/pid/|/pers/|/user/|[?&]authors?="
)
_AUTHORS_CLASS = re.compile(r"(?:[\w-]*[-_])?authors?(?:[-_](?:list|names?|section))?|note[-_]authors")
_STARS = re.compile(r"github\s+[\d.,]+[km]?", re.IGNORECASE)
_TITLE_CLASS = re.compile(r"(?:[\w-]*[-_])?p?title")


def whole_link(block: MarkedBlock) -> str:
    """Where a block leads that is a link as a whole."""
    inside = sum(anchor.end - anchor.start for anchor in block.anchors)
    urls = {anchor.url for anchor in block.anchors}
    return min(urls) if len(urls) == 1 and inside >= 0.8 * len(block.text) else ""


def read_piece(block: MarkedBlock) -> Piece:
    keys = tuple(dict.fromkeys(key for anchor in block.anchors if (key := paper_key(anchor.url))))
    says, name, value = _read_line(block)
    return Piece(block, says, name, value, keys, find_day(block, value if says == "date" else ""))


Meaning = tuple[Saying, str, str]
_TEXT: Meaning = ("text", "", "")


def _read_line(block: MarkedBlock) -> Meaning:
    """What a line says, the rule that knows it, and what it comes to."""
    text = block.text.strip()
    urls = [anchor.url for anchor in block.anchors]
    if block.kind == "rule" or _SEPARATOR.fullmatch(text):
        return "furniture", "separator", ""
    if (
        len(urls) == 1
        and block.shown(block.anchors[0]) == text
        and re.match(r"(?:https?://|www\.)\S+$|[\w.-]+\.\w+/\S*$", text)
    ):
        return "address", "", urls[0]
    if count := _COUNT.fullmatch(text):
        is_vote = count[1] or any("login" in url for url in urls)
        return "votes" if is_vote else "count", "votes" if is_vote else "count", count[2]
    if count := _AUTHOR_COUNT.fullmatch(text):
        return "author count", "number of authors", count[1]
    if dated := _day_in_line(text):
        return "date", "date", dated
    return _read_words(block, text)


def _day_in_line(text: str) -> str:
    """The day in a line that names one and nothing else, or a count behind it (`Mar 8, 2024 6`)."""
    if len(text) > 80:
        return ""
    match = _DATED.fullmatch(text)
    inner = match[1] if match else ""
    shorter = re.sub(r"\s+\d{1,4}$", "", inner)
    head = re.split(
        r"[;,]\s*(?:last modified|originally announced|updated|v\d)", inner, maxsplit=1, flags=re.IGNORECASE
    )[0]
    return next((day for day in dict.fromkeys((inner, head.strip(), shorter)) if parse_day(day)), "")


def _read_words(block: MarkedBlock, text: str) -> Meaning:
    if (match := _LABEL_START.match(text)) and (label := find_label(match[1])) is not None:
        return "label", label, text[match.end() :].strip()
    if _SUBMITTED.fullmatch(text):
        return "furniture", "submitted by", ""
    if is_people(block):
        return "authors", "authors", text
    if match := _READERS_LINE.match(text):
        return "id", "page that was read", match[1]
    if match := _ID_LINE.fullmatch(text):
        return "id", "arXiv id", match[1]
    if is_buttons(block):
        return "links", "buttons", ""
    rule = find_rule(text)
    if rule and not (rule.can_be == "title" or rule.name == "authors"):
        return "furniture", rule.name, ""
    if any(_TITLE_CLASS.fullmatch(name) for name in block.names.split()[:4]):
        return "title", "title", text
    return _TEXT


def is_people(block: MarkedBlock) -> bool:
    """Whether a block names people: by its class, or as its links lead to them."""
    people = sum(anchor.end - anchor.start for anchor in block.anchors if PEOPLE.search(anchor.url))
    if people or any(anchor.url for anchor in block.anchors):
        return people > 0 and people >= 0.6 * len(re.sub(r"[\s,;|·•&]+|\band\b", "", block.text))
    return any(_AUTHORS_CLASS.fullmatch(name) for name in block.names.split()[:4])


def is_buttons(block: MarkedBlock) -> bool:
    """Whether a block is nothing but links with words that say what they lead to."""
    if not block.anchors or not all(is_button(block.shown(anchor)) for anchor in block.anchors):
        return False
    ends = [0, *(anchor.end for anchor in block.anchors)]
    starts = [*(anchor.start for anchor in block.anchors), len(block.text)]
    return is_button_row(" ".join(block.text[end:start] for end, start in zip(ends, starts, strict=True)))


def has_stars(block: MarkedBlock) -> bool:
    """Whether a block links to code with its number of stars, as pages of trending papers do."""
    return any(_STARS.search(block.shown(anchor)) for anchor in block.anchors) or _STARS.search(block.text) is not None


def find_day(block: MarkedBlock, value: str) -> Day | None:
    """The day that a line or a heading names; of a heading other words may stand around it."""
    if value:
        return parse_day(value)
    found = find_days(block.text) if block.kind == "heading" and len(block.text) < 120 else []
    return found[0].days[0] if found and len(found[0].days) == 1 else None
