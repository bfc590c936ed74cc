r"""What single TeX commands of running text print: accents, letters, signs.

The commands are those of LaTeX2e's text mode, the signs that arXiv's form makes of what authors type (`{\lambda}` of a
pasted λ), and the abbreviations of common styles (`\eg`). A command that is not here is its author's own and stays.
"""

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
ACCENT = re.compile(
    r"""\\(?:(?P<sign>["'`^~=])(?!(?:s|t|d|m|re|ve|ll)\b)  # it\'s is no TeX
          | (?P<dot>[.])(?=[\\{]|[IZ]|z(?!ip))  # nor is \.gz
          | (?P<named>[uvHcdbkr])(?=\s*\{|\s*\\[ij]\b|(?<=[uvHckr])\s+[^\W\d_]))\s*
        (?:\{\s*(?:\\(?=[ij]\s*\}))?(?P<braced>[^\W\d_])\s*\}
          | \\(?P<dotless>[ij])(?![A-Za-z])[ ]? | (?P<bare>[^\W\d_]))
    """,
    re.VERBOSE,
)
_LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "i": "ı", "j": "ȷ",
}  # fmt: skip
# Behind a letter no slash: \o/ is a figure with its arms up.
LETTER = re.compile(rf"\\({'|'.join(_LETTERS)})(?![A-Za-z/])(?:\{{\}}| +(?=[^\W\d_]))?")
_GREEK = {
    name: unicodedata.lookup(f"GREEK SMALL LETTER {name.replace('lambda', 'lamda').removeprefix('var').upper()}")
    for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
                 "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "varepsilon")
}  # fmt: skip
_GREEK |= {name.capitalize(): letter.upper() for name, letter in _GREEK.items() if not name.startswith("var")}
MATH_SIGNS = {
    "times": "×", "pm": "±", "sim": "~", "approx": "≈", "rightarrow": "→", "to": "→", "uparrow": "↑", "downarrow": "↓",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "cdot": "·",
}  # fmt: skip
"""Signs that authors also write outside of formulas."""
_SIGNS = {
    **MATH_SIGNS, **_GREEK,
    "neq": "≠", "infty": "∞", "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "checkmark": "✓",
    "deg": "°", "degree": "°", "textdegree": "°", "textmu": "µ", "textbullet": "•", "item": "•", "S": "§", "dag": "†",
    "ddag": "‡", "ldots": "…", "dots": "…", "textellipsis": "…", "copyright": "©", "textcopyright": "©", "pounds": "£",
    "textsterling": "£", "euro": "€", "texteuro": "€", "textregistered": "®", "texttrademark": "™", "textendash": "–",
    "textemdash": "—", "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textdollar": "$", "textbar": "|",
    "textless": "<", "textgreater": ">", "texttimes": "×", "textpm": "±",
    **{name: name for name in ("TeX", "LaTeX", "BibTeX", "XeTeX", "LuaTeX", "pdfLaTeX")}, "LaTeXe": "LaTeX2e",
    **dict.fromkeys(("quad", "qquad", "newline", "linebreak", "par", "bigskip", "medskip", "smallskip"), " "),
    **dict.fromkeys(("noindent", "centering", "xspace", "maketitle"), ""),
}  # fmt: skip
_SIGN_NAMES = "|".join(name for name in sorted(_SIGNS) if name != "S")
SIGN = re.compile(
    rf"\{{\s*\\(?P<alone>{_SIGN_NAMES})\s*\}}|\\(?P<name>{_SIGN_NAMES}|S(?=[\s~]*\d|\{{\}}))(?![A-Za-z])(?:\{{\}})?"
)
IN_FORMULAS = {sign: f"$\\{name}$" for name, sign in (MATH_SIGNS | _GREEK).items() if sign not in "~×±·ΑΒΕΖΗΙΚΜΝΡΤΧ"}
"""How TeX sets what its text fonts lack; it has no capital Alpha."""
_SHORT = {"eg": "e.g.", "ie": "i.e.", "etc": "etc.", "etal": "et al.", "cf": "cf.", "wrt": "w.r.t."}
SHORT = re.compile(rf"\\({'|'.join(_SHORT)})(?![A-Za-z])(?:\{{\}})?\.?")
GREEK_AS_ACCENT = re.compile(r"\\([a-z])\{([a-z]{2,})\}")
RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def accented_letter(found: re.Match[str]) -> str:
    """The letter that an `ACCENT` prints; what has no letter in Unicode stays, but for one in braces."""
    base = found["braced"] or found["dotless"] or found["bare"]
    letter = unicodedata.normalize("NFC", base + _ACCENTS[found["sign"] or found["dot"] or found["named"]])
    return letter if len(letter) == 1 or found["braced"] else found[0]


def own_letter(found: re.Match[str]) -> str:
    """What a `LETTER` prints. TeX takes the space behind it, but authors mean it before a name or after a number."""
    after = found.string[found.end() : found.end() + 1]
    measured = found[1] == "AA" and found.string[: found.start()].rstrip()[-1:].isdigit()
    return _LETTERS[found[1]] + (" " if found[0].endswith(" ") and (after.isupper() or measured) else "")


def named_sign(found: re.Match[str]) -> str:
    return _SIGNS[found["alone"] or found["name"]]


def short_form(found: re.Match[str]) -> str:
    return _SHORT[found[1]]


def greek_letter(found: re.Match[str]) -> str:
    r"""arXiv's form reads `\rho` as an accent: `\r{ho}`."""
    return _GREEK.get(found[1] + found[2], found[0])


def set_off(found: re.Match[str]) -> str:
    r"""What `\textsuperscript` and `\textsubscript` print, where Unicode has all of it; else on the line."""
    place, text = found.groups()
    written = text.translate(RAISED if place == "super" else LOWERED)
    return text if set(written) & set(text) else written


def dingbat(found: re.Match[str]) -> str:
    r"""The sign that `\ding` of pifont names by its place in Zapf Dingbats."""
    number = int(found[1])
    if 172 <= number <= 181:
        return chr(0x2460 + number - 172)
    return chr(0x2700 + number - 32 if number < 127 else 0x2761 + number - 161)
