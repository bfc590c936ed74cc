"""The workflows are YAML that GitHub understands, and the site learns its address from the one that publishes it."""

import re
from typing import Any

import pytest
import yaml

from generator.model.config import load_config
from generator.output import MANIFEST
from tests.command import CONFIG, PROJECT

FOLDER = PROJECT / ".github" / "workflows"


def workflow(name: str) -> dict[str | bool, Any]:
    loaded: dict[str | bool, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def action(name: str, wanted: str) -> dict[str, Any]:
    [step] = [step for step in steps(name) if step.get("uses", "").split("@")[0] == wanted]
    return step


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_a_workflow_says_when_it_runs_and_what_it_may_do(name: str) -> None:
    loaded = workflow(name)
    assert loaded[True], "YAML reads the key `on` as true"
    assert loaded["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_an_action_is_the_commit_that_was_read(name: str) -> None:
    """A tag can be moved to other code. The version behind the commit is for Dependabot and for people."""
    used = re.findall(r"uses: (.*)", (FOLDER / name).read_text(encoding="utf-8"))
    assert used
    assert [line for line in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_pages_builds_the_site_for_the_address_that_github_gives() -> None:
    configure = action("pages.yml", "actions/configure-pages")
    [command] = [step["run"] for step in steps("pages.yml") if "digest build" in step.get("run", "")]
    given = "${{ steps." + configure["id"] + ".outputs.base_url }}/"
    assert f'--base-url "{given}"' in command
    assert '--until "$(date --utc +%F)"' in command


def test_pages_keeps_the_social_cards_of_the_last_site() -> None:
    kept = action("pages.yml", "actions/cache")["with"]
    assert kept["path"].split() == [f"site/{MANIFEST}", "site/cards"]
    assert kept["key"].startswith(kept["restore-keys"])
    assert load_config(CONFIG).cards is not None


def test_pages_uploads_the_folder_it_built_and_deploys_it_in_order() -> None:
    assert action("pages.yml", "actions/upload-pages-artifact")["with"]["path"] == "site"
    loaded = workflow("pages.yml")
    deploy = loaded["jobs"]["deploy"]
    assert deploy["needs"] == "build"
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert loaded["concurrency"]["group"] == "pages"
    assert action("pages.yml", "actions/deploy-pages")["id"] == "deployment"


def test_ci_runs_what_make_test_runs() -> None:
    assert [step["run"] for step in steps("ci.yml") if "run" in step] == ["bash .ci/run", "make lowest"]
    script = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.splitlines()[-1].startswith("PYTEST_ADDOPTS=--cov make test")
    assert "set -euo pipefail" in script


def test_each_week_the_locked_packages_are_audited_and_one_that_nobody_looked_at_is_a_failure() -> None:
    """Without `--strict` pip-audit passes what its database does not know."""
    assert [step["run"] for step in steps("audit.yml") if "run" in step] == ["make audit"]
    assert "schedule" in workflow("audit.yml")[True]
    commands = (PROJECT / "Makefile").read_text(encoding="utf-8").split("\naudit:")[1].split("\n\n")[0]
    assert " pip-audit@" in commands
    assert " --strict --require-hashes " in commands
    assert "npm audit" in commands
