"""Publishes the built site to a branch of a git remote, such as `gh-pages`.

The commit is made with git's plumbing commands from the files of the last build: they become objects, a temporary
index makes a tree of them, and the tree a commit on top of the current tip of the remote branch. So the working tree,
the index and the current branch are never touched, the published history is kept, and the push is an ordinary one that
git rejects when somebody else was faster. (ghp-import, which MkDocs uses, moves a local branch of that name, which
then has to be kept in step with the remote's by force, and it drops a `CNAME` that GitHub's settings page put there.)

With `dry_run` the objects go to a temporary folder, so nothing is left, not even in `.git`.
"""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator import output
from generator.model.addresses import find_secrets, mask_secrets
from generator.model.problems import DigestError, Problem, SetupError, error, warning
from generator.output.folder import describe_excess
from generator.output.git_command import Git, GitError, git_of

CUSTOM_DOMAIN = "CNAME"
"""GitHub Pages keeps a site's own domain in a file of the branch."""
MAX_FILE_SIZE = 100 * 1024**2
WARN_FILE_SIZE = 50 * 1024**2
"""GitHub's limits in bytes: it refuses a push with a larger file, and complains of a large one. (GitHub's
documentation: About large files on GitHub.)
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


@dataclass(frozen=True, slots=True)
class _Target:
    """The branch to publish to; `remote` is a name or an address, and may have secrets in it: `shown` has none."""

    remote: str
    branch: str

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.branch}"

    @property
    def shown(self) -> str:
        return mask_secrets(self.remote)


def publish_site(out: Path, folder: Path, *, remote: str, branch: str, dry_run: bool = False) -> Publication:
    """Make `branch` on `remote` (a name or an address) hold what the last build wrote to `out`.

    `folder` lies in the repository whose remote and identity are used. Raises `SetupError` when git, the repository,
    the remote or the identity is missing, `DigestError` when the push is rejected; then nothing was published.
    """
    problems = _size_warnings(out)
    target = _Target(remote, re.sub("^(refs/)?heads/", "", branch))
    with _isolated_git(folder, target, dry_run) as git:
        _check_setup(git, target)
        tip = _fetch_tip(git, target, dry_run)
        tree = _write_tree(git, out, tip)
        if tip and git("rev-parse", f"{tip}^{{tree}}") == tree:
            return Publication(target.shown, target.branch, dry_run=dry_run, problems=problems)
        before = tip or git("hash-object", "-w", "-t", "tree", "--stdin")  # the tree that holds nothing
        names = git("diff-tree", "-r", "--no-renames", "--name-status", before, tree)
        counts = Counter(line[0] for line in names.splitlines())
        commit = None if dry_run else _push_commit(git, target, _commit_tree(git, tree, tip), tip, problems)
    changes = (counts["A"], counts["M"] + counts["T"], counts["D"])
    return Publication(target.shown, target.branch, commit, *changes, dry_run, problems)


@contextmanager
def _isolated_git(folder: Path, target: _Target, dry_run: bool) -> Iterator[Git]:
    """Git with an index of its own, and in a dry run with a place of its own for objects, gone afterwards."""
    plain = git_of(folder)
    with tempfile.TemporaryDirectory(prefix="digest-") as temporary:
        own = {"GIT_INDEX_FILE": str(Path(temporary) / "index")}
        if dry_run:
            objects = Path(temporary) / "objects"
            objects.mkdir()
            store = plain("rev-parse", "--path-format=absolute", "--git-path", "objects")
            own |= {"GIT_OBJECT_DIRECTORY": str(objects), "GIT_ALTERNATE_OBJECT_DIRECTORIES": store}
        try:
            secrets = {*plain.secrets, *find_secrets(target.remote)}
            yield replace(plain, environment={**plain.environment, **own}, secrets=secrets)
        except GitError as fault:
            raise SetupError(error("git", 0, f"git failed: {fault.words}", "fix that, and publish again")) from None


def _check_setup(git: Git, target: _Target) -> None:
    branch = target.branch
    # Git would make a branch of such a name, but nobody means one.
    is_name = not branch.startswith(("-", "refs/")) and branch not in ("HEAD", "@")
    if not is_name or git.tried("check-ref-format", target.ref) is None:
        raise SetupError(error("--branch", 0, f"{branch!r} is no name of a branch", "gh-pages is the usual one"))
    if git.tried("symbolic-ref", "-q", "HEAD") == target.ref:
        hint = "choose another with --branch, such as gh-pages"
        raise SetupError(
            error("--branch", 0, f"{branch} is the branch you work on; the site would take its place", hint)
        )
    try:
        git("var", "GIT_COMMITTER_IDENT")
        git("var", "GIT_AUTHOR_IDENT")
    except GitError as fault:
        raise SetupError(_identity_problem(fault)) from None


def _identity_problem(fault: GitError) -> Problem:
    """What git says of an unknown identity ends half a page of help; or it is a date that git cannot read."""
    reasons = [line.removeprefix("fatal: ") for line in fault.said.splitlines() if line.startswith("fatal: ")]
    reason = reasons[-1] if reasons else fault.words
    if re.search(r"\bdate\b", reason):
        hint = "fix or unset GIT_AUTHOR_DATE and GIT_COMMITTER_DATE"
        return error("git", 0, f"git cannot date the commit: {reason}", hint)
    hint = 'tell it: git config user.name "Your Name" and git config user.email you@example.org'
    return error("git", 0, f"git does not know who you are: {reason}", hint)


def _fetch_tip(git: Git, target: _Target, dry_run: bool) -> str | None:
    """The commit that the remote branch is at, fetched; None when there is no such branch."""
    try:
        tip = _remote_tip(git, target)
    except GitError as fault:
        raise SetupError(_remote_problem(git, target, fault)) from None
    if tip:
        # A dry run leaves the remote-tracking branch where it is, and the packs as they are.
        options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        dry = ("--refmap=", "--no-auto-maintenance") if dry_run else ()
        git("fetch", *options, *dry, "--", target.remote, target.ref)
    return tip


def _remote_tip(git: Git, target: _Target) -> str | None:
    listed = git("ls-remote", "--", target.remote, target.ref)
    tips = {name: tip for tip, _, name in (line.partition("\t") for line in listed.splitlines())}
    return tips.get(target.ref)


def _remote_problem(git: Git, target: _Target, fault: GitError) -> Problem:
    remote = target.remote
    unknown = "does not appear to be a git repository" in fault.said and remote not in git("remote").split()
    if unknown and not any(sign in remote for sign in "/\\:"):
        hint = f"name one with --remote, or add it: git remote add {target.shown} ADDRESS"
        return error("--remote", 0, f"there is no remote {target.shown}", hint)
    what = f"{target.shown} cannot be reached: {fault.words}"
    return error("--remote", 0, what, "check its address and your access to it")


def _write_tree(git: Git, out: Path, tip: str | None) -> str:
    """A tree of the site's files, and of the branch's own domain where the site brings none."""
    paths = output.site_paths(out)
    files = "".join(f"{_quote((out / path).absolute())}\n" for path in paths)
    hashes = git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=os.fsencode(files)).split()
    entries = [f"100644 {name}\t{path}" for name, path in zip(hashes, paths, strict=True)]
    if tip and CUSTOM_DOMAIN not in paths:
        entries += git("ls-tree", tip, CUSTOM_DOMAIN).splitlines()
    git("update-index", "-z", "--index-info", stdin="".join(f"{entry}\0" for entry in entries).encode())
    return git("write-tree")


def _quote(path: Path) -> str:
    """A path on a line of its own, as git reads it there."""
    escaped = str(path).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'"{escaped}"'


def _commit_tree(git: Git, tree: str, tip: str | None) -> str:
    source = git.tried("rev-parse", "--short", "--verify", "-q", "HEAD")
    message = f"Publish the site of {source}" if source else "Publish the site"
    return git("commit-tree", tree, *(("-p", tip) if tip else ()), "-m", message)


def _push_commit(git: Git, target: _Target, commit: str, tip: str | None, known: tuple[Problem, ...]) -> str:
    """The commit, which is on the remote branch now, above `tip`; `known` are problems that may be why not."""
    try:
        git("push", "--quiet", "--porcelain", "--", target.remote, f"{commit}:{target.ref}")
    except GitError as fault:
        if _has_moved(git, target, tip):
            what = f"somebody else published to {target.branch} at the same moment: {fault.words}"
            raise DigestError(error(target.shown, 0, what, "publish again: it goes on top of theirs")) from None
        hint = f"see whether {target.branch} is protected, and whether you may push there"
        raise DigestError(*known, error(target.shown, 0, f"the push was rejected: {fault.words}", hint)) from None
    return commit


def _has_moved(git: Git, target: _Target, tip: str | None) -> bool:
    """Whether the remote branch is no longer at `tip`: git and servers have many words for a lost race."""
    try:
        return _remote_tip(git, target) != tip
    except GitError:
        return False


def _size_warnings(out: Path) -> tuple[Problem, ...]:
    """Warnings for what GitHub would not take, and for what it will not take much longer."""
    hint = "part the seeds between two sites, or publish elsewhere"
    sizes = {path: (out / path).stat().st_size for path in output.site_paths(out)}
    found = [
        warning(str(out / path), 0, _size_message(size), hint) for path, size in sizes.items() if size > WARN_FILE_SIZE
    ]
    if what := describe_excess(sum(sizes.values())):
        found.append(warning(str(out), 0, what, hint))
    return tuple(found)


def _size_message(size: int) -> str:
    large, largest = (f"{limit / 1024**2:g}" for limit in (WARN_FILE_SIZE, MAX_FILE_SIZE))
    limits = f"refuses more than {largest}"
    if size <= MAX_FILE_SIZE:
        limits = f"complains of more than {large} and {limits}"
    return f"{size / 1024**2:.0f} MiB in one file, and GitHub {limits}"
