"""Front matter as people type it, made into what YAML and TOML read as the same text.

To YAML a value is code: `#1` begins a comment, `Title: Subtitle` is a mapping in the wrong place, `@home` an error, and
in double quotes the first letters of `\\nabla` are a line break. People mean text. So a value that YAML would not call
well-formed is put into single quotes, where every sign is itself. Lines keep their numbers.
"""

import re
from collections.abc import Iterator, Sequence

_KEY = re.compile(
    r"""( *(?:- +)*(?:"[^"]*"|'[^']*'|[^\s:#\[\]{},"'&*!|>%@`-](?:[^: ]|:(?=\S)| ++(?!:(?:\s|$)))*+) *+:)(?: +(.*))?$"""
)
_ITEM = re.compile(r"( *(?:- +)*-)(?: +(.*))$")
_QUOTED_ROW = re.compile(r"""( +)(?=["'])(.*)$""")
_ROW_SHAPES = (_KEY, _ITEM, _QUOTED_ROW)
"""Each has what leads to a value, and the value."""
_CODE = "[{|>&*!#"
"""How values begin that are no text."""

_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?: *| +#.*)$""", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(r"[|>][-+0-9]*(?: *| +#.*)$")
_NODE = re.compile(r"(?:&\w+ *(?=[\[{]|$)|!!\w+(?= |$)|\*\w+(?: *| +#.*)$|#(?: |$))")
"""What YAML calls an anchor, a tag, an alias or a comment; what else begins so is text."""
_ODD_TEXT = re.compile(r"[@`%&*!|>?,\]}\"'\[{-]|.*(?:: |:$|(?:^|\s)#\S)", re.DOTALL | re.MULTILINE)
_REMARK = re.compile(r" # .*$", re.MULTILINE)
_TYPED = re.compile(r"(?:true|false|yes|no|on|off|null|[\d./:TZ+-]+|https?://\S+) +#", re.IGNORECASE)
"""A value that is whole before a `#`, which so begins a comment."""
_APOSTROPHES = re.compile(r"(?:[^']|(?<=\w)'(?=\w))++")
_FLOW_PART = re.compile(r"""(?<!\\)"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*'|[\[{]|[\]}]""", re.DOTALL)
_FLOW_ITEM = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?P<text>[^\s,\[\]"'][^,\[\]\n]*)""", re.DOTALL
)

_NEGATED = r"n(?:eq|neq|eg|mid|sim|cong|prec|succ|less|gtr|leq|geq|vdash|exists|arrow|parallel|(?:sub|sup)set\w*)"
_TEX_WITH_N = (
    rf"(?:nabla|natural|ne|neq|neg|nearrow|nwarrow|newline|ni|noindent|norm\w*|not|notin|nu|{_NEGATED})(?![a-zA-Z])"
)
_ESCAPE = re.compile(
    r'\\(?:(?P<escape>\n *\\ |["/0\n]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}(?![a-z])'
    rf"|(?!{_TEX_WITH_N})n|[tr](?![a-zA-Z]))|(?P<pair>\\)|(?P<tex>))"
)


def double_tex(text: str) -> str:
    """The text between double quotes with the backslashes of TeX doubled, and those of escapes as they are.

    `\\\\alpha` is an escape, typed by somebody who knows of them; beside `\\nabla`, `\\\\` alone breaks a line in TeX.
    """
    is_tex = any(match["tex"] is not None for match in _ESCAPE.finditer(text))

    def keep_or_double(match: re.Match[str]) -> str:
        following = text[match.end() : match.end() + 1]
        if match["pair"]:
            return match[0] * 2 if is_tex and not following.isalpha() else match[0]
        is_escape = match["escape"] and not (is_tex and match["escape"] == "n" and following.islower())
        return match[0] if is_escape else f"\\{match[0]}"

    return _ESCAPE.sub(keep_or_double, text) if "\\" in text else text


def repair_yaml(rows: Sequence[str]) -> tuple[list[str], list[int]]:
    """The rows as YAML that says what their author typed; and those where words end at a comment, counted from 0."""
    found: list[str] = []
    remarks: list[int] = []
    while len(found) < len(rows):
        start = len(found)
        match = next(filter(None, (shape.match(rows[start]) for shape in _ROW_SHAPES)), None)
        head, value = (match[1], match[2]) if match else (rows[start], None)
        inside = list(_rows_inside(rows, start, head)) if match else []
        if value:
            text, is_cut = _repair_value(value, inside)
            found += f"{head} {text}".split("\n")
            remarks += [start] if is_cut else []
        elif inside and not any(shape.match(inside[0]) for shape in _ROW_SHAPES) and inside[0].strip()[0] not in _CODE:
            found += [f"{head} |", *inside]
        else:
            found.append(rows[start])
    return found, remarks


def _rows_inside(rows: Sequence[str], start: int, head: str) -> Iterator[str]:
    """The rows below `start` that stand further in than its key, up to the last that is not blank."""
    column = len(head) - len(head.lstrip(" -"))
    end = start + 1
    for number, row in enumerate(rows[start + 1 :], start + 1):
        if row.strip() and len(row) - len(row.lstrip()) <= column:
            break
        end = number + 1 if row.strip() else end
    return iter(rows[start + 1 : end])


def _repair_value(value: str, inside: Sequence[str]) -> tuple[str, bool]:
    """What stands at a key, up to the end of its rows or of the value, and whether a comment ended it."""
    whole = "\n".join([value, *inside])
    if quoted := _QUOTED.match(whole):
        is_double = quoted[1][0] == '"'
        return (f'"{double_tex(quoted[1][1:-1])}"' if is_double else quoted[1]), False
    if _BLOCK.match(value):
        return whole, False
    if _NODE.match(value) or _TYPED.match(value):
        return value, False
    if value[0] in "[{" and (end := _flow_end(whole)) != 0:
        return (_repair_items(whole[:end]) if value[0] == "[" else whole[:end]), False
    text = _REMARK.sub("", whole)
    return (_quote(text) if _ODD_TEXT.match(text) else text), text != whole


def _flow_end(text: str) -> int:
    """Where the list or mapping ends that `text` begins with: behind it where it has no end, 0 where text follows."""
    depth = 0
    for part in _FLOW_PART.finditer(text):
        depth += (part[0] in "[{") - (part[0] in "]}")
        if not depth:
            return part.end() if re.match(r" *(?:$| #)", text[part.end() :], re.MULTILINE) else 0
    return len(text)


def _repair_items(text: str) -> str:
    """A list in brackets whose items are text, `[C#, #nlp, 100%]`; one with mappings in it stays."""
    if "{" in text:
        return text

    def repair(match: re.Match[str]) -> str:
        if quoted := match["quoted"]:
            return f'"{double_tex(quoted[1:-1])}"' if quoted[0] == '"' else quoted
        return _quote(match["text"]) if _ODD_TEXT.match(match["text"]) else match["text"]

    return _FLOW_ITEM.sub(repair, text)


def _quote(text: str) -> str:
    """`text` in single quotes, in place of quotes around it that hold others: `"Say "no" twice"`, `'Don't'`."""
    inner = text.strip()[1:-1]
    mark = text[0]
    if mark in "\"'" and text.rstrip()[-1] == mark:
        holds_quotation = re.search(rf"[\s(]{mark}", inner[: inner.find(mark) + 1])
        if holds_quotation or (mark == "'" and _APOSTROPHES.fullmatch(inner)):
            text = inner
    return "'{}'".format(text.replace("'", "''"))
