"""Boilerplate lines of a digest page, which belong to no paper: each matches a named rule, which `digest check` shows.

A rule is a regular expression for a whole line, in small letters. Rules are narrow: a line that matches none is judged
by the layout of the page. Most rules only suspect a line: `new` or a URL can be the last line of a paragraph that an
editor wrapped, and a bare number can even be a title. `can_be` says so, and the layout around the line decides.
A rule with a `field` knows a line that says something of its paper: such a line is not dropped but read.
All rules but one are a single regular expression with a group each, for most lines match none. It knows small letters
alone: where case counts, `re` sees at once that the first letter of a word is another one.
"""

import re
from typing import Literal, NamedTuple

from generator.seeds.dates import DAY
from generator.seeds.pasted.rules import adverts
from generator.seeds.pasted.rules.labels import ABSTRACT_WORDS

_DAY = f"(?i:{DAY})"
_PUBLISHED = r"(?:first )?(?:published|posted)(?: online)?(?: on)?:?\s+"
_COUNT = r"\d{1,3}(?:[, ]\d{3})+|\d{1,5}|\d{1,4}(?:\.\d+)?[km]"
_BUTTON = (
    r"(?:view )?(?:arxiv(?: page| explained)?|pdf|html(?: \(experimental\))?|(?:project |hf )?(?:page|paper)|code)"
    r"|(?:view )?(?:github(?: repo)?|other formats)|add to collections?|ask \w+ about this paper|see translation"
    r"|read more|show (?:more|all|bibtex|revisions|details)|load more|share|bookmark|save|cite|upvoted?|subscribed?"
    r"|unsubscribe|sign up|log ?in|community|reply|previous|next|sort by|filter|bib(?:tex)?|abs|doi|poster|slides"
    r"|tex source|suppl?(?:ement(?:al|ary)?)?(?: material)?|twitter|linkedin|facebook|email|related articles"
    r"|all \d+ versions"
    r"|cited by \d+|import into \w+|view email|openreview|website|tweet|discord|download|copy|back to top"
    r"|(?:show|hide) details|everyone|revisions|expand|collapse|alert|(?:download|preview) pdf|cite this|full text"
    r"|resources|view blog"
    r"|(?<=\[)abstract|(?<=\[ )abstract"
    r"|privacy(?: policy)?|terms(?: of (?:service|use))?|\d+ excerpts?"
)
_LAST_WORDS = (
    r"you(?: are|['’]re)? receiv(?:e|ing) this\b.*|this (?:message|e-?mail|newsletter) was sent\b.*"
    r"|.*\b(?:unsubscribe|all rights reserved"
    r"|(?:manage|update) (?:your )?(?:e-?mail )?(?:preferences|subscription))\b.*"
    r"|(?:view|read|open) (?:this (?:e-?mail|message|newsletter) |it )?(?:in (?:your|a|the) browser|online)\b.*"
    r"|(?:©|\(c\)(?: ?(?:19|20)\d\d| copyright| by)|copyright ?(?:©|\(c\)|:|\d|by\b)).*"
    r"|sent from (?:my|outlook|mail|yahoo|gmail)\b.*"
    r"|(?:list|cancel|create|manage) alerts?|(?:was this )?forwarded (?:to you|this e-?mail)\b.*"
    r"|thanks? (?:you )?for (?:reading|subscribing)\b.*|that['’]s (?:all|it) for (?:today|now|this week)\b.*"
    r"|see you (?:next|tomorrow|soon)\b.*|until (?:next|tomorrow)\b.{0,20}|happy reading\b.*"
    r"|if you (?:enjoyed|liked) (?:this|reading)\b.*|for subscribe options\b.*|e-?mail to: .*|for help: .*"
    r"|.{0,60}\bsubscribe (?:for free|now|here|to (?:my|our|this|the))\b.*"
    r"|web accessibility.*|get status notifications.*|contact arxiv.*"
    r"|(?:best|kind|warm)? ?(?:cheers|regards|wishes|all the best|sincerely|viele grüße|cordialement|saludos),?"
)
_LISTING = (
    r"(?:new submissions|cross[- ]submissions|cross[- ]lists|replacement(?: submission)?s|see recent articles)"
    r"(?: \(.*\))?"
    r"|about [\d,]+ results.*"
    r"|(?:[\w.-]+\.\w{2,3} [·•|] )?(?:by .{2,120} [·•|] )?\d+ (?:second|minute|hour|day|week|month)s? ago"
    r"|.{2,160} [·•|/] ?\d+ ?(?:s|m|h|d|w|mins?|hrs?|hours?|days?|weeks?)(?: ago)?(?: [·•|] .{2,40})?"
    r"|home > .*|received:? .*\baccepted:? .*|you have full access .*"
    r"|aims and scope|submit manuscript|cite this article"
    r"|[\d,]+ (?:accesses|citations|downloads|altmetric)|original paper|volume \d+, (?:article |pages? ).*"
    r"|authors and titles for .*|see (?:today|yesterday)['’]s new changes"
    r"|go to .{1,80} homepage|search v\d[\d.]* released.*|searching in archive\b.*"
    r"|(?:online ahead of print|epub \d.*|ecollection \d.*)\.?"
    r"|total of \d+ entries\b.*|showing (?:up to )?[\d,]+[ –-].*|.*\bshowing \d+ of \d+ entries ?\)"
    r"|(?:fewer|more|all)(?: \| (?:fewer|more|all))*|\[?submission history\]?|from: .{1,60}\[view email\]"
    r"|\[v\d+\]\s.*|\(or\s+arxiv:.*|focus to learn more|arxiv-issued doi.*|current browse context:?.*"
    r"|send any comments regarding submissions\b.*|archives at\b.*|submissions to:|received from\b.*"
    r"|(?:computer science|mathematics|physics|statistics|economics|quantitative biology|quantitative finance"
    r"|electrical engineering and systems science|condensed matter|astrophysics|quantum physics)\s*>\s*.*"
    r"|(?:top|social|new|latest|greatest|trending|popular)(?: (?:top|social|new|latest|greatest|trending|popular))+"
)
_HEADLINE = (
    r"(?:.{0,40}\b)?(?:papers?|articles?|preprints?|publications?|reading list|reads|picks|research|digest|newsletter)"
    r"\b.{0,20}\b(?:of|for|from|this|last)\b.{0,12}\b(?:week|day|month|today|issue|edition)s?\b.{0,20}"
    r"|(?:top|best|new|latest|recent|selected|featured|hot|must-read)(?: \d+| \w+)?"
    r" (?:\w+ )?(?:papers?|articles?|preprints?|reads|picks)"
    r"|(?:(?:your|our|my|the|this) )?(?:daily|weekly|monthly)\b.{0,30}\b"
    r"(?:papers?|digest|list|newsletter|reading|roundup)\b.{0,40}"
    r"|(?:new )?(?:articles|citations|results) (?:related to|in|by|to)\b.{0,80}|google scholar alerts?"
    r"|.{0,50}\b(?:collection|content|journal|search|citation|subject|toc|e-?mail) (?:e-?)?alerts?\b.{0,50}"
    r"|here(?:['’]s| is| are) .{0,40}\b(?:papers?|articles?|preprints?|reads|picks)\b.{0,30}:"
    r"|reading list\b.{0,40}|table of contents|contents|in this (?:issue|edition)\b.{0,30}|editor['’]s (?:note|picks?)"
)
_CITATION = (
    r"(?:\d{1,3}[.:] )?[a-z][^.]{2,60}(?:\. |, )(?:19|20)\d\d\b.*(?:;\s?\d+.*|doi: ?10\..*)"
    r"|\. (?:19|20)\d\d\b.*doi: ?10\..*"
)
_PUBLICATION = (
    r"(?:(?:part of|published in|appears in|in) )?(?:the )?(?:\d+(?:st|nd|rd|th) )?(?:annual )?"
    r"(?:proceedings|proc\.|advances in|transactions|journal of|annals|lecture notes|findings of"
    r"|international (?:conference|joint|journal)"
    r"|(?:ieee|acm|aaai)\S* (?:trans|conf|j))\b.*\b(?:19|20)\d\d\b.*"
    r"|(?:original |research |review |regular |short |full |open access )*(?:article|review|letter|communication"
    r"|perspective|editorial|brief report|case report|preprint|viewpoint)"
    r"(?: number)?(?: [\d.e-]+)?(?:,? ?[|·•] ?.{0,80})?"
    r"|(?:open|free|full) access|article preview|cite this paper|copy to clipboard.*|related material|date written: .*"
    r"|\d+ pages? posted: .*|.{0,60} updates on arxiv\.org\b.{0,120}|today|yesterday"
    r"|.{2,60}: proceedings of .*|proceedings of the \d+(?:st|nd|rd|th)\b.*|.{3,180}\((?:editors?|eds?\.)\)"
    r"|pages? \d+ ?[–-] ?\d+|(?:hall|room|booth|board|exhibit hall|poster)\b.{0,40}#? ?\d+"
    r"|[a-z]{3,}(?:-[a-z]{2,}){1,4}"
)
_VENUE = (
    r"(?:(?i:submitted to|accepted (?:at|to|by)|published (?:at|in)|under review (?:at|for)) )?"
    r"(?:[A-Z][\w&/-]*[A-Z][\w&/-]*|TMLR|CoRR) ?(?:'|’|20)\d\d"
    r"(?: (?i:conference|workshop|main|track|datasets|and|&|benchmarks|findings|[A-Z][\w&-]+)){0,4}"
    r"(?: \(?(?i:oral|poster|spotlight|notable[\w -]*|submission ?\d*|conference|findings|withdrawn[\w ]*)\)?)*"
)
_LICENCE = r"cc(?:[ -]by(?:[ -](?:nc|sa|nd))*|0)(?:[ -]\d\.\d)?|creative commons.{0,60}"


PossibleRole = Literal["furniture", "line", "title"]
"""What a line can be at most: nothing but furniture, or the next line of a paragraph as well, or even a title."""


class BoilerplateRule(NamedTuple):
    """`pattern` has no groups of its own."""

    name: str
    pattern: str
    can_be: PossibleRole = "furniture"
    field: str = ""


RULES = (
    BoilerplateRule("badge", r"new|hot|beta|#\d{1,2} paper of the (?:day|week|month)", "line"),
    BoilerplateRule("newsletter", r"(?:get|receive) .{0,60}\b(?:in|to) your (?:e-?mail )?inbox.{0,30}"),
    BoilerplateRule("submitted by", r"(?:subscribe|[-·•])?\s*submitted by\s*(?:\S{1,40})?"),
    BoilerplateRule("masthead", r"(?:hugging face )?(?:daily|weekly|monthly|trending) papers(?: - hugging face)?"),
    BoilerplateRule("masthead", r"daily|weekly|monthly|by|ak|hugging face", "line"),
    BoilerplateRule("masthead", r"(?:by\s*\S{1,40}(?: \S{1,40})? )?and the research community"),
    BoilerplateRule("number of authors", r"[-·•]?\s*\d{1,4} authors?", field="author_count"),
    BoilerplateRule(
        "published on",
        rf"{_PUBLISHED}{_DAY}(?: in .{{2,60}})?\.?|\[submitted on .*\]|published: .*last modified: .*"
        r"|submitted .*originally announced .*",
        field="published",
    ),
    BoilerplateRule("published on", rf"(?:[^·•]{{0,80}}+[·•]\s*)+(?:{_PUBLISHED})?{_DAY}", field="published"),
    BoilerplateRule("published on", rf"\S{{1,40}} on {_DAY}"),
    BoilerplateRule(
        "comments",
        rf"(?:{_COUNT}|\d\.\d+) (?:comments?|repl(?:y|ies)|likes?|stars?|votes?|upvotes?|views?)(?: / hour)?",
        "line",
    ),
    BoilerplateRule("votes", rf"(?:upvotes?|▲|★|\[-\])\s*\+?(?:{_COUNT})?|\+(?:{_COUNT})", "line"),
    BoilerplateRule("votes", rf"[^\w\s\x00-\xbf–—“”‘’…•]{{1,3}}\s?(?:{_COUNT})(?: [a-z]{{2,12}})?", "line"),
    BoilerplateRule("repository", r"[\w.-]{1,40}/[\w.-]{0,60}[\w-]", "title"),
    BoilerplateRule("buttons", rf"(?:(?:\[?\s?(?:{_BUTTON})\s?\]?)(?: (?:{_COUNT}))?(?:[\s·|,→»]+|$))+", "line"),
    BoilerplateRule("AI-generated summary", r"(?:view )?ai[- ]generated summary"),
    BoilerplateRule("abstract heading", rf"(?:{ABSTRACT_WORDS})[.:]?", "line"),
    BoilerplateRule(
        "arXiv id",
        r"\((?:arxiv\s?:\s?)?\d{4}\.\d{4,5}(?:v\d+)?\)"
        r"|(?:\[\d+\] )?(?:(?:arxiv\s*:\s*)?\d{4}\.\d{4,5}|arxiv\s*:\s*[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?"
        r"(?: +[\[(][^\])]*[\])]){0,3}(?: +[a-z-]+\.[a-z]{2}(?: [a-z.-]+)*)?(?: +announce type: [\w-]+)?"
        r"(?: +\d{1,2} [a-z]{3,9} (?:19|20)\d\d)?",
        "line",
        "arxiv",
    ),
    BoilerplateRule("arXiv id", r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/\S+", "line", "arxiv"),
    BoilerplateRule("arXiv id", r"\\\\ \( https?://(?:www\.)?arxiv\.org/abs/\S+ ,.*", field="arxiv"),
    BoilerplateRule("DOI", r"(?:doi: ?)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+", "line", "doi"),
    BoilerplateRule("address", r"https?://\S+", "line", "links"),
    BoilerplateRule("file", r".{2,180}\.(?:pdf|epub|djvu|docx?|pptx?)", "title"),
    BoilerplateRule(adverts.ADVERT, f"{adverts.SPONSOR}|{adverts.CALLS}", "title"),
    BoilerplateRule("cookies", adverts.COOKIES),
    BoilerplateRule("invitation", adverts.SUBSCRIBE),
    BoilerplateRule("greeting", adverts.GREETING),
    BoilerplateRule("listing", _LISTING),
    BoilerplateRule("listing", adverts.TURNING, "title"),
    BoilerplateRule("last words", adverts.ADDRESS, "title"),
    BoilerplateRule("last words", _LAST_WORDS),
    BoilerplateRule("citation", _CITATION, "furniture", "citation"),
    BoilerplateRule("publication", _PUBLICATION, "title"),
    BoilerplateRule("licence", _LICENCE),
    BoilerplateRule("headline", _HEADLINE, "title"),
    BoilerplateRule("count", rf"{_COUNT}|\(?\[?\d{{1,3}}[.)\]]", "title"),
)
RIGHTS = BoilerplateRule("rights", "")
"""Whose the papers are, and to whom: paragraphs longer than a line, which `is_on_rights` knows by their first words."""
VENUE = BoilerplateRule("venue", _VENUE, "line", "venue")
"""A name of capitals and a year: the one rule that asks for capitals."""

MAY_BE_DATED = ("masthead", "headline", "listing")
"""Rules whose lines may name the day of the page."""
_PUBLICATION_AT_END = rf"(?:{_PUBLICATION})|(?:in )?(?:the )?proceedings of\b.*|\(?\d+\)?:\s?\d+.*\b(?:19|20)\d\d\.?"
SUBMITTED_BY = "submitted by"
AI_SUMMARY = "AI-generated summary"
ABSTRACT_HEADING = "abstract heading"
SEPARATOR = BoilerplateRule("separator", r"[\W_]+", "line")
RULER = SEPARATOR._replace(can_be="furniture")
"""A separator of several signs: it stands between papers, and no sentence goes on with it."""
USER_NAME = re.compile(r"(?=\W*\w)[^\s.!?,;:](?:\S|\s(?=\S)){0,39}")
ORGANISATION = re.compile(r"[^.!?,;:·]{2,60}")

_ANY_RULE = re.compile("|".join([f"({rule.pattern})" for rule in RULES]))
"""The rules in one: the number of the group that matched is that of the first rule that knows the line."""
_ANY_VENUE = re.compile(_VENUE)
_SHORT_LINE = 60
LONGEST = 200
"""A longer line matches no rule but that on rights."""
_LONG_START = re.compile(
    r"(?:https?|get|receive|by|published|you|this|was|copyright|view|read|manage|update|send|archives|new|articles|citations"
    r"|results|to|showing|arxiv|received|submissions|thanks?|that|see|until|if|go|about|home|you|volume|part|in|the|proc\w*|advances|transactions|journal|annals|lecture|findings|international|ieee|acm|date|searching|for|submitted|forwarded"
    rf"|{adverts.LONG_START})\b",
)
_LONG_SIGNS = (
    "updates on",
    "rticle |",
    ": Proc",
    "(Ed",
    "·",
    "•",
    ">",
    "©",
    "nsubscribe",
    "doi",
    ";",
    "kb)",
    "preferences",
    "ights reserved",
    ".pdf",
    *adverts.LONG_SIGNS,
)
_RIGHTS = re.compile(
    r"This material is presented to ensure timely|The copyright holder for this|Except for (?:this|the) watermark"
    r"|These [\w ]{2,40} papers are the Open Access versions|This article is a preprint and has not been"
    r"|All persons copying this|Permission to make digital or hard copies"
    r"|This (?:is an )?[Oo]pen[- ][Aa]ccess article|Personal use of this material"
)
_RIGHTS_STARTS = frozenset(("This", "The ", "Exce", "Thes", "All ", "Perm", "Pers"))
"""How paragraphs on rights begin, of any length: a proceedings' preamble, the foot of a preprint."""
_ALPHANUMERIC = re.compile(r"[^\W_]")


def find_rule(text: str) -> BoilerplateRule | None:
    """The first rule that knows the line."""
    if not (text[0].isalnum() or _ALPHANUMERIC.search(text)):
        return RULER if len(text) > 2 else SEPARATOR
    if len(text) > _SHORT_LINE and is_on_rights(text):
        return RIGHTS
    if len(text) > _SHORT_LINE and (len(text) > LONGEST or not may_be_long(text)):
        return None
    match = _ANY_RULE.fullmatch(text.lower())
    if match and match.lastindex:
        rule = RULES[match.lastindex - 1]
        return None if rule.name in adverts.BEGIN_LARGE and text[0].islower() else rule
    return VENUE if ("20" in text or "'" in text or "’" in text) and _ANY_VENUE.fullmatch(text) else None


def is_on_rights(text: str) -> bool:
    """Whether a paragraph says whose the papers are, and to whom."""
    return text[:4] in _RIGHTS_STARTS and _RIGHTS.match(text) is not None


def is_publication(text: str) -> bool:
    """Whether the end of a line says where a paper appeared. Few pages ask, so only they pay for the expression."""
    return re.fullmatch(_PUBLICATION_AT_END, text, re.IGNORECASE) is not None


def may_be_long(text: str) -> bool:
    """Whether a line beyond the length of most can match a rule at all."""
    if text[0] in "[\\(©" or _LONG_START.match(text[:24].lower()):
        return True
    for sign in _LONG_SIGNS:  # noqa: SIM110 - `any` takes twice as long
        if sign in text:
            return True
    return False
