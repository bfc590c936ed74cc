"""Boilerplate lines of a digest page, which belong to no paper: each matches a named rule, which `digest check` shows.

A rule is a regular expression for a whole line, case ignored. Rules are narrow: a line that matches none is judged
by the layout of the page. Most rules only suspect a line: `new` or a URL can be the last line of a paragraph that an
editor wrapped, and a bare number can even be a title. `can_be` says so, and the layout around the line decides.
"""

import re
from typing import Literal, NamedTuple

from generator.seeds.dates import DAY_SHAPES

_DAY = re.sub(r"\?P<\w+>", "?:", "|".join(DAY_SHAPES))
_PUBLISHED = r"published(?: on)?:?\s+"
_COUNT = r"\d{1,3}(?:,\d{3})+|\d{1,5}|\d{1,4}(?:\.\d+)?[kKmM]"
_BUTTON = (
    r"(?:view )?(?:arxiv(?: page| explained)?|pdf|html(?: \(experimental\))?|(?:project |hf )?(?:page|paper)|code)"
    r"|(?:view )?(?:github(?: repo)?|other formats)|add to collections?|ask \w+ about this paper|see translation"
    r"|read more|show (?:more|all)|load more|share|bookmark|save|cite|upvoted?|subscribed?|unsubscribe|sign up"
    r"|log ?in|community|reply|previous|next|sort by|filter"
)


PossibleRole = Literal["furniture", "line", "title"]
"""What a line can be at most: nothing but furniture, or the next line of a paragraph as well, or even a title."""


class BoilerplateRule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    can_be: PossibleRole


def _rule(name: str, pattern: str, can_be: PossibleRole = "furniture") -> BoilerplateRule:
    return BoilerplateRule(name, re.compile(pattern, re.IGNORECASE), can_be)


RULES = (
    _rule("badge", r"new|hot|beta", "line"),
    _rule("newsletter", r"(?:get|receive) .{0,60}\b(?:in|to) your (?:e-?mail )?inbox.{0,30}"),
    _rule("submitted by", r"(?:subscribe|[-·•])?\s*submitted by\s*(?:\S{1,40})?"),
    _rule("masthead", r"(?:hugging face )?(?:daily|weekly|monthly|trending) papers(?: - hugging face)?"),
    _rule("masthead", r"daily|weekly|monthly|by|ak|hugging face", "line"),
    _rule("masthead", r"(?:by\s*\S{1,40}(?: \S{1,40})? )?and the research community"),
    _rule("authors", r"[-·•]?\s*\d{1,4} authors?|authors?:.*"),
    _rule("published on", rf"(?:.{{0,80}}?[·•]\s*(?:{_PUBLISHED})?|{_PUBLISHED}|\S{{1,40}} on )(?:{_DAY})"),
    _rule("comments", rf"(?:{_COUNT}) (?:comments?|repl(?:y|ies)|likes?|stars?|votes?|upvotes?|views?)", "line"),
    _rule("votes", rf"(?:upvotes?|▲|\[-\])\s*\+?(?:{_COUNT})?|\+(?:{_COUNT})", "line"),
    _rule("buttons", rf"(?:(?:{_BUTTON})(?: (?:{_COUNT}))?(?:[\s·|]+|$))+", "line"),
    _rule("AI-generated summary", r"(?:view )?ai[- ]generated summary"),
    _rule("abstract heading", r"abstract[.:]?", "line"),
    _rule("separator", r"[-–—_=*·•|~#]+", "line"),
    _rule("arXiv id", r"(?:arxiv\s*:\s*)?\d{4}\.\d{4,5}(?:v\d+)?(?: \[[\w.-]+\])?", "line"),
    _rule("arXiv id", r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/\S+", "line"),
    _rule("count", _COUNT, "title"),
)

SUBMITTED_BY = "submitted by"
AUTHORS = "authors"
AI_SUMMARY = "AI-generated summary"
USER_NAME = re.compile(r"[^\s.!?,;:](?:\S|\s(?=\S)){0,39}")
ORGANISATION = re.compile(r"[^.!?,;:·]{2,60}")

_SHORT_LINE = 60
_MAY_BE_LONG = re.compile(r"[·•]|inbox|community|published|^authors?:", re.IGNORECASE)


def find_rule(text: str) -> BoilerplateRule | None:
    """The first rule that knows the line."""
    if len(text) > _SHORT_LINE and (len(text) > 2 * _SHORT_LINE or not _MAY_BE_LONG.search(text)):
        return None
    return next((rule for rule in RULES if rule.pattern.fullmatch(text)), None)
