r"""TeX in running text, read as what it prints: `Erd\H{o}s`, `\textbf{..}`, ``quotes'', `Fig.~3`, `{C}apitals`.

Authors paste their abstracts from a TeX file. Formulas, links, code and other pieces with a meaning of their own are
found before (`inline`, `markdown`); here they are `OPAQUE` characters, so that a command may hold them. What is not
known, or is somebody else's backslash (`C:\new`, `\d+`), stays to the letter.

pylatexenc does not do: it takes `%` and `$` for TeX wherever they stand, and drops the names of unknown commands.
"""

import re
from collections.abc import Callable, Sequence
from itertools import chain, zip_longest

from generator.text.markup import tex_signs

OPAQUE = "\uffff"
"""Stands for a piece that is no word; a clean text cannot hold it."""
_KEPT = "\ufffe"
"""Stands for characters that are what they are."""

SIGNS = ("\\", "{", "`", "--", "~", "''")
"""A text without any of these has no TeX."""

_AS_IT_IS = re.compile(
    r"""(?<!\S)\S*(?:(?<![A-Za-z])[A-Za-z]:\\\w|(?<!\S)\\\\\w+\\  # paths of Windows
            |\\[dwsDWSB](?:[+*?)\]|]|\{\d)|[.\])][*+]\\|\[\^|\(\?[:=!<P])\S*  # regular expressions
      | (?<![\w\\`])`(?=[^\s`])[^`]{0,200}(?<=[^\s`\\])`(?![\w`])  # code
      | (?<!\w)\\(?P<quote>["'`])(?=\w)[^\\]{0,200}\\(?P=quote)(?![\w{])  # quotes of a string
      | \\(?P<brace>[{}]) | \\(?P<alone>[~^])\{\} | \\text(?P<name>backslash|braceleft|braceright)(?![A-Za-z])(?:\{\})?
    """,
    re.VERBOSE,
)
_LITERAL_SIGNS = {"backslash": "\\", "braceleft": "{", "braceright": "}"}

_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+)\}"
_FACES = r"em|it|bf|tt|sc|rm|sf|sl|small|large|Large|footnotesize|itshape|bfseries|scshape|ttfamily|normalfont"
_QUOTED = r"[^\s`](?:[^`]{0,300}?[^\s`])??"

Replacement = str | Callable[[re.Match[str]], str]


def _rule(pattern: str, replacement: Replacement) -> tuple[re.Pattern[str], Replacement]:
    return re.compile(pattern), replacement


def _tie(found: re.Match[str]) -> str:
    """A space that holds a line together, unless the tilde stands for from-to, about, or a distribution."""
    before, after = found.string[: found.start()].rpartition(" ")[2], found.string[found.end() :]
    ranges = after[:1].isdigit() and re.search(r"\d[%x×]?$", before)
    letters = re.fullmatch(r"\W*[A-Za-z]", before) and not re.match(r"[a-z]{2,}\b", after)
    return "~" if ranges or letters or re.match(r"\w+\(", after) else " "


_STEPS = (
    (tex_signs.ACCENT, tex_signs.accented_letter),
    (tex_signs.ACCENT, tex_signs.accented_letter),  # on letters that have one
    (tex_signs.LETTER, tex_signs.own_letter),
    (tex_signs.GREEK_AS_ACCENT, tex_signs.greek_letter),
    (tex_signs.SHORT, tex_signs.short_form),
    _rule(r"\\text(super|sub)script\s*\{([^{}]*)\}", tex_signs.set_off),
    _rule(r"\\ding\{(3[3-9]|[4-9]\d|1[01]\d|12[0-6]|16[1-9]|1[7-9]\d|2[0-4]\d)\}", tex_signs.dingbat),
    _rule(r"\\(?:label|thanks|vspace\*?|hspace\*?)\{[^{}\uffff\ufffe]*\}", ""),
    _rule(r"\\(?:begin|end)\{(?:itemize|enumerate|description|quote|quotation|abstract|center)\}(?:\[[^][]*\])?", ""),
    _rule(r"\\(?:text)?color(?:\[\w+\])?\{[^{}\uffff\ufffe]*\}\s*(?=\{)", r"\\text"),
    _rule(r"\\(?:text)?color(?:\[\w+\])?\{[^{}\uffff\ufffe]*\}", ""),
)
_GROUPS = (
    _rule(rf"\\(?:text(?:bf|it|tt|sc|sf|rm|sl|up|md|normal)?|emph|underline|uline|ul|mbox|abstract)\s*{_GROUP}", r"\1"),
    _rule(rf"\{{\s*\\(?:{_FACES})(?![A-Za-z])\s*((?:[^{{}}]|\{{(?:[^{{}}]|\{{[^{{}}]*+\}})*+\}})*+)\}}", r"\1"),
    _rule(rf"\s*\\footnote(?:\[\d+\])?{_GROUP}", lambda found: f" ({found[1].strip()})"),
)
"""Commands around words, from the outside in."""
_LAST_STEPS = (  # names, quotes, spaces, dashes, braces, signs
    _rule(rf"\\(?:{_FACES})\s+(?=\S)", ""),
    _rule(r"(\\text(?:mu|degree|asciicircum|asciitilde)) (?=\w)", r"\1{}"),
    (tex_signs.SIGN, tex_signs.named_sign),
    _rule(
        r"(?<![`\w])`(?!`)((?:[^`'\s]|(?<=\w)'(?=\w))(?:(?:[^`']|(?<=\w)'(?=\w)){0,200}[^`'\s])?)'(?!['\w])", r"‘\1’"
    ),
    _rule(rf"(?<!`)``({_QUOTED})(?:''|\"(?!\w))", r"“\1”"),
    _rule(r"(?<![\w'\"])(?:''|\")(?=\S)((?:[^'\"]|(?<=\w)'(?=\w)){1,200}(?<=\S))''(?![\w'])", r"“\1”"),
    _rule(
        rf"(?<=[^\W_\u2e80-\U0001ffff]|[.,:;)\]%}}{OPAQUE}”’])~(?=[^\W_\u2e80-\U0001ffff]|[(\[{{\\{OPAQUE}“‘]|--)", _tie
    ),
    _rule(r"(?<=[^-<!|])---(?=[^->|])", "—"),
    _rule(rf"(?<= )--(?= )|(?<=[\w)\]”’\"'%}}{OPAQUE}])--(?=[\w(\[“‘\"'{{{OPAQUE}\\])", "–"),
    _rule(
        r"\\[A-Za-z]+\*?(?:\[[^][]*\])?(?:\{[^{}]*\})+"
        r"|(?:(?<=[^\W\d_])|(?<=[^\W\d_]-))\{(?P<a>[\w-]*[^\W\d_a-z][\w-]*|)\}"
        r"|(?<!\$)\{(?P<b>[\w-]*[^\W\d_a-z][\w-]*)\}(?=-?[^\W_])"
        r"|(?<![\w$])\{(?P<e>[\w-]*[a-z][A-Z][\w-]*|[\w-]*[A-Z]{2}[a-z-][\w-]*|[A-Z][a-z]+-[A-Z][\w-]*)\}(?!\w)"
        r"|\{(?P<c>[^\W\d_\x00-\x7f]|\s*[-–—]+\s*)\}|(?<=\d)\{(?P<d>[,.])\}(?=\d)",
        lambda found: found[found.lastgroup] if found.lastgroup else found[0],
    ),
    _rule(r"\\\\(?:\[[^][]*\])?(?=\s|$)|\\ |\\,(?=\S)", " "),
    _rule(r"\\([%&_#$])", r"\1"),
    _rule(rf"\\!(?={OPAQUE}|-)|(?<={OPAQUE})\\!", ""),
    _rule(r"\\-+", "-"),
    _rule(r"  +", " "),
)
_QUOTE = re.compile(rf"``{_QUOTED}''")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+| |,(?=\w))")
_TITLE_NOTE = re.compile(rf"\s*\\(?:footnote|thanks)(?:\[\d+\])?{_GROUP}")
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

    text = _print(_AS_IT_IS.sub(keep, text)).strip(" ")
    if title:
        text = _TITLE_BRACES.sub(r"\1", _TITLE_BRACES.sub(r"\1", text))
    return "".join(chain.from_iterable(zip_longest(text.split(_KEPT), kept, fillvalue=""))).split(OPAQUE)


def _print(text: str) -> str:
    for pattern, printed in _STEPS:
        text = pattern.sub(printed, text)
    before = ""
    while before != text:
        before = text
        for pattern, printed in _GROUPS:
            text = pattern.sub(printed, text)
    for pattern, printed in _LAST_STEPS:
        text = pattern.sub(printed, text)
    return text
