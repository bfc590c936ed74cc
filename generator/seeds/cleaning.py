"""Removes from a line the characters that copying put between the words.

A page that went through a browser, a mail and an editor carries a byte order mark, no-break spaces, zero-width
characters, line and paragraph separators, tabs and stray control characters. None of them is the author's. All the
author's own stays: `<SEG>`, `[CLS]`, `~`, `{github}`, emoji and the joiners in emoji and in Indic and Arabic words.
What a PDF or an old code page made of a character is that character again: the letters of a ligature, the trade mark
of a control character, the hyphen of a soft hyphen between two spaces.
"""

import re
import unicodedata

from generator.model.characters import drop_invisible, is_visible

_SPACE = re.compile(r"[\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_STRAY_JOINER = re.compile(
    # A joiner belongs to the word only between characters beyond the Latin ones (in words that `re` reads soonest).
    r"(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_WINDOWS = re.compile("[\x80-\x84\x86-\x9f]")
"""Control characters in Unicode, but signs in Windows-1252, and nobody wrote the former (HTML, 13.2.5.80)."""
_SOFT_DASH = re.compile(r"(?<= )\xad(?= )")


def split_lines(text: str) -> list[str]:
    """The lines that an editor shows, broken at `\\n`, `\\r\\n` or `\\r`; the first is line 1."""
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n")


def clean_line(line: str) -> str:
    """`line` in Unicode's form NFC, with nothing invisible in it but spaces.

    Lone surrogates go too: they cannot be written as UTF-8.
    """
    if line.isprintable() and (line.isascii() or is_visible(line)):
        return line if line.isascii() else _normalise_letters(line)
    line = _SOFT_DASH.sub("-", _WINDOWS.sub(_windows_sign, _SPACE.sub(" ", line)))
    return _normalise_letters(_STRAY_JOINER.sub("", drop_invisible(line)))


def _windows_sign(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", "ignore")


def _normalise_letters(line: str) -> str:
    return unicodedata.normalize("NFC", _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line))


def normalise_line(line: str) -> str:
    """`line` cleaned, with every run of white space as one space; as most lines are, which is soon seen.

    Of white space only the space is printable.
    """
    if line.isprintable() and line.isascii() and "  " not in line and line[:1] != " " and line[-1:] != " ":
        return line
    return " ".join(clean_line(line).split())
