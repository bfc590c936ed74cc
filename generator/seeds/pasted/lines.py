"""Reads the lines of a page one by one: each cleaned, and matched against labels, rules and dates."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from itertools import repeat

from generator.seeds.cleaning import normalise_line
from generator.seeds.pasted.blocks import TITLE_GOES_ON, WIDEST_WRAP, Block, ends_sentence, starts_small
from generator.seeds.pasted.frames import read_frames
from generator.seeds.pasted.rules import boilerplate
from generator.seeds.pasted.rules.bylines import MOST_SMALL, byline_strength, has_dash, is_affiliation, scholar_line
from generator.seeds.pasted.rules.date_lines import may_name_day, parse_date_line
from generator.seeds.pasted.rules.labels import (
    SPACED_WORDS,
    FieldLabel,
    find_label,
    is_day_label,
    labels_authors,
    labels_titles,
    may_be_label,
)

LAST_WORDS = "last words"
LABEL = "label"
"""The rule of a label on a line of its own."""

_SURE_LABELS = frozenset(("title", "abstract", "authors", "arxiv", "doi"))
"""Those that no sentence has, not even at the start of a line that an editor broke: what is behind them is known."""
_NARROWEST_WRAP = 45
_LONE_LABEL = re.compile(
    r"(?!(?:abstract|background|introduction|objectives?|methods?|results?|conclusions?)\b)[A-Z][\w ()./-]{1,24}:", re.I
)
_WHOLE_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_LAST_SIGNS = ")]"
_LAST_BUTTONS = re.compile(
    r"\s*(?:[(\[](?:(?:paper|tweet|code|pdf|arxiv|abs|links?|project|blog|demo|video|thread|site|github|post|html)"
    r"(?:\s*[|/,·&]\s*)?)+[)\]]\s*)+$|\s*[(\[]\d+[ -](?:min|minutes?)(?:[ -]read)?[)\]]$|(?:\s+\[[a-z]+\s?\d*\]){2,}$",
    re.IGNORECASE,
)
"""What links show that stand behind the last sentence, or several in brackets behind a title."""
_ORCID_BUTTON = "View ORCID Profile"
_FILE_MARK = re.compile(r"\[(?:PDF|HTML|BOOK|CITATION|DOC|[A-Z])\]\s*")
_POINTS, _INNER_POINTS = "●•▪", "○◦"
_PICTURE = re.compile(rf"\s*[{_POINTS}{_INNER_POINTS}\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?\s+(?=\S)")
_PICTURE_OF_LINK = re.compile(rf"{_PICTURE.pattern}(?=(?:[^\W\d_][\w ]{{0,20}}:\s*)?(?:https?://|www\.)\S+\s*$)")
_LEAST_PICTURES = 2
_DIGIT = re.compile(r"\d")
_TABLE_ROW = re.compile(r"\s*\S.*\t\s*\S|\s*\|.*\|\s*$|[+|][-=+:|\s]{3,}$")
_LIST_GOES_ON = re.compile(r"(?:[,;&]|\band|\|)$")


def parse_lines(rows: Sequence[str], near: datetime.date | None) -> list[Block]:
    """Every line that is not blank, named by what knows it. A day gets its year from `near`."""
    parser = _LineParser(near, is_record=labels_titles(rows), labels_authors=labels_authors(rows))
    rows = _drop_signs(rows)
    for number, (raw, rule) in enumerate(read_frames(rows) or zip(rows, repeat("")), 1):
        if raw:
            parser.take(number, raw, rule)
        else:
            parser.skip()
    return parser.pieces


def _drop_signs(rows: Sequence[str]) -> Sequence[str]:
    """The lines without the pictures that a page puts before each kind of line, and before an address alone, and
    without the signs of points in points."""
    signed = [
        i for i, row in enumerate(rows) if not row.isascii() and row.lstrip()[:1] > "\u2000" and _PICTURE.match(row)
    ]
    if not signed:
        return rows
    often = Counter(rows[i].lstrip()[0] for i in signed)
    signs = {sign for sign, count in often.items() if count > 1}
    if len(signs.difference(_POINTS)) < _LEAST_PICTURES and signs.isdisjoint(_INNER_POINTS):
        signs = set()
    found = [*rows]
    for i in signed:
        rest = _PICTURE.sub("", found[i], count=1)
        if found[i].lstrip()[0] in signs or _PICTURE_OF_LINK.match(found[i]) or _is_furniture(rest):
            found[i] = rest
    return found


def _is_furniture(row: str) -> bool:
    rule = boilerplate.find_rule(line) if (line := normalise_line(row)) else None
    return rule is not None and rule.can_be == "furniture"


class _LineParser:
    """Takes the lines of a page one by one, and knows what the lines above them were."""

    def __init__(self, near: datetime.date | None, *, is_record: bool, labels_authors: bool) -> None:
        self.near = near
        self.is_record = is_record
        self.labels_authors = labels_authors
        self.pieces: list[Block] = []
        self.gap = 0
        self.pending = ""
        self.greedy = ""
        self.fenced = False
        self.indent = 0
        self.is_deeper = self.goes_on = False
        self.above: Block | None = None
        """The line right above, without a blank one between."""

    def take(self, number: int, raw: str, rule: str) -> None:
        """One more line; `rule` says that it is known to belong to no paper."""
        line = normalise_line(raw)
        if not line:
            self.skip()
            return
        self.above = self.pieces[-1] if self.pieces and not self.gap else None
        if line[1:2] == " " and line[::2].casefold() in SPACED_WORDS and line[1::2].isspace():
            line = line[::2]
        if not rule and self._is_plain(line, raw):
            # arguments without names take half the time
            self.pieces.append(Block(number, number, line, self.gap, False, False, False, ends_sentence(line)))
            self.gap = self.indent = 0
            return
        if not raw.isascii() and raw.rstrip().endswith("\xad") and line[-1].isalpha():
            line += "¬"
        elif line[-1] in _LAST_SIGNS and (end := _LAST_BUTTONS.search(line, max(1, len(line) - 80))):
            line = line[: end.start()]
        elif "△ Less" in line:
            line = line.removesuffix("△ Less").rstrip() or line
        elif " profile image " in line:
            line = line.partition(" profile image ")[2]
        elif _ORCID_BUTTON in line:
            line = " ".join(line.replace(_ORCID_BUTTON, " ").split()) or line
        indent = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
        self.is_deeper, self.goes_on = indent > self.indent, False
        piece = Block(number, number, line, self.gap, indent > 0)
        piece = piece._replace(rule=rule, can_be="furniture") if rule else self._name(piece, raw)
        self.pieces.append(piece)
        if not (piece.verbatim or self.goes_on):
            self.indent = indent
        self.gap = 0

    def skip(self) -> None:
        """A line with nothing in it."""
        self.gap += 1
        self.greedy = ""

    def _is_plain(self, line: str, raw: str) -> bool:
        """Whether none of the rules below knows a line, and it goes on with nothing: so it is with most lines."""
        above = self.above
        if self.fenced or self.pending or self.greedy or (above and (above.field or above.rule)):
            return False
        if line[0] != raw[0] or not line[0].isalpha() or line[-1] in _LAST_SIGNS or "|" in line:
            return False
        if line is not raw and ("\t" in raw or raw.rstrip()[-1] == "\xad"):
            return False
        if above and len(line) > _NARROWEST_WRAP and starts_small(line) and _ends_inside_sentence(above):
            return ":" not in line[:48] and line[: line.find(" ")].isalpha() and not line.startswith("by ")
        if may_be_label(line) and find_label(line, is_record=self.is_record):
            return False
        if len(line) > boilerplate.LONGEST:
            is_text = sum(map(str.islower, line[:120].split())) > MOST_SMALL
            return is_text and not (line.endswith("Less") or boilerplate.is_on_rights(line))
        if (
            ";" in line
            or " profile image " in line
            or _ORCID_BUTTON in line
            or "△" in line
            or boilerplate.find_rule(line)
        ):
            return False
        return not (_DIGIT.search(line) and (has_dash(line) or may_name_day(line))) and not byline_strength(line)

    def _name(self, piece: Block, raw: str) -> Block:
        text = piece.text
        if self.fenced or text.startswith("```"):
            self.fenced = self.fenced != text.startswith("```")
            return piece._replace(verbatim=True, stopped=True)
        pending, self.pending = self.pending, ""
        label = find_label(text, is_record=self.is_record)
        if label is None and "\t" in raw and (column := _find_column(raw)):
            return self._name_labelled(piece, column)
        if label is None and self.above:
            label = self._other_label(text, self.above)
        if label and (label.field == "abstract" or not (text[0].islower() and self._in_sentence())):
            is_alone = not label.value and text[-1].isalpha()
            if label.field in _SURE_LABELS or is_alone or not self._in_paragraph():
                return self._name_labelled(piece, label)
        if pending:
            return self._fill(piece, pending)
        if self.above and (field := self._goes_on(piece, self.above)):
            self.goes_on = True
            return self._fill(piece, TITLE_GOES_ON if field == "title" else field)
        return self._name_unlabelled(piece, raw)

    def _other_label(self, text: str, above: Block) -> FieldLabel | None:
        """A label that nobody knows, alone on the line below a detail: what stands below is its value."""
        if not (above.field or above.rule == LABEL) or above.field in ("title", "abstract", "summary"):
            return None
        return FieldLabel("remarks", "") if text[-1] == ":" and _LONE_LABEL.fullmatch(text) else None

    def _name_labelled(self, piece: Block, label: FieldLabel) -> Block:
        if is_day_label(piece.text) and not self.is_record and (dated := parse_date_line(label.value, self.near)):
            return piece._replace(day=dated.day, rule=dated.rule, can_be="title" if dated.day else "furniture")
        self.greedy = label.field if label.greedy else ""
        if label.value:
            return self._fill(piece._replace(text=label.value), label.field)
        self.pending = label.field
        return piece._replace(rule=LABEL, can_be="furniture")

    def _fill(self, piece: Block, field: str) -> Block:
        """The piece as the text of a field."""
        if field in ("title", TITLE_GOES_ON, "abstract"):
            return piece._replace(field=field, stopped=ends_sentence(piece.text))
        if field == "summary":
            return piece._replace(field=field, rule=field, stopped=ends_sentence(piece.text))
        return piece._replace(field=field, rule=field, can_be="furniture")

    def _goes_on(self, piece: Block, above: Block) -> str:
        """The field of the line above, where this line goes on with it."""
        if above.field in ("", "abstract", "arxiv", "doi", "links", "author_count"):
            return ""
        if above.field == "authors" and piece.text in (",", ";", "&", "and"):
            return above.field
        strength = byline_strength(piece.text) if above.field in ("title", "authors") else 0
        if above.field == "title" and strength and not self.labels_authors:
            return ""
        if above.field == "authors" and not self.is_record and (strength or is_affiliation(piece.text)):
            return "authors" if strength else "affiliations"
        if self.greedy or self.is_deeper:
            return self.greedy or above.field
        if above.field == "title":
            return ""
        is_wrapped = len(above.text) > 60 and piece.text[0].islower()
        return above.field if is_wrapped or _LIST_GOES_ON.search(above.text) else ""

    def _name_unlabelled(self, piece: Block, raw: str) -> Block:
        above = self.above
        if above and above.rule == LAST_WORDS and not above.stopped and len(above.text) > 60:
            return piece._replace(rule=LAST_WORDS, can_be="furniture", stopped=ends_sentence(piece.text))
        is_row = ("\t" in raw or "|" in raw or raw[0] == "+") and _TABLE_ROW.match(raw) is not None
        rule = None if is_row else boilerplate.find_rule(piece.text)
        if is_row or (rule is None and raw[0] in " \t" and self._is_code(raw)):
            return piece._replace(verbatim=True, stopped=ends_sentence(piece.text))
        if rule and rule.field == "links" and self._in_paragraph():
            rule = None
        if rule and rule.field == "citation" and not ends_sentence(piece.text):
            self.greedy = rule.field
        if rule is None or rule.name in boilerplate.MAY_BE_DATED:
            is_near_top = len(self.pieces) < 3 and _WHOLE_DATE.search(piece.text)
            if (is_near_top or not self._mid_sentence()) and (dated := parse_date_line(piece.text, self.near)):
                return piece._replace(day=dated.day, rule=dated.rule, can_be="title" if dated.day else "furniture")
        if rule:
            stopped = ends_sentence(piece.text)
            return piece._replace(rule=rule.name, can_be=rule.can_be, field=rule.field, stopped=stopped)
        names, semicolon, rest = piece.text.partition("; ") if ";" in piece.text else (piece.text, "", "")
        if semicolon and boilerplate.is_publication(rest) and byline_strength(names):
            return self._fill(piece._replace(text=names), "authors")
        if scholar_line(piece.text):
            return piece._replace(rule="byline", can_be="furniture", field="byline")
        text = _FILE_MARK.sub("", piece.text, count=1) if piece.text[0] == "[" else piece.text
        byline = 2 if (strength := byline_strength(text)) and self.is_record else strength
        stopped = ends_sentence(piece.text)
        return piece._replace(text=text or piece.text, stopped=stopped, byline=byline)

    def _is_code(self, raw: str) -> bool:
        """Whether an indented line looks like one of code: further in than the text above, and no sentence."""
        if (self.above and self.above.field == "title") or byline_strength(raw.strip()):
            return False
        is_inside = raw.startswith((" " * (self.indent + 4), "\t"))
        return is_inside and not (len(raw) > 60 and raw.rstrip()[-1] == ".")

    def _in_paragraph(self) -> bool:
        """Whether the line above seems to be one of a paragraph that an editor wrapped."""
        above = self.above
        if above is None or self.is_record:
            return False
        return not (above.known or above.field) and _NARROWEST_WRAP < len(above.text) <= WIDEST_WRAP

    def _in_sentence(self) -> bool:
        """Whether the line above is one of an abstract and does not end its sentence."""
        above = self.above
        is_text = above is not None and not above.known and above.field in ("", "abstract")
        return above is not None and is_text and not above.stopped and len(above.text) > _NARROWEST_WRAP

    def _mid_sentence(self) -> bool:
        return self.above is not None and not self.above.stopped and self._in_paragraph()


def _ends_inside_sentence(above: Block) -> bool:
    """Whether a line of text is full and its sentence goes on: what follows in small letters is text as well."""
    return not (above.stopped or above.byline or above.verbatim) and _NARROWEST_WRAP < len(above.text) <= WIDEST_WRAP


def _find_column(raw: str) -> FieldLabel | None:
    """The label of a line in which a tab stands behind it, as reports of Zotero have it."""
    name, tab, value = raw.strip().partition("\t")
    if not tab or len(name) > 30 or "\t" in value.strip():
        return None
    return find_label(f"{name}: {normalise_line(value)}", is_record=True)
