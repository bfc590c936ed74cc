"""Reads the lines of a page one by one: each cleaned, and matched against labels, rules and dates."""

import datetime
import re
from collections.abc import Sequence

from generator.seeds.cleaning import normalise_line
from generator.seeds.pasted.blocks import TITLE_GOES_ON, WIDEST_WRAP, Block, ends_sentence
from generator.seeds.pasted.frames import read_frames
from generator.seeds.pasted.rules import boilerplate
from generator.seeds.pasted.rules.bylines import MOST_SMALL, byline_strength, is_affiliation, scholar_line
from generator.seeds.pasted.rules.date_lines import DateLineReading, parse_date_line
from generator.seeds.pasted.rules.labels import (
    ABSTRACT_STARTS,
    FieldLabel,
    find_label,
    is_author_label,
    is_day_label,
    labels_titles,
)

LAST_WORDS = "last words"
LABEL = "label"
"""The rule of a label on a line of its own."""

_NARROWEST_WRAP = 45
_LONE_LABEL = re.compile(
    r"(?!(?:abstract|background|introduction|objectives?|methods?|results?|conclusions?)\b)[A-Z][\w ()./-]{1,24}:", re.I
)
_WHOLE_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_LAST_SIGNS = ")]"
_LAST_BUTTONS = re.compile(
    r"\s*(?:[(\[](?:(?:paper|tweet|code|pdf|arxiv|abs|links?|project|blog|demo|video|thread|site|github|post|html)"
    r"(?:\s*[|/,·&]\s*)?)+[)\]]\s*)+$",
    re.IGNORECASE,
)
"""What links show that stand behind the last sentence."""
_FILE_MARK = re.compile(r"\[(?:PDF|HTML|BOOK|CITATION|DOC|B|C)\]\s*")
_TABLE_ROW = re.compile(r"\s*\S.*\t\s*\S|\s*\|.*\|\s*$|[+|][-=+:|\s]{3,}$")
_LIST_GOES_ON = re.compile(r"(?:[,;&]|\band|\|)$")


def parse_lines(rows: Sequence[str], near: datetime.date | None) -> list[Block]:
    """Every line that is not blank, named by what knows it. A day gets its year from `near`."""
    parser = _LineParser(near, is_record=labels_titles(rows), labels_authors=any(map(is_author_label, rows)))
    for number, (line, rule) in enumerate(read_frames(rows), 1):
        parser.take(number, line, rule)
    return parser.pieces


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

    def take(self, number: int, raw: str, rule: str) -> None:
        """One more line; `rule` says that it is known to belong to no paper."""
        line = normalise_line(raw) if raw else ""
        if not line:
            self.gap += 1
            self.greedy = ""
            return
        if len(line) > boilerplate.LONGEST and not rule and self._is_plain_paragraph(line, raw):
            self.pieces.append(Block(number, number, line, self.gap, stopped=ends_sentence(line)))
            self.gap = self.indent = 0
            return
        if not raw.isascii() and raw.rstrip().endswith("\xad"):
            line += "¬"
        elif line[-1] in _LAST_SIGNS and (end := _LAST_BUTTONS.search(line, max(1, len(line) - 80))):
            line = line[: end.start()]
        elif "△ Less" in line:
            line = line.removesuffix("△ Less").rstrip() or line
        elif " profile image " in line:
            line = line.partition(" profile image ")[2]
        indent = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
        self.is_deeper, self.goes_on = indent > self.indent, False
        piece = Block(number, number, line, self.gap, indent > 0)
        if rule:
            self.pieces.append(piece._replace(rule=rule, can_be="furniture"))
        else:
            self.pieces.append(self._name(piece, raw))
        if not (self.pieces[-1].verbatim or self.goes_on):
            self.indent = indent
        self.gap = 0

    def _is_plain_paragraph(self, line: str, raw: str) -> bool:
        """Whether a long line is a paragraph for sure: nothing waits for it, and it begins with words of a sentence."""
        above = self.pieces[-1] if self.pieces and not self.gap else None
        waits = self.fenced or self.pending or self.greedy or (above and (above.field or above.rule))
        if waits or ":" in line[:48] or not line[0].isupper() or line[0] != raw[0] or "\t" in raw or "|" in raw:
            return False
        words = line[:120].split()
        is_prose = sum(map(str.islower, words)) > MOST_SMALL and line[:8].lower() not in ABSTRACT_STARTS
        return is_prose and line[-1] not in _LAST_SIGNS and not line.endswith("Less")

    def _name(self, piece: Block, raw: str) -> Block:
        text = piece.text
        if self.fenced or text.startswith("```"):
            self.fenced = self.fenced != text.startswith("```")
            return piece._replace(verbatim=True, stopped=True)
        pending, self.pending = self.pending, ""
        label = find_label(text, is_record=self.is_record) or _find_column(raw) or self._other_label(text)
        is_alone = label is not None and not label.value and text[-1].isalpha()
        if label and text[0].islower() and self._in_sentence():
            label = None
        if label and (label.field in ("title", "abstract", "authors") or is_alone or not self._in_paragraph()):
            return self._name_labelled(piece, label)
        if pending:
            return self._fill(piece, pending)
        if field := self._goes_on(piece):
            self.goes_on = True
            return self._fill(piece, TITLE_GOES_ON if field == "title" else field)
        return self._name_unlabelled(piece, raw)

    def _other_label(self, text: str) -> FieldLabel | None:
        """A label that nobody knows, alone on the line below a detail: what stands below is its value."""
        above = self.pieces[-1] if self.pieces and not self.gap else None
        if above is None or not (above.field or above.rule == LABEL) or above.field in ("title", "abstract", "summary"):
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

    def _goes_on(self, piece: Block) -> str:
        """The field of the line above, where this line goes on with it."""
        above = self.pieces[-1] if self.pieces and not self.gap else None
        if above is None or above.field in ("", "abstract", "arxiv", "doi", "links", "author_count"):
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
        if self._goes_on_with_last_words():
            return piece._replace(rule=LAST_WORDS, can_be="furniture", stopped=ends_sentence(piece.text))
        is_row = ("\t" in raw or "|" in raw or raw[0] == "+") and _TABLE_ROW.match(raw) is not None
        rule = None if is_row else boilerplate.find_rule(piece.text)
        if is_row or (rule is None and self._is_code(raw)):
            return piece._replace(verbatim=True, stopped=ends_sentence(piece.text))
        if rule and rule.field == "links" and self._in_paragraph():
            rule = None
        if rule and rule.field == "citation" and not ends_sentence(piece.text):
            self.greedy = rule.field
        if rule is None or rule.name in boilerplate.MAY_BE_DATED:
            dated = parse_date_line(piece.text, self.near) if not self._mid_sentence() else None
            dated = dated or self._day_below_headline(piece.text)
            if dated:
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
        byline = byline_strength(text)
        return Block(  # most lines come here, and `_replace` takes three times as long
            *(piece.first, piece.last, text or piece.text, piece.gap, piece.indented),
            stopped=ends_sentence(piece.text),
            byline=2 if byline and self.is_record else byline,
        )

    def _is_code(self, raw: str) -> bool:
        """Whether a line looks like one of code: further in than the text above, and no sentence."""
        if self.pieces and not self.gap and self.pieces[-1].field == "title":
            return False
        if raw[0] in " \t" and byline_strength(raw.strip()):
            return False
        is_inside = raw[0] in " \t" and raw.startswith((" " * (self.indent + 4), "\t"))
        return is_inside and not (len(raw) > 60 and raw.rstrip()[-1] == ".")

    def _goes_on_with_last_words(self) -> bool:
        above = self.pieces[-1] if self.pieces and not self.gap else None
        return above is not None and above.rule == LAST_WORDS and not above.stopped and len(above.text) > 60

    def _in_paragraph(self) -> bool:
        """Whether the line above seems to be one of a paragraph that an editor wrapped."""
        above = self.pieces[-1] if self.pieces and not self.gap and not self.is_record else None
        return (
            above is not None and not (above.known or above.field) and _NARROWEST_WRAP < len(above.text) <= WIDEST_WRAP
        )

    def _in_sentence(self) -> bool:
        """Whether the line above is one of an abstract and does not end its sentence."""
        above = self.pieces[-1] if self.pieces and not self.gap else None
        is_text = above is not None and not above.known and above.field in ("", "abstract")
        return above is not None and is_text and not above.stopped and len(above.text) > _NARROWEST_WRAP

    def _day_below_headline(self, text: str) -> DateLineReading | None:
        """What a whole date says that stands right below the second line of a page or the first."""
        return parse_date_line(text, self.near) if len(self.pieces) < 3 and _WHOLE_DATE.search(text) else None

    def _mid_sentence(self) -> bool:
        return self._in_paragraph() and not self.pieces[-1].stopped


def _find_column(raw: str) -> FieldLabel | None:
    """The label of a line in which a tab stands behind it, as reports of Zotero have it."""
    name, tab, value = raw.strip().partition("\t") if "\t" in raw else ("", "", "")
    if not tab or len(name) > 30 or "\t" in value.strip():
        return None
    return find_label(f"{name}: {normalise_line(value)}", is_record=True)
