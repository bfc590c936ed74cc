r"""Plain text for places without formulas, such as a card or a quoted sentence.

`RichText.text` keeps formulas as their authors wrote them, for search and citations. Where a page shows a part of that
text and has no room for MathML, `$\textbf{+23.7\%}$` becomes +23.7%. What only a formula can express stays TeX.
"""

import re

from generator.text.markup.math import split_formulas
from generator.text.markup.tex_signs import MATH_SIGNS
from generator.text.sentences import strip_font_commands

_COMMAND = re.compile(rf"\\(?:({'|'.join(MATH_SIGNS)})(?![A-Za-z])|([%&#_])|[,!])")
_NEEDS_TEX = re.compile(r"[\\{}^_]")


def tex_to_text(text: str) -> str:
    """`text` with what a formula says in a character said so."""
    if "$" not in text:
        return text
    return "".join(_formula_to_text(piece) if at % 2 else piece for at, piece in enumerate(split_formulas(text)))


def _formula_to_text(formula: str) -> str:
    tex = strip_font_commands(formula.strip("$"))[0]
    tex = _COMMAND.sub(lambda command: MATH_SIGNS.get(command[1] or "", command[2] or ""), tex).strip()
    return formula if _NEEDS_TEX.search(tex) else tex
