"""Titles and abstracts as data files have them: with elements of HTML and JATS, labels, notices of copyright."""

import html
import re

from generator.seeds.cleaning import clean_line, mend_lines, split_lines

_TAG = re.compile(
    r"</?(?:jats:|mml:|xhtml:)?(?P<name>a|abbr|b|blockquote|bold|br|code|div|em|figcaption|figure|font"
    r"|h[1-6]|hr|i|iframe|img|inf|inline-formula|italic|label|li|list|list-item|m(?:ath|frac|i|n|o|row|sub|subsup|sup|text|style|stretchy|over|under)|ol|p|pre|s|sc|sec|section"
    r"|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|title|tt|u|ul|underline)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_IS_MARKED = re.compile(r"</[a-z]|<(?:br|p|hr|img)\b", re.IGNORECASE)
_BREAK_NAMES = "p div br li sec section title tr list-item h1 h2 h3 h4 blockquote figure"
_BREAKS = frozenset(_BREAK_NAMES.split())
_HEADING = re.compile(r"<(?:jats:)?title>\s*(?:abstract|summary)?\s*</(?:jats:)?title>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);", re.IGNORECASE)
_ESCAPED_TWICE = re.compile(r"&amp;(?=(?:#\d+|#x[0-9a-f]+|[a-z]\w*);)", re.IGNORECASE)
_LINK = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE)
_ROW_OF_LINKS = re.compile(r"<(p|div)>\s*(?:<a\s[^<>]*>[^<>]{1,40}</a>[\s|·•,/]*)+</\1>", re.IGNORECASE)
_TEX_MATH = re.compile(r"<(?:jats:)?tex-math>\s*([^<>$]{1,1000}?)\s*</(?:jats:)?tex-math>")
_ADDRESS = re.compile(r"<url>\s*(https?://[^<>\s]+)\s*</url>")
_WRITTEN_ESCAPES = re.compile(r"^(?:\\[nrt](?![a-z])){2,}\s*|(?<!\s)\s*+(?<!\\[nrt])(?:\\[nrt](?![a-z])){2,}+$")
"""White space around a text that a program wrote as escapes, and no command of TeX."""
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")

_AROUND_TITLE = re.compile(
    r"\.?\s*\(arXiv:\S+ \[[\w.-]+\](?: [A-Z ]+)?\)$|^\[(?:PDF|HTML|BOOK|CITATION|[BC])\]\s*(?=\S)", re.IGNORECASE
)
_TRANSLATED = re.compile(r"^\[([^\[\]]*\s[^\[\]]*)\]$")
"""PubMed's sign for a title that was translated."""
_SPAN = re.compile(r"\[([^\[\]]*)\]\{\.[\w .-]+\}")
"""Letters that keep their case, as pandoc writes them: `[LLaMA]{.nocase}`."""
_FULL_STOP = re.compile(r"^[^.]*[^\W\d_A-Z.]{3}\.$|^[^.]*[)\]]\.$")
_LABEL = re.compile(
    r"(?i:abstract|summary|unassigned|zusammenfassung|kurzfassung|resumen|résumé|resumo|riassunto|摘\s?要|要\s?旨|초록|аннотация)"
    r"\s*(?:[:：—–]|[.-](?=\s))\s*|ABSTRACT\s+(?=\S)|Abstract\s+(?=[A-Z“\"])"
)
_ANNOUNCEMENT = re.compile(r"arXiv:\S+\s+Announce Type:\s*[\w-]+\s*(?:Abstract:\s*)?", re.IGNORECASE)
_APPEARED = re.compile(
    r"[^\n]{0,200}?\bpublished online: [^\n;]{4,40}; doi:\s?10\.\S+\s*"
    r"|(?:[^\n.]{1,150}, )?(?:volume \d+, issue \d+\w*|ahead of print|earlyview)\b[^\n.]{0,60}\.(?:\s+|$)",
    re.IGNORECASE,
)
"""What feeds of journals put before each text."""
_POSTED = re.compile(r"\n\nThe post [^\n]{1,300} appeared first on [^\n]{1,100}$")
"""What WordPress puts behind each text."""
_WHERE = ("published online: ", ", issue ", "ahead of print", "earlyview")
_TITLE_AND_ABSTRACT = re.compile(r"title\s*[:：].{1,300}?\babstract\s*[:：]\s*", re.IGNORECASE | re.DOTALL)
_TRANSLATION = re.compile(
    r"\n\s*(?:标题|题目|中文标题|摘要翻译|翻译|译文|translation|übersetzung|traducción|traduction)\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
_SIGN = r"(?:©|\(c\)|copyright(?:\s*(?:©|\(c\)))?|\u00a9)"
_NOTICE_BEHIND = re.compile(
    rf"(?<=[.!?)\]\"”»\s])\s*(?:crown\s+)?{_SIGN}\s*,?\s*(?:(?:the\s+authors?(?:\(s\))?|by|[\w&.,' -]{{1,60}}?),?\s*)?"
    r"(?:19|20)\d\d\b.{0,300}$|(?<=[.!?])\s*(?:all rights reserved|published by elsevier)\b.{0,120}$",
    re.IGNORECASE | re.DOTALL,
)
_NOTICE_BEFORE = re.compile(rf"{_SIGN}\s*(?:19|20)\d\d\b[^.]{{0,80}}\.\s+(?=(?-i:[^\W\da-z_]))", re.IGNORECASE)
LONGEST_NOTICE = 400
"""Characters of a notice, and of a text that may be nothing but where a paper appeared."""
_NOTHING = re.compile(
    r"\W*(?:no abstract(?: (?:is )?available)?|(?:abstract )?not available|n/?a|none|null|nan|tbd|unknown|无|暂无)?\W*",
    re.IGNORECASE,
)


def read_text(text: str) -> str:
    """A text with what its characters and elements of HTML stand for: paragraphs between blank lines, no invisible
    character. What an author wrote in angle brackets, `<SEG>`, stays."""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(_ESCAPED_TWICE.sub("&", text))
    if "<" in text and _IS_MARKED.search(text):
        text = _without_tags(text)
    if "\\" in text:
        text = _WRITTEN_ESCAPES.sub("", text.strip())
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text.strip()
    return "\n".join([clean_line(line).strip() for line in split_lines(mend_lines(text))]).strip()


def _without_tags(text: str) -> str:
    text = _ADDRESS.sub(r"\1", _TEX_MATH.sub(r"$\1$", _ROW_OF_LINKS.sub("", text)))
    return html.unescape(_TAG.sub(_replace_tag, _HEADING.sub("", text)))


def _replace_tag(found: re.Match[str]) -> str:
    return "\n\n" if found["name"].lower() in _BREAKS else ""


def find_links(text: str) -> list[str]:
    """The addresses that links in HTML lead to."""
    return [html.unescape(url) for url in _LINK.findall(text)] if "<a" in text else []


def read_line(text: str) -> str:
    """A text on one line."""
    return " ".join(read_text(text).split())


def read_title(text: str) -> str:
    """A title on one line, without what services put around all of theirs: a full stop, an id, the kind of file."""
    line = read_line(text)
    if "]{." in line:
        line = _SPAN.sub(r"\1", line)
    if line.endswith(")") or line.startswith("["):
        line = _AROUND_TITLE.sub("", line)
    line = line[:-1] if line.endswith(".") and _FULL_STOP.search(line) else line
    return _TRANSLATED.sub(r"\1", line) if line.startswith("[") else line


def read_abstract(text: str, others: "tuple[str, ...]" = ()) -> str:
    """An abstract without label and notice of copyright, its paragraphs between blank lines.

    It is none where it says nothing, or what one of `others` says: the title, the venue.
    """
    text = read_text(text)
    text = _join_lines(_TRANSLATION.sub("", text) if "\n" in text and not text.isascii() else text)
    if text.startswith("arXiv:"):
        text = _ANNOUNCEMENT.sub("", text, count=1)
    elif text[:5].lower() == "title":
        text = _TITLE_AND_ABSTRACT.sub("", text, count=1)
    elif any(word in text[:250].lower() for word in _WHERE) and (appeared := _APPEARED.match(text)):
        text = text[appeared.end() :]
    if "appeared first on" in text[-LONGEST_NOTICE:]:
        text = _POSTED.sub("", text)
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    if _may_have_notice(text[-LONGEST_NOTICE:]) or _may_have_notice(text[:20]):
        text = _NOTICE_BEFORE.sub("", _NOTICE_BEHIND.sub("", text), count=1).strip()
    return "" if len(text) < LONGEST_NOTICE and (_NOTHING.fullmatch(text) or _repeats(text, others)) else text


def _join_lines(text: str) -> str:
    """A text with each of its paragraphs on one line, and a blank line between two."""
    if "\n" not in text:
        return " ".join(text.split())
    return "\n\n".join(filter(None, [" ".join(part.split()) for part in _PARAGRAPH.split(text)]))


def _may_have_notice(text: str) -> bool:
    return "©" in text or "reserved" in text or "opyright" in text or "(c)" in text or "(C)" in text


def _repeats(text: str, others: "tuple[str, ...]") -> bool:
    """Whether a short text is nothing but another one, as where it appeared."""
    folded = "".join(filter(str.isalnum, text.casefold()))
    return any(_is_mostly(folded, "".join(filter(str.isalnum, other.casefold()))) for other in others if other)


def _is_mostly(text: str, other: str) -> bool:
    return text in other or (len(other) > 10 and other in text and len(text) < len(other) + 40)
