r"""Plain text for a reader who meets it without formulas: a card, a sentence that is quoted.

`Rich.text` keeps TeX as its authors wrote it, for search and citations to find. Where a page shows a part of that text
and has no room for MathML, `$\textbf{+23.7\%}$` reads as +23.7%. What only a formula can say stays TeX.
"""

import re

from generator.text.markup.inline import FORMULA_SIGNS, PLAIN, Formula, Piece, pieces, said_by
from generator.text.sentences import plain

_CHARACTERS = {
    "times": "×", "pm": "±", "sim": "~", "approx": "≈", "rightarrow": "→", "to": "→", "uparrow": "↑", "downarrow": "↓",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "cdot": "·", "%": "%", "&": "&", "#": "#", "_": "_", ",": "", "!": "",
}  # fmt: skip
_COMMAND = re.compile(rf"\\(?:({'|'.join(name for name in _CHARACTERS if name.isalpha())})(?![A-Za-z])|([%&#_,!]))")
_NEEDS_TEX = re.compile(r"[\\{}^_]")


def readable(text: str) -> str:
    """`text` with what TeX says in a character said so, and without typefaces."""
    if not any(sign in text for sign in FORMULA_SIGNS):
        return text
    return plain("".join(map(_read, pieces(text, PLAIN))))[0]


def _read(piece: Piece) -> str:
    if not isinstance(piece, Formula):
        return _COMMAND.sub(_character, said_by(piece))
    tex = _COMMAND.sub(_character, plain(piece.tex)[0]).strip()
    return said_by(piece) if _NEEDS_TEX.search(tex) else tex


def _character(command: re.Match[str]) -> str:
    return _CHARACTERS[command[1] or command[2]]
