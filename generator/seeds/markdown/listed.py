"""A paper of a list in the making: the entry that names it, and the blocks below that belong to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.model.papers import Day, Draft, FieldLine, Place
from generator.seeds.dates import parse_day
from generator.seeds.markdown.entries import Entry, join_texts, leads_away, read_rest
from generator.seeds.markdown.labels import LINK_WORDS, Said
from generator.seeds.marked.blocks import MarkedBlock
from generator.seeds.metadata import published_date, split_tags
from generator.seeds.metadata.people import is_name_list, split_names

_LONGEST_FACTS = 200
_LONGEST_DAY = 30


@dataclass(slots=True)
class ListedPaper:
    """A title with its kind of mark, the block it stands in, and what was found of it."""

    entry: Entry
    block: MarkedBlock
    said: Said = field(default_factory=Said)
    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    used: list[MarkedBlock] = field(default_factory=list)

    def read_own_block(self) -> None:
        """What its own block says behind the title."""
        self.used.append(self.block)
        self.add_text(read_rest(self.block, self.entry, self.said), self.block)

    def read_below(self, blocks: Iterable[MarkedBlock]) -> None:
        """What stands below: labels, links, names, and the abstract; where that has a heading, nothing else is it."""
        inside = 0
        for block in blocks:
            self.used.append(block)
            if block.kind == "heading":
                if inside and block.level <= inside:
                    return
                inside = block.level if _ABSTRACT.fullmatch(block.text) else inside
                if inside:
                    self.texts, self.lines = [], []
            elif block.kind not in ("rule", "code") and not _ABSTRACT.fullmatch(block.text):
                self._read_block(block)

    def _read_block(self, block: MarkedBlock) -> None:
        if self.said.take_link_line(block) or self._take_day(block):
            return
        if not self.texts and self._take_facts(block):
            return
        lines = block.text.split("\n")
        rest = lines[self.said.take_labels(block) :]
        if (
            len(rest) == len(lines)
            and not self.texts
            and "authors" not in self.said.values
            and is_name_list(block.text)
        ):
            self.said.values["authors"] = split_names(block.text)
            self.said.fields.append(FieldLine(block.line, "authors"))
            return
        self.said.take_links(anchor.url for anchor in block.anchors if LINK_WORDS.fullmatch(block.shown(anchor)))
        self.add_text(" ".join(line for line in rest if not _ABSTRACT.fullmatch(line)), block)

    def _take_day(self, block: MarkedBlock) -> bool:
        """Whether a block says nothing but a day, which is the paper's own."""
        day = parse_day(block.text) if len(block.text) <= _LONGEST_DAY else None
        if day and day.iso:
            self.said.values.setdefault("year", day.iso)
            self.said.fields.append(FieldLine(block.line, "published"))
        return bool(day and day.iso)

    def _take_facts(self, block: MarkedBlock) -> bool:
        """Whether a short line with a link is nothing but names, venue, date and links, which are taken."""
        said = Said()
        if len(block.text) > _LONGEST_FACTS or not leads_away(block) or read_rest(block, Entry("", "plain"), said):
            return False
        self.said.values = {**said.values, **self.said.values}
        self.said.links += said.links
        self.said.fields.append(FieldLine(block.line, "links"))
        return True

    def add_text(self, text: str, block: MarkedBlock) -> None:
        if text.strip():
            self.texts.append(text.strip())
            self.lines += [block.line, block.last]

    def draft(self, path: str, day: Day | None) -> Draft:
        values = self.said.values
        labelled = [line for line, name in self.said.fields if name == "abstract"]
        abstract, lines = values.get("abstract") or join_texts(self.texts), labelled or self.lines
        tags, without_tags = split_tags(values)
        line = self.block.line
        return Draft(
            Place(path, line),
            title=self.entry.title,
            abstract=abstract,
            title_lines=(line, line),
            abstract_lines=(min(lines), max(lines)) if lines and abstract else (0, 0),
            fields=tuple(sorted(each for each in self.said.fields if each.name != "abstract")),
            day=day,
            published=published_date(values),
            authors=tuple(values.get("authors", ())),
            venue=values.get("venue"),
            tags=tags,
            without_tags=without_tags,
            links=tuple(dict.fromkeys(self.said.links)),
            arxiv=values.get("arxiv"),
            doi=values.get("doi"),
        )


_ABSTRACT = re.compile(r"\W*(?:(?:show |paper |view )?abstract|摘要)\W*", re.IGNORECASE)
