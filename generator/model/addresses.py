"""Web addresses that a user gives: which can be those of a site, and what of them nobody may see.

An address in `digest.toml` ends in every page, so it must be one that browsers ask for as it stands, and nothing in it
may be a secret. Addresses of git remotes do hold secrets: `mask_secrets` is for every message that may quote one.
"""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import quote, unquote, urlsplit

import idna

WEB = ("http://", "https://")

SHORTEST_SECRET = 4
"""Characters; stars for fewer would stand all over a message."""

# A password may have a slash in it, where its owner did not write %2F; a port is none.
_USER = re.compile(r"(?P<scheme>[\w+.-]+)://(?P<user>[^\s/?#]*|[^\s/?#@]*:(?!\d+[/?#])\S*)@")
_PASSWORD = re.compile(r"(?<![^\s/'\"(<])[^\s/@:'\"]+:(?P<password>[^\s/@]+)@(?=[\w\[])")
_QUERY = re.compile(r"(://[^\s?#'\"]*[?#])(?P<value>[^\s'\"]+)")
_VALUE = re.compile(r"([?&;#][\w.-]+=)(?P<value>[^\s&;'\"]+)")


def mask_secrets(text: str, known: Collection[str] = ()) -> str:
    """`text` with stars for what may be a secret in its addresses, and for each `known` one wherever it stands."""
    for secret in sorted(known, key=len, reverse=True):
        text = text.replace(secret, "***")
    shown = _PASSWORD.sub("***@", _USER.sub(_mask_user, text))
    return _VALUE.sub(r"\1***", _QUERY.sub(r"\1***", shown))


def _mask_user(found: re.Match[str]) -> str:
    """An SSH user such as `git` is part of the address; a token may stand in the place of any other."""
    is_plain = found["scheme"].endswith("ssh") and ":" not in found["user"]
    return found[0] if is_plain else f"{found['scheme']}://***@"


def find_secrets(text: str) -> frozenset[str]:
    """The passwords, tokens and queries in the addresses of `text`, as written and decoded; too short ones are none."""
    users = [found["user"] for found in _USER.finditer(text) if _mask_user(found) != found[0]]
    secrets = [user.partition(":")[2] or user for user in users]
    secrets += [found["password"] for found in _PASSWORD.finditer(text)]
    secrets += [found["value"] for pattern in (_QUERY, _VALUE) for found in pattern.finditer(text)]
    return frozenset(each for secret in secrets for each in (secret, unquote(secret)) if len(each) >= SHORTEST_SECRET)


def has_credentials(address: str) -> bool:
    """Whether a web address has a user or a password in front of its host."""
    return re.match(r"https?://[^/?#\\]*@", address, re.IGNORECASE) is not None


def address_fault(address: str) -> tuple[str, str]:
    """What is wrong with `address` as that of a site or a repository, and what to do; two empty texts if nothing."""
    invisible = [character for character in address if unicodedata.category(character) in ("Cc", "Cf", "Cs")]
    if invisible:
        return f"is no web address: the invisible sign U+{ord(invisible[0]):04X} is in it", "write it again by hand"
    if has_credentials(address):
        return "is no web address to show: a user or a password is in it", "leave out all before the @"
    if not _is_web_address(address):
        return "is no web address", "write it like https://example.org/digest/"
    if "\\" in address or re.search(r"%(?![0-9A-Fa-f]{2})", address):
        return "is no web address: a lone % or a backslash is in it", "write %25 for %, and / for a backslash"
    folders = unquote(urlsplit(address).path.rstrip("/")).split("/")[1:]
    if any(folder in ("", ".", "..") or re.search(r"[\x00-\x1f\x7f\\\ufffd]", folder) for folder in folders):
        return "is no web address: browsers and servers change its path", "leave out //, /./, /../ and codes for them"
    return "", ""


def _is_web_address(address: str) -> bool:
    if re.search(r"\s", address):
        return False
    try:
        parts = urlsplit(address)
        named = (
            bool(parts.hostname and _ascii_host(parts.hostname)) and parts.port != 0
        )  # asked for, a wrong one raises
    except ValueError:  # of urlsplit, and of idna
        return False
    return parts.scheme in ("http", "https") and named and not parts.query and not parts.fragment


def _ascii_host(host: str) -> str:
    """`host` as browsers ask for it (UTS 46). Raises `ValueError` when it can be the name of none."""
    if not host.isascii():
        return idna.encode(host, uts46=True).decode()
    labels = host.removesuffix(".").split(".")
    is_name = len(host) < 255 and all(
        re.fullmatch(r"[\w-]{1,63}", label) and label.strip("-") == label for label in labels
    )
    if not is_name and ":" not in host:  # urlsplit has looked at what stands in brackets
        raise ValueError(host)
    return host


def normalise_address(address: str) -> str:
    """A faultless `address` as browsers ask for it, ending in `/`: its host in ASCII, its path percent-encoded."""
    parts = urlsplit(address)
    host = _ascii_host(parts.hostname or "")
    place = f"[{host}]" if ":" in host else host
    path = quote(parts.path.rstrip("/") + "/", safe="/%:@!$&'()*+,;=~")
    return parts._replace(netloc=f"{place}:{parts.port}" if parts.port else place, path=path).geturl()
