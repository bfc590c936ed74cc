"""Who wrote a paper, as data files name them: in one text, in a list, or in mappings with the parts of each name.

Every name comes out given name first. Editors, those that a file hides, `et al.` and `others` are no authors.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.seeds.metadata.people import split_names
from generator.seeds.records.drafts.texts import read_line
from generator.seeds.records.field_names import fold_name
from generator.seeds.records.record import FieldValue
from generator.text.markup import plain_words

_NOBODY = re.compile(
    r"\W*(?:(?:and\s+)?(?:many\s+)?others|(?:et\.?\s*)?al|al\.?,?\s*et|u\.?\s?a|etc|n/?a|none|null|nan|unknown"
    r"|no author.*|等|\d+)?\W*",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|m\.?d|i{2,3}|iv|\d(?:nd|rd|th))\.?", re.IGNORECASE)
_INNER_BRACKETS = re.compile(r"(?<!\s)\s*+(?:\([^()]*\)|\[[^\[\]]*\])")
_INITIALS_BEHIND = re.compile(r"(?P<family>[^\W\d_][\w'’ -]*?[^\W\d_])\s+(?P<initials>(?:[^\W\d_a-z]\.?[ -]?){1,3})")
_NUMBER_BEHIND = re.compile(r"(?<!\s)\s++\d{4}$")
"""DBLP tells people of one name apart so."""
_MAILED = re.compile(r"^\s*[^\s@()]+@[^\s@()]+\s*(?:\(([^()]*)\))?\s*$")
"""A name behind an address, as RSS has it."""
_RAISED = re.compile(r"<sup>[^<>]{0,40}</sup>")
_EASTERN = re.compile(r"[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8}")
_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.|(?<=\w)'(?=\w))*)'|(?<!\\)\"((?:[^\"\\]|\\.)*+)\"")
_WHOLE = (
    "name",
    "literal",
    "fullname",
    "displayname",
    "rawauthorname",
    "collectivename",
    "organization",
    "preferredname",
    "creatorname",
    "text",
)
_GIVEN = ("given", "forename", "forenames", "first", "firstname", "givenname", "givennames", "initials")
_PARTICLES = (("droppingparticle",), ("nondroppingparticle", "particle", "prefix", "von"))
_FAMILY = ("family", "keyname", "lastname", "last", "familyname", "surname", "sn")
_NESTED = ("value", "authors", "author", "creator", "seq", "li", "person")
"""Keys of a mapping around all authors."""
_SUFFIXES = ("suffix", "jr", "lineage")
_OTHER_ROLES = re.compile(r"editor|translator|reviewer|advisor|supervisor", re.IGNORECASE)


def read_authors(values: Sequence[FieldValue]) -> tuple[str, ...]:
    """The authors of the first value that names any; two may have one name."""
    for each in values:
        if _is_plain_list(each.value):
            return tuple(each.value)
        if names := tuple(filter(_is_somebody, map(_print_name, _names_of(each.value)))):
            return names
    return ()


def read_orcids(values: Sequence[FieldValue]) -> tuple[tuple[str, str], ...]:
    """Name and ORCID of each author that a mapping gives both of, whatever it calls them; a mistyped one is none."""
    found: dict[str, str] = {}
    for item in (item for each in values for item in _items(each.value) if isinstance(item, dict)):
        orcid = next(filter(_is_orcid, _ORCID.findall(str(item))), "")
        if orcid and (name := _print_name(_mapping_name(item))):
            found.setdefault(name, orcid)
    return tuple(found.items())


def _is_orcid(text: str) -> bool:
    """Whether the last digit is the check digit of the others, by ISO 7064 mod 11-2, as ORCID has it.

    Source: https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier
    """
    digits, rest = text.replace("-", ""), 0
    for digit in digits[:-1]:
        rest = (rest + int(digit)) * 2 % 11
    return digits[-1] == "0123456789X"[(12 - rest) % 11]


def _is_plain_list(value: Any) -> bool:
    """Whether a value is a list of names that are as they will be shown."""
    if type(value) is not list or not all(map(_is_plain_name, value)):
        return False
    return _is_somebody(value[-1]) and (len(value) > 1 or " and " not in value[0])


def _is_plain_name(name: Any) -> bool:
    """Whether a name is as it will be shown, as most are: words of letters, the last of which is no initial."""
    return type(name) is str and _match_plain_name(name) is not None


_match_plain_name = re.compile(r"[A-ZÀ-Þ][\w'’-]*(?: [^\W\d_][\w.'’-]*)*+(?<=[^\W\d_A-Z][^\W\d_A-Z])").fullmatch


def _print_name(name: str) -> str:
    """A name as it prints, without a number behind it or a space in its initials: `C. -P. Yuan`."""
    name = name.replace(". -", ".-")
    name = _NUMBER_BEHIND.sub("", name) if name[-1:].isdigit() else name
    return plain_words(name) if "\\" in name else name


def _is_somebody(name: str) -> bool:
    may_be_nobody = len(name) < 16 or name[:2].lower() == "no"
    return len(name) < 200 and not (may_be_nobody and _NOBODY.fullmatch(name))


def _names_of(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return _split_text(value)
    if isinstance(value, dict):
        return _names_of(_items(value))
    if not isinstance(value, list | tuple):
        return ()
    if len(value) == 1 and isinstance(value[0], str) and (isinstance(value, list) or ";" in value[0]):
        return _split_text(value[0])
    if isinstance(value, tuple):  # names as their format has made them
        return [*map(read_line, value)]
    names = [*_item_names(value)]
    is_text = all(isinstance(item, str) for item in value)
    return _turn_initials([*map(turn_name, map(_drop_brackets, names))] if is_text else names)


def _items(value: Any) -> Any:
    """What is in a mapping around all authors; else the value, as a list where it is one author."""
    if not isinstance(value, dict):
        return value if isinstance(value, list) else ()
    inner = next((value[key] for key in _NESTED if isinstance(value.get(key), list | dict)), None)
    return [value] if inner is None else _items(inner)


def _read_name(text: str) -> str:
    """A name on one line, without marks of notes, and without where somebody works: `Muñoz, Ana; Trial University`."""
    text = read_line(_RAISED.sub("", text) if "<" in text else text)
    name, _, place = text.partition(";")
    return name if "," in name and " " in place.strip() and "," not in place else text


def _drop_brackets(text: str) -> str:
    """A text without what stands in brackets, also in brackets in brackets: affiliations, numbers of notes."""
    while "(" in text or "[" in text:
        text, before = _INNER_BRACKETS.sub("", text), text
        if text == before:
            break
    return text


def _split_text(text: str) -> Sequence[str]:
    if text.startswith("[") and text.endswith("]"):  # a list as Python or JSON write it
        return _names_of([found[1] or found[2] or "" for found in _QUOTED.finditer(text)])
    if "@" in text:
        text = _MAILED.sub(r"\1", text)
    return _turn_initials(split_names(_drop_brackets("\n".join(map(read_line, _RAISED.sub("", text).splitlines())))))


def _item_names(items: Sequence[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield _read_name(item)
        elif isinstance(item, dict):
            yield _mapping_name(item)
        elif isinstance(item, list) and item and all(isinstance(part, str) for part in item[:3]):
            family, given, suffix = [*item, "", ""][:3]
            yield _join_name(given, family, suffix)


def _mapping_name(item: Mapping[str, Any]) -> str:
    """The name in a mapping; nothing where it is hidden or of another role."""
    known = {fold_name(key): part for key, part in item.items()}
    role = (
        known.get("role")
        or known.get("contribtype")
        or known.get("contributorrole")
        or known.get("creatortype")
        or known.get("type")
        or ""
    )
    if known.get("hidden") in (True, "true") or _OTHER_ROLES.search(str(role)):
        return ""
    for inner in ("author", "person", "node", "value", "name"):
        if isinstance(known.get(inner), dict):
            return _mapping_name(known[inner])
        if inner != "name" and isinstance(known.get(inner), str):
            return turn_name(read_line(known[inner]))
    if "namepart" in known:
        return _name_of_parts(known["namepart"])
    family, given = _part(known, _FAMILY), _part(known, _GIVEN)
    if family or (given and not _part(known, _WHOLE)):
        particles = (_part(known, keys) for keys in _PARTICLES)
        return _join_name(given, " ".join(filter(None, (*particles, family))), _part(known, _SUFFIXES))
    return turn_name(read_line(_part(known, _WHOLE) or str(item.get("#text", ""))))


def _part(known: Mapping[str, Any], keys: Sequence[str]) -> str:
    values = (known.get(key) for key in keys)
    values = (value.get("#text") or value.get("value") if isinstance(value, dict) else value for value in values)
    return next((read_line(value) for value in values if isinstance(value, str) and value.strip()), "")


def _name_of_parts(parts: Any) -> str:
    """A name in MODS: parts with a type each, or one text."""
    items = parts if isinstance(parts, list) else [parts]
    by_type = {str(item.get("@type", "")): str(item.get("#text", "")) for item in items if isinstance(item, dict)}
    if "family" in by_type or "given" in by_type:
        return " ".join(filter(None, (by_type.get("given"), by_type.get("family"))))
    return turn_name(next((item for item in items if isinstance(item, str)), ""))


def _join_name(given: str, family: str, suffix: str = "") -> str:
    """A name of its parts. In Chinese, Japanese and Korean writing the family comes first, and no space follows."""
    if given and _EASTERN.fullmatch(family + given):
        return family + given
    return " ".join(filter(None, (given, family, suffix)))


def turn_name(name: str) -> str:
    """`Ada Lovelace` of `Lovelace, Ada`, `Emil Dummy Jr.` of `Dummy, Emil, Jr.` or `Dummy, Jr., Emil`."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 2:
        return " ".join(parts) if _SUFFIX.fullmatch(parts[1]) else _join_name(parts[1], parts[0])
    if len(parts) == 3 and any(map(_SUFFIX.fullmatch, parts[1:])):
        family, given, suffix = parts if _SUFFIX.fullmatch(parts[2]) else (parts[0], parts[2], parts[1])
        return f"{given} {family} {suffix}"
    return ", ".join(parts)


def _turn_initials(names: Sequence[str]) -> Sequence[str]:
    """The names with initials in front, where they stand behind all of them: `Muster I.`, `Muster I`."""
    if not names or not all(map(_INITIALS_BEHIND.fullmatch, names)):
        return names
    if "." not in "".join(names)[:-1]:
        names = [name.rstrip(".") for name in names]  # the end of PubMed's list
    matches = map(_INITIALS_BEHIND.fullmatch, names)
    return [f"{match['initials'].strip()} {match['family']}" for match in matches if match]
