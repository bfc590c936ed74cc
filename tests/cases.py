"""Text cases: anyone can add one without knowing how the tests work.

A file of `tests/cases/` is Markdown. A case is a heading, any prose that says why the case is there, and two fenced
blocks, the input and what is expected of it:

    ## A title of several words is cut at a word

    ```
    the input
    ```

    ```
    what is expected
    ```

A fence is three or more backticks or tildes and is closed by one of the same kind that is at least as long, so an
input can hold fences. What follows the opening fence is for the reader's eyes (`text`, `html`), but for one word:
`escapes`. Only in such a block does `\\u00a0` (also `\\x1b`, `\\U0001f600`, `\\r`, `\\n`, `\\t`, `\\\\`) stand for the
character one cannot see; everywhere else a backslash is a backslash. A block's text ends without a line break.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"

_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([\\rnt]))")
_SIMPLE = {"\\": "\\", "r": "\r", "n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    input: str
    expected: str

    def __str__(self) -> str:
        """The title: pytest shows it as the name of the case (`ids=str`)."""
        return self.title


def load_cases(path: Path) -> list[Case]:
    """The cases of a file, in its order. A heading without its two blocks is a `ValueError`, not a case left out."""
    cases: list[Case] = []
    title, blocks = "", list[str]()
    for heading, block in [*_parts(path.read_text(encoding="utf-8").split("\n"), path), ("(end)", None)]:
        if block is not None:
            blocks.append(block)
            continue
        if title and len(blocks) != 2:
            raise ValueError(f"{path}: the case {title!r} has {len(blocks)} blocks, not input and expected")
        if title:
            cases.append(Case(title, *blocks))
        title, blocks = heading, []
    if len({case.title for case in cases}) != len(cases):
        raise ValueError(f"{path}: two cases have one title")
    return cases


def _parts(lines: list[str], path: Path) -> list[tuple[str, str | None]]:
    """Headings as `(title, None)` and blocks as `("", text)`, in order."""
    parts: list[tuple[str, str | None]] = []
    fence, escapes, block = "", False, list[str]()
    for line in lines:
        opening = _FENCE.fullmatch(line.rstrip())
        if fence:
            if opening and not opening[2].strip() and opening[1].startswith(fence):
                text = "\n".join(block)
                parts.append(("", _ESCAPE.sub(_unescape, text) if escapes else text))
                fence = ""
            else:
                block.append(line)
        elif opening:
            fence, escapes, block = opening[1], "escapes" in opening[2].split(), []
        elif line.startswith("## "):
            parts.append((line[3:].strip(), None))
    if fence:
        raise ValueError(f"{path}: a fence is not closed")
    return parts


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _SIMPLE[match[4]]
