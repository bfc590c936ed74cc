"""What the local server finds for an address, and what it must never find."""

import json
import shutil
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.server.responses import Response, ServedSite, live_response, page_event, site_response

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


def ask(out: Path, path: str, base_path: str = "/") -> Response:
    return site_response(ServedSite(out, base_path), path)


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
    assert ask(out, "/tags") == Response(HTTPStatus.FOUND, location="/tags/")


@pytest.mark.parametrize("path", ["/papers/", "/papers", "/papers/nobody", "/papers/lisa.html/", "/papers/lisa/"])
def test_an_unknown_address_shows_the_page_for_that(out: Path, path: str) -> None:
    found = ask(out, path)
    assert found.status == HTTPStatus.NOT_FOUND
    assert b"No such page" in found.body


def test_no_worker_keeps_pages_that_change_at_every_save(out: Path) -> None:
    (out / "sw.js").write_text("addEventListener('fetch', keep)")
    assert ask(out, "/sw.js").status == HTTPStatus.NOT_FOUND


def test_a_site_that_is_not_built_yet_has_a_page_that_waits_for_it(tmp_path: Path) -> None:
    found = ask(tmp_path / "site", "/")
    assert found.status == HTTPStatus.NOT_FOUND
    assert b"/__digest/reload.js" in found.body


def test_a_site_with_an_address_is_served_below_its_path(out: Path) -> None:
    assert ask(out, "/digest/papers/lisa", "/digest/").status == HTTPStatus.OK
    assert ask(out, "/", "/digest/") == Response(HTTPStatus.FOUND, location="/digest/")
    assert ask(out, "/digest", "/digest/") == Response(HTTPStatus.FOUND, location="/digest/")
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
    "/papers/%2e%2e/%2E%2E/secret.html",
    "/..%2f..%2fsecret.html",
    "/..%5csecret.html",
    "/..\\secret.html",
    "/papers/lisa.html%00.html",
    "/papers/\x00lisa.html",
    "/%252e%252e/secret.html",
    "/assets/0123456789ab/../../../secret.html",
    "/assets/0123456789ab/%2e%2e/%2e%2e/%2e%2e/secret.html",
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


def test_what_may_not_be_read_or_is_gone_is_no_event(out: Path) -> None:
    shutil.rmtree(out)
    assert ask(out, "/").status == HTTPStatus.NOT_FOUND
    assert b"Nothing here yet" in ask(out, "/papers/lisa").body


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
        ("/icon.svg", "image/svg+xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/a.css", "text/css; charset=utf-8"),
        ("/a.woff2", "font/woff2"),
        ("/a.webmanifest", "application/manifest+json"),
        ("/a.webp", "image/webp"),
        ("/a.ris", "application/x-research-info-systems"),
        ("/a.md", "text/markdown; charset=utf-8"),
        ("/a.of-no-known-kind", "application/octet-stream"),
    ],
)
def test_content_types(out: Path, path: str, kind: str) -> None:
    if path != "/" and not (out / path[1:]).exists():
        (out / path[1:]).write_text("")
    assert ask(out, path).type == kind


def test_only_what_is_named_by_its_content_may_be_kept_by_a_browser(out: Path) -> None:
    assert ask(out, "/assets/0123456789ab/a.js").is_lasting
    for path in ("/", "/papers/lisa.html", "/data/papers.json", "/nobody", "/assets/0123456789ab/nothing.js"):
        assert not ask(out, path).is_lasting


def test_an_answer_is_known_by_its_content(out: Path) -> None:
    before = {path: ask(out, path).tag for path in ("/", "/papers/lisa", "/data/papers.json")}
    assert len(set(before.values())) == 3
    (out / "data/papers.json").write_text("[1]")
    assert [path for path, tag in before.items() if ask(out, path).tag != tag] == ["/data/papers.json"]


STYLED = """<link rel="stylesheet" href="../assets/{looks}/site.css"><script src="../assets/{looks}/js/a.js"></script>
<script type="module" src="../assets/{looks}/js/search/page.js"></script><img src="../assets/{looks}/my%20map.svg">"""


@dataclass
class Styled:
    """A site of one page with styles, scripts and a picture, built again and again."""

    out: Path
    files: dict[str, str] = field(
        default_factory=lambda: {"site.css": "a{}", "js/a.js": "1", "js/search/page.js": "2", "my map.svg": "<svg/>"}
    )
    page: str = STYLED

    def build(self, looks: str, **changed: str) -> "Styled":
        self.files |= {name.replace("__", "/").replace("_", "."): text for name, text in changed.items()}
        for name, text in self.files.items():
            (self.out / "assets" / looks / name).parent.mkdir(parents=True, exist_ok=True)
            (self.out / "assets" / looks / name).write_text(text)
        for name in ("index.html", "papers/x.html"):
            (self.out / name).parent.mkdir(exist_ok=True)
            (self.out / name).write_text(self.page.replace("{looks}", looks))
        return self

    @property
    def mark(self) -> tuple[str, str]:
        """What an open page is told: its content, its looks."""
        told = json.loads(page_event(ServedSite(self.out, "/"), "/papers/x"))
        return told["content"], told["looks"]


@pytest.fixture
def styled(out: Path) -> Styled:
    return Styled(out).build("0123456789ab")


def test_a_page_with_new_styles_only_has_other_looks_and_the_same_content(styled: Styled) -> None:
    content, looks = styled.mark
    assert styled.build("ba9876543210", site_css="a{color:red}").mark == (content, "ba9876543210")
    assert looks == "0123456789ab"


@pytest.mark.parametrize("changed", [{"js__a_js": "3"}, {"js__search__page_js": "3"}, {"my map_svg": "<svg></svg>"}])
def test_another_script_or_picture_is_another_content(styled: Styled, changed: dict[str, str]) -> None:
    content, _ = styled.mark
    assert styled.build("ba9876543210", **changed).mark[0] != content


def test_another_text_is_another_content_until_it_is_taken_back(styled: Styled) -> None:
    before = styled.mark
    styled.page += "more"
    assert styled.build("0123456789ab").mark != before
    styled.page = STYLED
    assert styled.build("0123456789ab").mark == before


def test_a_page_that_searches_shows_the_search_files_too_and_no_other_does(styled: Styled) -> None:
    (styled.out / "search").mkdir()
    searching = styled.mark
    (styled.out / "search/manifest.json").write_text("{}")
    assert styled.mark != searching
    styled.page = STYLED.replace("js/search/page.js", "js/b.js")
    plain = styled.build("0123456789ab").mark
    (styled.out / "search/manifest.json").write_text('{"index": "another"}')
    assert styled.mark == plain


def test_a_page_is_told_what_it_was_given(styled: Styled) -> None:
    content, looks = styled.mark
    assert f'data-content="{content}" data-looks="{looks}"' in ask(styled.out, "/papers/x").body.decode()


def test_an_address_without_a_page_shows_what_is_there_instead(out: Path) -> None:
    missing = page_event(ServedSite(out, "/"), "/papers/new")
    assert missing == page_event(ServedSite(out, "/"), "/nobody")
    (out / "papers/new.html").write_text("<p>New")
    assert page_event(ServedSite(out, "/"), "/papers/new") != missing
    assert page_event(ServedSite(out / "gone", "/"), "/") == page_event(ServedSite(out / "gone", "/"), "/elsewhere")


def test_a_script_asked_for_late_is_found_where_it_lies_now(styled: Styled) -> None:
    """Of a page only the styles were changed twice, so the folder its scripts came from is gone."""
    worker = "js/search/page.js"
    shutil.rmtree(styled.out / "assets")
    styled.build("ba9876543210", js__search__page_js="2")
    found = ask(styled.out, f"/assets/0123456789ab/{worker}")
    assert (found.status, found.body, found.is_lasting) == (HTTPStatus.OK, b"2", False)
    assert ask(styled.out, "/assets/0123456789ab/js/nothing.js").status == HTTPStatus.NOT_FOUND


def test_pages_listen_for_builds_and_files_stay_as_they_are(out: Path) -> None:
    home, lisa = ask(out, "/").body.decode(), ask(out, "/papers/lisa").body.decode()
    assert home.endswith(' data-looks="" defer></script>\n</body></html>')
    assert lisa.startswith("<p>Lisa<link")
    assert "reload.js" not in (out / "index.html").read_text()
    assert ask(out, "/data/papers.json").body == b"[]"


def test_the_page_for_unknown_addresses_listens_too(out: Path) -> None:
    assert b"reload.js" in ask(out, "/nobody").body


def test_the_server_has_two_files_of_its_own_and_gives_no_other() -> None:
    assert live_response("reload.js").type == "text/javascript; charset=utf-8"
    assert live_response("overlay.css").type == "text/css; charset=utf-8"
    for name in ("inject.html", "../cli.py", "", "..%2fcli.py"):
        assert live_response(name).status == HTTPStatus.NOT_FOUND
