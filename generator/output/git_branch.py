"""Publishes the built site to a branch of a git remote, such as `gh-pages`.

The commit is made with git's plumbing commands from the files of the last build: they become objects, a temporary
index makes a tree of them, and the tree a commit on top of the current tip of the remote branch. So the working tree,
the index and the current branch are never touched, the published history is kept, and the push is an ordinary one that
git rejects when somebody else was faster. (ghp-import, which MkDocs uses, moves a local branch of that name, which
then has to be kept in step with the remote's by force, and it drops a `CNAME` that GitHub's settings page put there.)

With `dry_run` the objects go to a temporary folder, so nothing is left, not even in `.git`.
"""

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import output
from generator.model.problems import DigestError, Problem, SetupError, error, warning

CUSTOM_DOMAIN = "CNAME"
"""GitHub Pages keeps a site's own domain in a file of the branch."""
MAX_FILE_SIZE = 100 * 1024**2
WARN_FILE_SIZE = 50 * 1024**2
MAX_SITE_SIZE = 10**9
"""GitHub's limits in bytes: it refuses a push with a larger file, complains of a large one, and Pages shows no site
that is larger. (GitHub's documentation: About large files on GitHub; GitHub Pages limits.)
"""


@dataclass(frozen=True, slots=True)
class Publication:
    """How many files a publication changed on the branch, and the commit that did, if one was made."""

    remote: str
    branch: str
    commit: str | None = None
    added: int = 0
    changed: int = 0
    removed: int = 0
    dry_run: bool = False
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        where = f"{self.branch} on {self.remote}"
        if not self.added + self.changed + self.removed:
            return f"{where} holds this site already: nothing to publish"
        counts = f"{self.added} files added, {self.changed} changed, {self.removed} removed"
        return f"would publish to {where}: {counts}" if self.dry_run else f"published to {where}: {counts}"


def publish_site(out: Path, folder: Path, *, remote: str, branch: str, dry_run: bool = False) -> Publication:
    """Make `branch` on `remote` (a name or an address) hold what the last build wrote to `out`.

    `folder` lies in the repository whose remote and identity are used. Raises `SetupError` when git, the repository,
    the remote or the identity is missing, `DigestError` when the push is rejected; then nothing was published.
    """
    problems = _size_warnings(out)
    with _isolated_git(folder, dry_run) as git:
        _check_setup(git, branch)
        tip = _fetch_tip(git, remote, branch, dry_run)
        tree = _write_tree(git, out, tip)
        if tip and git("rev-parse", f"{tip}^{{tree}}") == tree:
            return Publication(remote, branch, dry_run=dry_run, problems=problems)
        before = tip or git("hash-object", "-w", "-t", "tree", "--stdin")  # the tree that holds nothing
        names = git("diff-tree", "-r", "--no-renames", "--name-status", before, tree)
        counts = Counter(line[0] for line in names.splitlines())
        commit = None if dry_run else _push_commit(git, remote, branch, _commit_tree(git, tree, tip), problems)
    changes = (counts["A"], counts["M"] + counts["T"], counts["D"])
    return Publication(remote, branch, commit, *changes, dry_run, problems)


class _GitError(Exception):
    """A git command failed; the text is what it said."""


@dataclass(frozen=True, slots=True)
class _Git:
    """`git`, called in a folder with an environment; speaks English, so that what it says can be told apart."""

    folder: Path
    environment: Mapping[str, str]

    def __call__(self, *arguments: str, stdin: bytes = b"") -> str:
        call = ["git", "-C", str(self.folder), *arguments]
        environment = {**os.environ, "LC_ALL": "C", **self.environment}
        try:
            done = subprocess.run(call, input=stdin, capture_output=True, env=environment, check=False)
        except FileNotFoundError:
            raise SetupError(error("git", 0, "git is not installed", "install it from https://git-scm.com")) from None
        if done.returncode:
            raise _GitError(os.fsdecode(done.stderr + done.stdout).strip())
        return os.fsdecode(done.stdout).strip()

    def tried(self, *arguments: str) -> str | None:
        """What git says, or None when it fails."""
        try:
            return self(*arguments)
        except _GitError:
            return None


@contextmanager
def _isolated_git(folder: Path, dry_run: bool) -> Iterator[_Git]:
    """Git with an index of its own, and in a dry run with a place of its own for objects, gone afterwards."""
    plain = _Git(folder, {})
    store = plain.tried("rev-parse", "--path-format=absolute", "--git-path", "objects")
    if store is None:
        hint = "go to the repository of your seeds, or make one: git init"
        raise SetupError(error(str(folder), 0, "this is not in a git repository", hint))
    with tempfile.TemporaryDirectory(prefix="digest-") as temporary:
        own = {"GIT_INDEX_FILE": str(Path(temporary) / "index")}
        if dry_run:
            objects = Path(temporary) / "objects"
            objects.mkdir()
            own |= {"GIT_OBJECT_DIRECTORY": str(objects), "GIT_ALTERNATE_OBJECT_DIRECTORIES": store}
        try:
            yield _Git(folder, own)
        except _GitError as fault:
            raise SetupError(error("git", 0, _main_line(str(fault)), "fix that, and publish again")) from None


def _check_setup(git: _Git, branch: str) -> None:
    if git.tried("check-ref-format", "--branch", branch) is None:
        raise SetupError(error("--branch", 0, f"{branch!r} is no name of a branch", "gh-pages is the usual one"))
    if git.tried("symbolic-ref", "-q", "--short", "HEAD") == branch:
        hint = "choose another with --branch, such as gh-pages"
        raise SetupError(
            error("--branch", 0, f"{branch} is the branch you work on; the site would take its place", hint)
        )
    if git.tried("var", "GIT_COMMITTER_IDENT") is None or git.tried("var", "GIT_AUTHOR_IDENT") is None:
        hint = 'tell it: git config user.name "Your Name" and git config user.email you@example.org'
        raise SetupError(error("git", 0, "git does not know who you are", hint))


def _fetch_tip(git: _Git, remote: str, branch: str, dry_run: bool) -> str | None:
    """The commit that the remote branch is at, fetched; None when there is no such branch."""
    ref = f"refs/heads/{branch}"
    try:
        listed = git("ls-remote", "--", remote, ref)
    except _GitError as fault:
        raise SetupError(_remote_problem(git, remote, str(fault))) from None
    tips = {name: tip for tip, _, name in (line.partition("\t") for line in listed.splitlines())}
    if ref in tips:
        # A dry run leaves the remote-tracking branch where it is.
        options = ("--quiet", "--no-tags", "--no-write-fetch-head", *(("--refmap=",) if dry_run else ()))
        git("fetch", *options, "--", remote, ref)
    return tips.get(ref)


def _remote_problem(git: _Git, remote: str, said: str) -> Problem:
    unknown = "does not appear to be a git repository" in said and remote not in git("remote").split()
    if unknown and not any(sign in remote for sign in "/\\:"):
        hint = f"name one with --remote, or add it: git remote add {remote} ADDRESS"
        return error("--remote", 0, f"there is no remote {remote}", hint)
    return error(
        "--remote", 0, f"{remote} cannot be reached: {_main_line(said)}", "check its address and your access to it"
    )


def _write_tree(git: _Git, out: Path, tip: str | None) -> str:
    """A tree of the site's files, and of the branch's own domain where the site brings none."""
    paths = output.site_paths(out)
    files = "".join(f"{(out / path).absolute()}\n" for path in paths).encode()
    hashes = git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=files).split()
    entries = [f"100644 {name}\t{path}" for name, path in zip(hashes, paths, strict=True)]
    if tip and CUSTOM_DOMAIN not in paths:
        entries += git("ls-tree", tip, CUSTOM_DOMAIN).splitlines()
    git("update-index", "-z", "--index-info", stdin="".join(f"{entry}\0" for entry in entries).encode())
    return git("write-tree")


def _commit_tree(git: _Git, tree: str, tip: str | None) -> str:
    source = git.tried("rev-parse", "--short", "--verify", "-q", "HEAD")
    message = f"Publish the site of {source}" if source else "Publish the site"
    return git("commit-tree", tree, *(("-p", tip) if tip else ()), "-m", message)


def _push_commit(git: _Git, remote: str, branch: str, commit: str, known: tuple[Problem, ...]) -> str:
    """The commit, which is on the remote branch now; `known` are problems that may be why not."""
    try:
        git("push", "--quiet", "--porcelain", "--", remote, f"{commit}:refs/heads/{branch}")
    except _GitError as fault:
        said = str(fault)
        if "[rejected]" in said:
            what = f"somebody else published to {branch} at the same moment"
            raise DigestError(error(remote, 0, what, "publish again: it goes on top of theirs")) from None
        hint = f"see whether {branch} is protected, and whether you may push there"
        raise DigestError(*known, error(remote, 0, f"the push was rejected: {_main_line(said)}", hint)) from None
    return commit


def _main_line(said: str) -> str:
    """The line that says most of what git printed."""
    lines = [line.removeprefix("remote:").strip() for line in said.splitlines()]
    telling = (line for mark in ("[remote rejected]", "error:", "fatal:") for line in lines if mark in line)
    line = next(telling, next(filter(None, lines), "it gave no reason")).rpartition("\t")[2]
    return line.removeprefix("fatal: ").removeprefix("error: ")


def _size_warnings(out: Path) -> tuple[Problem, ...]:
    """Warnings for what GitHub would not take, and for what it will not take much longer."""
    hint = "part the seeds between two sites, or publish elsewhere"
    sizes = {path: (out / path).stat().st_size for path in output.site_paths(out)}
    found = [
        warning(str(out / path), 0, _size_message(size), hint) for path, size in sizes.items() if size > WARN_FILE_SIZE
    ]
    if (total := sum(sizes.values())) > MAX_SITE_SIZE:
        what = f"the site has {total / 1e9:.2f} GB, and GitHub Pages shows at most {MAX_SITE_SIZE / 1e9:g}"
        found.append(warning(str(out), 0, what, hint))
    return tuple(found)


def _size_message(size: int) -> str:
    large, largest = (f"{limit / 1024**2:g}" for limit in (WARN_FILE_SIZE, MAX_FILE_SIZE))
    limits = f"refuses more than {largest}"
    if size <= MAX_FILE_SIZE:
        limits = f"complains of more than {large} and {limits}"
    return f"{size / 1024**2:.0f} MiB in one file, and GitHub {limits}"
