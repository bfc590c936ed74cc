"""The site of the real seeds, built once a session as a user builds it: without an address, and for one."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from jinja2 import Environment

from tests.browser.find_browser import ADVICE, QUIET, find_browser, required
from tests.built_site import BuiltSite
from tests.command import SOAK, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESS = "https://example.org/some/path/"
# The folders, files and tests that `make quick` leaves out.
SLOW = {
    "browser",
    "test_commands",
    "test_edits",
    "test_exactness",
    "test_interruptions",
    "test_kills",
    "test_site",
    "test_sites",
    "test_streams",
    "test_valid_html",
    "test_fingerprint",
    "test_followed",
    "test_safety",
    "test_hostile",
    "test_watch",
    "test_workers",
    "test_after_any_edits_the_neighbours_are_those_of_a_build_that_remembers_nothing",
    "test_an_old_link_is_one_step_from_its_paper",
    "test_any_papers_weigh_what_lunr_py_says",
    "test_any_text_gives_an_entry_that_parses",
    "test_each_of_the_58_papers_is_found_first_by_its_own_title",
    "test_many_texts_at_once_are_judged_as_each_would_be_word_by_word",
    "test_no_address_made_of_tricks_finds_a_secret",
    "test_python_and_the_browser_agree_on_any_text",
    "test_python_and_the_browser_find_the_same_words_and_stems",
    "test_whatever_is_cut_or_flipped_what_is_hidden_stays_hidden",
}

# Commands that tests start keep their compiled code, as a user's do: to compile it anew is a third of what they take.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example may take says how busy the machine is, not that something is wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests come first, so that no process is left with a long one at the end; those for `make soak` go."""
    if not SOAK:
        left_out = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if SLOW & {*item.path.parts, item.path.stem, item.name.partition("[")[0]}:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.no_cover)  # it counts lines of quick tests only, which it slows by half
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True, scope="session")
def _templates_are_translated_once() -> Iterator[None]:
    """What Jinja makes of a template depends on its text and its names alone, and took most of the time of a build."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", cache_by_arguments(Environment.compile))
        yield


def cache_by_arguments(translate: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[object, ...], Any] = {}

    def translate_once(environment: Environment, *arguments: Any, **named: Any) -> Any:
        key = (type(environment), *arguments, *named.items())
        if key not in known:
            known[key] = translate(environment, *arguments, **named)
        return known[key]

    return translate_once


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


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The one of this process, for all tests that need one: Playwright cannot be started twice."""
    path = find_browser()
    if path is None:
        (pytest.fail if required() else pytest.skip)(ADVICE)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET.split())
        yield browser
        browser.close()
