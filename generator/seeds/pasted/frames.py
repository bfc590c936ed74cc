"""Undoes what mails and sites put around papers: marks of quotation, headers and signatures, and what known sites have
below a paper: comments, citations, tools.

Where somebody quoted a list, it is all that counts: greetings and answers around it belong to no paper.
"""

import re
from collections.abc import Sequence
from itertools import count, takewhile
from typing import NamedTuple

QUOTED, HEADER, SIGNATURE = "mail", "mail header", "signature"
ABOVE, BELOW = "above the paper", "below the paper"

_QUOTE = re.compile(r"\s*(?:>\s?)+")
_HEADER = re.compile(
    r"\s*\**(?:from|to|cc|bcc|subject|date|sent|reply-to|message-id|return-path|received|delivered-to|list-id|mime-version"
    r"|content-type|x-[\w-]+|von|an|betreff|gesendet|datum|de|à|objet|envoyé|asunto|para|assunto|da|oggetto)"
    r"\**[ \xa0]?:\**\s+\S.*",
    re.IGNORECASE,
)
_SURE_HEADER = re.compile(
    r"\s*\**(?:from|to|von|an|de|à|para|da)\**[ \xa0]?:.*(?:@|<)"
    r"|\s*\**(?:subject|betreff|objet|asunto|oggetto|assunto)\**[ \xa0]?:",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\s*(?:-{2,}\s*"
    r"(?:original message|forwarded message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré)\s*-*"
    r"|begin forwarded message:"
    r"|(?:on|am|le|el|il|op) .{6,120}(?:wrote|schrieb\b.*|a écrit|escribió|ha scritto|schreef):?\s*:?"
    r"|.{2,80}(?:wrote|schrieb|a écrit|escribió|ha scritto):)",
    re.IGNORECASE,
)
_SIGNS_OF_MAIL = (
    "\n>",
    "\n >",
    "From:",
    "from:",
    "FROM:",
    "Von:",
    "De:",
    "De :",
    "De\xa0:",
    "\n--\n",
    "\n-- ",
    "orwarded message",
    "riginal Message",
)
_SIGN_WIDTH = 48
"""The signs are looked for in so many characters of a line: behind them it is prose."""
_LONGEST_SIGNATURE = 8


class MailLine(NamedTuple):
    """A line without its marks of quotation, and the rule by which it belongs to the mail and to no paper."""

    text: str
    rule: str = ""


def read_frames(lines: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The lines of a page, each with a rule as in `MailLine`; none when it is no mail and of no known site."""
    heads = "\n".join([line[:_SIGN_WIDTH] for line in lines])
    found = _drop_around_papers(lines, heads)
    if heads[:1] != ">" and not any(sign in heads for sign in _SIGNS_OF_MAIL):
        return found
    if found:
        return [each if each[1] else line for each, line in zip(found, _read_mail(lines), strict=True)]
    return _read_mail(lines)


def _read_mail(lines: Sequence[str]) -> Sequence[MailLine]:
    written = [line for line in lines if line.strip()]
    if 2 * sum(_QUOTE.match(line) is not None for line in written) >= len(written):
        return [_unquote(line) for line in lines]
    return _drop_signature(_drop_headers(lines))


def _unquote(line: str) -> MailLine:
    mark = _QUOTE.match(line)
    if mark is None:
        return MailLine(line, QUOTED if line.strip() else "")
    rest = line[mark.end() :]
    is_header = _opens_quotation(rest) or (_HEADER.fullmatch(rest) and _SURE_HEADER.match(rest))
    return MailLine(rest, HEADER if is_header else "")


def _drop_headers(lines: Sequence[str]) -> list[MailLine]:
    """The lines with headers named: runs of them that say from whom, to whom or about what."""
    found = [MailLine(line, HEADER if _opens_quotation(line) else "") for line in lines]
    are_headers = [":" in line[:20] and _HEADER.fullmatch(line) is not None for line in lines]
    for start in (i for i, is_header in enumerate(are_headers) if is_header and not (i and are_headers[i - 1])):
        run = [*takewhile(lambda i: i < len(lines) and are_headers[i], count(start))]
        if len(run) > 1 and any(_SURE_HEADER.match(lines[i]) for i in run):
            found[start : start + len(run)] = [MailLine(lines[i], HEADER) for i in run]
    return found


def _opens_quotation(line: str) -> bool:
    return len(line) < 200 and (":" in line[-3:] or "--" in line[:5]) and _OPENING.fullmatch(line) is not None


def _drop_signature(lines: list[MailLine]) -> list[MailLine]:
    """The lines with what stands below `--` at the end of a mail named."""
    for i in (i for i, line in enumerate(lines) if line.text.rstrip() == "--"):
        below = [each.text for each in lines[i + 1 :] if each.text.strip()]
        if 0 < len(below) <= _LONGEST_SIGNATURE and sum(map(len, below)) <= _LONGEST_SIGNATURE * 40:
            return [*lines[:i], *(MailLine(each.text, SIGNATURE if each.text.strip() else "") for each in lines[i:])]
    return lines


class _PageFrame(NamedTuple):
    """What a site has below a paper: it begins at `below`, and ends where the next paper does at `above`.

    One of `signs`, in small letters as all of it, is in every such page.
    """

    signs: tuple[str, ...]
    below: re.Pattern[str]
    above: re.Pattern[str]


def _page_frame(signs: tuple[str, ...], below: str, above: str) -> _PageFrame:
    below, above = (rf"\n[ \t]*(?:{pattern})" for pattern in (below, above))  # `re` soon finds the ends of lines
    return _PageFrame(signs, re.compile(below, re.MULTILINE), re.compile(above, re.MULTILINE))


_PAGE_FRAMES = (
    _page_frame(  # a paper on arXiv
        ("submission history", "access paper:", "full-text links:", "focus to learn more"),
        r"(?:focus to learn more|submission history|full-text links:|access paper:|view license)[ \t]*$",
        r"(?:computer science|mathematic|physics|statistics|economics|quantitative |electrical engineering"
        r"|condensed matter|astrophysics|quantum physics|high energy|general relativity|nonlinear|nuclear )"
        r"[\w ,()-]{0,40}> |\[submitted on ",
    ),
    _page_frame(  # a paper on Hugging Face
        ("community", "citing this paper", "preview", "upload images"),
        r"community[ \t]*(?:\n.*){1,6}?\n.*(?:\bago\b|paper (?:submitter|author)|edit ?preview|upload images)"
        r"|(?:models|datasets|spaces) citing this paper \d+|edit ?preview[ \t]*$|upload images, audio",
        r"papers[ \t]*\n\s*arxiv:\d{4}\.|arxiv:\d{4}\.\d{4,5}[ \t]*\n",
    ),
    _page_frame(
        ("{",), r"@(?:inproceedings|article|misc|book|incollection|techreport|unpublished)\{", r"(?<=\}\n)[ \t]*$"
    ),
    _page_frame(  # bioRxiv and medRxiv
        ("competing interest statement",),
        r"(?:competing interest statement|footnotes|citation tools|subject areas?)[ \t]*$",
        r"(?:new|confirmatory|contradictory) results[ \t]*$",
    ),
    _page_frame(  # a report of Zotero: notes are nobody's business
        ("item type",), r"(?:notes|attachments):?[ \t]*$", r"[^\n]+\n[ \t]*item type[ \t]"
    ),
    _page_frame(("filter by reply", "add:"), r"filter by reply type|add:\s*$", r"go to .{1,80} homepage"),  # OpenReview
    _page_frame(  # PubMed
        (
            "pubmed disclaimer",
            "conflict of interest",
            "similar articles",
            "linkout",
            "publication types",
            "full text li",
        ),
        r"(?:pubmed disclaimer|conflict of interest statement|similar articles|linkout - more resources"
        r"|publication types|full text links)[ \t]*$",
        r"\. (?:19|20)\d\d\b.*doi:",
    ),
)
"""Sites whose page of a paper goes on below its abstract; a page says so only where it has some text above."""
_LEAST_ABOVE, _LEAST_LINES_ABOVE = 150, 12


def _drop_around_papers(lines: Sequence[str], heads: str) -> Sequence[tuple[str, str]]:
    """The lines with those named that a known site has below a paper, and above the first one; none without any."""
    small = f"\n{heads.lower()}"
    sites = [each for each in _PAGE_FRAMES if any(sign in small for sign in each.signs)]
    found: list[tuple[str, str]] = []
    for site in sites:
        at, is_known = 0, False
        while match := site.below.search(small, at):
            found = found or [(line, "") for line in lines]
            end = site.above.search(small, match.end())
            at = end.start() if end else len(small)
            first, last = small.count("\n", 0, match.start()), small.count("\n", 0, at)
            if max(map(len, lines[:first]), default=0) > _LEAST_ABOVE or first > _LEAST_LINES_ABOVE:
                found[first:last] = [(line, BELOW if line.strip() else "") for line in lines[first:last]]
                is_known = True
        if is_known and (start := site.above.search(small)):
            first = small.count("\n", 0, start.start())
            if max(map(len, lines[:first]), default=0) < _LEAST_ABOVE:
                found[:first] = [(line, ABOVE if line.strip() else "") for line in lines[:first]]
    return found if any(rule for _, rule in found) else ()
