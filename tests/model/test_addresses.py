"""Web addresses: those a site cannot have, what browsers make of the others, and what of them is a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.addresses import address_fault, find_secrets, has_credentials, mask_secrets, normalise_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://user:SECRET@host.example/x", "https://***@host.example/x"),
        ("https://SECRET@host.example/x", "https://***@host.example/x"),
        ("git://user:SECRET@host.example:9418/x", "git://***@host.example:9418/x"),
        ("ssh://user:SECRET@host.example/x", "ssh://***@host.example/x"),
        ("user:SECRET@host.example:x.git", "***@host.example:x.git"),
        ("https://user:SEC/RET@host.example/x", "https://***@host.example/x"),
        ("https://user:SECR@ET@host.example/x", "https://***@host.example/x"),
        ("https://host.example/x?token=SECRET", "https://host.example/x?***"),
        ("https://host.example/x?SECRET", "https://host.example/x?***"),
        ("https://host.example/x#key=SECRET", "https://host.example/x#***"),
        ("host.example/x?a=SECRET&b=SECRET", "host.example/x?a=***&b=***"),
        ("'https://u:SECRET@a.example/' or (https://u:SECRET@b.example)", "'https://***@a.example/' or (https://***@b.example)"),
    ],
)  # fmt: skip
def test_what_may_be_a_secret_is_masked_wherever_it_stands(address: str, shown: str) -> None:
    assert mask_secrets(address) == shown
    assert mask_secrets(f"fatal: unable to access {address}") == f"fatal: unable to access {shown}"


@pytest.mark.parametrize(
    "text",
    [
        "origin", "../remote.git", "git@github.com:you/papers.git", "ssh://git@github.com/you/papers.git",
        "/a/b@c/d.git",
        "https://github.com/you/papers.git", "https://host.example:8443/x@v1", "is this a repository? see: a@b.example",
        "[remote rejected] (hook declined); 12 files", r"C:\papers\remote.git",
    ],
)  # fmt: skip
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask_secrets(text) == text


def test_a_secret_that_is_known_is_masked_where_its_address_is_torn_apart() -> None:
    secrets = find_secrets("url user:p%40ssw0rd@host.example:x https://token@a.example/x?key=value git@b.example:x")
    assert secrets == {"p%40ssw0rd", "p@ssw0rd", "token", "key=value", "value"}
    assert mask_secrets("no way to 'p@ssw0rd@host.example:x'", secrets) == "no way to '***@host.example:x'"
    assert find_secrets("https://me:pw@host.example/?a=1 ssh://git@host.example/x origin") == set()


WORD = st.text("abcXYZ019-._~%", min_size=1, max_size=8)


@given(st.sampled_from(("https", "http", "git", "ssh", "git+ssh", "ftp")), WORD, WORD, WORD)
def test_no_password_is_shown_whatever_the_scheme(scheme: str, user: str, host: str, rest: str) -> None:
    shown = mask_secrets(f"{scheme}://{user}:pass=W0rd!@{host}/{rest}?x=pass=W0rd!")
    assert "W0rd" not in shown
    assert shown.startswith(f"{scheme}://***@{host}/")


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://example.org//a", "browsers and servers change its path"),
        ("https://example.org/a//b/", "browsers and servers change its path"),
        ("https://example.org/a/../b", "browsers and servers change its path"),
        ("https://example.org/a/.", "browsers and servers change its path"),
        ("https://example.org/%2e%2E/b", "browsers and servers change its path"),
        ("https://example.org/a%2F%2Fb", "browsers and servers change its path"),
        ("https://example.org/a%5Cb", "browsers and servers change its path"),
        ("https://example.org/%FF", "browsers and servers change its path"),
        ("https://example.org/100%", "a lone % or a backslash"),
        ("https://example.org/50%zz/", "a lone % or a backslash"),
        ("https://example.org/a\\b", "a lone % or a backslash"),
        ("https://exam\u200bple.org/", "the invisible sign U+200B"),
        ("https://exam\u00adple.org/", "the invisible sign U+00AD"),
        ("https://example.org/\u202e", "the invisible sign U+202E"),
        ("https://example.org/\ud800", "the invisible sign U+D800"),
        ("https://user:pw@example.org/", "a user or a password"),
        ("HTTPS://token@example.org/", "a user or a password"),
        ("https://100%.org/", "is no web address"),
        ("https://ex%61mple.org/", "is no web address"),
        ("https://a..b/", "is no web address"),
        ("https://-a.org/", "is no web address"),
        ("https://a,b.org/", "is no web address"),
        ("https://\u2603.net/", "is no web address"),
        (f"https://{'a' * 64}.org/", "is no web address"),
        (f"https://{'a.' * 130}org/", "is no web address"),
        ("https:\\\\example.org", "is no web address"),
    ],
)
def test_an_address_that_cannot_be_served_says_why_and_what_to_do(address: str, what: str) -> None:
    message, hint = address_fault(address)
    assert "is no web address" in message
    assert what in message
    assert hint


@pytest.mark.parametrize(
    ("address", "asked_for"),
    [
        ("https://b\u00fccher.example", "https://xn--bcher-kva.example/"),
        ("https://stra\u00dfe.example/\u00e4", "https://xn--strae-oqa.example/%C3%A4/"),
        ("https://\u65e5\u672c\u3002example/", "https://xn--wgv71a.example/"),
        ("https://\uff41.example", "https://a.example/"),
        ("https://Example.ORG/A", "https://example.org/A/"),
        ("https://my_site.example.org:8080/a", "https://my_site.example.org:8080/a/"),
        ("http://127.0.0.1:80", "http://127.0.0.1:80/"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x/"),
        ("https://example.org:/", "https://example.org/"),
        ("https://example.org/100%25/a@b;c=1", "https://example.org/100%25/a@b;c=1/"),
        ("https://example.org/a//", "https://example.org/a/"),
    ],
)
def test_an_address_is_kept_as_browsers_ask_for_it(address: str, asked_for: str) -> None:
    assert address_fault(address) == ("", "")
    assert normalise_address(address) == asked_for
    assert normalise_address(asked_for) == asked_for


@given(st.text(max_size=30) | st.text("/.%2eE\\@:?#ab\u200b\u00fc", max_size=20))
def test_an_address_that_passes_is_ascii_and_stays_what_it_is(rest: str) -> None:
    address = f"https://example.org/{rest}"
    if address_fault(address) == ("", ""):
        kept = normalise_address(address)
        assert kept.isascii()
        assert kept.endswith("/")
        assert "/../" not in kept
        assert "//" not in kept.removeprefix("https://")
        assert (address_fault(kept), normalise_address(kept)) == (("", ""), kept)


def test_credentials_stand_in_front_of_the_host_only() -> None:
    assert has_credentials("https://a:b@c.example/")
    assert not has_credentials("https://c.example/@you?to=a@b")
