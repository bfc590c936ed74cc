"""What the local server finds for an address, and what it must never find."""

from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.answers import Answer, Shown, answer, own

FILES = {
    "index.html": "<html><body><h1>Home</h1></body></html>",
    "404.html": "<p>No such page",
    "papers/lisa.html": "<p>Lisa",
    "tags/index.html": "<p>Tags",
    "editions/2025-05-28.html": "<p>May 28",
    "editions/2025-05-28/page-2.html": "<p>more",
    "data/papers.json": "[]",
    "feed.xml": "<feed/>",
    "assets/0123456789ab/a.js": "export {}",
    "papers/lisa.bib": "@misc{}",
    ".digest.json": "{}",
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text)
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "site-not/index.html").parent.mkdir()
    (tmp_path / "site-not/index.html").write_text("secret")
    return tmp_path / "site"


def ask(out: Path, path: str, base_path: str = "/") -> Answer:
    return answer(Shown(out, base_path, "build-7"), path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "Home"),
        ("/index.html", "Home"),
        ("/papers/lisa.html", "Lisa"),
        ("/papers/lisa", "Lisa"),
        ("/papers/%6cisa", "Lisa"),
        ("/tags/", "Tags"),
        ("/editions/2025-05-28", "May 28"),
        ("/editions/2025-05-28/page-2", "more"),
    ],
)
def test_an_address_finds_its_page_as_github_pages_does(out: Path, path: str, text: str) -> None:
    found = ask(out, path)
    assert found.status == HTTPStatus.OK
    assert text in found.body.decode()


def test_a_folder_without_its_slash_is_sent_there(out: Path) -> None:
    assert ask(out, "/tags") == Answer(HTTPStatus.FOUND, location="/tags/")


@pytest.mark.parametrize("path", ["/papers/", "/papers", "/papers/nobody", "/papers/lisa.html/", "/papers/lisa/"])
def test_an_unknown_address_shows_the_page_for_that(out: Path, path: str) -> None:
    found = ask(out, path)
    assert found.status == HTTPStatus.NOT_FOUND
    assert b"No such page" in found.body


def test_a_site_that_is_not_built_yet_has_a_page_that_waits_for_it(tmp_path: Path) -> None:
    found = ask(tmp_path / "site", "/")
    assert found.status == HTTPStatus.NOT_FOUND
    assert b"/__digest/reload.js" in found.body


def test_a_site_with_an_address_is_served_below_its_path(out: Path) -> None:
    assert ask(out, "/digest/papers/lisa", "/digest/").status == HTTPStatus.OK
    assert ask(out, "/", "/digest/") == Answer(HTTPStatus.FOUND, location="/digest/")
    assert ask(out, "/digest", "/digest/") == Answer(HTTPStatus.FOUND, location="/digest/")
    assert ask(out, "/papers/lisa", "/digest/").status == HTTPStatus.NOT_FOUND
    assert ask(out, "/digest/tags", "/digest/").location == "/digest/tags/"


SECRETS = [
    "/../secret.html",
    "/../secret",
    "/papers/../../secret.html",
    "/%2e%2e/secret.html",
    "/..%2fsecret.html",
    "/%2e%2e%2fsecret.html",
    "/papers/..%5c..%5csecret.html",
    "/../site-not/",
    "/../site-not/index.html",
    "//secret.html",
    "/./index.html",
    "/.digest.json",
    "/.digest",
    "/papers//lisa.html",
    "/index.html%00",
    "/" + "a" * 5000,
    "/%ff%fe",
    "index.html",
    "http://127.0.0.1/index.html",
    "*",
]


@pytest.mark.parametrize("path", SECRETS)
def test_nothing_outside_of_the_site_is_found(out: Path, path: str) -> None:
    assert ask(out, path).status == HTTPStatus.NOT_FOUND


def test_links_out_of_the_site_are_not_followed(out: Path) -> None:
    (out / "leak.html").symlink_to(out.parent / "secret.html")
    (out / "folder").symlink_to(out.parent / "site-not")
    for path in ("/leak.html", "/leak", "/folder/", "/folder", "/folder/index.html"):
        assert ask(out, path).status == HTTPStatus.NOT_FOUND


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from(["..", ".", "%2e", "%2F", "%5c", "/", "secret", ".html", "papers", "site-not"])))
@example(parts=["/", "..", "/", "secret", ".html"])
def test_no_address_made_of_tricks_finds_a_secret(out: Path, parts: list[str]) -> None:
    found = ask(out, "/" + "".join(parts))
    assert b"secret" not in found.body
    assert not found.location.startswith("//")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/assets/0123456789ab/a.js", "text/javascript; charset=utf-8"),
        ("/data/papers.json", "application/json"),
        ("/feed.xml", "application/xml"),
        ("/papers/lisa.bib", "application/x-bibtex"),
    ],
)
def test_content_types(out: Path, path: str, kind: str) -> None:
    assert ask(out, path).type == kind


def test_pages_listen_for_builds_and_files_stay_as_they_are(out: Path) -> None:
    home, lisa = ask(out, "/").body.decode(), ask(out, "/papers/lisa").body.decode()
    assert home.endswith('data-build="build-7" defer></script>\n</body></html>')
    assert lisa.startswith("<p>Lisa<link")
    assert "reload.js" not in (out / "index.html").read_text()
    assert ask(out, "/data/papers.json").body == b"[]"


def test_the_page_for_unknown_addresses_listens_too(out: Path) -> None:
    assert b"reload.js" in ask(out, "/nobody").body


def test_the_server_has_two_files_of_its_own_and_gives_no_other() -> None:
    assert own("reload.js").type == "text/javascript; charset=utf-8"
    assert own("overlay.css").type == "text/css; charset=utf-8"
    for name in ("inject.html", "../cli.py", "", "..%2fcli.py"):
        assert own(name).status == HTTPStatus.NOT_FOUND
