"""`digest bundle`: an edition or a topic of the seeds as one file."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.builders import write_files
from tests.command import digest_here

RULES = '[tags.boats]\nlabel = "Boats"\ngroup = "applications"\nmeaning = "Sails."\nphrases = ["sailing"]\n'
ABSTRACT = "We study what nobody has studied before, and find that it is so in many more cases than were expected."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    days = {"2026-01-05": "Sailing Boats Without Sails", "2026-02-01": "Bees That Count to Four"}
    seeds = {f"seeds/{day}.txt": f"{title}\n\n{ABSTRACT}\n" for day, title in days.items()}
    return write_files(tmp_path, {**seeds, "tags.toml": RULES, "digest.toml": '[tags]\nrules = "tags.toml"\n'})


def test_the_newest_edition_is_what_one_gets_without_a_name(home: Path) -> None:
    run = digest_here("bundle", "--json", cwd=home)
    assert (run.status, run.report) == (0, {"bundle": "2026-02-01.epub", "of": "2026-02-01", "problems": []})
    book = ZipFile(BytesIO((home / "2026-02-01.epub").read_bytes()))
    assert "Bees That Count to Four" in book.read("book/contents.xhtml").decode()
    assert not (home / "site").exists()


def test_an_edition_or_a_topic_becomes_a_page(home: Path) -> None:
    for name in ("2026-01-05", "boats"):
        run = digest_here("bundle", name, "--html", "-o", f"{name}-page.html", cwd=home)
        assert run.status == 0, run.stderr
        page = (home / f"{name}-page.html").read_text(encoding="utf-8")
        assert "Sailing Boats Without Sails" in page
        assert "Bees" not in page


def test_what_is_not_there_is_told_in_a_line(home: Path) -> None:
    run = digest_here("bundle", "zebra", "--json", cwd=home)
    assert (run.status, run.report["bundle"]) == (2, None)
    assert run.lines == [
        "zebra:0: error: there is no such edition or topic - the newest editions are 2026-02-01, 2026-01-05"
    ]
    run = digest_here("bundle", "-o", "no/such/folder.epub", cwd=home)
    assert run.status == 2
    assert "writing failed" in run.stderr
