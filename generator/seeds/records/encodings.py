"""The text of a data file in whatever encoding: UTF-8, else what it declares, else what it seems to be.

Exports are written by Excel and by programs older than UTF-8. What a file declares counts where its bytes allow it.
"""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

_DECLARED = re.compile(
    rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)|^%+\s*(?:file)?encoding:\s*([\w.:-]+)",
    re.IGNORECASE | re.MULTILINE,
)
_LIKELY = ("cp1252", "cp1250", "cp1251", "cp1254", "gb18030", "big5", "cp932", "euc_jp", "cp949")
"""Encodings that files without one are tried in, the likeliest first."""
_SAMPLE = 500_000
_ODD = re.compile(r"[^\W\d_][¹²³¼¾£¥¯¿][^\W\d_]|[£¥¯][a-zà-ÿ]")
"""Signs inside of words, as letters of another encoding look."""


class DecodedText(NamedTuple):
    """A text; where it is not plain UTF-8, what it was read as and the line of the first byte that says so."""

    text: str
    read_as: str = ""
    line: int = 0


def decode_data(data: bytes) -> DecodedText:
    """The text of a data file. Never raises."""
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return DecodedText(data.decode(name, "replace"))
    if wide := _wide_encoding(data[:1000]):
        return DecodedText(data.decode(wide, "replace"))
    try:
        return DecodedText(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
    name = _declared_encoding(data) or _guess_encoding(data)
    return DecodedText(data.decode(name, "replace"), name, line)


def _wide_encoding(start: bytes) -> str:
    """UTF-16 without a mark: every other byte is empty."""
    if start.count(0) * 3 < len(start):
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _declared_encoding(data: bytes) -> str:
    """The encoding that a file says it has, where all of it is valid in that; empty without one."""
    said = _DECLARED.search(data[:2000])
    try:
        name = codecs.lookup((said[1] or said[2]).decode("ascii")).name if said else ""
        data.decode(name or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return ""
    return {"iso8859-1": "cp1252"}.get(name, name)


def _guess_encoding(data: bytes) -> str:
    """What the bytes seem to be. A few that are wrong in UTF-8 leave it UTF-8."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if sum(not char.isascii() for char in text[:_SAMPLE]) > 4 * wrong:
        return "utf-8"
    found = [each for each in from_bytes(data[:_SAMPLE], cp_isolation=[*_LIKELY]) if each.encoding in _LIKELY]
    ranks = {
        each.encoding: (len(_ODD.findall(str(each))), each.chaos, -each.coherence, _LIKELY.index(each.encoding))
        for each in found
    }
    return min(ranks, key=lambda name: ranks[name], default="cp1252")
