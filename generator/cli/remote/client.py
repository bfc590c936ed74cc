"""A polite HTTP client: one request at a time, a pause between two; it waits when asked.

Whatever goes wrong ends in one problem that names the address, without secrets.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlsplit

from generator.cli.remote.transport import Reply, asked_wait, is_web_address, send
from generator.model.addresses import mask_secrets
from generator.model.problems import SetupError, error

MOST_TRIES = 4
LONGEST_WAIT = 300.0
"""Seconds that a service may ask to wait; with more the call ends and says so."""
PAUSES: Mapping[str, float] = MappingProxyType({"arxiv.org": 3.0})
"""Seconds between two requests to a host and those below it, as arXiv asks for; `USUAL_PAUSE` to others."""
USUAL_PAUSE = 1.0
_MAY_PASS = (429, 500, 502, 503, 504)
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
    """An address gave no answer that can be used; `code` is the status of HTTP, 0 without one."""

    def __init__(self, url: str, what: str, hint: str, code: int = 0) -> None:
        super().__init__(error(mask_secrets(url), 0, what, hint))
        self.code = code


@dataclass(slots=True)
class Client:
    """Asks one address after the other. `tell` gets a line for each wait; `clock` and `sleep` are the system's."""

    tell: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What is at an address. Waits as services ask for. Raises `RemoteError`."""
        if not is_web_address(url):
            raise RemoteError(url, "this is not an address of the web", "write it like https://example.org/papers.json")
        for attempt in range(MOST_TRIES):
            self._pause(url)
            response = send(url, headers)
            if response.status == 200:
                return Answer(response.url, response.data)
            self._wait_or_raise(response, attempt)
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

    def _wait_or_raise(self, response: Reply, attempt: int) -> None:
        url, code = response.url, response.status
        if code == 0:
            raise RemoteError(url, response.reason, "check the address and the network, or try it again later")
        if code not in _MAY_PASS:
            hint = "check it" if code in (400, 404, 410) else "see whether a browser may read it"
            raise RemoteError(url, response.reason, hint, code)
        seconds = asked_wait(response.headers, time.time()) or 5.0 * 3**attempt
        if seconds > LONGEST_WAIT:
            what = f"the service asks to wait {seconds / 60:.0f} minutes"
            raise RemoteError(url, what, "try it again then", code)
        if attempt + 1 < MOST_TRIES:
            self.tell(f"{urlsplit(url).hostname} answered {code}: waiting {seconds:.0f} s")
            self.sleep(seconds)
