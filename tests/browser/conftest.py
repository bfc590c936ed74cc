"""A real browser on the built site, which is served under a path it was not told.

Every page that a test opens is watched: a console error (a breach of the content security policy is one), a script's
exception, a failed request or one to another host fails the test that met it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Request

from tests.built_site import BuiltSite
from tests.conftest import ADDRESS
from tests.pages_server import serving

DESKTOP = {"width": 1440, "height": 900}


@dataclass(slots=True)
class Watched:
    """A page, and what went wrong and what was asked for while a test used it."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.page
        page.on("console", lambda said: self.faults.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.extend(exceptions(error)))
        page.on("requestfailed", lambda request: self.faults.extend(failures(request)))
        page.on("request", lambda request: self.requests.append(request.url))

    def elsewhere(self) -> list[str]:
        return [url for url in self.requests if urlsplit(url).hostname != "127.0.0.1"]


def exceptions(error: Error) -> list[str]:
    """Nothing where a browser in a hurry leaves out its transition between two pages: no script of ours began it."""
    return [] if str(error).startswith("Transition was ") else [f"exception: {error}"]


def failures(request: Request) -> list[str]:
    """Nothing where the reader went on before all was there: then the browser itself gave up the request."""
    gone_on = request.failure == "net::ERR_ABORTED"
    return [] if gone_on else [f"failed: {request.url} {request.failure}"]


@pytest.fixture(scope="session")
def server(real_site: BuiltSite, addressed_site: BuiltSite) -> Iterator[str]:
    mounts = {"/any/path/": real_site.folder, urlsplit(ADDRESS).path: addressed_site.folder}
    with serving(mounts) as address:
        yield address


@pytest.fixture(scope="session")
def root(server: str) -> str:
    """Where the site lies that knows no address."""
    return f"{server}/any/path/"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """`opened(viewport=..., color_scheme=...)`: a watched page in a fresh profile, with the context's own options.

    Only tests of the service worker let it run: what it fetches, no other test could watch or refuse.
    """
    contexts = []
    watched: list[Watched] = []

    def open_page(**options: Any) -> Watched:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", "service_workers": "block", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        watched.append(Watched(context.new_page()))
        return watched[-1]

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for one in watched for fault in one.faults] == []
    assert [url for one in watched for url in one.elsewhere()] == []


@pytest.fixture
def page(opened: Callable[..., Watched]) -> Page:
    """A page on a large screen: what most tests need."""
    return opened().page
