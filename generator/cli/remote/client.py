"""A polite HTTP client: one request at a time, a pause between two, limits of time and size; it waits when asked.

Whatever goes wrong ends in one problem that names the address, without secrets. Only http and https are spoken, also
where an address leads on to another one.
"""

import email.utils
import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, Any
from urllib.parse import urlsplit

from generator import __version__
from generator.model.addresses import mask_secrets
from generator.model.problems import SetupError, error

TIMEOUT = 30.0
"""Seconds without a byte."""
LONGEST_ANSWER = 120.0
"""Seconds for a whole answer."""
LARGEST_ANSWER = 50_000_000
"""Bytes of an answer."""
MOST_TRIES = 4
LONGEST_WAIT = 300.0
"""Seconds that a service may ask to wait; with more the call ends and says so."""
PAUSES: Mapping[str, float] = MappingProxyType({"arxiv.org": 3.0})
"""Seconds between two requests to a host and those below it, as arXiv asks for; `USUAL_PAUSE` to others."""
USUAL_PAUSE = 1.0
_ASKS_TO_WAIT = (429, 503)
_MAY_PASS = (500, 502, 504)
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<!doctype\s+html|<html\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave, and where it was found in the end."""

    url: str
    data: bytes

    @property
    def is_web_page(self) -> bool:
        return _HTML.match(self.data) is not None


class RemoteError(SetupError):
    """An address gave no answer that can be used; `status` is that of HTTP, 0 without one."""

    def __init__(self, url: str, what: str, hint: str, code: int = 0) -> None:
        super().__init__(error(mask_secrets(url), 0, what, hint))
        self.code = code


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    """Follows an address to another of the web, and to nothing else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_address(url: str) -> None:
    """Raises `RemoteError` for what is no address of the web."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise RemoteError(url, "this is not an address of the web", "write it like https://example.org/papers.json")


@dataclass(slots=True)
class Client:
    """Asks one address after the other. `tell` gets a line for each wait; `clock` and `sleep` are the system's."""

    tell: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What is at an address. Waits as services ask for. Raises `RemoteError`."""
        check_address(url)
        for attempt in range(MOST_TRIES):
            self._pause(url)
            try:
                return _request(url, headers or {})
            except urllib.error.HTTPError as fault:
                self._wait_or_raise(url, fault, attempt)
            except TimeoutError:
                raise RemoteError(url, "no whole answer came in time", "try it again later") from None
            except (OSError, http.client.HTTPException, ValueError) as fault:
                what = getattr(fault, "reason", None) or fault
                raise RemoteError(url, f"the address cannot be reached: {what}", "check it and the network") from None
        raise RemoteError(url, "the service is too busy to answer", "try it again later")

    def _pause(self, url: str) -> None:
        """Waits until a host may be asked again."""
        host = urlsplit(url).hostname or ""
        name = next((known for known in PAUSES if host == known or host.endswith(f".{known}")), host)
        if name in self.last:
            left = self.last[name] + PAUSES.get(name, USUAL_PAUSE) - self.clock()
            if left > 0:
                self.sleep(left)
        self.last[name] = self.clock()

    def _wait_or_raise(self, url: str, fault: urllib.error.HTTPError, attempt: int) -> None:
        if fault.code not in (*_ASKS_TO_WAIT, *_MAY_PASS):
            hint = "check it" if fault.code in (400, 404, 410) else "see whether a browser may read it"
            raise RemoteError(url, f"the service answered {fault.code} {fault.reason}", hint, fault.code) from None
        seconds = _asked_wait(fault.headers.get("Retry-After")) or 5.0 * 3**attempt
        if seconds > LONGEST_WAIT:
            what = f"the service asks to wait {seconds / 60:.0f} minutes"
            raise RemoteError(url, what, "try it again then", fault.code) from None
        if attempt + 1 < MOST_TRIES:
            self.tell(f"{urlsplit(url).hostname} answered {fault.code}: waiting {seconds:.0f} s")
            self.sleep(seconds)


def _asked_wait(said: str | None) -> float:
    """The seconds that `Retry-After` names, which may be a number or a moment; 0 where it names none."""
    if said is None:
        return 0.0
    if said.strip().isdigit():
        return float(said)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return 0.0


def _request(url: str, headers: Mapping[str, str]) -> Answer:
    named = {"User-Agent": f"paper-digest/{__version__}", "Accept": "application/json, application/xml, */*;q=0.5"}
    request = urllib.request.Request(url, headers={**named, **headers})
    with urllib.request.build_opener(_OnlyWeb).open(request, timeout=TIMEOUT) as answer:
        return Answer(answer.url, b"".join(_read_chunks(url, answer)))


def _read_chunks(url: str, answer: IO[bytes]) -> Iterator[bytes]:
    """The bytes of an answer, as long as it is neither too large nor too slow."""
    size, end = 0, time.monotonic() + LONGEST_ANSWER
    while chunk := answer.read(65536):
        size += len(chunk)
        if size > LARGEST_ANSWER:
            what = f"the answer has more than {LARGEST_ANSWER // 1_000_000} MB"
            raise RemoteError(url, what, "ask for less, or save it in parts")
        if time.monotonic() > end:
            raise TimeoutError
        yield chunk
