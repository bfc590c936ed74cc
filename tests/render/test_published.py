"""A paper's own date is told from the day it was listed, in data, tags for search engines, JSON-LD and BibTeX alike."""

import json
import re
from pathlib import Path

import pytest

from tests.builders import write_files
from tests.command import digest_here

PAGE = """\
Daily Papers

May 29, 2025

Kettles Sing Before They Boil

Kettles announce the boil long before it happens. We record 1,200 kettles and predict it within four seconds.

12 authors · Published on May 20, 2025

Doorbells Have a Grammar

Doorbells ring in few patterns. We write a grammar of eleven rules that accepts nearly all rings.

3 authors · Published on May 21, 2025
"""
ID_ALONE = """\
Moss Maps the Shade of Cities
arXiv:2403.01234

Moss grows where the sun does not reach. We map the shade of eleven cities from photographs of moss.
"""
NOTE = """\
---
title: Snails Remember the Way Home
date: 2025-05-30
published: 2019-11-02
---
Snails return to the same wall after days away. We glue markers to their shells and follow them.
"""
NO_DATE = """\
Fog Has a Weight

Fog is heavy, as anybody knows who has carried it. We weigh it for the first time, with a balance of our own.
"""
SEEDS = {"page.txt": PAGE, "2025-05-28.txt": ID_ALONE, "snails.md": NOTE, "2025-05-27.txt": NO_DATE}

CASES = {
    "a digest page with own dates": ("kettles-sing-before-they-boil", "2025-05-29", "2025-05-20"),
    "the next paper of the page": ("doorbells-have-a-grammar", "2025-05-29", "2025-05-21"),
    "an arXiv id alone, which tells the month": ("moss-maps-the-shade-of-cities", "2025-05-28", "2024-03"),
    "front matter": ("snails-remember-the-way-home", "2025-05-30", "2019-11-02"),
    "no date at all": ("fog-has-a-weight", "2025-05-27", None),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("published")
    write_files(home / "seeds", SEEDS)
    run = digest_here("build", cwd=home)
    assert run.status == 0, run.stderr
    return home / "site"


@pytest.mark.parametrize(("slug", "listed", "published"), CASES.values(), ids=CASES)
def test_the_day_it_was_listed_is_never_the_papers_own(
    site: Path, slug: str, listed: str, published: str | None
) -> None:
    data = {paper["slug"]: paper for paper in json.loads((site / "data/papers.json").read_text())}
    assert (data[slug]["date"], data[slug]["published"]) == (listed, published)
    page = (site / f"papers/{slug}.html").read_text()
    tag = re.search(r'<meta name="citation_publication_date" content="([^"]*)">', page)
    assert (tag and tag[1]) == (published and published.replace("-", "/"))
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert linked
    assert json.loads(linked[1]).get("datePublished") == published
    bib = (site / f"papers/{slug}.bib").read_text()
    year, month = re.search(r"year = \{(\d+)\}", bib), re.search(r"month = (\w+)", bib)
    assert (year and year[1]) == (published and published[:4])
    assert bool(month) is (published is not None)
