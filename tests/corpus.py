"""Real papers by the thousand, where a machine has them: not part of the project, so tests that want them may skip.

`DIGEST_CORPUS` names a gzipped file with a JSON record a line, each with a title, an abstract and authors; without it
the one in `../shared/corpora` is taken.
"""

import gzip
import json
import os
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.command import PROJECT

FOLDER = PROJECT.parent / "shared" / "corpora"
FILE = Path(os.environ.get("DIGEST_CORPUS") or FOLDER / "arxiv-10k.jsonl.gz")

needs_corpus = pytest.mark.skipif(
    not FILE.is_file(), reason="DIGEST_CORPUS names no file of papers (JSON lines, gzipped)"
)


def records(count: int) -> list[dict[str, Any]]:
    """The first papers of the corpus; those a site would show, so each has a title and an abstract."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        return [*map(json.loads, islice(lines, count))]
