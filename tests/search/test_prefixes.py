"""Every further letter refines: a paper that is among the first ten stays there while somebody types on.

Of each query every beginning is searched, as it is typed. A query depends on its words up to the one from which on its
paper is among the first ten whenever a word is complete; from there no half-typed word may drive it away.
"""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.built_site import BuiltSite
from tests.cases import FOLDER
from tests.command import PROJECT, times
from tests.node import ask, needs_node

GOLD = Path(os.environ.get("DIGEST_GOLD") or PROJECT.parent / "shared" / "gold")
"""What readers decided; not part of the project."""
FIRST = 10
EVERY = times(16, soak=4)
"""Of the many queries of the cases one in so many."""
OF_READERS = times(4, soak=1)
"""And of those that readers decided."""

Query = Mapping[str, Any]


def folded(title: str) -> str:
    return re.sub(r"\W+", " ", title.lower()).strip()


def losses(queries: list[Query], folder: Path) -> list[tuple[str, list[str]]]:
    """The queries whose papers leave the first ten though what they depend on is complete, with the beginnings."""
    tasks = [text[:end] for text in (query["q"] for query in queries) for end in range(1, len(text) + 1)]
    answers = ask("search.mjs", folder=str(folder), queries=[{"text": text} for text in tasks], first=True)
    first = {text: {*map(folded, a["titles"][:FIRST])} for text, a in zip(tasks, answers, strict=True)}
    lost = [
        (query["q"], driving_away(query["q"], folded(title), first)) for query in queries for title in query["expect"]
    ]
    return [each for each in lost if each[1]]


def driving_away(text: str, title: str, first: Mapping[str, set[str]]) -> list[str]:
    complete = [end for end in range(1, len(text) + 1) if end == len(text) or text[end - 1] == " "]
    needed = max((end for end in complete if title not in first[text[:end]]), default=0)
    settled = min((end for end in complete if end > needed), default=len(text) + 1)
    return [text[:end] for end in range(settled, len(text) + 1) if title not in first[text[:end]]]


@needs_node
@pytest.mark.slow
def test_no_further_letter_drives_the_right_paper_away(real_site: BuiltSite) -> None:
    cases = json.loads((FOLDER / "queries-58.json").read_text(encoding="utf-8"))[::EVERY]
    own = json.loads((FOLDER.parent / "gold" / "queries-58.json").read_text(encoding="utf-8"))
    assert losses([*own[::OF_READERS], *cases], real_site.folder / "search") == []


@needs_node
@pytest.mark.slow
@pytest.mark.skipif(
    not GOLD.is_dir(), reason="neither DIGEST_GOLD nor ../shared/gold is a folder of readers' decisions"
)
@pytest.mark.parametrize("name", ["queries-seed.json", "queries-seed-2.json"])
def test_no_further_letter_drives_the_papers_of_readers_away(real_site: BuiltSite, name: str) -> None:
    queries = json.loads((GOLD / name).read_text(encoding="utf-8"))
    assert losses(queries[::OF_READERS], real_site.folder / "search") == []
