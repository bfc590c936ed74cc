"""The notation of the text cases: what anyone who adds one relies on."""

from pathlib import Path

import pytest

from tests.cases import Case, load_cases

FILE = r"""# Anything

Prose, and `code`.

## A story of two blocks

Why it is there.

```text
in \u00a0
```

```
out
```

## Fences and letters one cannot see

~~~~ escapes
```
a\u00a0b\\n\r\n\x07
```
~~~~

```

```
"""


def load(folder: Path, text: str) -> list[Case]:
    path = folder / "cases.md"
    path.write_text(text, encoding="utf-8")
    return load_cases(path)


def test_a_case_is_a_heading_and_two_blocks(tmp_path: Path) -> None:
    first, second = load(tmp_path, FILE)
    assert first == Case("A story of two blocks", "in \\u00a0", "out")
    assert second == Case("Fences and letters one cannot see", "```\na\u00a0b\\n\r\n\x07\n```", "")
    assert str(first) == first.title


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("## One block\n\n```\nx\n```\n", "1 blocks"),
        ("## Three\n\n```\n```\n\n```\n```\n\n```\n```\n", "3 blocks"),
        ("## Open\n\n```\nx\n", "not closed"),
        ("## Same\n\n```\n```\n```\n```\n\n## Same\n\n```\n```\n```\n```\n", "one title"),
    ],
)
def test_a_case_that_would_be_left_out_is_an_error(tmp_path: Path, broken: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        load(tmp_path, broken)
