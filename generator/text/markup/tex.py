r"""TeX in running text, read as what it prints: `Erd\H{o}s`, `\textbf{..}`, ``quotes'', `Fig.~3`, `{C}apitals`.

Authors paste their abstracts from a TeX file. Formulas, links, code and other pieces with a meaning of their own are
found before (`inline`, `markdown`); here they are `OPAQUE` characters, so that a command may hold them. What is not
known, or is somebody else's backslash (`C:\new`, `\d+`), stays to the letter.

pylatexenc does not do: it needs ten milliseconds a text, and fails at a `$` or brace that is no TeX.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from generator.text.markup import tex_signs

OPAQUE = "\uffff"
"""Stands for a piece that is no word; a clean text cannot hold it."""
_KEPT = "\ufffe"
"""Stands for characters that are what they are."""

SIGNS = ("\\", "{", "`", "--", "~", "''")
"""A text without any of these has no TeX."""

_SOMEBODY_ELSES = r"""(?<!\S)\S*(?:(?<![A-Za-z])[A-Za-z]:\\\w|(?<!\S)\\\\\w+\\  # paths of Windows
            |\\[dwsDWSB](?:[+*?)\]|]|\{\d)|[.\])][*+]\\|\[\^|\(\?[:=!<P])\S*  # regular expressions
      | (?<!\w)\\(?P<quote>["'`])(?=\w)[^\\]{0,200}\\(?P=quote)(?![\w{])  # quotes of a string
      | """
_ELSEWHERE = (
    ":\\",
    "\\\\",
    "\\d",
    "\\w",
    "\\s",
    "\\D",
    "\\W",
    "\\S",
    "\\B",
    "*\\",
    "+\\",
    "[^",
    "(?",
    '\\"',
    "\\'",
    "\\`",
)
"""A text without any of these has no backslash of somebody else."""
_LITERAL = r"""\\(?P<brace>[{}]) | \\(?P<alone>[~^])\{\}
      | \\text(?P<name>backslash|braceleft|braceright)(?![A-Za-z])(?:\{\})?
      | `(?<![\w\\`]`)(?=[^\s`])[^`]{0,200}(?<=[^\s`\\])`(?![\w`])  # code
    """
_TEX_ALONE = re.compile(_LITERAL, re.VERBOSE)
_AS_IT_IS = re.compile(_SOMEBODY_ELSES + _LITERAL, re.VERBOSE)
_LITERAL_SIGNS = {"backslash": "\\", "braceleft": "{", "braceright": "}"}

_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+)\}"
_FACES = r"em|it|bf|tt|sc|rm|sf|sl|small|large|Large|footnotesize|itshape|bfseries|scshape|ttfamily|normalfont"
_WORDS = r"A-Za-z0-9\u00aa-\u2e7f"
"""Characters of words that spaces part."""
_IN_SINGLE = r"(?:[^`'\s]|(?<=\w)'(?=\w))(?:(?:[^`']|(?<=\w)'(?=\w)){0,200}[^`'\s])?"
_BRACES = re.compile(
    r"\\[A-Za-z]+\*?(?:\[[^][]*\])?(?:\{[^{}]*\})+"  # an unknown command's own stay
    r"|\{(?:(?<=[^\W\d_]\{)|(?<=[^\W\d_]-\{))(?P<behind>[\w-]*[^\W\d_a-z][\w-]*|)\}"
    r"|\{(?<!\$\{)(?P<before>[\w-]*[^\W\d_a-z][\w-]*)\}(?=-?[^\W_])"
    r"|\{(?<![\w$]\{)(?P<name>[\w-]*[a-z][A-Z][\w-]*|[\w-]*[A-Z]{2}[a-z-][\w-]*|[A-Z][a-z]+-[A-Z][\w-]*)\}(?!\w)"
    r"|\{(?P<sign>[^\W\d_\x00-\x7f]|\s*[-–—]+\s*)\}|\{(?<=\d\{)(?P<digits>[,.])\}(?=\d)"
)
_QUOTED = r"[^\s`](?:[^`]{0,300}?[^\s`])??"


class _Rule(NamedTuple):
    """What a pattern prints; `sign` is in every text that has it, and soon looked for."""

    sign: str
    pattern: re.Pattern[str]
    printed: str | Callable[[re.Match[str]], str]


def _command(pattern: str, printed: str | Callable[[re.Match[str]], str]) -> _Rule:
    return _Rule("\\", re.compile(pattern), printed)


def _tie(found: re.Match[str]) -> str:
    """A space that holds a line together, unless the tilde stands for from-to, about, or a distribution."""
    before, after = found.string[: found.start()].rpartition(" ")[2], found.string[found.end() :]
    ranges = after[:1].isdigit() and re.search(r"\d[%x×]?$", before)
    letters = re.fullmatch(r"\W*[A-Za-z]", before) and not re.match(r"[a-z]{2,}\b", after)
    return "~" if ranges or letters or re.match(r"\w+\(", after) else " "


_STEPS = (
    _Rule("\\", tex_signs.ACCENT, tex_signs.accented_letter),
    _Rule("\\", tex_signs.ACCENT, tex_signs.accented_letter),  # on letters that have one
    _Rule("\\", tex_signs.LETTER, tex_signs.own_letter),
    _Rule("\\", tex_signs.GREEK_AS_ACCENT, tex_signs.greek_letter),
    _Rule("\\", tex_signs.SHORT, tex_signs.short_form),
    _command(r"\\text(super|sub)script\s*\{([^{}]*)\}", tex_signs.set_off),
    _command(r"\\ding\{(3[3-9]|[4-9]\d|1[01]\d|12[0-6]|16[1-9]|1[7-9]\d|2[0-4]\d)\}", tex_signs.dingbat),
    _command(r"\\(?:label|thanks|vspace\*?|hspace\*?)\{[^{}\uffff\ufffe]*\}", ""),
    _command(
        r"\\(?:begin|end)\{(?:itemize|enumerate|description|quote|quotation|abstract|center)\}(?:\[[^][]*\])?", ""
    ),
    _command(rf"\\(?:text)?color(?:\[\w+\])?\{{[^{{}}\uffff\ufffe]*\}}\s*(?={_GROUP})", r"\\text"),
    _command(rf"\\href\s*\{{this https? URL\}}\s*(?={_GROUP})", r"\\text"),  # as arXiv shows a link of an abstract
    _command(r"\\(?:text)?color(?:\[\w+\])?\{[^{}\uffff\ufffe]*\}", ""),
)
_GROUPS = (
    _command(
        rf"\\(?:text(?:bf|it|tt|sc|sf|rm|sl|up|md|normal)?|emph|underline|uline|ul|mbox|abstract)\s*{_GROUP}", r"\1"
    ),
    _command(rf"\{{\s*\\(?:{_FACES})(?![A-Za-z])\s*((?:[^{{}}]|\{{(?:[^{{}}]|\{{[^{{}}]*+\}})*+\}})*+)\}}", r"\1"),
    _command(rf"\s*\\footnote(?:\[\d+\])?{_GROUP}", lambda found: f" ({found[1].strip()})"),
)
"""Commands around words, from the outside in."""
_LAST_STEPS = (  # names, quotes, spaces, dashes, braces, signs
    _command(rf"\\(?:{_FACES})\s+(?=\S)", ""),
    _command(r"(\\text(?:mu|degree|asciicircum|asciitilde)) (?=\w)", r"\1{}"),
    _Rule("\\", tex_signs.SIGN, tex_signs.named_sign),
    _Rule("`", re.compile(rf"`(?<![`\w]`)(?!`)({_IN_SINGLE})'(?!['\w])"), r"‘\1’"),
    _Rule("``", re.compile(rf"``(?<!```)({_QUOTED})(?:''|\"(?!\w))"), r"“\1”"),
    _Rule(
        "''", re.compile(r"(?<![\w'\"])(?:''|\")(?=\S)((?:[^'\"]|(?<=\w)'(?=\w)){1,200}(?<=\S))''(?![\w'])"), r"“\1”"
    ),
    _Rule("~", re.compile(rf"~(?<=[{_WORDS}.,:;)\]%}}{OPAQUE}”’]~)(?=[{_WORDS}(\[{{\\{OPAQUE}“‘]|--)"), _tie),
    _Rule("---", re.compile(r"---(?<=[^-<!|]---)(?=[^->|])"), "—"),
    _Rule("--", re.compile(rf"--(?<=[\w)\]”’\"'%}}{OPAQUE}]--)(?=[\w(\[“‘\"'{{{OPAQUE}\\])"), "–"),
    _Rule("{", _BRACES, lambda found: found[found.lastgroup] if found.lastgroup else found[0]),
    _command(r"\\\\(?:\[[^][]*\])?(?=\s|$)|\\ |\\,(?=\S)", " "),
    _command(r"\\([%&_#$])", r"\1"),
    _command(rf"\\!(?={OPAQUE}|-)|(?<={OPAQUE})\\!", ""),
    _command(r"\\-+", "-"),
    _Rule("  ", re.compile("  +"), " "),
)
_QUOTE = re.compile(rf"``{_QUOTED}''")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+| |,(?=\w))")
_TITLE_NOTE = re.compile(rf"(?<!\s)\s*+\\(?:footnote|thanks)(?:\[\d+\])?{_GROUP}")
_TITLE_BRACES = re.compile(r"(?<![$\w}])\{([^{}\",;=]*[A-Z][^{}\",;=]*)\}")


def without_notes(title: str) -> str:
    """A title without its footnotes, which are not a part of it."""
    return _TITLE_NOTE.sub("", title) if "\\" in title else title


def before_markdown(text: str, place: int, end: int) -> tuple[str, int] | None:
    r"""What is TeX's at a place where Markdown would see an escape or code, with its end; `read_tex` does the rest."""
    if found := tex_signs.ACCENT.match(text, place, end):
        letter = tex_signs.accented_letter(found)
        return (letter, found.end()) if letter != found[0] and not _AS_IT_IS.match(text, place, end) else None
    if found := _COMMAND.match(text, place, end):
        return found[0], found.end()
    quote = _QUOTE.match(text, place, end)
    if not quote or re.search(r"[^\s(\[]``", text[quote.end() : text.find("``", quote.end()) + 2]):  # ``a''b`` is code
        return None
    return "``", place + 2


def read_tex(words: Sequence[str], *, title: bool = False) -> list[str]:
    """The words between the pieces of a text as TeX prints them: as many, for a command may begin in one and end in
    another. Braces in a title keep its capitals."""
    text = OPAQUE.join(words)
    if not any(sign in text for sign in SIGNS):
        return list(words)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found["brace"] or found["alone"] or _LITERAL_SIGNS.get(found["name"], found[0]))
        return _KEPT

    as_it_is = _AS_IT_IS if any(sign in text for sign in _ELSEWHERE) else _TEX_ALONE
    dashes = "\\" in text or "``" in text
    text = _print(as_it_is.sub(keep, text)).strip(" ")
    if dashes:  # what is no TeX has them, too, and means to
        text = text.replace(" -- ", " – ")
    if title:
        text = _TITLE_BRACES.sub(r"\1", _TITLE_BRACES.sub(r"\1", text))
    return "".join(chain.from_iterable(zip_longest(text.split(_KEPT), kept, fillvalue=""))).split(OPAQUE)


def _print(text: str) -> str:
    text = _apply(_STEPS, text)
    before = ""
    while before != text and "\\" in text:
        before, text = text, _apply(_GROUPS, text)
    return _apply(_LAST_STEPS, text)


def _apply(rules: Iterable[_Rule], text: str) -> str:
    for rule in rules:
        if rule.sign in text:
            text = rule.pattern.sub(rule.printed, text)
    return text
