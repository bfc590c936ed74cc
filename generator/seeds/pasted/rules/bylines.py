"""Lines of names: who wrote a paper, as pages print it below the title.

No label says so. A line is a byline when every part of it between commas, bars or "and" looks like a person's name:
two to five words with capitals, initials, or the particles of names. Numbers and signs of affiliations may follow.
"""

import re
from typing import NamedTuple

from generator.seeds.metadata.people import split_names
from generator.text.markup import plain_words

_PARTICLE = (
    r"(?:van|von|vom|de|der|den|da|di|do|del|della|dos|la|le|du|bin|ibn|ben|al|el|im|ter|ten|zu|zum|zur|af|av|y|e)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽƏȘȚΑ-ΩЀ-Я]"
_REST = r"[^\W\d]*+(?:[\d’'-][\w’'-]*)?\.?"  # no step back into letters, where nothing can follow
_WORD = rf"(?:(?:d'|[A-Za-z]'|al-|el-)?{_CAPITAL}{_REST}|{_PARTICLE})"
_SIGNS = r"\d\^*†‡§¶∗⋆✉⁰¹²³⁴-⁹#˒"
_SIGN = rf"(?:\^?\{{[\d,*†‡ ]+\}}|[{_SIGNS}]{{1,3}}|\([\d#*]+\)|\[\d[\d, ]*\])"
_PLACES = re.compile(r"\s?\((?=[^()]*[a-zA-Z]{2})[^()]{2,80}\)(?=\s*(?:[,;|&]|and\b|$))")
"""Where people work, in brackets behind their names."""
_ANY_SIGN = re.compile(f"[{_SIGNS}]")
_MARKS = re.compile(rf"(?:(?<=[^\W\d_])|(?<=\.))\s?{_SIGN}(?:[,\s]?{_SIGN})*(?=[\s,;|.]|$)")
_NAME = re.compile(rf"(?:{_PARTICLE}\s){{,3}}{_CAPITAL}{_REST}(?:[ -]{_WORD}){{1,5}}")
_STARTS = re.compile(
    rf"(?:[Bb]y:? )?{_WORD}(?:[ -]{_WORD})*"
    r"(?:\s?(?:[\d^*†‡§¶∗⋆✉⁰¹²³⁴-⁹#˒,;|·•⋅&，、…]|\([\d#*]|\[\d)|\s(?:\\?and|et|und|y|e)\s|\s?$)"
    r"|[一-龥가-힣]{2,4}\s?[,，、;；]"
)
_HAN_NAME = re.compile(r"[一-龥]{2,4}|[가-힣]{2,4}|[ァ-ヶ一-龥]{1,4}\s?[ぁ-んァ-ヶ一-龥]{1,4}")
MOST_SMALL = 6
"""More words in small letters than this at the start of a line, and they are no names."""
_MOST_WORDS = 5
_FIGURES = re.compile(r"(?<![\d-])\d{3}")
"""A number that is no sign of an affiliation."""
_ANY_WORD = re.compile(r"\w+")
_FULL_WORD = re.compile(r"\w{2,}")
_FAMILY_FIRST = re.compile(rf"^\s*({_CAPITAL}[^,\d]{{1,30}}),\s({_CAPITAL}[^,\d]{{0,30}})$")
_INITIALS_LAST = re.compile(rf"\b({_CAPITAL}[\w'’-]+), ((?:{_CAPITAL}\.[ -]?){{1,3}})(?=[,;]|\s(?:and|&)\s|$)")
"""A family name, and the initials behind it."""
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D)\.?")
_AND = re.compile(r"\s*[;|·•⋅&，、;；]\s*|\s*,\s*(?:and\s+)?|\s+(?:\\?and|et|und|y|e)\s+")
_SEPARATORS = (",", " and ", ";", "|", "&", "\t", " et ", " und ", " y ", " e ")
"""What stands between two names in ASCII."""
_ONLY_AND = re.compile(r"^[^,;|·•&，、；]*\s(?:and|et|und|y|e)\s[^,;|·•&，、；]*$")
_OTHERS = re.compile(
    r"[\s,;&|]*(?:(?:and|&)\s+)?(?:et\.? al\.?|others|\d+ (?:more|others?)(?: authors?)?)\s*$|\s*(?:…|\.\.\.)\s*$"
)
_LAST_WORDS = ("al", "al.", "others", "other", "more", "author", "authors", "…", "...")
_BY = re.compile(r"^[Bb]y:? ")
_TITLE_WORDS_TEXT = """
    learning models model networks network neural language vision reasoning segmentation generation attention
    transformers transformer diffusion data deep large training systems system analysis framework benchmark
    dataset survey agents agent video image images text speech robots robot optimization policy policies
    inference memory each every enough steps question questions after before without are is not no who what how
    why when can does do understanding detection recognition alignment prediction planning representation
    representations retrieval knowledge graph graphs the of for with from using via and beyond towards toward
    anything everything technical report artificial intelligence computer science computing engineering visual
    about us contact home login log sign terms settings press careers pricing docs blog help
    tuning controllable adaptive efficient robust causal quantum stochastic
"""
_TITLE_WORDS = frozenset(_TITLE_WORDS_TEXT.split())
"""Words that are no names, in small letters."""
_AFFILIATION = re.compile(
    r"univ|institut|laborator|\blabs?\b|department|dept\b|school of|college|academy|faculty|\bcent(?:er|re)\b|hospital"
    r"|research|\binc\b|\bcorp|\bltd\b|\bgmbh\b|google|microsoft|\bmeta\b|amazon|nvidia|deepmind|openai|apple|ibm"
    r"|tencent|alibaba|bytedance|huawei|baidu|\bmit\b|eth z|inria|cnrs|max planck|大学|研究|学院|대학",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"[*†‡§¶∗⋆✉⁰¹²³⁴-⁹]\s?\w.*|"
    r"(?:equal contribution|corresponding author|work done|contact|e-?mails?)\b.*|\(?\d\)?\s?[A-Z].*",
    re.IGNORECASE,
)
_SCHOLAR = re.compile(r"(?P<names>\S.{2,200}?)[…]? [-–—] (?P<venue>.*?),? ?(?P<year>(?:19|20)\d\d)(?: [-–—] .*)?")


class ScholarLine(NamedTuple):
    """A line like `A Example, B Sample - Trial Music Research, 2026 - Example Press`."""

    names: str
    venue: str
    year: str


def byline_strength(text: str) -> int:
    """How surely a line is nothing but names: 2 when several are, 1 when one is, 0 when it is something else."""
    if "(" in text[:60] and (text[-1] == ")" or ")," in text):
        text = _PLACES.sub("", text[:2000])
    if text.count(" ") > _MOST_WORDS + 1 and not _has_separator(text):
        return 0
    if "\\" in text and not _has_small_words(text):
        text = plain_words(text)  # TeX's accents are letters
    if not _STARTS.match(text) or _FIGURES.search(text) or _has_small_words(text):
        return 0
    line = _cut_marks(_cut_others(_BY.sub("", text) if text[1:2] == "y" else text))
    if "., " in line or line.endswith("."):
        line = _INITIALS_LAST.sub(r"\2 \1", line)
    if ";" in line:
        line = ";".join([_FAMILY_FIRST.sub(r"\2 \1", part) for part in line.split(";")])
    parts = [part for part in _AND.split(line.rstrip(" .,;|*")) if part.strip()]
    names = [part for part in parts if not _SUFFIX.fullmatch(part)]
    right = sum([_is_name(part.strip()) for part in names])
    if not names or right < len(names) * (0.75 if len(names) > 3 else 1.0):
        is_close = len(names) > 1 and 2 * right >= len(names) and "," in line and text[-1] not in ".!?:"
        return 1 if is_close and max(part.count(" ") for part in names) < _MOST_WORDS else 0
    is_list = len(names) > 2 or (len(names) == 2 and not _ONLY_AND.search(line))
    if is_list or text[-1] == "," or _cut_others(text) != text:
        return 2
    return 1 if max(len(_FULL_WORD.findall(part)) for part in names) < 5 - len(names) else 0


def _has_small_words(text: str) -> bool:
    return sum([word[0].islower() for word in text[:120].split()]) > MOST_SMALL


def _has_separator(text: str) -> bool:
    if not text.isascii():
        return True
    for sign in _SEPARATORS:  # noqa: SIM110 - `any` takes twice as long
        if sign in text:
            return True
    return False


def _cut_marks(text: str) -> str:
    """A list of names without the signs of affiliations."""
    return _MARKS.sub("", text) if _ANY_SIGN.search(text) else text


def _cut_others(text: str) -> str:
    """A list of names without the "et al." at its end."""
    return text[:-40] + _OTHERS.sub("", text[-40:]) if text.rstrip().endswith(_LAST_WORDS) else text


def _is_name(text: str) -> bool:
    if _HAN_NAME.fullmatch(text):
        return True
    return _NAME.fullmatch(text) is not None and _TITLE_WORDS.isdisjoint(_ANY_WORD.findall(text.lower()))


def is_affiliation(text: str) -> bool:
    """Whether a line below names says where these people work, or how to write to them."""
    if "@" in text and len(text) < 300:
        return True
    return len(text) < 300 and text[-1] not in "?!" and bool(_AFFILIATION.search(text) or _NOTE.fullmatch(text))


def has_dash(text: str) -> bool:
    """Whether a dash stands between two words."""
    return " - " in text or (not text.isascii() and (" – " in text or " — " in text))


def scholar_line(text: str) -> ScholarLine | None:
    """The names, the venue and the year of a line of Google Scholar."""
    match = _SCHOLAR.fullmatch(text) if len(text) < 300 and has_dash(text) else None
    if not match:
        return None
    names = match["names"].rstrip("… ")
    return ScholarLine(names, match["venue"], match["year"]) if byline_strength(names) else None


def names_in(text: str) -> list[str]:
    """The people that a byline lists."""
    if "\\" in text:
        text = plain_words(text)
    ends_in_initial = re.search(r"\b[A-Z]\.(?!$)|(?:Jr|Sr)\.$", text)
    return split_names(_cut_marks(_cut_others(text if ends_in_initial else text.rstrip(" .,;"))))
