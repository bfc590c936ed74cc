r"""Plain text for places without formulas, such as a card or a quoted sentence.

`RichText.text` keeps TeX as its authors wrote it, for search and citations. Where a page shows a part of that text
and has no room for MathML, `$\textbf{+23.7\%}$` becomes +23.7%. What only a formula can express stays TeX.
"""

import re

from generator.text.markup.inline import FORMULA_SIGNS, PLAIN_NOTATIONS, Formula, InlinePiece, piece_text, split_pieces
from generator.text.sentences import strip_font_commands

_CHARACTERS = {
    "times": "×", "pm": "±", "sim": "~", "approx": "≈", "rightarrow": "→", "to": "→", "uparrow": "↑", "downarrow": "↓",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "cdot": "·", "%": "%", "&": "&", "#": "#", "_": "_", ",": "", "!": "",
}  # fmt: skip
_COMMAND = re.compile(rf"\\(?:({'|'.join(name for name in _CHARACTERS if name.isalpha())})(?![A-Za-z])|([%&#_,!]))")
_NEEDS_TEX = re.compile(r"[\\{}^_]")


def tex_to_text(text: str) -> str:
    """`text` with what TeX says in a character said so, and without typefaces."""
    if not any(sign in text for sign in FORMULA_SIGNS):
        return text
    return strip_font_commands("".join(map(_piece_to_text, split_pieces(text, PLAIN_NOTATIONS))))[0]


def _piece_to_text(piece: InlinePiece) -> str:
    if not isinstance(piece, Formula):
        return _COMMAND.sub(_replace_command, piece_text(piece))
    tex = _COMMAND.sub(_replace_command, strip_font_commands(piece.tex)[0]).strip()
    return piece_text(piece) if _NEEDS_TEX.search(tex) else tex


def _replace_command(command: re.Match[str]) -> str:
    return _CHARACTERS[command[1] or command[2]]
