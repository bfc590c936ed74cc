"""Names of people, as texts list them: with commas, `and`, `&`, semicolons, bars or lines between them, or in other
scripts, with the family name first, with affiliations behind them.

Every name comes out as its bearer would be introduced, given name first, so that lists of them can be read.
"""

import re
from collections.abc import Sequence

_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[\^?[\d,*\s]+\]|<[^<>]*>|\{\s*[\d,*]+\s*\})")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]]*[|/])?([^\[\]|/]+)\]\]")
_NOTE_MARKS = re.compile(
    r"(?:(?<=[^\W\d]|\.)\^?\{?[\d*†‡§¶∗⋆✉⁰¹²³⁴-⁹]+(?:,[\d*†‡§¶∗⋆✉⁰¹²³⁴-⁹]+)*\}?\^?|(?<![*†‡§¶∗⋆✉])[*†‡§¶∗⋆✉]++)(?=[\s,;|&]|$)"
)
_OTHERS = re.compile(
    r"(?<![\s,;&|])[\s,;&|]*+(?:(?:\band|&)\s+)?(?:\bet\.?\s*al\b\.?|\b(?:and|&)\s+(?:many\s+)?others\b\.?|\bu\.\s?a\.|等人?)\s*\.?\s*$"
    r"|\s*(?:\.\.\.|…)\s*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?i:(?:by|authors?|作者)\b\s*:?\s+|作者\s*[:：]\s*)"
    r"|(?i:von|par|por)\b(?:\s*:\s*|\s+(?=[^\W\d_a-z][\w.'’-]*\s+[^\W\d_a-z]))"
)
"""What stands before names. A name may begin so as well: `Par Lagerkvist`, `von der Berg`."""
_STRONG_SEPARATORS = (r"\s*[;；]\s*", r"\s*[|｜]\s*", r"\s*\n\s*", r"\s+[·•⋅/]\s+")
"""Signs that stand between names and never inside of one, the surest first."""
_AND = re.compile(r"\s*,?\s+(?:\\?and|&|und|et|y|e)\s+|\s*[&＆]\s*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?)+(?:[^\W\d_]\.?)?|[A-Z]{1,3}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|m\.?d|i{2,3}|iv)\.?", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:collaboration|consortium|team|group|project|initiative|committee|AI)\b", re.IGNORECASE)


def unlink_text(text: str) -> str:
    """`text` with what links of a vault show, `[[people/Ana Brewer|Ana]]`, in their place."""
    return _WIKI_LINK.sub(r"\1", text) if "[[" in text else text


def _fold_space(text: str) -> str:
    """`text` with one sign for each run of white space: patterns below look at a run from each of its places."""
    return re.sub(r"\s{2,}", lambda run: "\n" if "\n" in run[0] else " ", text)


def split_names(text: str) -> list[str]:
    """The people that one text lists."""
    if len(links := [*_WIKI_LINK.findall(text)]) > 1:
        return [name for link in links for name in order_names([link.strip()])]
    text = _BRACKETS.sub("", _fold_space(unlink_text(text)))
    text = _fold_space(_NOTE_MARKS.sub("", _BRACKETS.sub("", text)))  # arXiv: `A. Brewer (1) ((1) A University)`
    text = _OTHERS.sub("", text).strip()
    text = text[by.end() :] if (by := _BY.match(text)) else text
    for separator in _STRONG_SEPARATORS:
        parts = [part for part in re.split(separator, text) if part.strip(" ,")]
        if len(parts) > 1 and not (separator == r"\s*\n\s*" and text.count(",") >= len(parts) - 1):
            return order_names([name for part in parts if (name := _strip_and(part))])
    return _split_commas(re.sub(r"\s*[、，]\s*", ", ", " ".join(text.split())))


def order_names(names: Sequence[str]) -> list[str]:
    """Each of `names` with its given name first, where commas say that they are the other way round."""
    cleaned = [" ".join(_BRACKETS.sub("", unlink_text(_fold_space(name))).split()).strip(" ,;") for name in names]
    cut = [_join_suffixes([part.strip() for part in name.split(",")]) for name in cleaned if name]
    families = [parts for parts in cut if _is_turned(parts)]
    short = sum(" " not in parts[0] or parts[0][:1].islower() for parts in families)
    are_turned = len(families) == len([parts for parts in cut if len(parts) > 1]) and 2 * short >= len(families)
    return [_turn(parts) if are_turned and _is_turned(parts) else ", ".join(parts) for parts in cut]


def _strip_and(part: str) -> str:
    return re.sub(r"^(?:and|&|und)\s+", "", part.strip(" ,"))


def _is_turned(parts: Sequence[str]) -> bool:
    """Whether these parts of a name may be family and given name: both are short, and none is a title or a group."""
    is_short = len(parts) == 2 and all(0 < len(part.split()) <= 4 for part in parts)
    return is_short and not (_SUFFIX.fullmatch(parts[1]) or _GROUP.search(parts[0]) or _CJK.search(parts[0]))


def _turn(parts: Sequence[str]) -> str:
    return " ".join(reversed(parts))


def _split_commas(text: str) -> list[str]:
    """The names in a line that has nothing but commas and `and` between them."""
    if not text or (_GROUP.search(text) and "," not in text):
        return [text] if text else []
    parts = [part.strip(" ,") for part in _AND.split(text) if part.strip(" ,")]
    cut = [_join_suffixes([piece.strip() for piece in part.split(",") if piece.strip()]) for part in parts]
    if all(map(_is_turned, cut)) and any(" " not in pieces[0] or " " not in pieces[1] for pieces in cut):
        return [*map(_turn, cut)]
    pieces = [piece for part in cut for piece in part]
    if len(pieces) % 2 == 0 and all(_INITIALS.fullmatch(given) for given in pieces[1::2]):
        return [_turn(pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]
    return pieces


def _join_suffixes(pieces: list[str]) -> list[str]:
    """The pieces of a name or list with `Jr.` and its like where they belong."""
    found: list[str] = []
    for piece in pieces:
        if found and _SUFFIX.fullmatch(piece):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


_NAME = re.compile(r"(?:(?:[^\W\d_a-z][\w'’.-]*|[a-z]{1,3}|d['’]\w+)\s+){0,4}[^\W\d_a-z][\w'’.-]*")


def is_name_list(text: str) -> bool:
    """Whether a line is nothing but names, each of at least two words: a title has other words as well."""
    return bool(names_in(text))


def names_in(text: str) -> list[str]:
    """The names that a line has, if it has nothing else."""
    names = split_names(text) if len(text) < 2000 and not re.search(r"[:!?]|[^.\s]{3}\.$", text) else []
    return names if all(" " in name and len(name) < 50 and _NAME.fullmatch(name) for name in names) else []
