"""Git is asked for the repository of one folder, whatever the environment says, and its reasons are told."""

import subprocess
from pathlib import Path

import pytest

from generator.model.problems import SetupError
from generator.output.git_branch import publish_site
from generator.output.git_command import _MISLEADING, GitError, git_of
from tests.output.test_git_branch import SITE, git, home, own_git, published, remote, send

__all__ = ["home", "own_git", "remote"]  # fixtures


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A repository that nobody meant."""
    git(tmp_path, "init", "--bare", "other.git")
    return tmp_path / "other.git"


def not_taken(folder: Path) -> str:
    with pytest.raises(SetupError) as caught:
        git_of(folder)
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return str(problem)


def test_no_variable_leads_to_another_repository(
    home: Path, remote: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = (
        "DIR",
        "COMMON_DIR",
        "OBJECT_DIRECTORY",
        "INDEX_FILE",
        "WORK_TREE",
        "ALTERNATE_OBJECT_DIRECTORIES",
        "PREFIX",
    )
    settings = {"COUNT": "1", "KEY_0": "remote.origin.url", "VALUE_0": str(other), "PARAMETERS": f"'a.b={other}'"}
    misleading = {f"GIT_{name}": str(other) for name in (*places, "NAMESPACE", "SHALLOW_FILE", "QUARANTINE_PATH")}
    misleading |= {f"GIT_CONFIG_{name}": value for name, value in settings.items()} | {"GIT_ICASE_PATHSPECS": "1"}
    before = git(other, "for-each-ref"), sorted(other.rglob("*"))
    for name, value in misleading.items():
        monkeypatch.setenv(name, value)
    done = send(home)
    send(home, dry_run=True)
    for name in misleading:
        monkeypatch.delenv(name)
    assert done.commit == git(remote, "rev-parse", "refs/heads/gh-pages")
    assert published(remote) == SITE
    assert (git(other, "for-each-ref"), sorted(other.rglob("*"))) == before


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG_PARAMETERS"])
def test_one_variable_alone_does_no_harm(
    home: Path, remote: Path, other: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    parameters = name == "GIT_CONFIG_PARAMETERS"
    monkeypatch.setenv(name, f"'url.{other}.insteadOf'='{remote}'" if parameters else str(other))
    send(home)
    monkeypatch.delenv(name)
    assert published(remote) == SITE


def test_every_variable_that_belongs_to_one_repository_is_left_out() -> None:
    """Git has the list; a newer git may have a longer one."""
    listed = subprocess.run(["git", "rev-parse", "--local-env-vars"], capture_output=True, text=True, check=True).stdout
    assert set(listed.split()) <= _MISLEADING


def test_who_one_is_and_how_the_remote_is_reached_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Bo")
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -v")
    environment = git_of(home).environment
    assert (environment["GIT_AUTHOR_NAME"], environment["GIT_SSH_COMMAND"]) == ("Bo", "ssh -v")


@pytest.mark.parametrize("head", ["garbage", "", "ref: elsewhere"])
def test_a_damaged_repository_is_said_to_be_one(home: Path, head: str) -> None:
    (home / ".git/HEAD").write_text(head)
    said = not_taken(home)
    assert said.startswith(f"{home}/.git:0: error: git does not take this for a repository of yours: not a git repo")
    assert "HEAD" in said


def test_a_damaged_repository_inside_another_is_not_passed_over(
    home: Path, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_CEILING_DIRECTORIES")
    git(tmp_path, "init")
    git(tmp_path, "remote", "add", "origin", str(other))
    (home / ".git/HEAD").write_text("garbage")
    with pytest.raises(SetupError, match=r"home/\.git:0: error"):
        publish_site(home / "site", home / "seeds", remote="origin", branch="gh-pages")
    assert git(other, "for-each-ref") == ""


def test_a_repository_of_somebody_else_says_so_and_what_git_advises(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own tests do this
    said = not_taken(home)
    assert "detected dubious ownership in repository at " in said
    assert f"call: git config --global --add safe.directory {home}" in said


def test_settings_that_git_cannot_read_are_named(home: Path) -> None:
    with (home / ".git/config").open("a") as file:
        file.write("[oops")
    assert "bad config line" in not_taken(home)


def test_a_git_that_does_not_run_says_why(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_text("")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git does not run: Permission denied" in not_taken(home)


def test_a_folder_that_a_link_leads_to_is_in_the_repository_where_it_lies(home: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "around")
    link = tmp_path / "around/link"
    link.symlink_to(home / "seeds")
    assert git_of(link)("rev-parse", "--show-toplevel") == str(home)
    (home / ".git/HEAD").write_text("garbage")
    assert not_taken(link).startswith(f"{home}/.git:0: ")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "git gave no reason"),
        ("hint: try again\n", "hint: try again"),
        ("To ../x.git\n!\tA:B\t[remote rejected] (no)\nDone\n", "[remote rejected] (no)"),
        ("remote: one   \nremote: \nremote: two.\nerror: failed to push some refs to 'x'", "one; two."),
        ("fatal: bad: \n\tthis\nerror: that", "bad: this; that"),
        ("To add it, call:\n\n\tgit x", "To add it, call: git x"),
        ("a\tb\na\tb\n", "a\tb"),
        ("see https://me:pw@host.example/?t=x", "see https://***@host.example/?***"),
    ],
)
def test_what_was_said_goes_on_one_line_without_commonplaces_and_secrets(said: str, words: str) -> None:
    assert GitError(said, 1).words == words


def test_a_plain_no_is_an_answer_and_a_fault_is_none(home: Path) -> None:
    found = git_of(home)
    assert found.tried("check-ref-format", "refs/heads/..") is None
    with pytest.raises(GitError, match="unknown revision"):
        found.tried("rev-parse", "nonsense")
