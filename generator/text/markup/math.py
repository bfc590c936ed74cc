"""TeX formulas as MathML that is safe to put on a page.

latex2mathml does the conversion, but it is no sanitizer: it can copy script elements and `javascript:` URLs from a
formula into its result, and a command it does not know passes as an identifier. So its output is never used as it
is. The tree is rebuilt from the tables below, elements and attributes not listed are left out, and a formula that
cannot be converted completely is shown as its author's TeX. A formula never costs a paper its abstract.

The tables follow MathML Core (https://www.w3.org/TR/mathml-core/), which is what browsers render.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from html import unescape
from typing import TYPE_CHECKING

from generator.text.markup.clean import clean_text, escape_html

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DOLLAR_FORMULA = r"""\$\$(?P<display>(?:[^$\\]|\\.){1,4000})\$\$
    | \$(?![\s$])(?P<inline>(?:[^$\\]|\\.){0,4000}?(?:[^$\\\s]|\\.))\$(?!\d)
    | \$(?P<command>\{?\\[A-Za-z]+(?:\{\\?[A-Za-z]+\})?\}?|[<>=+])\$  # no amount of money
    | \$\ (?P<padded>(?:[^$\\]|\\.){0,200}?\\[A-Za-z](?:[^$\\]|\\.){0,200}?)\ \$(?!\d)
"""
"""What is a formula, and not two amounts of money, after pandoc's rule; a pattern for `re.VERBOSE | re.DOTALL`."""

MAX_FORMULAS = 300
"""Formulas of one text that are converted: each takes a tenth of a millisecond, and no abstract has so many."""
MAX_LENGTH = 2000
"""Characters of the longest formula worth converting; beyond it is a slip of a dollar, or an attack."""

# How many children an element must have; None is any number.
_ELEMENTS: dict[str, int | None] = {
    "mrow": None, "mstyle": None, "mpadded": None, "mphantom": None, "msqrt": None, "menclose": None,
    "mtable": None, "mtr": None, "mtd": None, "mmultiscripts": None,
    "mi": 0, "mn": 0, "mo": 0, "ms": 0, "mtext": 0, "mspace": 0, "mprescripts": 0, "none": 0,
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
_ATTRIBUTES = frozenset(
    ("accent", "accentunder", "columnalign", "columnlines", "depth", "displaystyle", "fence", "form", "height",
     "largeop", "linethickness", "lspace", "maxsize", "minsize", "movablelimits", "notation", "rowlines", "rspace",
     "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width")
)  # fmt: skip
_SAFE_VALUE = re.compile(r"[\w.+\-% ]*", re.ASCII)
# Definitions can grow without end; of an address or a style latex2mathml's tree would keep a part only.
_REFUSED_COMMAND = re.compile(
    r"\\(?:[egx]?def|let|(?:re)?newcommand|providecommand|DeclareMathOperator|href|style|class)(?![A-Za-z])"
)
# The same formula in forms that latex2mathml knows; numbers of equations lead nowhere.
_FORMS = tuple((re.compile(pattern), form) for pattern, form in (
    (r"\\arg\s*(?:\\[,;:! ]|~)?\s*\\(min|max)(?![A-Za-z])", r"\\arg\1 "),
    (r"\\(?:operatorname\*?|mathrm|text)\s*\{\s*arg(?:\s*(?:\\[,;:! ]|~)\s*|\s+)(min|max)\s*\}", r"\\arg\1 "),
    (r"\\mathop\s*\{\s*(\\arg(?:min|max)) *\}", r"\1 "),
    (r"\\\\\{([^{}]*)\\\\\}", r"\\{\1\\}"),  # escaped twice
    (r"\\(?:label|tag\*?)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])", ""),
    (r"\\(begin|end)\{(?:aligned|align|eqnarray|split|flalign)\*?\}", r"\\\1{align*}"),
    (r"\\begin\{(?:gather|gathered|multline)\*?\}", r"\\begin{array}{c}"),
    (r"\\end\{(?:gather|gathered|multline)\*?\}", r"\\end{array}"),
))  # fmt: skip
# What latex2mathml does not know, or takes for an operator without an inside, in words it does.
_SYNONYMS = {
    "%": r"\%", r"\&": r"\text{\&}", r"\arg": r"\operatorname{arg}", r"\sim": "∼",
    **{rf"\{name.capitalize()}": rf"\{name}" for name in ("tilde", "hat", "bar", "vec", "dot")},
    r"\bm": r"\boldsymbol", r"\mathds": r"\mathbb", r"\mathbbm": r"\mathbb",
    r"\textsc": r"\text", r"\textnormal": r"\text",
    **dict.fromkeys((r"\xspace", r"\ensuremath", r"\nolimits", r"\mathbin", r"\mathrel", r"\mathop", r"\mathord",
                     r"\mathopen", r"\mathclose", r"\mathpunct", r"\mathinner"), ""),
}  # fmt: skip
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)|%", re.DOTALL)
_TEXT_COMMAND = re.compile(
    r"\\(?P<name>text(?:bf|it|tt|rm|sf|sc|normal)?|mbox|operatorname\*?)\s*\{(?P<words>[^{}]*)\}"
)


_FORMULA = re.compile(DOLLAR_FORMULA, re.VERBOSE | re.DOTALL)
_PROSE = re.compile(r"[A-Za-z]{3,}\s+[A-Za-z]{3,}|[A-Za-z]{2,}(?:\s+[A-Za-z]{2,}){2}")


def is_prose(tex: str) -> bool:
    """Whether two dollars merely stand around words (`$5 a month, in US$`), which math would run together."""
    return ("\\" not in tex or tex.startswith((" ", "$ "))) and _PROSE.search(tex) is not None


def split_formulas(text: str) -> list[str]:
    """The plain text of a `Rich` in pieces: words and formulas (with their dollars) by turns, words first."""
    pieces, end = list[str](), 0
    for found in _FORMULA.finditer(text):
        if is_prose(found[0]):
            continue
        pieces += [text[end : found.start()], found[0]]
        end = found.end()
    return [*pieces, text[end:]]


def formula_html(tex: str, number: int, *, display: bool = False) -> str:
    """A formula of a text, the `number`th of it: as `mathml` has it, and as its source after so many."""
    return mathml(tex, display=display) if number <= MAX_FORMULAS else _source_html(tex)


def _source_html(tex: str) -> str:
    return f'<code class="math-source">{escape_html(tex)}</code>'


class _Unconvertible(Exception):  # noqa: N818 - it is an answer, not a fault
    pass


def mathml(tex: str, *, display: bool = False) -> str:
    """`tex` (without its dollars) as a `<math>` element; as `<code class="math-source">` where that fails."""
    try:
        row = "".join(map(_rebuild_element, _mathml_tree(tex, display)))
    # latex2mathml raises whatever its lists and dictionaries do on a formula that is cut or misspelt.
    except Exception:
        return _source_html(tex)
    block = ' display="block"' if display else ""
    return f'<math{block} alttext="{escape_html(tex)}">{row}</math>'


def _mathml_tree(tex: str, display: bool) -> "Element":
    if len(tex) > MAX_LENGTH or _REFUSED_COMMAND.search(tex):
        raise _Unconvertible
    convert, _ = load_latex2mathml()
    return convert(_replace_synonyms(tex), display="block" if display else "inline")


def load_latex2mathml() -> tuple[Callable[..., "Element"], Container[str]]:
    """Its converter and the commands it knows as signs. Most sites have no formula, and it takes long to load."""
    from latex2mathml import converter, symbols_parser

    return converter.convert_to_element, symbols_parser.SYMBOLS


def _replace_synonyms(tex: str) -> str:
    """`tex` for latex2mathml, which drops what follows a bare `%` and shows words in braces as they are."""
    for pattern, form in _FORMS:
        tex = pattern.sub(form, tex)
    tex = _align_lines(tex)
    return _TEXT_COMMAND.sub(
        _clean_text_command, _COMMAND.sub(lambda command: _SYNONYMS.get(command[0], command[0]), tex)
    )


_OUTSIDE = re.compile(r"\\(?P<open>begin)(?![A-Za-z])|\\(?P<close>end)(?![A-Za-z])|\\.|(?P<brace>[{}])|&", re.DOTALL)


def _align_lines(tex: str) -> str:
    """Lines that no table holds as a table, and alignment signs of a single line left out."""
    depth, outside = 0, list[re.Match[str]]()
    for found in _OUTSIDE.finditer(tex):
        depth += 1 if found["open"] or found["brace"] == "{" else -1 if found["close"] or found["brace"] else 0
        if depth == 0 and found[0] in ("\\\\", "&"):
            outside.append(found)
    if any(found[0] != "&" for found in outside):
        return rf"\begin{{align*}}{tex}\end{{align*}}"
    for found in reversed(outside):
        tex = tex[: found.start()] + tex[found.end() :]
    return tex


def _clean_text_command(group: re.Match[str]) -> str:
    words = re.sub(r"\\([_%&#$])", r"\1", re.sub(r"\\[,;: ]", " ", group["words"]))
    name = "text" if group["name"].startswith("operatorname") and not words.isalpha() else group["name"]
    pieces = words.split("$") if words.count("$") % 2 == 0 else [words]  # a formula in words
    return "".join(piece if at % 2 else rf"\{name}{{{piece}}}" for at, piece in enumerate(pieces) if piece or not at)


def _rebuild_element(element: "Element") -> str:
    """`element` and all below it, from the tables. Raises `_Unconvertible`."""
    children = _ELEMENTS.get(element.tag, -1)
    if children is not None and children != len(element):
        raise _Unconvertible
    text = _element_text(element)
    attributes = "".join(
        f' {name}="{value}"' for name, value in element.items() if name in _ATTRIBUTES and _SAFE_VALUE.fullmatch(value)
    )
    if element.tag == "mi" and element.get("mathvariant") == "normal" and len(text) == 1:
        attributes += ' mathvariant="normal"'
    if (
        element.tag == "mo" and len(text) > 1 and text.isalpha() and "lspace" not in attributes
    ):  # max, argmin: a browser would put more between
        attributes += ' lspace="0.167em" rspace="0.167em"'
    tag = _element_tag(element.tag, text)
    inside = escape_html(text) + (
        _rebuild_row(element) if children is None else "".join(map(_rebuild_element, element))
    )
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _rebuild_row(elements: Iterable["Element"]) -> str:
    """`elements` beside each other, the name of a function set off as TeX does: MathML would show `nlogn`."""
    row, before = "", None
    for element in elements:
        if (
            before is not None
            and "mo" not in (before.tag, element.tag)
            and (_is_function_name(before) or _is_function_name(element))
        ):
            row += '<mspace width="0.167em"></mspace>'
        row += _rebuild_element(element)
        before = element
    return row


def _is_function_name(element: "Element") -> bool:
    """Whether `element` is the name of a function, like `log` in `log_2`."""
    if element.tag in ("msub", "msup", "msubsup"):
        return _is_function_name(element[0])
    return element.tag == "mi" and len(element.text or "") > 1 and (element.text or "").isalpha()


def _element_tag(tag: str, text: str) -> str:
    """`mi` or `mo`, which latex2mathml guesses from the block of Unicode: a browser spaces by it."""
    if text in ("∞", "∅"):
        return "mi"
    return "mo" if tag == "mi" and text in ("±", "∓", "∼", "¬", "÷", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉") else tag


def _element_text(element: "Element") -> str:
    """The characters of an element; latex2mathml writes them as references and leaves unknown commands as they are."""
    raw = element.text or ""
    if "\\" in raw or (raw.strip() and _ELEMENTS[element.tag] != 0) or element.get("linebreak"):
        raise _Unconvertible
    if raw == "&" and element.tag != "mtext":  # an alignment sign that no table has
        raise _Unconvertible
    variant = element.get("mathvariant", "") if element.tag != "mtext" else ""
    return "".join(_style_character(character, variant) for character in clean_text(unescape(raw)))


# The part of a letter's Unicode name that stands for a `mathvariant`.
_STYLES = {
    "bold": "BOLD", "italic": "ITALIC", "bold-italic": "BOLD ITALIC", "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT", "bold-script": "BOLD SCRIPT", "fraktur": "FRAKTUR", "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF", "bold-sans-serif": "SANS-SERIF BOLD", "sans-serif-italic": "SANS-SERIF ITALIC",
    "sans-serif-bold-italic": "SANS-SERIF BOLD ITALIC", "monospace": "MONOSPACE",
}  # fmt: skip


def _style_character(character: str, variant: str) -> str:
    """`character` as the mathematical letter of that style: browsers know no `mathvariant` but `normal`.

    Some letters were in Unicode before the others, under names of their own ("DOUBLE-STRUCK CAPITAL R").
    """
    style = _STYLES.get(variant)
    if style is None:
        return character
    name = re.sub(r"^(?:LATIN|GREEK) (CAPITAL|SMALL) LETTER ", r"\1 ", unicodedata.name(character, ""))
    old_style = "BLACK-LETTER" if style == "FRAKTUR" else style
    for candidate in (f"MATHEMATICAL {style} {name}", f"{old_style} {name}"):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return character
