"""`digest add`: a pasted text becomes a seed, named by its day; `digest check FILE` shows one without adding it."""

import datetime
import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.commands import digest

BODY = "We weigh forty loaves an hour after they left the oven, and find that each has lost a tenth of its water."
PAGE = f"May 28\n\nThe Weight of Bread\n\n{BODY}\n\nWhy Crumbs Travel\n\n{BODY}\n"


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str, text: str = PAGE) -> Result:
    return CliRunner().invoke(digest, arguments, input=text)


def seeds() -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted(Path("seeds").glob("*"))}


def test_a_data_file_keeps_its_name_and_gets_no_day() -> None:
    Path("My Library.bib").write_text("@misc{a, title = {A Harbour Pilot}, author = {Ada Example}}", "utf-8")
    assert call("add", "--yes", "My Library.bib").exit_code == 0
    assert [*seeds()] == ["My Library.bib"]
    piped = call("add", "--yes", text="TY  - JOUR\nTI  - A Lookout\nAU  - Muster, Ines\nER  -\n")
    assert piped.exit_code == 0
    assert [*seeds()] == ["My Library.bib", "pasted.ris"]


def test_a_page_goes_by_its_own_day_in_the_year_that_it_lacks() -> None:
    added = call("add", "--yes", "--date", "2025")
    assert added.exit_code == 0
    assert "paper 2   Why Crumbs Travel" in added.output
    assert "added 2 papers as seeds/2025-05-28.txt" in added.output
    assert seeds() == {"2025-05-28.txt": PAGE}


@pytest.mark.parametrize(
    ("text", "date", "name"),
    [
        (PAGE.replace("May 28", "May 28, 2024"), None, "2024-05-28.txt"),
        (PAGE.replace("May 28", "May 28, 2024"), "2025", "2024-05-28.txt"),
        (PAGE, "2023-01-02", "2023-01-02.txt"),
        (PAGE.removeprefix("May 28"), "2025", None),
        (f"---\ntitle: Bread\ndate: 2022-03-04\n---\n{BODY}\n", None, "2022-03-04.md"),
    ],
)
def test_the_name_is_the_day_that_is_known(text: str, date: str | None, name: str | None) -> None:
    today = datetime.datetime.now().astimezone().date()
    call("add", "--yes", *(("--date", date) if date else ()), text=text)
    assert [*seeds()] == [name or f"{today.isoformat()}.txt"]


def test_no_file_is_written_over_and_none_twice() -> None:
    call("add", "--yes", "--date", "2025")
    again = call("add", "--yes", "--date", "2025")
    assert (again.exit_code, "this text is in the seeds already" in again.output) == (1, True)
    call("add", "--yes", "--date", "2025", text=PAGE.replace("Crumbs", "Crusts"))
    assert [*seeds()] == ["2025-05-28-2.txt", "2025-05-28.txt"]


@pytest.mark.parametrize(
    ("arguments", "text", "status", "said"),
    [
        (("--yes",), PAGE, 2, "the page says May 28 and no year - give it with --date, such as --date 20"),
        (("--date", "2025"), PAGE, 2, "nothing was added - add --yes to put it into seeds/2025-05-28.txt"),
        (("--yes", "--date", "soon"), PAGE, 2, "'soon' is neither a day nor a year"),
        (
            ("--yes", "--date", "2025"),
            "February 29" + PAGE.removeprefix("May 28"),
            2,
            "there is no February 29 in 2025",
        ),
        (("--yes",), "", 1, "there is no paper in it"),
        (("gone.txt", "--yes"), "", 2, "gone.txt:0: error: the file cannot be read"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], text: str, status: int, said: str
) -> None:
    failed = call("add", *arguments, text=text)
    assert failed.exit_code == status
    assert said in failed.output
    assert seeds() == {}


def test_a_text_in_a_folder_of_the_seeds_is_not_added_again() -> None:
    Path("seeds/2025").mkdir(parents=True)
    Path("seeds/2025/may.txt").write_text(PAGE, encoding="utf-8")
    assert "seeds/2025/may.txt:0: error: this text is in the seeds already" in call("add", "--yes").output


def test_whoever_pastes_into_a_terminal_is_asked_there() -> None:
    child, terminal = pytest.importorskip("pty").fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "generator", "add"])
    for typed, answer_to in ((PAGE + "\x04", "Ctrl-D"), ("2025\n", "Of which year"), ("y\n", "seeds/2025-05-28.txt?")):
        read_until(terminal, answer_to)
        os.write(terminal, typed.encode())
    read_until(terminal, "added 2 papers as seeds/2025-05-28.txt")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert seeds() == {"2025-05-28.txt": PAGE}


def read_until(terminal: int, text: str) -> None:
    printed = ""
    while text not in printed:
        printed += os.read(terminal, 4096).decode(errors="replace")


def test_a_program_gets_one_report() -> None:
    report = json.loads(call("add", "--yes", "--date", "2025", "--json", "--quiet").stdout)
    assert report["added"] == "seeds/2025-05-28.txt"
    assert [paper["title"] for paper in report["files"][0]["papers"]] == ["The Weight of Bread", "Why Crumbs Travel"]


def test_a_file_is_checked_wherever_it_lies_and_a_paste_without_one() -> None:
    Path("elsewhere.txt").write_text(PAGE + "\nA Title Alone at the End\n", encoding="utf-8")
    checked = call("check", "elsewhere.txt", "-", text=PAGE[:-30])
    assert "elsewhere.txt: May 28, 3 papers" in checked.output
    assert 'elsewhere.txt:11: warning: no abstract below the title "A Title Alone at the End"' in checked.output
    assert "pasted.txt:9: warning: doubtful: this abstract stops in mid-sentence" in checked.output
    assert not Path("seeds").exists()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html><body></body></html>", "pasted.html"),
        ("# A list\n\n- one", "pasted.md"),
        ("---\ntitle: Bread\n---\n", "pasted.md"),
        ("1 < 2, <SEG> and # of loaves", "pasted.txt"),
    ],
)
def test_a_paste_is_read_as_what_it_looks_like(text: str, kind: str) -> None:
    assert json.loads(call("check", "-", "--json", "--quiet", text=text).stdout)["files"][0]["path"] == kind
