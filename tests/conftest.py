"""The site of the real seeds, built once a session as a user builds it: without an address, and for one."""

import pytest
from hypothesis import settings

from tests.built_site import BuiltSite
from tests.command import build

ADDRESS = "https://example.org/some/path/"

# How long an example may take says how busy the machine is, not that something is wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site as `make site` builds it: nobody told it its address."""
    folder = tmp_path_factory.mktemp("real") / "site"
    run = build(folder)
    assert run.status == 0, run.stderr
    return BuiltSite(folder, report=run.report)


@pytest.fixture(scope="session")
def addressed_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site as the Pages workflow builds it, for a place below a host's root."""
    folder = tmp_path_factory.mktemp("addressed") / "site"
    run = build(folder, "--base-url", ADDRESS)
    assert run.status == 0, run.stderr
    return BuiltSite(folder, ADDRESS, run.report)


@pytest.fixture(scope="session", params=["real_site", "addressed_site"])
def any_site(request: pytest.FixtureRequest) -> BuiltSite:
    site: BuiltSite = request.getfixturevalue(request.param)
    return site
