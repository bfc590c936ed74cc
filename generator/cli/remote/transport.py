"""Sends one request to the web, within limits of time and size.

Only http and https are spoken, also where an address leads on to another one.
"""

import email.utils
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import urlsplit

from generator import __version__

TIMEOUT = 30.0
"""Seconds without a byte."""
LONGEST_ANSWER = 120.0
"""Seconds for a whole answer."""
LARGEST_ANSWER = 50_000_000
"""Bytes of an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address gave: `status` is that of HTTP, 0 without a whole answer, and `reason` then says why, in words.

    `url` is where it was found in the end.
    """

    status: int
    url: str
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    """Follows an address to another of the web, and to nothing else."""

    def redirect_request(self, req: urllib.request.Request, *said: Any) -> urllib.request.Request | None:
        """`said` are the answer's body, code, message and headers, and the new address, as urllib has them."""
        if not is_web_address(said[-1]):
            raise urllib.error.URLError("it leads to what is not an address of the web")
        return super().redirect_request(req, *said)


def is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def send(url: str, headers: Mapping[str, str] | None = None, contact: str = "") -> Reply:
    """What is at an address, asked once; `contact` is a mail address to name."""
    who = f"paper-digest/{__version__}" + (f" (mailto:{contact})" if contact else "")
    named = {"User-Agent": who, "Accept": "application/json, application/xml, */*;q=0.5", **(headers or {})}
    try:
        request = urllib.request.Request(url, headers=named)
        with urllib.request.build_opener(_OnlyWeb).open(request, timeout=TIMEOUT) as answer:
            data = b"".join(_read_chunks(answer))
            length = answer.headers.get("Content-Length", "")
            if length.isdigit() and int(length) != len(data):
                return Reply(0, url, reason="its answer was cut short")
            return Reply(answer.status, answer.url, data, dict(answer.headers))
    except urllib.error.HTTPError as fault:
        with fault:
            return Reply(fault.code, url, b"", dict(fault.headers), f"it answers {fault.code} {fault.reason}")
    except TimeoutError:
        return Reply(0, url, reason="no whole answer came in time")
    except http.client.HTTPException as fault:
        return Reply(0, url, reason=str(fault) or "it answers with what is not HTTP")
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "reason", None) or fault
        return Reply(0, url, reason=f"it cannot be reached: {getattr(reason, 'strerror', None) or reason}")


def _read_chunks(answer: IO[bytes]) -> Iterator[bytes]:
    """The bytes of an answer, as long as it is neither too large nor too slow."""
    size, end = 0, time.monotonic() + LONGEST_ANSWER
    while chunk := answer.read(65536):
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise http.client.HTTPException(f"its answer has more than {LARGEST_ANSWER // 1_000_000} MB")
        if time.monotonic() > end:
            raise TimeoutError
        yield chunk


def asked_wait(headers: Mapping[str, str], now: float) -> float:
    """The seconds that `Retry-After` names, as a number or as a moment; 0 where it names none."""
    said = str(headers.get("Retry-After", "")).strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - now) if said else 0.0
    except ValueError:
        return 0.0
