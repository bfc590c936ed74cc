r"""Running text as a reader sees it: without TeX's font commands, and split into sentences.

Authors paste abstracts with `\textbf{CoT}` in them. A search for words needs `CoT`, and a quotation needs to know
where it stood; so `strip_font_commands` gives the text and the original positions. `sentence_spans` splits where a
reader would, which is not at every full stop.
"""

import re
from collections.abc import Iterator, Sequence

_FONT_COMMAND = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|sf|rm|sl|up|normal)?|emph|underline|uline|mbox|textcolor\{\w+\})\s*\{|\\(?:em|bf|it|tt|sc)\s+"
)
_BRACES = re.compile(r"[{}]")


def strip_font_commands(text: str) -> tuple[str, Sequence[int]]:
    """`text` without the commands of typefaces, and for each place in it, the end too, the place in `text`."""
    if "\\" not in text or not _FONT_COMMAND.search(text):
        return text, range(len(text) + 1)
    pieces, places, end = list[str](), list[int](), 0
    for start, after in sorted(_font_commands(text)):
        pieces.append(text[end:start])
        places += range(end, start)
        end = after
    return "".join((*pieces, text[end:])), [*places, *range(end, len(text) + 1)]


def _font_commands(text: str) -> Iterator[tuple[int, int]]:
    """The places of the commands and of the braces that close them."""
    closing = _closing_braces(text)
    for styled in _FONT_COMMAND.finditer(text):
        yield styled.span()
        if styled[0].endswith("{") and (end := closing.get(styled.end() - 1)) is not None:
            yield end, end + 1


def _closing_braces(text: str) -> dict[int, int]:
    """For each brace that opens, the one that closes it."""
    opened, closing = list[int](), dict[int, int]()
    for brace in _BRACES.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            closing[opened.pop()] = brace.start()
    return closing


_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[^\sa-z,;:)\]])")
_ABBREVIATIONS = (
    "et al|e.g|i.e|cf|vs|viz|approx|resp|w.r.t|a.k.a|Fig|Figs|Eq|Eqs|Sec|Secs|Tab|Tabs|Ref|Refs|No|Nos|Vol|Dr|Prof|Mr"
    "|Mrs|Ms|St|U.S|U.K|Inc|Ltd|ca|Ph.D|Alg|Thm|App"
)
_ABBREVIATED = re.compile(rf"(?:\b(?:{_ABBREVIATIONS.replace('.', '[.]')})|(?:^|[\s(])[A-Z])$")
_LONGEST_ABBREVIATION = 8
"""Characters of an abbreviation, with what may be before it."""
_LAST_TWO_LETTERS = frozenset(each[-2:] for each in _ABBREVIATIONS.split("|"))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The places of the sentences of a running text, half-open. `et al.`, `e.g.`, `Fig. 3` and `3.2` end none."""
    found, start = list[tuple[int, int]](), 0
    for end in _SENTENCE_END.finditer(text):
        if not ends_in_abbreviation(text, start, end.start()):
            found.append((start, end.start() + len(end[0].rstrip())))
            start = end.end()
    rest = text[start:].rstrip()
    return [*found, (start, start + len(rest))] if rest else found


def ends_in_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation ends there; most sentences end in two letters that none does."""
    last = text[max(start, end - 2) : end]
    if last not in _LAST_TWO_LETTERS and not last[-1:].isupper():
        return False
    return _ABBREVIATED.search(text, max(start, end - _LONGEST_ABBREVIATION), end) is not None
