"""XML of papers: answers of arXiv, OAI-PMH, PubMed and Crossref, feeds, MODS, the ACL Anthology's own, and the like.

libxml2 (lxml) reads it, goes on where it is broken, and expands no entity that a file declares. Elements become
mappings, and what is a paper in those `objects` tells, by the names of fields.
"""

import re
from collections.abc import Iterator, Sequence
from html.entities import html5
from typing import Any

from lxml import etree

from generator.model.problems import Problem, warning
from generator.seeds.records.field_names import KeyMeanings
from generator.seeds.records.record import DataRecord, FormatError, FoundRecords
from generator.seeds.records.trees.objects import DataFile, is_paper, read_object

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([a-zA-Z]\w*);")
_OWN_ENTITIES = ("amp", "lt", "gt", "quot", "apos")
_DECLARES = re.compile(r"<!ENTITY\s+(?:%\s+)?(\S+)")
_HTML = re.compile(r"\s*(?:<!doctype html|<html\b)", re.IGNORECASE)
_MARKUP_NAMES = """
    a abbr b bold br code div em fixed-case font i inf italic label li list list-item math mml ol p pre s sc sec
    section small span strong style sub sup table td tex-math tr tt u ul underline url h1 h2 h3 h4 h5 h6
    inline-formula abstracttext
"""
_MARKUP = frozenset(_MARKUP_NAMES.split())
_TEXTS = frozenset(("abstract", "sec", "section", "description", "content", "summary"))
"""Elements whose titles are headings inside a text."""
_BLOCKS = frozenset(("p", "div", "br", "li", "sec", "section", "abstracttext", "list-item"))
_NOTICES = frozenset(("copyrightinformation", "copyright-statement", "object-id"))
"""Elements that stand in a text and are no part of it."""
_RECORDS_NAMES = """
    entry item record pubmedarticle pubmedbookarticle article paper mods doc row publication inproceedings
    incollection phdthesis mastersthesis book journal_article conference_paper posted_content doi_record
    work hit document bibitem result
"""
_RECORDS = frozenset(_RECORDS_NAMES.split())
"""Names of elements that are a paper each."""
_ASIDE_NAMES = """
    referencelist references reference citedby ref-list commentscorrectionslist citation_list
    response request responsedate frontmatter meta datestamp setspec
"""
_ASIDE = frozenset(_ASIDE_NAMES.split())
"""Elements whose fields are not those of the paper around them."""
_FEEDS = {"rss": "RSS", "rdf": "RSS", "feed": "Atom"}
_KINDS = {"oai-pmh": "OAI-PMH", "pubmedarticleset": "PubMed", "modscollection": "MODS", "collection": "XML"}


def read_xml(text: str, path: str) -> FoundRecords:
    """The papers of a text that should be XML. `path` is the seed's, for its problems."""
    if _HTML.match(text):
        what = "this is a web page, and not the answer that was asked for"
        raise FormatError(1, what, "open the address in a browser, wait, and save it again; or name it .html")
    root, problems = _parse(text, path)
    kind, is_feed = _name_kind(root)
    if kind == "Atom" and (fault := _service_fault(root)):
        raise FormatError(1, f"the service answered with an error: {fault}", "ask it again, and save that answer")
    records = [*_read_elements(root, is_feed=is_feed)]
    if any("breaks off" in problem.message for problem in problems):
        del records[-1:]  # half a paper is none
    if is_feed:
        _add_feed_day(root, records)
    return FoundRecords(kind, records, problems, is_feed)


def _parse(text: str, path: str) -> tuple[Any, list[Problem]]:
    """The root element, and what is wrong with the file. The declared encoding is dropped: the text is decoded."""
    declared = _DECLARES.search(text[:100_000])
    source = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    source = _ENTITY.sub(_replace_entity, source)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise FormatError(_fault_line(parser), "this cannot be read as XML", "download it again")
    problems = [warning(path, line, what, hint) for line, what, hint in _faults(parser)]
    if declared:
        what = f"this file declares an entity, {declared[1]}, which is not expanded"
        problems.append(warning(path, text[: declared.start()].count("\n") + 1, what, "write what it stands for"))
    return root, problems[:1]


def _replace_entity(found: re.Match[str]) -> str:
    """The character of an entity that HTML knows and XML does not."""
    return found[0] if found[1] in _OWN_ENTITIES else html5.get(f"{found[1]};", found[0])


_HARMLESS = re.compile(r"[Nn]amespace prefix|xmlns|[Xx]ml:id|not absolute|[Aa]ttribute .* redefined|[Ee]ntity '")


def _faults(parser: Any) -> Iterator[tuple[int, str, str]]:
    for fault in parser.error_log:
        if not _HARMLESS.search(fault.message):
            what = f"this is not well-formed XML ({fault.message}): what could be read was"
            if "Premature end" in fault.message:
                what = "the XML breaks off here: what is whole above was read"
            yield fault.line, what, "download it again if papers are missing"


def _fault_line(parser: Any) -> int:
    return next((fault.line for fault in parser.error_log), 1)


def _name_kind(root: Any) -> tuple[str, bool]:
    """What a file is, and whether its entries are listed on their days: an answer of arXiv's API has none."""
    name = _local_name(root)
    if name not in _FEEDS:
        return _KINDS.get(name, "XML"), False
    is_answer = any("opensearch" in str(uri).lower() for uri in root.nsmap.values()) or any(
        _local_name(child).startswith("itemsperpage") or "arxiv.org/api" in (child.text or "")
        for child in root
        if _local_name(child) in ("id", "itemsperpage", "totalresults")
    )
    ids = (part.text or "" for child in root if _local_name(child) == "entry" for part in child)
    is_answer = is_answer or "arxiv.org/abs/" in next(ids, "")
    return _FEEDS[name], not (name == "feed" and is_answer)


def _service_fault(root: Any) -> str:
    """What a feed says that is an error of the service: one entry that is titled so."""
    entries = [child for child in root if _local_name(child) == "entry"]
    if len(entries) != 1:
        return ""
    said = {_local_name(child): (child.text or "").strip() for child in entries[0]}
    return said.get("summary", "unknown") if said.get("title") == "Error" else ""


def _local_name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _read_elements(root: Any, *, is_feed: bool) -> Iterator[DataRecord]:
    """The papers of a tree, from the outside in; what is inside of one is not looked at."""
    meanings = KeyMeanings()
    waiting = [root]
    while waiting:
        element = waiting.pop()
        name = _local_name(element)
        record = _read_record(element, meanings, is_feed=is_feed) if name in _RECORDS and len(element) else None
        if record:
            yield record
        elif name not in _ASIDE:
            waiting += reversed(element)


def _read_record(element: Any, meanings: KeyMeanings, *, is_feed: bool) -> DataRecord | None:
    line = element.sourceline or 1
    lines: dict[int, dict[str, int]] = {}
    data = _read_mapping(element, lines)
    header = data.get("header")
    if isinstance(header, dict) and header.get("@status") == "deleted":
        return None
    record = read_object(data, DataFile(meanings, lines, line, is_feed))
    return record if record and (is_paper(record) or (is_feed and "title" in record.fields)) else None


def _read_mapping(element: Any, lines: dict[int, dict[str, int]]) -> dict[str, Any]:
    """An element as a mapping of its children; those of the same name are a list."""
    found: dict[str, Any] = {f"@{key.rpartition('}')[2].lower()}": value for key, value in element.attrib.items()}
    own: dict[str, int] = {}
    for child in element:
        name = _local_name(child)
        if not name or name in _ASIDE:
            continue
        value = _read_value(child, lines)
        own.setdefault(name, child.sourceline or 1)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    lines[id(found)] = own
    return found


def _read_value(element: Any, lines: dict[int, dict[str, int]]) -> Any:
    """Text, where an element holds nothing but words and what sets them; else a mapping."""
    inside = [_local_name(each) for each in element.iterdescendants() if isinstance(each.tag, str)]
    is_text = _local_name(element) in _TEXTS
    is_prose = _has_words_between(element) or (is_text and not _BLOCKS.isdisjoint(inside))
    if is_prose or all(name in _MARKUP or (is_text and name == "title") for name in inside):
        text = _element_text(element).strip()
        if text and _local_name(element) != "namepart":
            return text
        return {**{f"@{key.rpartition('}')[2].lower()}": value for key, value in element.attrib.items()}, "#text": text}
    return _read_mapping(element, lines)


def _has_words_between(element: Any) -> bool:
    """Whether words stand beside the elements in an element, as in prose and never in a record."""
    return len(element) > 0 and any(text and not text.isspace() for text in (element.text, *(c.tail for c in element)))


def _element_text(element: Any) -> str:
    """The words of an element, with a blank line around its blocks and their labels before them."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _is_aside(child):
            name, inner = _local_name(child), _element_text(child)
            label = next((f"{value.capitalize()}: " for key, value in child.attrib.items() if key == "Label"), "")
            heading = f"{inner.strip()}: " if name == "title" else _print_tex(inner) if name == "tex-math" else inner
            parts.append(f"\n\n{label}{heading}\n\n" if name in _BLOCKS else heading)
        parts.append(child.tail or "")
    return "".join(parts)


def _is_aside(element: Any) -> bool:
    """Whether an element stands in a text and is no part of it: a notice, a mark of a note, a formula written twice."""
    name, before = _local_name(element), element.getprevious()
    return (
        name in _NOTICES
        or (name == "xref" and element.get("ref-type") in ("fn", "aff", "corresp", "author-notes"))
        or (_local_name(element.getparent()) == "alternatives" and before is not None)
    )


def _print_tex(text: str) -> str:
    """A formula in TeX between dollars, without the document that publishers put it into."""
    inner = text.partition(r"\begin{document}")[2].partition(r"\end{document}")[0] or text
    return f"${inner.strip().strip('$').strip()}$"


def _add_feed_day(root: Any, records: Sequence[DataRecord]) -> None:
    """The day of the whole feed, to entries that name none."""
    named = {_local_name(child): child.text for child in root.iter() if _local_name(child) in _FEED_DAYS}
    day = next((named[name] for name in _FEED_DAYS if named.get(name)), None)
    for record in records:
        if not record.values("listed"):
            record.add("listed", day)


_FEED_DAYS = ("lastbuilddate", "updated", "pubdate", "date")
