"""What a site or a newsletter says for itself or for its sponsors, in lines between papers: adverts, words on cookies,
boxes that ask for an address.

A rule here is, as in `boilerplate`, a regular expression for a whole line in small letters. An advert has a mark, and
what is advertised stands right below it, in sentences that no rule can know: `Sponsored`, then a paragraph.
"""

import re

ADVERT = "advert"
BEGIN_LARGE = (ADVERT, "cookies", "invitation", "greeting")
"""Rules for sentences: in small letters such a line goes on with another."""

SPONSOR = (
    r"[\W_]*(?:advertisements?|advertorial|ad|sponsors?|sponsored(?: (?:by|content|post|link"
    r"|message)\b.{0,60})?|promoted"
    r"|promotion|paid (?:content|partnership|post)|partner (?:content|message)|a (?:word|message) from (?:our"
    r"|the) sponsors?"
    r"|(?:presented|brought to you) by .{1,60}|together with .{1,40}|in partnership with .{1,40}"
    r"|(?:thanks to )?our sponsors?\b.{0,60}|today['’]s sponsor\b.{0,60})[\W_]*"
    r"|.{1,150}[(\[](?:sponsor(?:ed)?|advertisement|promoted)[)\]]"
)
"""The mark of an advert, which says that what is below it is one."""
CALLS = (
    r"(?:remove|hide|skip|close) ads?|(?:why (?:this|am i seeing this) ad|about this ad)\??"
    r"|.{0,150}\badvertise (?:with|here|on|in)\b.{0,60}|(?:looking|want|interested in) (?:to )?(?:reach"
    r"|advertis|sponsor)\w*\b.*"
    r"|.{0,150}\b(?:start (?:a|your) free trial|free trial|no credit card|promo code|discount code|book (?:a"
    r"|your) demo"
    r"|limited[- ]time offer|use (?:the )?code [a-z0-9]+ (?:at|for|to))\b.*"
    r"|(?:try|get|claim|start|join|sign up|register|learn more|shop|buy|download|read|book|reserve)\b.{0,60}[→»›➜]"
)
COOKIES = (
    r"(?:we|this (?:web)?site|our (?:web)?site"
    r"|the (?:web)?site)(?: and our partners)? (?:also )?uses? (?:\w+ )?cookies\b.*"
    r"|(?:by (?:continuing|using|clicking)|if you continue)\b.*\bcookies?\b.*"
    r"|(?:accept|reject|allow|decline|manage|refuse)(?: (?:all|only|essential|necessary|optional|and close|cookies))+"
    r"|(?:your )?cookies? (?:settings|preferences|policy|notice|choices)|(?:i agree|got it|no,? thanks|not now"
    r"|maybe later)!?"
)
SUBSCRIBE = (
    r"subscribe to (?:our|my|the|this)\b.{0,60}|(?:enter |type )?(?:your )?e-?mail address(?: here)?"
    r"|enter your e-?mail.{0,30}"
    r"|(?:sign|log) (?:me )?(?:in|up)(?: (?:to|with|for)\b.{0,60})?|continue with \w+"
    r"|join (?:over |more than )?[\d.,]+k?\+? .{0,120}|enjoying (?:this|our|the)\b.{0,120}"
    r"|share (?:this|it)\b.{0,60}|was this (?:page|article|e-?mail|issue|newsletter)?\b.{0,20}\b(?:helpful"
    r"|useful|good)\b.{0,20}"
    r"|how (?:was|did you like|would you rate) (?:today['’]s|this)\b.{0,60}"
)
GREETING = (
    r"dear (?:readers?|all|subscribers?|friends?|colleagues?)\b.*|(?:hi|hello|hey)(?: [\w-]+){1,3}[,!]"
    r"|good (?:morning|afternoon|evening)\b.*|(?:happy|welcome to|welcome back)\b.{0,30}\b(?:monday|tuesday"
    r"|wednesday|thursday"
    r"|friday|newsletter|issue|edition|digest)\b.*"
)
TURNING = (
    r"loading(?:\.\.\.|…)?|(?:load|see|view|show|browse) (?:more|all)(?: \w+)?|you['’](?:re"
    r"|ve)? (?:are )?(?:all )?caught up!?"
    r"|(?:the )?end of (?:the )?(?:feed|list|results)|mark (?:all )?as (?:un)?read"
    r"|page \d+(?: (?:of|/) \d+)?|[-–—] ?\d{1,4} ?[-–—]"
    r"|(?:recommended|suggested|selected|picked) for you|\d+ unread (?:articles|items|posts)|read (?:later|in app)"
)
ADDRESS = (
    r"\d{1,5}[a-z]? [\w .'’-]{2,40} (?:street|st\.?|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|lane|drive"
    r"|square|way|suite)"
    r"\b.{0,60}\d{4,6}.{0,20}"
)

LONG_START = (
    r"dear|good|happy|welcome|we use|we and|(?:this|our|the) (?:web)?site|by (?:continuing|using|clicking)"
    r"|if you continue|join|enjoying"
    r"|share (?:this|it)|was this|how (?:was|did|would)|looking|want to|interested in|together with|presented by"
    r"|brought to|sponsor\w*|(?:our|today.s) sponsors?|subscribe to|sign|log|\d+"
)
"""How lines of more than a few words begin here; the others have one of these signs."""
LONG_SIGNS = ("ponsor", "dvertis", "romo", "free trial", "credit card", "iscount code", "use code", "→")
_ADDRESSES_YOU = re.compile(
    r"\b(?:you|your|you['’]re|free|sign up|try|demo|trial|learn more|get started)\b", re.IGNORECASE
)
_MARK = re.compile(SPONSOR)
_BARE_MARK = re.compile(r"[\W_]*(?:advertisements?|ad)[\W_]*")


def is_mark(text: str) -> bool:
    """Whether a line says that what is below it is an advert."""
    return _MARK.fullmatch(text.lower()) is not None


def is_bare_mark(text: str) -> bool:
    """Whether a mark stands mostly where a picture was, of which nothing is copied."""
    return _BARE_MARK.fullmatch(text.lower()) is not None


def sells(text: str) -> bool:
    """Whether a text speaks to its reader as adverts do, and abstracts do not."""
    return _ADDRESSES_YOU.search(text) is not None
