"""Where a TOML file says what, and what is refused before it costs hours."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.characters import drop_invisible
from generator.model.toml_file import MAX_DEPTH, MAX_PARTS, TomlError, parse_toml

TEXT = '''\
# A comment with [brackets] and a = sign.
[site]
title = "[tags]"
"des\\u0063ription" = """
hue = 1
"""
[[rewrites]]
prefix = "a"
[[rewrites]]
prefix = "b" # to = "c"
to = 'd'
[rewrites.more]
key = 1
[editions."a.b"]
days = { first = 1, others = [ { day = 1 },
  { day = 2 } ], last.day = 3 }
phrases = ["one", """two""",
  "three"]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("site",), 2),
        (("site", "title"), 3),
        (("site", "description"), 4),
        (("rewrites", 0, "prefix"), 8),
        (("rewrites", 1), 9),
        (("rewrites", 1, "to"), 11),
        (("rewrites", 1, "more", "key"), 13),
        (("editions",), 14),
        (("editions", "a.b"), 14),
        (("editions", "a.b", "days", "others", 1, "day"), 16),
        (("editions", "a.b", "days", "last", "day"), 16),
        (("editions", "a.b", "phrases", 1), 17),
        (("editions", "a.b", "phrases", 2), 18),
        (("site", "hue"), 2),
        (("tags",), 0),
        ((), 0),
    ],
)
def test_each_value_has_the_line_where_it_stands(path: tuple[str | int, ...], line: int) -> None:
    assert parse_toml(TEXT).line_of(*path) == line


KEYS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf", "Co"]), max_size=5)
    .map(drop_invisible)
    .filter(len)
)
"""Keys of what a page may hold: some letters and marks are seen no more than a control character, like U+17B4."""


@given(st.dictionaries(KEYS, st.dictionaries(KEYS, st.text(max_size=8), max_size=4), max_size=5))
def test_any_file_is_read_as_it_was_written(tables: dict[str, dict[str, str]]) -> None:
    rows, places = list[str](), dict[tuple[str, ...], int]()
    for table, values in tables.items():
        rows.append(f"[{quote(table)}]")
        places[table,] = len(rows)
        for key, value in values.items():
            rows += [f"{quote(key)} = [{quote(value)},", "]"]
            places[table, key] = len(rows) - 1
    found = parse_toml("\n".join(rows))
    assert {path: found.line_of(*path) for path in places} == places


def quote(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in plain) + '"'


def test_what_no_page_may_hold_is_in_no_value_and_no_key() -> None:
    found = parse_toml('"Co\\u0000de" = ["\\u202Ea\\uFFFE", { k = "\\u001b[8m" }]\n')
    assert found.data == {"Code": ["a", {"k": "[8m"}]}
    assert found.line_of("Code") == 1
    assert found.cleaned == (("Code",), ("Code", 0), ("Code", 1, "k"))


def test_two_keys_that_look_the_same_are_refused() -> None:
    with pytest.raises(TomlError, match="b stands here twice, once with a sign in it that nobody sees") as caught:
        parse_toml('[a]\nb = true\n"b\u200b" = false\n')
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (".".join("a" * 50_000) + " = 1", f"a key of more than {MAX_PARTS} parts"),
        (f"[{'.'.join('a' * 100_000)}]", f"a key of more than {MAX_PARTS} parts"),
        ("a = " + "[" * 100_000, f"more than {MAX_DEPTH} brackets"),
        ("a = " + "{a = " * 100_000, f"more than {MAX_DEPTH} brackets"),
        ("a = " + "1" * 5000, "a name or a number of 5,000 characters"),
        ("a = 0x" + "f" * 1_000_000, "a name or a number of 1,000,002 characters"),
        ("a = 1." + "1" * 5000, "a name or a number of 5,000 characters"),
    ],
    ids=["key", "table", "array", "inline table", "number", "hex", "fraction"],
)
def test_what_is_beyond_all_use_is_refused_at_once(text: str, what: str) -> None:
    with pytest.raises(TomlError, match=what) as caught:
        parse_toml("\n" + text)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "unit",
    ["[a.b{}]\nk = 1\n", "k{} = 1\n", '"k{}" = ["a", "b"]\n', "k{} = {{a = 1}}\n", "[[a]] #{}\n", "\n", '"', "\\"],
)
def test_a_file_of_twice_the_size_takes_about_twice_as_long(unit: str) -> None:
    def seconds(count: int) -> float:
        text = "".join(unit.format(n) for n in range(count))
        start = time.process_time()
        with suppress(TomlError):
            parse_toml(text)
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 40 * min(seconds(1000) for _ in range(3)) + 0.05  # quadratic: 64 times
