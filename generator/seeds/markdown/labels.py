"""Labelled lines, `**Authors:** Ana Brewer` or `Code: https://...`: what they say of the paper they stand at."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.papers import FieldLine, Link
from generator.seeds.frontmatter import Field
from generator.seeds.marked.blocks import Anchor, MarkedBlock
from generator.seeds.metadata import parse_fields
from generator.text.markup.links import classify_link, is_address

_LABELS: Mapping[str, str] = {
    **dict.fromkeys(("author", "authors", "by", "作者", "著者", "저자"), "authors"),
    **dict.fromkeys(("abstract", "paper abstract", "summary", "摘要", "概要", "초록"), "abstract"),
    **dict.fromkeys(("arxiv", "arxiv id", "eprint"), "arxiv"),
    "doi": "doi",
    **dict.fromkeys(("date", "published", "year", "submitted", "publication date", "publish date", "日期"), "year"),
    **dict.fromkeys(("venue", "conference", "journal", "published in", "publication", "accepted at"), "venue"),
    **dict.fromkeys(("tags", "keywords", "topics", "关键词"), "tags"),
    **dict.fromkeys(("url", "link", "links", "paper", "pdf", "paper link", "source", "html", "paper url"), "links"),
    **dict.fromkeys(("code", "github", "project", "project page", "website", "homepage", "demo", "dataset"), "links"),
    **dict.fromkeys(("data", "model", "models", "weights", "repo", "repository", "video", "slides", "page"), "links"),
    **dict.fromkeys(
        ("链接", "论文", "论文链接", "代码", "项目", "项目主页", "地址", "リンク", "コード", "링크"), "links"
    ),
    **dict.fromkeys(("affiliation", "affiliations", "institution", "institutions", "comments", "comment"), ""),
    **dict.fromkeys(("subjects", "subject", "categories", "category", "primary category", "page title"), ""),
    **dict.fromkeys(("stars", "votes", "upvotes", "citations", "rating", "status", "read", "added"), ""),
}
"""What a label says its value is; empty where nothing is made of it."""
_LABEL = re.compile(r"[^\w\[(]*([^\W\d_][\w .-]{0,20}?)\s*[:：]\s*(?!//)(.*)")
_NEXT_LABEL = re.compile(r"(?<!\s)\s++[|·•]\s+(?=[^\W\d_][\w ]{1,20}\s*[:：]\s)")
LINK_WORDS = re.compile(
    r"[\W_]*(?:the |full |official |our |hf |hugging ?face )?(?:papers?|pdf|abs|abstract|arxiv|html|doi|codes?|github"
    r"|links?|project(?: page)?|web(?:site|page)?|home ?page|page|demo|data(?:sets?)?|models?|weights|video|slides"
    r"|poster|tweet|(?:view )?blog|post|talk|supp(?:lementary)?|review|openreview|hugging ?face|hf|bib(?:tex)?|colab"
    r"|here|url|source|read more|thread|x|twitter|youtube|wechat|stars?|论文|代码|链接|主页)(?: link| page)?[\W_\d.]*",
    re.IGNORECASE,
)
"""What a link shows that is no title."""


def is_labelled(text: str) -> bool:
    """Whether a line names a detail of a paper, and so no paper, by its label; behind that of a link may be a title."""
    label = _LABEL.match(text)
    return label is not None and _LABELS.get(label[1].casefold(), "links") != "links"


@dataclass(slots=True)
class Said:
    """What labelled lines and links say of a paper, `fields` being the lines they stand on."""

    values: dict[str, Any] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    fields: list[FieldLine] = field(default_factory=list)

    def take_labels(self, block: MarkedBlock) -> int:
        """How many of the block's first lines have a label that is known; an abstract goes on to the block's end."""
        lines = [*_split_lines(block)]
        for number, (text, anchors) in enumerate(lines):
            label = _LABEL.fullmatch(text)
            if not label or label[1].casefold() not in _LABELS:
                return number
            if _LABELS[label[1].casefold()] == "abstract":
                whole = " ".join([label[2], *(more for more, _ in lines[number + 1 :])])
                self._take(label[1].casefold(), whole.strip(" *_`"), anchors, block.line + number)
                break
            self._take(label[1].casefold(), label[2].strip(" *_`"), anchors, block.line + number)
        return len(lines)

    def _take(self, label: str, text: str, anchors: Iterable[Anchor], line: int) -> None:
        name = _LABELS[label]
        self.fields.append(FieldLine(line, name or label))
        urls = [anchor.url for anchor in anchors]
        self.take_links(urls, label if name == "links" else "")
        if name in ("arxiv", "doi"):
            text = next(iter(urls), "") or (text.split() or [""])[0]
        if name and name != "links" and text:
            read = parse_fields([(name, Field(text, line))], "").values
            self.values = {**read, **self.values}

    def take_links(self, urls: Iterable[str], said: str = "") -> None:
        """Links of the paper; those to parts of the same page and to badges are none."""
        for url in urls:
            if is_address(url) and not re.search(r"//(?:img\.shields\.io|awesome\.re|badge)", url):
                link = classify_link(url, said)
                shown = said.strip(" []()*_:") if link.kind == "other" and "/" not in said else ""
                self.links.append(Link(url, shown[:1].upper() + shown[1:30] or link.label, link.kind))

    def take_link_line(self, block: MarkedBlock) -> bool:
        """Whether a block is nothing but links, shown as addresses or by words like `PDF`, which are taken."""
        rest = list(block.text)
        for anchor in block.anchors:
            shown = block.shown(anchor)
            if LINK_WORDS.fullmatch(shown) or "/" in shown or re.search(r"\d{4}\.\d{4,5}", shown):
                rest[anchor.start : anchor.end] = " " * (anchor.end - anchor.start)
        left = "".join(rest)
        if not block.anchors or re.search(r"\w\w", LINK_WORDS.sub("", left) if len(left) < 40 else left):
            return False
        for anchor in block.anchors:
            self.take_links([anchor.url], block.shown(anchor))
        self.fields.append(FieldLine(block.line, "links"))
        return True


def _split_lines(block: MarkedBlock) -> Iterator[tuple[str, tuple[Anchor, ...]]]:
    """The lines of a block with their links, cut again where one line has several labels."""
    start, starts = 0, [anchor.start for anchor in block.anchors]
    for text in re.split(rf"\n|{_NEXT_LABEL.pattern}", block.text):
        start = block.text.index(text, start)
        end = start + len(text)
        yield text.strip(), block.anchors[bisect_left(starts, start) : bisect_left(starts, end)]
        start = end
