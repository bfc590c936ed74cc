r"""Text of BibTeX: what TeX prints of it, with formulas as they are, and the names of people.

In BibTeX a brace or a backslash is always TeX's, so nothing of either is left but in formulas.
"""

import re
from collections.abc import Iterator

from generator.seeds.metadata.people import split_names
from generator.seeds.records.drafts.authors import turn_name
from generator.text.markup.math import split_formulas
from generator.text.markup.tex import read_tex

_KEPT = {"\\{": "\ue000", "\\}": "\ue001", "\\$": "\ue002"}
_KEPT_SIGNS = str.maketrans({"\ue000": "{", "\ue001": "}", "\ue002": "\\$"})
_ESCAPED = re.compile(r"\\[{}$]")
_MATH = re.compile(r"\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}|\\\(((?:[^\\\n]|\\(?![()]))*+)\\\)")
_LINK = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\\href\s*\{[^{}]*\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_NOTHING = re.compile(r"\\(?:noopsort|relax|protect|allowbreak|xspace|SortNoop|noop)\s*(?:\{[^{}]*\})?|\\/")
_CITATION = re.compile(r"[~\s]*\\(?:no)?cite[a-z]*\*?(?:\[[^\[\]]*\])*\s*\{[^{}]*\}")
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_]\.[\s~-]*)+[^\W\d_]{2}")
_COMMAND = re.compile(r"\\(?:[A-Za-z@]+\*?\s*|(.))")
_GROUP = re.compile(r"[{}]")


def plain_text(value: str) -> str:
    """A value of BibTeX as it prints; formulas stay between dollars."""
    if not any(sign in value for sign in "\\{}~$`'-"):
        return value
    text = _CITATION.sub("", value) if "cite" in value else value
    text = _ESCAPED.sub(lambda found: _KEPT[found[0]], text)
    text = _NOTHING.sub("", _LINK.sub(r"\1\2", _MATH.sub(r"$\1\2$", text)))
    pieces = split_formulas(text)
    words = read_tex(pieces[::2], title=True)
    pieces[::2] = [_strip_groups(word) for word in words]
    pieces[1::2] = [_restore_math(piece) for piece in pieces[1::2]]
    return "".join(pieces)


def _strip_groups(text: str) -> str:
    text = _GROUP.sub("", _COMMAND.sub(lambda found: found[1] or "", text)) if "\\" in text or "{" in text else text
    return text.replace("{", "").replace("}", "").replace("~", " ").translate(_KEPT_SIGNS)


def _restore_math(formula: str) -> str:
    for escaped, sign in _KEPT.items():
        formula = formula.replace(sign, escaped)
    return formula


def split_people(value: str) -> tuple[str, ...]:
    """The people of a field: `and` stands between them, braces around a name that is none of a person."""
    names = [*_split_level(value, re.compile(r"(?<!\s)\s++and\s+", re.IGNORECASE))]
    if len(names) == 1 and not names[0].startswith("{") and (";" in names[0] or names[0].count(",") > 2):
        return tuple(map(plain_text, split_names(names[0])))
    people = (person for each in names for person in _split_commas(each.strip().rstrip(",")))
    return tuple(name for each in people if (name := _read_person(each)))


def _split_commas(name: str) -> list[str]:
    """The people between whom commas stand where `and` should: `J. Smith, A. Doe`."""
    if "," not in name or (name.count(",") == 1 and "." not in name.partition(",")[0]):
        return [name]
    pieces = [piece.strip() for piece in _split_level(name, re.compile(","))]
    are_whole = all(map(_INITIALS_FIRST.match, pieces)) or (len(pieces) > 2 and all(" " in piece for piece in pieces))
    return pieces if len(pieces) > 1 and are_whole else [name]


def _read_person(name: str) -> str:
    if name.startswith("{") and name.endswith("}") and [*_split_level(name, re.compile(","))] == [name]:
        return plain_text(name)
    if re.match(r"(?:family|given)\s*=", name):
        parts = dict(re.findall(r"(\w+)\s*=\s*\"?([^,\"]*)", plain_text(name)))
        order = ("given", "prefix", "family", "suffix")
        return " ".join(filter(None, (parts.get(key, "").strip() for key in order)))
    pieces = [plain_text(part).strip() for part in _split_level(name, re.compile(","))]
    if len(pieces) > 1 and pieces[1] == "":
        pieces = [pieces[0]]
    return turn_name(", ".join(pieces))


def _split_level(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    """The parts of a text between separators that stand in no brace."""
    if "{" not in text:
        yield from separator.split(text)
        return
    start = 0
    for match in separator.finditer(text):
        head = text[: match.start()]
        if head.count("{") == head.count("}"):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]
