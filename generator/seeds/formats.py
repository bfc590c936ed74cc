"""Reads a file that a command names, and tells the format of a text that has no file name by its content."""

import re
import sys

from generator.model.disk import read_file
from generator.model.problems import SetupError, error
from generator.seeds.readers import decode_text
from generator.seeds.records import suffix_for
from generator.seeds.sources import SUFFIXES, SeedFile, suffix_of

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|h[1-6]|p|ul|table|!--)\b", re.IGNORECASE
)
_MARKDOWN = re.compile(r"(?:---|\+\+\+)[ \t]*$|#{1,6} \S")


def guess_suffix(text: str) -> str:
    """That of a format of data, `.html`, `.md` where a text begins with front matter or a heading, else `.txt`."""
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    if _HTML.match(first):
        return ".html"
    if suffix := suffix_for(text):
        return suffix
    return ".md" if _MARKDOWN.match(first) else ".txt"


def read_named_file(name: str) -> SeedFile:
    """A file by its name, `-` for standard input, with a suffix that has a reader: by the content where it has none.

    Raises `SetupError` when it cannot be read.
    """
    if name == "-" and sys.stdin is None:
        raise SetupError(error(name, 0, "standard input is closed", "name a file, or leave it open"))
    try:
        data = sys.stdin.buffer.read() if name == "-" else read_file(name)
    except OSError as fault:
        what = f"the file cannot be read: {fault.strerror}"
        raise SetupError(error(name, 0, what, "check its name and rights")) from None
    path = "pasted" if name == "-" else name
    known = suffix_of(path) in SUFFIXES
    return SeedFile(path if known else f"{path}{guess_suffix(decode_text(data, 'replace'))}", data)
