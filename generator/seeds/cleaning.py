"""Removes from a line the characters that copying put between the words.

A page that went through a browser, a mail and an editor carries a byte order mark, no-break spaces, zero-width
characters, line and paragraph separators, tabs and stray control characters. None of them is the author's. All the
author's own stays: `<SEG>`, `[CLS]`, `~`, `{github}`, emoji and the joiners in emoji and in Indic and Arabic words.
What a PDF or an old code page made of a character is that character again: the letters of a ligature, the trade mark
of a control character, the hyphen of a soft hyphen between two spaces.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from generator.model.characters import drop_invisible, is_visible
from generator.model.papers import Draft

_SPACE = re.compile(r"[\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_ASCII = bytes(range(128))
_PRINTABLE = bytes(range(32, 127))
STRAY_JOINER = re.compile(
    # A joiner belongs to the word only between characters beyond the Latin ones (in words that `re` reads soonest).
    r"(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)
LIGATURE = re.compile("[\ufb00-\ufb06]")
WINDOWS = re.compile("[\x80-\x84\x86-\x9f]")
"""Control characters in Unicode, but signs in Windows-1252, and nobody wrote the former (HTML, 13.2.5.80)."""
MISREAD = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What a letter of UTF-8 begins with when it was read as Latin-1 or Windows-1252; few such pairs are anything else."""
PARTED = re.compile(r"[-‐¬\xad][ \t\r]*\n(?=\s*[^\W\d_A-Z])")
"""Where a line end may part a word."""
MOST_AROUND = 2_000
"""Characters that lines may have beside the text that was found in them; more is of other papers, or no text."""
_SOFT_DASH = re.compile(r"(?<= )\xad(?= )")


def split_lines(text: str) -> list[str]:
    """The lines that an editor shows, broken at `\\n`, `\\r\\n` or `\\r`; the first is line 1."""
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n")


def clean_line(line: str) -> str:
    """`line` in Unicode's form NFC, with nothing invisible in it but spaces.

    Lone surrogates go too: they cannot be written as UTF-8.
    """
    if line.isascii() and line.isprintable():
        return line
    if line.isprintable() and is_visible(line):
        return _normalise_letters(line)
    line = _SOFT_DASH.sub("-", WINDOWS.sub(_windows_sign, _SPACE.sub(" ", line)))
    return _normalise_letters(STRAY_JOINER.sub("", drop_invisible(line)))


def mend_lines(text: str) -> str:
    """`text` with the letters mended that were read in a wrong encoding, line by line; slow, so once for all."""
    if text.isascii() or not MISREAD.search(_beyond_ascii(text)):
        return text
    return "\n".join([_mend_encoding(line) if MISREAD.search(line) else line for line in text.split("\n")])


def _beyond_ascii(text: str) -> str:
    """The characters of `text` that are not of ASCII, without what stands between them: few, and soon searched."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _mend_encoding(line: str) -> str:
    """`line` with its letters as they were before UTF-8 was read as Windows-1252; as it is where any stays in doubt."""
    from ftfy import badness, fix_encoding  # few seeds have such letters, and it takes as long as a small build

    mended = fix_encoding(line) if badness.is_bad(line) else line
    return line if badness.is_bad(mended) or "\ufffd" in mended else mended


def _windows_sign(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", "ignore")


def _normalise_letters(line: str) -> str:
    return unicodedata.normalize("NFC", LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line))


def normalise_line(line: str) -> str:
    """`line` cleaned, with every run of white space as one space; as most lines are, which is soon seen.

    Of white space only the space is printable.
    """
    is_plain = line.isascii() and not line.encode().translate(None, _PRINTABLE)  # takes half the time of `isprintable`
    if is_plain and "  " not in line and line[:1] != " " and line[-1:] != " ":
        return line
    return " ".join(clean_line(line).split())


def differs(text: str, source: str) -> bool:
    """Whether `source` does not have `text` in it as it is, spaces apart."""
    return text not in source and " ".join(text.split()) not in " ".join(source.split())


def keep_source_texts(drafts: tuple[Draft, ...], text: str) -> tuple[Draft, ...]:
    """The drafts of a `text`, with its own lines for each title and abstract that is not as it stands there."""
    rows = split_lines(text)
    return tuple([_keep_source_text(draft, rows) for draft in drafts])


def named_texts(draft: Draft) -> tuple[tuple[str, str, tuple[int, int]], ...]:
    """The texts of a draft that have a source: name, text, first and last line."""
    return ("title", draft.title, draft.title_lines), ("abstract", draft.abstract, draft.abstract_lines)


def _keep_source_text(draft: Draft, rows: Sequence[str]) -> Draft:
    found = [
        (name, text, own)
        for name, text, (first, last) in named_texts(draft)
        if first and " ".join(own := rows[first - 1 : last]) != text
    ]
    if not found:
        return draft
    kept = tuple([(name, "\n".join(own)) for name, text, own in found if _is_changed(text, own)])
    return replace(draft, source_texts=kept) if kept else draft


def _is_changed(text: str, rows: Sequence[str]) -> bool:
    """Whether cleaning changed more than spaces in the rows of a text, or joined a word that was parted."""
    if sum(map(len, rows)) > 2 * len(text) + MOST_AROUND:
        return False
    source = "\n".join(rows)
    return any((clean := clean_line(mend_lines(row))) != row and clean.split() != row.split() for row in rows) or (
        len(rows) > 1 and PARTED.search(source) is not None and differs(text, source)
    )
