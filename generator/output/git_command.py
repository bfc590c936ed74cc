"""Calls `git` for the repository a folder is in and for no other, and keeps what it says when it fails.

Variables of the environment can lead git to another repository, and a damaged `.git` lets it look for one further up;
neither may decide where a site goes. What git, a hook or the remote says is for the user to read, all of it, but for
secrets in addresses.
"""

import os
import re
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.addresses import find_secrets, mask_secrets
from generator.model.problems import SetupError, error

LONGEST_WORDS = 1000
"""Characters of what git said that a message quotes."""

# Those of `git rev-parse --local-env-vars`, and others that change what is read or how paths are.
_MISLEADING = frozenset(
    ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_ATTR_SOURCE", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT",
     "GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GLOB_PATHSPECS", "GIT_GRAFT_FILE", "GIT_ICASE_PATHSPECS",
     "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_LITERAL_PATHSPECS", "GIT_NAMESPACE",
     "GIT_NOGLOB_PATHSPECS", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_QUARANTINE_PATH",
     "GIT_REFERENCE_BACKEND", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE")
)  # fmt: skip

# An index that is split, or watched by a process, leaves traces of a temporary one in the repository.
_OPTIONS = ("-c", "core.splitIndex=false", "-c", "core.fsmonitor=false")

# A hook of the user's that minds an index or references would take a temporary one for theirs; a push is a push.
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")

# What git adds to every fault of a kind, and the frame of what `push --porcelain` prints.
_COMMONPLACE = re.compile(
    r"hint:|To \S+$|Done$|Please make sure you have the correct access rights|and the repository exists\."
    r"|error: failed to push some refs to "
)


class GitError(Exception):
    """A git command failed: `words` are what git and others said on one line, `status` is its exit status."""

    def __init__(self, said: str, status: int, secrets: Collection[str] = ()) -> None:
        self.said, self.status = mask_secrets(said, secrets), status
        super().__init__(self.words)

    @property
    def words(self) -> str:
        lines = [_without_frame(line) for line in self.said.splitlines()]
        telling = [line for line in lines if line and not _COMMONPLACE.match(line)] or [line for line in lines if line]
        plain = [line.removeprefix("fatal: ").removeprefix("error: ") for line in dict.fromkeys(telling)]
        words = re.sub(r"([:.,;!?]);", r"\1", "; ".join(plain)) or "git gave no reason"
        return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rstrip()}..."


def _without_frame(line: str) -> str:
    """A line less the sign of the remote, or the references in front of why one was rejected."""
    return (line.rpartition("\t")[2] if line.startswith("!\t") else line.removeprefix("remote:")).strip()


@dataclass(frozen=True, slots=True)
class Git:
    """`git`, called in a folder with an environment; speaks English, so that what it says can be told apart."""

    folder: Path
    environment: Mapping[str, str]
    secrets: Collection[str] = ()
    """What no message may quote, though git or a hook says it: it may tear an address apart."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> str:
        hooks = () if arguments[0] == "push" else _NO_HOOKS
        call = ["git", "-C", str(self.folder), *_OPTIONS, *hooks, *arguments]
        try:
            done = subprocess.run(call, input=stdin, capture_output=True, env=self.environment, check=False)
        except OSError as fault:
            hint = "install it from https://git-scm.com"
            what = (
                "git is not installed"
                if isinstance(fault, FileNotFoundError)
                else f"git does not run: {fault.strerror}"
            )
            raise SetupError(error("git", 0, what, hint)) from None
        if done.returncode:
            raise GitError(os.fsdecode(done.stdout + b"\n" + done.stderr), done.returncode, self.secrets)
        return os.fsdecode(done.stdout).strip()

    def tried(self, *arguments: str) -> str | None:
        """What git says, or None when it answers with a plain no. Raises `GitError` when it cannot say."""
        try:
            return self(*arguments)
        except GitError as fault:
            if fault.status != 1:
                raise
            return None


def git_of(folder: Path) -> Git:
    """Git for the repository that `folder` is in. Raises `SetupError` where git finds or takes none."""
    here = folder.resolve()
    home = next((up for up in (here, *here.parents) if (up / ".git").exists()), None)
    git = Git(folder, _environment(home))
    try:
        git("rev-parse", "--git-dir")
    except GitError as fault:
        if home is None and "not a git repository" in fault.said:
            hint = "go to the repository of your seeds, or make one: git init"
            raise SetupError(error(str(folder), 0, "this is not in a git repository", hint)) from None
        what = f"git does not take this for a repository of yours: {fault.words}"
        hint = "see that it is yours and that no file of it, such as HEAD, is damaged"
        raise SetupError(error(str((home or here) / ".git"), 0, what, hint)) from None
    addresses = git.tried("config", "--get-regexp", r"^(remote|url)\.") or ""
    return replace(git, secrets=find_secrets(addresses))


def _environment(home: Path | None) -> dict[str, str]:
    """The environment, less what may lead to another repository; one that `home` lies in is another, too."""
    own = {name: value for name, value in os.environ.items() if name not in _MISLEADING} | {"LC_ALL": "C"}
    ceilings = [str(home.parent)] if home else []
    if theirs := own.get("GIT_CEILING_DIRECTORIES"):
        ceilings.append(theirs)
    return own | {"GIT_CEILING_DIRECTORIES": os.pathsep.join(ceilings)}
