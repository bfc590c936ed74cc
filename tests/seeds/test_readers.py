"""The seeds folder: which files are looked at, who reads them, and what a file that cannot be read costs."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import seeds
from generator.model.curation import PASTED
from generator.model.problems import ContentError
from generator.seeds.cleaning import clean_line, normalise_line, split_lines
from generator.seeds.dates import file_date, parse_day
from generator.seeds.identifiers import arxiv_id, doi
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile, read_sources
from tests.builders import read_folder
from tests.cases import FOLDER, Case, load_cases
from tests.command import as_a_user, open_to_all

PAGE = "Reading by Memory\n\nWe keep a small memory. It halves the reading.\n"


def folder(place: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


TEXT = "Old roofs are mended by night. We count lanterns in three towns and find that half of them are lit."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"arXiv:2505.01234 [math.PR]\n\nA Title of Lanterns\n\nOld Jar, Ann Lid\n\n{TEXT}\n"),
        ("a.txt", f"Title: A Title of Lanterns\nCategories: math.PR cs.LG\narXiv: 2505.01234\nAbstract: {TEXT}\n"),
        ("a.txt", f"arXiv:2505.01234 (cross-list from math.PR) [pdf]\nTitle: A Title of Lanterns\nAbstract: {TEXT}\n"),
        ("a.md", f"---\ntitle: A Title of Lanterns\narxiv: 2505.01234\nprimaryClass: math.PR\n---\n{TEXT}\n"),
        (
            "a.bib",
            "@misc{a, title={A Title of Lanterns}, eprint={2505.01234}, archivePrefix={arXiv}, primaryClass={math.PR},"
            f" abstract={{{TEXT}}}}}",
        ),
        ("a.json", f'[{{"title": "A", "id": "2505.01234", "primary_category": "math.PR", "abstract": "{TEXT}"}}]'),
        (
            "a.xml",
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><title>A</title>'
            f"<id>http://arxiv.org/abs/2505.01234v1</id><summary>{TEXT}</summary>"
            '<arxiv:primary_category term="math.PR"/></entry></feed>',
        ),
    ],
    ids=["id", "categories", "cross-list", "front matter", "BibTeX", "JSON", "Atom"],
)
def test_the_category_of_arxiv_that_a_source_names_first_is_read(name: str, text: str) -> None:
    [draft] = parse_seed(SeedFile(name, text.encode())).drafts
    assert (draft.arxiv, draft.arxiv_class) == ("2505.01234", "math.PR")


def test_every_file_in_every_subfolder_is_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    made = folder(tmp_path, {"b.txt": PAGE, "a/z.md": "# T\n\nNoise.", "a.txt": PAGE, "C.TXT": PAGE})
    readings = read_folder(made)
    assert [reading.path for reading in readings] == ["C.TXT", "a.txt", "a/z.md", "b.txt"]
    assert [len(reading.drafts) for reading in readings] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "litter",
    [".hidden.txt", ".git/x.txt", "page.txt~", ".#page.txt", "#page.txt#", ".page.txt.swp", "page.swp",
     "4913", "a/4913", "Thumbs.db", "page.txt.bak", "page.txt.part"],
)  # fmt: skip
def test_what_editors_and_browsers_leave_behind_is_passed_over(tmp_path: Path, litter: str) -> None:
    made = folder(tmp_path, {"page.txt": PAGE, litter: PAGE})
    assert [source.path for source in read_sources(made)] == ["page.txt"]


def test_a_file_nobody_can_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    made = folder(tmp_path, {"page.txt": PAGE, "talk.docx": b"PK", "notes": PAGE})
    notes, page, talk = read_folder(made)
    assert "no reader for .docx" in talk.problems[0].message
    assert "without a suffix" in notes.problems[0].message
    assert len(page.drafts) == 1
    assert not page.problems


def test_links_are_read_like_what_they_lead_to(tmp_path: Path) -> None:
    made = folder(tmp_path, {"seeds/page.txt": PAGE, "elsewhere/deep/more.txt": PAGE, "elsewhere/other.txt": PAGE})
    (made / "seeds/more").symlink_to(made / "elsewhere/deep")
    (made / "seeds/linked.txt").symlink_to(made / "elsewhere/other.txt")
    (made / "seeds/round").symlink_to(made / "seeds")
    (made / "linked").symlink_to("seeds")
    for name in ("seeds", "linked"):
        assert [source.path for source in read_sources(made / name)] == ["linked.txt", "more/more.txt", "page.txt"]


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    made = folder(tmp_path, {"page.txt": PAGE})
    (made / "gone.txt").symlink_to("nowhere.txt")
    gone, page = read_folder(made)
    assert "the file cannot be read: No such file" in gone.problems[0].message
    assert not page.problems


def test_a_file_that_is_not_utf_8_is_left_out_with_the_line_of_the_first_bad_byte() -> None:
    reading = parse_seed(SeedFile("page.txt", "One\n\nTwo is fine.\nCaf\xe9".encode("latin-1")))
    [problem] = reading.problems
    assert reading.drafts == ()
    assert (problem.path, problem.line, problem.severity) == ("page.txt", 4, "warning")


@pytest.mark.parametrize(
    "source",
    [SeedFile("papers.toml", b"[papers.a]\nhidden = true # caf\xe9\n"), SeedFile("papers.toml", fault="Denied")],
)
def test_what_says_which_papers_to_hide_and_cannot_be_read_is_an_error(source: SeedFile) -> None:
    assert [problem.severity for problem in parse_seed(source).problems] == ["error"]


HIDING = b"\n---\ntitle: Reading by Memory\ndraft: true\n---\n\nWe keep a small memory. It halves the reading.\n"


def test_front_matter_in_plain_text_is_left_out_as_a_whole() -> None:
    reading = parse_seed(SeedFile("page.txt", HIDING))
    [problem] = reading.problems
    assert (reading.drafts, problem.severity) == ((), "warning")
    assert "front matter" in problem.message
    assert ".md" in problem.hint


def test_front_matter_that_would_hide_a_paper_hides_nothing_in_what_shall_be_a_pasted_page() -> None:
    source = SeedFile("page.txt", HIDING, read_as=PASTED)
    errors = [(problem.line, problem.severity) for problem in parse_seed(source).problems]
    assert (4, "error") in errors
    assert not parse_seed(replace(source, data=HIDING.replace(b"true", b"ready"))).problems
    assert not parse_seed(SeedFile("page.txt", b"Draft: yes\n" + PAGE.encode())).problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert [draft.title for draft in parse_seed(SeedFile("page.txt", PAGE.encode(encoding))).drafts] == [
        "Reading by Memory"
    ]


def test_half_a_utf_16_file_is_a_warning_like_any_other() -> None:
    reading = parse_seed(SeedFile("page.txt", b"\xff\xfeA"))
    assert reading.drafts == ()
    assert len(reading.problems) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_a_file_that_may_not_be_read_is_a_warning(tmp_path: Path) -> None:
    made = folder(tmp_path, {"page.txt": PAGE, "secret.txt": PAGE})
    (made / "secret.txt").chmod(0)
    _, secret = read_folder(made)
    assert "cannot be read" in secret.problems[0].message


def unreadable(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let the system refuse to list these folders, as it does to all but root where `chmod 0` says so."""
    scandir = os.scandir

    def refuse(folder: str) -> Any:
        if Path(folder) in folders:
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)


def test_every_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = folder(tmp_path, {"page.txt": PAGE, "a/b/page.txt": PAGE, "c/page.txt": PAGE, ".git/page.txt": PAGE})
    unreadable(monkeypatch, made / "a/b", made / "c", made / ".git")
    with pytest.raises(ContentError) as caught:
        read_sources(made)
    assert [(p.path, p.severity) for p in caught.value.problems] == [(f"{made}/a/b", "error"), (f"{made}/c", "error")]
    assert "this folder cannot be read: Permission denied" in caught.value.problems[0].message


def test_a_seeds_folder_that_cannot_be_read_is_not_taken_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable(monkeypatch, folder(tmp_path, {"page.txt": PAGE}))
    with pytest.raises(ContentError, match="this folder cannot be read"):
        read_sources(tmp_path)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_folder_without_permissions_is_an_error_to_a_user(tmp_path: Path, mode: int) -> None:
    open_to_all(tmp_path)
    made = folder(tmp_path / "seeds", {"page.txt": PAGE, "more/page.txt": PAGE})
    (made / "more").chmod(mode)
    with pytest.raises(ContentError, match=r"more:0: error: this folder cannot be read: Permission denied"):
        as_a_user(lambda: read_sources(made))


def test_a_folder_that_vanishes_while_one_looks_was_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, scandir = folder(tmp_path, {"page.txt": PAGE, "more/page.txt": PAGE}), os.scandir

    def vanish(place: str) -> Any:
        if place.endswith("more"):
            Path(place).rename(made / ".gone")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", vanish)
    assert [source.path for source in read_sources(made)] == ["page.txt"]


def test_a_link_that_may_have_led_to_a_folder_of_seeds_must_lead_somewhere(tmp_path: Path) -> None:
    made = folder(tmp_path / "seeds", {"page.txt": PAGE})
    (made / "more").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ContentError, match=r"more:0: error: this link leads to nothing"):
        read_sources(made)
    folder(tmp_path / "elsewhere", {"page.txt": PAGE})
    assert [source.path for source in read_sources(made)] == ["more/page.txt", "page.txt"]


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "link to itself", "link to nothing"])
def test_what_stands_for_the_curator_s_file_and_is_none_is_an_error(tmp_path: Path, kind: str) -> None:
    file = folder(tmp_path, {"page.txt": PAGE}) / "papers.toml"
    make = {"folder": file.mkdir, "pipe": lambda: os.mkfifo(file)}
    link = {"device": "/dev/zero", "link to itself": "papers.toml", "link to nothing": "gone.toml"}
    make.get(kind, lambda: file.symlink_to(link[kind]))()
    _, read = read_folder(tmp_path)
    assert [problem.severity for problem in read.problems] == ["error"]


@pytest.mark.parametrize("name", ["Papers.toml", "PAPERS.TOML", "paper.toml", "papers.toml.txt"])
def test_a_slip_in_the_name_of_the_curator_s_file_is_an_error(tmp_path: Path, name: str) -> None:
    made = folder(tmp_path, {"page.txt": PAGE, name: "[papers.a]\nhidden = true\n"})
    with pytest.raises(ContentError, match=f"{name}:0: error: this file is not read under this name"):
        read_sources(made)
    folder(made, {"papers.toml": ""})
    assert len(read_sources(made)) == 3


@pytest.mark.parametrize("row", ["- a\n", "> a\r\n", "# a\r", "a\n\n", "!["])
def test_markdown_of_more_blocks_than_anyone_writes_is_left_out(row: str) -> None:
    parsed = parse_seed(SeedFile("page.md", (row * 60_000).encode()))
    assert (len(parsed.drafts), len(parsed.problems)) == (0, 1)
    assert "in one file: it was left out - cut it into several files" in str(parsed.problems[0])


def test_a_file_that_vanished_between_two_looks_is_a_warning() -> None:
    assert "cannot be read: No such file" in parse_seed(SeedFile("page.txt", fault="No such file")).problems[0].message


def test_a_missing_folder_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_sources(tmp_path / "seeds")
    [problem] = caught.value.problems
    assert problem.path == str(tmp_path / "seeds")
    assert problem.severity == "error"
    assert ".txt" in problem.hint


@pytest.mark.parametrize("files", [{}, {".gitkeep": ""}, {"talk.docx": b"PK"}], ids=["empty", "hidden", "no reader"])
def test_a_folder_without_a_seed_is_an_error(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    with pytest.raises(ContentError, match="no seed"):
        read_sources(folder(tmp_path, files))


def test_a_reading_depends_on_nothing_but_path_and_bytes() -> None:
    source = SeedFile("2025-05-28.txt", PAGE.encode())
    assert seeds.readers.parse_seed(source) == seeds.readers.parse_seed(SeedFile("2025-05-28.txt", PAGE.encode()))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("May 28", "May 28"),
        ("may 28th, 2025", "May 28, 2025"),
        ("Wednesday, May 28", "May 28"),
        ("Wed, 28 May 2025", "May 28, 2025"),
        ("28 of May", "May 28"),
        ("Sept. 3", "September 3"),
        ("2025-05-28", "May 28, 2025"),
        ("2025/05/28", "May 28, 2025"),
        ("Feb 29", "February 29"),
        ("Feb 29, 2024", "February 29, 2024"),
        ("Feb 29, 2025", None),
        ("Feb 30", None),
        ("May 0", None),
        ("May", None),
        ("May 28 was a Wednesday", None),
        ("Mayday 28", None),
        ("1.2025", None),
    ],
)
def test_a_day_is_understood_as_people_write_it(text: str, label: str | None) -> None:
    day = parse_day(text)
    assert (day.label if day else None) == label


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("2025-05-28.txt", "2025-05-28"),
        ("a/2025-05-28-evening.md", "2025-05-28"),
        ("2025-05-28T10.txt", "2025-05-28"),
        ("2025-05-281.txt", None),
        ("2025-02-30.txt", None),
        ("page-2025-05-28.txt", None),
    ],
)
def test_a_file_name_gives_its_date(path: str, iso: str | None) -> None:
    date = file_date(path)
    assert (date.isoformat() if date else None) == iso


@pytest.mark.parametrize("case", load_cases(FOLDER / "identifiers.md"), ids=str)
def test_an_identifier_has_one_form(case: Case) -> None:
    read = doi if "DOI" in case.title else arxiv_id
    assert {text: read(text) or "none" for text in case.input.split("\n")} == dict.fromkeys(
        case.input.split("\n"), case.expected
    )


def test_cleaning_keeps_what_is_the_authors() -> None:
    kept = "<SEG> [CLS] ~ {github} naïve 👩\u200d💻 میـ\u200cخواهم \ufffd $x^2$"
    assert clean_line(kept) == kept


def test_lines_are_those_an_editor_shows() -> None:
    assert split_lines("a\rb\r\nc\nd\u2028e\x0bf") == ["a", "b", "c", "d\u2028e\x0bf"]


@given(st.text() | st.text(" aé\t\u00a0\u2028\u200b\u0301"))
def test_the_short_way_to_a_tidy_line_leads_where_the_long_one_does(line: str) -> None:
    assert normalise_line(line) == " ".join(clean_line(line).split())
