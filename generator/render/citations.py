"""Citations of a paper in each format.

A citation says what the seeds know and nothing else: a wrong year does more harm than none. Each format is a
function of the paper and a row of `FORMATS`; pages and exports go through the table, so a new format is one function
and one row.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

from generator.model import urls
from generator.model.config import Config
from generator.model.papers import MONTHS, Paper
from generator.text.markup import is_typesetting, one_line, split_formulas
from generator.text.markup.tex_signs import IN_FORMULAS

Labels = Mapping[str, str]
"""The labels of a paper's editions, by id."""


class Citation(NamedTuple):
    """A paper in one format, ready to copy."""

    id: str
    label: str
    text: str


def all_formats(paper: Paper, config: Config, labels: Labels) -> tuple[Citation, ...]:
    """`paper` in every format of the table."""
    return tuple([Citation(name, label, write(paper, config, labels)) for name, label, write in FORMATS])


def bibtex(paper: Paper, config: Config, labels: Labels) -> str:
    """`paper` as a BibTeX entry: `@misc`, as nobody said where it appeared.

    The title stands in two pairs of braces: its capitals survive every style, its formulas stay formulas.
    """
    year, month = _date(paper)
    fields = {
        "title": f"{{{_escape_tex(paper.title.text)}}}",
        "author": " and ".join(filter(None, map(_author, paper.authors))),
        "year": year,
        "month": month,
        "eprint": paper.arxiv or "",
        "archivePrefix": "arXiv" if paper.arxiv else "",
        "doi": _escape_address(paper.doi or ""),
        "url": _escape_address(_address(paper, config)),
        "note": _escape_tex(_edition_note(paper, config, labels)),
    }
    # A month is a macro of every style and stands without braces.
    lines = [f"  {n} = {v if n == 'month' else f'{{{v}}}'},\n" for n, v in fields.items() if v]
    return f"@misc{{{citation_key(paper)},\n{''.join(lines)}}}\n"


def plain_text(paper: Paper, config: Config, labels: Labels) -> str:
    """`paper` on one line, to paste into a text."""
    names = list(map(one_line, paper.authors))
    authors = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    arxiv = f"arXiv:{paper.arxiv}" if paper.arxiv else ""
    parts = (authors, paper.title.text, _date(paper)[0], arxiv, _edition_note(paper, config, labels))
    sentences = " ".join([part if part[-1] in ".?!" else f"{part}." for part in parts if part])
    return f"{sentences} {_address(paper, config)}".strip()


Writer = Callable[[Paper, Config, Labels], str]

FORMATS: tuple[tuple[str, str, Writer], ...] = (("bibtex", "BibTeX", bibtex), ("text", "Plain text", plain_text))
"""Id, label and writer of each format, in the order pages show them."""

_SMALL_WORDS = frozenset(
    ("a", "an", "the", "on", "of", "for", "in", "to", "and", "is", "are", "do", "does", "can", "how", "what", "when",
     "why", "who", "with", "towards", "toward", "from", "by", "at", "via")
)  # fmt: skip


_WORDS = re.compile(r"[a-z0-9]+").findall


def citation_key(paper: Paper) -> str:
    """`hase2021when` from author, year and title; without an author the first words of the title."""
    words = [word for word in _WORDS(_strip_accents(paper.title.text)) if word not in _SMALL_WORDS]
    words = words or paper.id.split("-")
    if not paper.authors:
        return "-".join(words[:3])
    name = one_line(paper.authors[0])
    family = "".join(_WORDS(_strip_accents(name.split(",")[0] if "," in name else name.split(" ")[-1])))
    return f"{family or 'anonymous'}{_date(paper)[0]}{words[0]}"


def _strip_accents(text: str) -> str:
    """Lower case without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return text.lower()


def _date(paper: Paper) -> tuple[str, str]:
    """Year and month of the paper's own date, as far as it is known; the day it was listed is another."""
    year, _, rest = (paper.published or "").partition("-")
    return year, _month(int(rest[:2])) if rest else ""


def _month(number: int) -> str:
    return MONTHS[number - 1][:3].lower()


def _address(paper: Paper, config: Config) -> str:
    """Where the paper is; where that is not known, the address of its page here, if that is."""
    if paper.arxiv:
        return f"https://arxiv.org/abs/{paper.arxiv}"
    if paper.doi:
        return f"https://doi.org/{paper.doi}"
    own = next((link.url for link in paper.links if link.kind == "paper"), "")
    return own or (urls.absolute(config.base_url, urls.paper(paper.id)) if config.base_url else "")


def _edition_note(paper: Paper, config: Config, labels: Labels) -> str:
    """The edition that had it first, so that a citation does not change when another edition lists it again."""
    first = paper.editions[-1]
    return f"Listed in {one_line(config.title)}, {labels[first.edition]}, no. {first.number}"


_ORGANISATION = re.compile(
    r" and |&|\b(?:team|group|collaboration|consortium|community|project|initiative|laborator(?:y|ies)|labs?|institute"
    r"|university|foundation|inc|ltd|llc|gmbh|corp(?:oration)?|research)\b",
    re.IGNORECASE,
)


def _author(name: str) -> str:
    """A name for BibTeX, which takes the last word for the family name unless braces say it is one name.

    BibTeX knows `Family, First` and `Family, Jr, First`. With more commas it gives up, and `others` is no name to it.
    """
    line = one_line(name).strip(" ,")
    is_whole = line.count(",") > 2 or line.lower() == "others" or _ORGANISATION.search(f" {line} ")
    return f"{{{_escape_tex(line)}}}" if is_whole and line else _escape_tex(line)


# BibTeX counts braces whatever stands before them, so `\{` would leave a field open.
_SPECIAL = str.maketrans(
    {
        "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
        "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


_TO_ESCAPE = re.compile(rf"[&%#_${{}}\\~^{''.join(IN_FORMULAS)}]")
_LONE_SIGN = re.compile(rf"(?<![\u0370-\u03ff])[{''.join(IN_FORMULAS)}](?![\u0370-\u03ff])")
"""A sign that a TeX document sets as a formula, but no letter of a word in Greek."""


def _escape_tex(text: str) -> str:
    """`text` for TeX: words escaped, and formulas that would break the entry or do more than set signs."""
    if not _TO_ESCAPE.search(text):
        return text
    return "".join(
        _IN_FORMULA.sub(_escape_sign, piece)
        if at % 2 and _is_balanced(piece) and is_typesetting(piece)
        else _escape_words(piece)
        for at, piece in enumerate(split_formulas(text))
    )


def _escape_words(words: str) -> str:
    return _LONE_SIGN.sub(lambda sign: IN_FORMULAS[sign[0]], words.translate(_SPECIAL))


_IN_FORMULA = re.compile(r"\\.|[%#&]", re.DOTALL)
"""A command, or a sign that means something else to TeX than to its author: a comment, a parameter, a column."""


def _escape_sign(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else f"\\{found[0]}"


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


_PLAIN_ADDRESS = re.compile(r"[!-\[\]_-z]*").fullmatch
"""ASCII without space, backslash, `^` (TeX takes `^^5c` for a backslash) and braces."""
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "^": "%5E"})


def _escape_address(address: str) -> str:
    """An address for a field that styles print as it is."""
    if _PLAIN_ADDRESS(address):
        return address
    return one_line(address).translate(_IN_ADDRESS)
