"""Asks services for answers, one address at a time, and keeps each answer in a folder.

A service that is asked too often shuts us out, and everybody who shares our address. So each has a pace, which holds
from one run to the next, and 429 and 503 are waited for as long as they say. An answer that was kept is never asked for
again: a run that was killed goes on where it stopped, and `offline` asks nobody at all.
"""

import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from generator.cli.remote.transport import asked_wait, send
from generator.model.disk import read_file
from generator.model.hashes import hash_digits

ATTEMPTS = 4
BACKOFF = (5.0, 20.0, 60.0)
"""Seconds to wait before each further attempt, where the service names none."""
LONGEST_WAIT = 600.0
TO_WAIT_FOR = frozenset({408, 429, 500, 502, 503, 504})
ANSWERS = frozenset({200, 404})
"""What is kept: 404 is how some services say that there is no such paper."""
SECRETS = ("api_key", "mailto")
"""Parameters that are no part of what an answer is kept under."""


class Service(NamedTuple):
    """A service: how messages call it, and the seconds between two requests."""

    name: str
    pace: float


class Request(NamedTuple):
    """What is asked of a service; `kind` is how its answer begins where it is one: `<` of XML, `{` or `[` of JSON."""

    service: Service
    url: str
    kind: str
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The address without secrets: what an answer is kept under."""
        parts = urlsplit(self.url)
        query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name not in SECRETS])
        return urlunsplit(parts._replace(query=query))


class KeptAnswer(NamedTuple):
    """What a service said: the bytes, empty where it has no such paper."""

    data: bytes


class ServiceError(Exception):
    """A service that gives no answer: what it does instead, in the words of a message."""


Sleep = Callable[[float], None]


@dataclass(slots=True)
class ServiceClient:
    """Asks, waits and keeps; `tell` hears what there is to wait for. `asked` counts the requests that went out."""

    folder: Path
    contact: str = ""
    offline: bool = False
    tell: Callable[[str], None] = lambda _: None
    sleep: Sleep = time.sleep
    now: Callable[[], float] = time.time
    asked: int = 0
    _given_up: dict[str, str] = field(default_factory=dict)

    def get(self, request: Request) -> KeptAnswer | None:
        """The answer, a kept one where there is one; None offline without one.

        Raises `ServiceError` when the service gives none, and from then on at once.
        """
        if (kept := self.kept(request)) is not None:
            return kept
        if self.offline:
            return None
        name = request.service.name
        if name in self._given_up:
            raise ServiceError(self._given_up[name])
        try:
            answer = self._ask_patiently(request)
        except ServiceError as fault:
            self._given_up[name] = str(fault)
            raise
        self._keep(request, answer)
        return answer

    def kept(self, request: Request) -> KeptAnswer | None:
        """The answer that is kept, if there is one that is whole."""
        try:
            record = read_file(self._path(request))
        except OSError:
            return None
        head, _, data = record.partition(b"\n")
        try:
            is_whole = json.loads(head) == {"url": request.key, "bytes": len(data)}
        except ValueError:
            return None
        return KeptAnswer(data) if is_whole else None

    def _path(self, request: Request) -> Path:
        return self.folder / request.service.name / hash_digits(request.key, 32)

    def _keep(self, request: Request, answer: KeptAnswer) -> None:
        """Whole or not at all."""
        path = self._path(request)
        path.parent.mkdir(parents=True, exist_ok=True)
        head = json.dumps({"url": request.key, "bytes": len(answer.data)}).encode()
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(head + b"\n" + answer.data)
        unfinished.replace(path)

    def _ask_patiently(self, request: Request) -> KeptAnswer:
        reason = ""
        for attempt in range(ATTEMPTS):
            self._keep_pace(request.service)
            self.asked += 1
            response = send(request.url, dict(request.headers), self.contact)
            status, reason = response.status, response.reason
            if status in ANSWERS and (status == 404 or _is_of_kind(response.data, request.kind)):
                return KeptAnswer(b"" if status == 404 else response.data)
            if status in ANSWERS:
                reason = "it answers with a page for people, as services do that take us for a robot"
            elif status and status not in TO_WAIT_FOR:
                break
            if attempt < ATTEMPTS - 1:
                self._wait(request.service, reason, asked_wait(response.headers, self.now()) or BACKOFF[attempt])
        raise ServiceError(reason)

    def _wait(self, service: Service, reason: str, seconds: float) -> None:
        if seconds > LONGEST_WAIT:
            raise ServiceError(f"{reason}, and asks to wait {seconds:.0f} s")
        self.tell(f"{service.name}: {reason}; waiting {seconds:.0f} s")
        self.sleep(seconds)

    def _keep_pace(self, service: Service) -> None:
        """Waits until the service may be asked again, also where another run asked it last."""
        mark = self.folder / service.name / "last-asked"
        mark.parent.mkdir(parents=True, exist_ok=True)
        since = self.now() - mark.stat().st_mtime if mark.exists() else service.pace
        if 0 <= since < service.pace:
            self.sleep(service.pace - since)
        mark.touch()
        os.utime(mark, (self.now(), self.now()))


def _is_of_kind(data: bytes, kind: str) -> bool:
    """Whether an answer is XML or JSON and no page of HTML."""
    start = data[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start[:1].decode("ascii", "replace") in kind and not re.match(
        rb"<(?:!doctype\s+html|html|head|body)\b", start
    )
