"""Addresses: every link works under any path, and from disk."""

from urllib.parse import quote, unquote, urljoin

from hypothesis import given
from hypothesis import strategies as st

from generator.model import urls

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0", exclude_categories=["Cs", "Cc"]), min_size=1)
PATHS = st.lists(NAMES.filter(lambda name: name not in (".", "..")), min_size=1, max_size=3).map("/".join)


def test_links_climb_to_the_root_and_down_again() -> None:
    assert urls.relative("tags/masking.html", "papers/lisa.html") == "../tags/masking.html"
    assert urls.relative("papers/lisa.html", "index.html") == "papers/lisa.html"
    assert urls.relative("tags/masking.html", "tags/masking/page-2.html") == "../masking.html"


def test_pages_of_a_list_lie_in_a_folder_of_its_name() -> None:
    assert [urls.tag("masking", n) for n in (1, 2)] == ["tags/masking.html", "tags/masking/page-2.html"]
    assert urls.edition("2025-05-28", 3) == "editions/2025-05-28/page-3.html"


def test_the_home_page_is_the_address_of_the_site() -> None:
    assert urls.absolute("https://example.org/a/", urls.HOME) == "https://example.org/a/"
    assert urls.absolute("https://example.org/a/", "papers/é.html") == "https://example.org/a/papers/%C3%A9.html"


@given(PATHS, PATHS)
def test_a_browser_resolves_a_relative_link_to_its_target(target: str, page: str) -> None:
    here = "https://example.org/any/path/" + quote(page, safe="/")
    assert unquote(urljoin(here, urls.relative(target, page))) == "https://example.org/any/path/" + target


@given(PATHS, PATHS)
def test_an_address_that_is_kept_is_the_one_that_would_be_made(target: str, page: str) -> None:
    assert urls.links_from(page)[target] == urls.relative(target, page)


@given(st.text())
def test_a_text_in_a_query_is_quoted_whole(text: str) -> None:
    assert urls.quote_query(text) == quote(text, safe="", errors="surrogateescape")
