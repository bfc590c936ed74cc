"""Text for a TeX document: words escaped, formulas as they are."""

import re

from generator.text.markup import is_typesetting, one_line, split_formulas
from generator.text.markup.tex_signs import IN_FORMULAS

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


def escape_tex(text: str) -> str:
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


def escape_address(address: str) -> str:
    """An address for a field that styles print as it is."""
    if _PLAIN_ADDRESS(address):
        return address
    return one_line(address).translate(_IN_ADDRESS)
