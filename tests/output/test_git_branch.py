"""Publishing to a real remote: a bare repository on disk, as `git init --bare` makes it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from generator.model.problems import DigestError, SetupError
from generator.output import folder as output_folder
from generator.output import git_branch as publishing
from generator.output.git_branch import Publication, publish_site
from generator.output.git_command import Git
from generator.server.responses import ServedSite, site_response
from tests.builders import write_site

SITE = {"index.html": b"Home\r\n", "papers/lisa.html": b"Lisa", ".nojekyll": b"", "assets/0123456789ab/a.css": b"a{}"}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine counts, nor a repository around the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "gitconfig").write_text("[user]\nname = Ada\nemail = ada@example.org\n[init]\ndefaultBranch = main\n")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture
def home(tmp_path: Path, remote: Path) -> Path:
    """A curator's repository: something committed, something staged, something edited, and a built site."""
    home = tmp_path / "home"
    (home / "seeds").mkdir(parents=True)
    git(home, "init")
    git(home, "remote", "add", "origin", str(remote))
    (home / ".gitignore").write_text("site/\n")
    (home / "seeds/a.txt").write_text("a")
    git(home, "add", ".")
    git(home, "commit", "-m", "seeds")
    (home / "seeds/staged.txt").write_text("staged")
    git(home, "add", "seeds/staged.txt")
    (home / "seeds/a.txt").write_text("edited")
    write_site(home / "site", SITE)
    return home


def send(home: Path, **options: bool) -> Publication:
    return publish_site(home / "site", home, remote="origin", branch="gh-pages", **options)


def published(remote: Path) -> dict[str, bytes]:
    names = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    show = ["git", "-C", str(remote), "show"]
    return {name: subprocess.run([*show, f"gh-pages:{name}"], capture_output=True, check=True).stdout for name in names}


def local_state(home: Path) -> list[str]:
    """What publishing must not touch: branches, the index, the working tree, and where HEAD is."""
    index = (home / ".git/index").read_bytes().hex()
    return [git(home, "for-each-ref", "refs/heads"), git(home, "symbolic-ref", "HEAD"), index, git(home, "diff")]


def pushed_by_someone_else(tmp_path: Path, remote: Path, files: dict[str, str]) -> str:
    other = tmp_path / "other"
    if not other.exists():
        git(tmp_path, "clone", "-b", "gh-pages", str(remote), "other")
    git(other, "pull", "--quiet")
    for name, content in files.items():
        (other / name).write_text(content)
    git(other, "add", ".")
    git(other, "commit", "-m", "by someone else")
    git(other, "push")
    return git(other, "rev-parse", "HEAD")


def test_a_first_publication_to_an_empty_remote_holds_exactly_the_site_byte_for_byte(home: Path, remote: Path) -> None:
    (home / "site/notes.txt").write_text("not of the site")
    before = local_state(home)
    done = send(home)
    assert published(remote) == SITE
    assert (done.added, done.changed, done.removed) == (4, 0, 0)
    assert done.commit == git(remote, "rev-parse", "gh-pages")
    assert str(done) == "published to gh-pages on origin: 4 files added, 0 changed, 0 removed"
    assert local_state(home) == before


def test_a_repository_may_lie_in_a_folder_of_any_name(home: Path, remote: Path) -> None:
    odd = home.rename(home.parent / os.fsdecode(b'caf\xe9 "x\\"\ny'))
    send(odd)
    assert published(remote) == SITE


def test_a_second_publication_keeps_the_history_and_the_domain(home: Path, remote: Path, tmp_path: Path) -> None:
    first = send(home).commit
    theirs = pushed_by_someone_else(tmp_path, remote, {"CNAME": "digest.example.org\n"})
    write_site(home / "site", {"index.html": b"Home, newer", ".nojekyll": b""})
    done = send(home)
    assert git(remote, "rev-list", "gh-pages").splitlines() == [done.commit, theirs, first]
    assert published(remote) == {"index.html": b"Home, newer", ".nojekyll": b"", "CNAME": b"digest.example.org\n"}
    assert (done.added, done.changed, done.removed) == (0, 1, 2)


def test_a_domain_of_the_site_itself_wins(home: Path, remote: Path, tmp_path: Path) -> None:
    send(home)
    pushed_by_someone_else(tmp_path, remote, {"CNAME": "old.example.org\n"})
    write_site(home / "site", {**SITE, "CNAME": b"new.example.org\n"})
    send(home)
    assert published(remote)["CNAME"] == b"new.example.org\n"


def test_the_same_site_again_makes_no_commit(home: Path, remote: Path) -> None:
    send(home)
    tip = git(remote, "rev-parse", "gh-pages")
    done = send(home)
    assert done.commit is None
    assert "nothing to publish" in str(done)
    assert git(remote, "rev-parse", "gh-pages") == tip


def test_somebody_who_pushes_in_between_is_not_overwritten(
    home: Path, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(home)
    write_site(home / "site", {"index.html": b"mine"})
    real = publishing._commit_tree

    def late(call: Git, tree: str, tip: str | None) -> str:
        pushed_by_someone_else(tmp_path, remote, {"theirs.html": "theirs"})
        return real(call, tree, tip)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "_commit_tree", late)
        with pytest.raises(DigestError, match=r"somebody else published to gh-pages .* - publish again") as caught:
            send(home)
    assert caught.value.status == 1
    assert "theirs.html" in published(remote)
    send(home)
    assert published(remote) == {"index.html": b"mine"}


def write_hook(repository: Path, name: str, script: str) -> None:
    hook = repository / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)


def test_a_remote_that_refuses_says_why(home: Path, remote: Path) -> None:
    write_hook(remote, "pre-receive", "exit 1")
    with pytest.raises(
        DigestError, match=r"the push was rejected: \[remote rejected\] .*hook declined.* - see whether gh-pages"
    ):
        send(home)


def rejected(home: Path) -> str:
    with pytest.raises(DigestError) as caught:
        send(home)
    assert caught.value.status == 1
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return str(problem)


@pytest.mark.parametrize("name", ["pre-receive", "update"])
def test_what_a_hook_of_the_remote_says_is_said(home: Path, remote: Path, name: str) -> None:
    """Even where it is in git's own words for something else."""
    write_hook(remote, name, "echo '[rejected] No sites on Fridays'; echo 'Ask Ada.' >&2; exit 1")
    said = rejected(home)
    assert said.startswith("origin:0: error: the push was rejected: [remote rejected] (")
    assert "hook declined); [rejected] No sites on Fridays; Ask Ada." in said
    assert "somebody else" not in said


def test_what_a_hook_of_ones_own_says_is_said(home: Path) -> None:
    write_hook(home / ".git", "pre-push", "echo 'three words misspelt'; exit 1")
    assert "the push was rejected: three words misspelt - " in rejected(home)


def test_what_a_hook_says_at_length_is_cut(home: Path, remote: Path) -> None:
    write_hook(remote, "pre-receive", "seq 2000; exit 1")
    assert "1; 2; 3;" in (said := rejected(home))
    assert len(said) < 1300


def test_a_branch_that_moves_while_the_remote_takes_the_push_is_a_lost_race_too(home: Path, remote: Path) -> None:
    """The server has other words for it, which may as well mean that it refuses."""
    send(home)
    write_site(home / "site", {"index.html": b"mine"})
    tree = "$(git -c user.name=x -c user.email=x@x commit-tree -p gh-pages -m theirs gh-pages^{tree})"
    write_hook(remote, "update", f"new={tree}; unset GIT_QUARANTINE_PATH; git update-ref $1 $new")
    said = rejected(home)
    assert "somebody else published to gh-pages at the same moment: [remote rejected]" in said
    assert "is at " in said
    assert said.endswith(" - publish again: it goes on top of theirs")


def test_an_index_that_git_would_split_leaves_no_part(home: Path) -> None:
    git(home, "config", "core.splitIndex", "true")
    send(home)
    send(home, dry_run=True)
    assert [*(home / ".git").glob("sharedindex.*")] == []


def test_a_dry_run_changes_nothing_anywhere(home: Path, remote: Path, tmp_path: Path) -> None:
    send(home)
    pushed_by_someone_else(tmp_path, remote, {"theirs.html": "theirs"})
    write_site(home / "site", {"index.html": b"mine"})

    def everything(folder: Path) -> dict[str, bytes]:
        return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}

    before = everything(home), everything(remote)
    done = send(home, dry_run=True)
    assert (everything(home), everything(remote)) == before
    assert str(done) == "would publish to gh-pages on origin: 0 files added, 1 changed, 4 removed"


def test_a_site_below_the_top_of_the_repository(home: Path, remote: Path) -> None:
    folder = home / "papers/digest"
    write_site(folder / "site", SITE)
    publish_site(folder / "site", folder, remote="origin", branch="gh-pages")
    assert published(remote) == SITE


def test_a_site_outside_of_the_repository_and_a_remote_by_its_address(home: Path, remote: Path, tmp_path: Path) -> None:
    write_site(tmp_path / "built", SITE)
    publish_site(tmp_path / "built", home, remote=str(remote), branch="gh-pages")
    assert published(remote) == SITE


def test_line_endings_and_filters_of_the_repository_do_not_change_the_site(home: Path, remote: Path) -> None:
    (home / ".gitattributes").write_text("* text=auto eol=lf\n")
    git(home, "config", "core.autocrlf", "input")
    send(home)
    assert published(remote)["index.html"] == b"Home\r\n"


def test_a_repository_without_a_commit_can_publish(tmp_path: Path, remote: Path) -> None:
    home = tmp_path / "fresh"
    home.mkdir()
    git(home, "init")
    git(home, "remote", "add", "origin", str(remote))
    write_site(home / "site", SITE)
    send(home)
    assert published(remote) == SITE


def refused(home: Path, remote: str = "origin", branch: str = "gh-pages") -> str:
    with pytest.raises(SetupError) as caught:
        publish_site(home / "site", home, remote=remote, branch=branch)
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return str(problem)


OWN_HOOKS = ("pre-commit", "commit-msg", "prepare-commit-msg", "post-commit", "post-index-change", "post-checkout")


def test_of_ones_own_hooks_only_that_for_pushes_is_run(home: Path, remote: Path, tmp_path: Path) -> None:
    for name in OWN_HOOKS:
        write_hook(home / ".git", name, f"touch '{tmp_path}/ran'; exit 1")
    before = local_state(home)
    send(home)
    assert published(remote) == SITE
    assert local_state(home) == before
    assert not (tmp_path / "ran").exists()


def test_with_a_detached_head(home: Path, remote: Path) -> None:
    git(home, "checkout", "--detach")

    def state() -> list[str]:
        return [
            git(home, "for-each-ref", "refs/heads"),
            (home / ".git/HEAD").read_text(),
            (home / ".git/index").read_bytes().hex(),
        ]

    before = state()
    send(home)
    assert published(remote) == SITE
    assert state() == before


def test_from_a_linked_worktree(home: Path, remote: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    git(home, "worktree", "add", str(tree), "-b", "other")
    write_site(tree / "site", {"index.html": b"of the worktree"})
    before, status = local_state(home), git(tree, "status", "--porcelain")
    send(tree)
    assert published(remote) == {"index.html": b"of the worktree"}
    assert (local_state(home), git(tree, "status", "--porcelain")) == (before, status)
    assert git(tree, "symbolic-ref", "HEAD").strip() == "refs/heads/other"


def test_from_a_submodule_and_beside_one(home: Path, remote: Path, tmp_path: Path) -> None:
    """The repository that is meant is the one the folder is in: neither the one around it, nor one inside."""
    outer, other = tmp_path / "outer", tmp_path / "other.git"
    git(tmp_path, "init", "--bare", str(other))
    git(tmp_path, "init", str(outer))
    git(outer, "remote", "add", "origin", str(other))
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", str(home), "papers")
    git(outer, "commit", "-m", "papers")
    git(outer / "papers", "remote", "set-url", "origin", str(remote))
    write_site(outer / "papers/site", SITE)
    before = local_state(outer), git(outer / "papers", "for-each-ref", "refs/heads")
    send(outer / "papers")
    assert published(remote) == SITE
    assert git(other, "for-each-ref") == ""
    write_site(outer / "site", {"index.html": b"of the outer one"})
    send(outer)
    assert published(other) == {"index.html": b"of the outer one"}
    assert published(remote) == SITE
    assert (local_state(outer), git(outer / "papers", "for-each-ref", "refs/heads")) == before


def test_outside_of_a_repository(tmp_path: Path) -> None:
    write_site(tmp_path / "site", SITE)
    assert "not in a git repository" in refused(tmp_path)


def test_without_git(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in refused(home)


def test_without_an_identity(home: Path, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("[user]\nuseConfigOnly = true\n")
    assert "git does not know who you are: no email was given and auto-detection is disabled - tell" in refused(home)


@pytest.mark.parametrize("name", ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"])
def test_with_a_date_that_is_none(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "yesteryear")
    said = refused(home)
    assert "git cannot date the commit: invalid date format: yesteryear - " in said
    assert name in said


SECRET_REMOTES = (
    "https://user:s3cret@localhost:1/x", "https://s3cret@localhost:1/x", "https://localhost:1/x?token=s3cret",
    "git://user:s3cret@localhost:1/x", "git://localhost:1/x?token=s3cret", "ssh://user:s3cret@localhost:1/x",
    "user:s3cret@localhost:x", "https://user:s3/cret@localhost/x", "../none.git?key=s3cret",
)  # fmt: skip


@pytest.mark.parametrize("address", SECRET_REMOTES)
@pytest.mark.parametrize("named", [False, True])
def test_no_secret_of_a_remote_is_said(home: Path, monkeypatch: pytest.MonkeyPatch, address: str, named: bool) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", "sh -c 'echo no way to $* >&2; exit 1' --")
    git(home, "remote", "set-url", "origin", address)
    said = refused(home, remote="origin" if named else address)
    assert "cannot be reached: " in said
    assert not re.search("s3|cret", said)
    assert named or "***" in said


def test_no_secret_is_in_what_was_published_or_in_what_a_hook_prints(home: Path, remote: Path) -> None:
    address = f"file://user:s3cret@localhost{remote}"
    done = publish_site(home / "site", home, remote=address, branch="gh-pages")
    assert done.remote == f"file://***@localhost{remote}"
    write_site(home / "site", {"index.html": b"newer"})
    git(home, "remote", "set-url", "origin", address)
    write_hook(home / ".git", "pre-push", "echo not to $2; exit 1")
    assert f"rejected: not to file://***@localhost{remote} - " in rejected(home)


def test_without_such_a_remote(home: Path) -> None:
    assert "there is no remote backup - name one with --remote" in refused(home, remote="backup")
    assert "--remote:0: error: ../none.git cannot be reached: " in refused(home, remote="../none.git")


def test_with_a_remote_that_went_away(home: Path, remote: Path, tmp_path: Path) -> None:
    remote.rename(tmp_path / "moved.git")
    assert "--remote:0: error: origin cannot be reached: '" in (said := refused(home))
    assert "does not appear to be a git repository; Could not read from remote repository. - check" in said


def test_with_an_option_in_place_of_a_remote(home: Path) -> None:
    assert "--remote:0" in refused(home, remote="--upload-pack=touch x")


@pytest.mark.parametrize(
    "branch",
    [
        "main", "refs/heads/main", "heads/main", "", "a..b", "-x", "HEAD", "@", "@{-1}", "refs/tags/x",
        "refs/heads/refs/heads/x", "refs/heads/",
    ],
)  # fmt: skip
def test_with_a_branch_that_cannot_be_meant(home: Path, remote: Path, branch: str) -> None:
    git(home, "tag", "main")  # git would call the branch heads/main now
    assert "--branch:0" in refused(home, branch=branch)
    assert git(remote, "for-each-ref") == ""


@pytest.mark.parametrize("branch", ["gh-pages", "heads/gh-pages", "refs/heads/gh-pages"])
def test_a_branch_by_its_long_name_is_the_same(home: Path, remote: Path, branch: str) -> None:
    done = publish_site(home / "site", home, remote="origin", branch=branch)
    assert done.branch == "gh-pages"
    assert git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/gh-pages"


MIB = 1024**2


def test_what_github_would_not_take_is_said_with_its_size(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {"data/papers.json": 50 * MIB + 1, "even.json": 50 * MIB, "search/all.json": 101 * MIB}
    write_site(home / "site", SITE | dict.fromkeys(sizes, b""))
    for name, size in sizes.items():
        os.truncate(home / "site" / name, size)
    monkeypatch.setattr(output_folder, "MAX_SITE_SIZE", 200 * 10**6)
    problems = [str(problem) for problem in publishing._size_warnings(home / "site")]
    assert [line.split(" - ")[0] for line in problems] == [
        f"{home}/site/data/papers.json:0: warning: 50 MiB in one file, and GitHub complains of more than 50 and refuses"
        " more than 100",
        f"{home}/site/search/all.json:0: warning: 101 MiB in one file, and GitHub refuses more than 100",
        f"{home}/site:0: warning: the site has 0.21 GB, and GitHub Pages shows at most 0.2",
    ]


def test_what_is_too_large_for_github_is_published_all_the_same(
    home: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remote may be somebody else's, who takes it."""
    monkeypatch.setattr(publishing, "WARN_FILE_SIZE", 5)
    monkeypatch.setattr(publishing, "MAX_FILE_SIZE", 5)
    assert len(send(home).problems) == 1
    assert published(remote) == SITE


def test_a_push_that_is_rejected_says_what_may_be_too_large_for_it(
    home: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "MAX_FILE_SIZE", 5)
    monkeypatch.setattr(publishing, "WARN_FILE_SIZE", 5)
    write_hook(remote, "pre-receive", "exit 1")
    with pytest.raises(DigestError) as caught:
        send(home)
    assert ["index.html" in str(caught.value.problems[0]), len(caught.value.problems)] == [True, 2]
    assert "the push was rejected" in caught.value.problems[1].message


def test_what_a_server_adds_to_pages_is_not_published(home: Path, remote: Path) -> None:
    """The site is shown by a server all the while, and pages were asked for."""
    write_site(home / "site", {"index.html": b"<html><body>Home</body></html>"})
    assert b"__digest" in site_response(ServedSite(home / "site", "/"), "/").body
    send(home)
    assert published(remote) == {"index.html": b"<html><body>Home</body></html>"}
