"""The local web server: shows the site as it will be published, and again after every build of `watch`.

`answers` makes the responses; here are the port, the threads and the events. Requests wait at a gate while their pages
are built, so no page shows half of a build. Open pages listen for server-sent events at an address of the server's
own, with a script from there, so that the server works with a strict content security policy, too. A page names its
path, and receives only what concerns it.

Only requests for this machine are answered. A page elsewhere could point its own host name at 127.0.0.1 and read
drafts through the reader's browser (DNS rebinding), so a request under a foreign host name is refused unless `--host`
opened the server.
"""

import errno
import ipaddress
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.build.result import BuildResult
from generator.model.config import Config
from generator.model.problems import SetupError, error
from generator.server.check_page import check_response
from generator.server.gate import Gate
from generator.server.responses import Response, ServedSite, live_response, page_event, site_response
from generator.server.watch import BuildAttempt, DeferredSteps, watch_site

SERVER_PREFIX = "/__digest/"
"""Addresses of the server itself."""
REQUEST_TIME = 30.0
"""Seconds that a request may take to come, and an answer to go on."""
FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
FULL_PAUSE = 0.2
"""Seconds to wait where no more connections can be opened."""
KEEP_ALIVE = 15
"""Seconds after which a page that waits for news is told that there are none, which finds out who has left."""


class Server(ThreadingHTTPServer):
    """A server of one site on one port; it dies with its command, whatever a browser still wants from it."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"
    request_queue_size = 64

    def __init__(self, config: Config, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.host = host
        self.gate = Gate()
        self.shown = ServedSite(config.out, config.base_path)
        self.config = config
        self.shows = 0
        """How often there was something new to show."""
        self.has_news = threading.Condition()
        self.awaited: dict[socket.socket, float] = {}
        """The connections whose next request is not there yet, and when they are given up."""
        super().__init__((host, port), RequestHandler)

    def server_bind(self) -> None:
        """Bind without asking the name service what this machine is called, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    @property
    def url(self) -> str:
        host = {"0.0.0.0": "localhost", "::": "localhost"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}{self.shown.base_path}"

    @property
    def check_url(self) -> str:
        """Where the reading of the seeds is shown, line by line."""
        return self.url.removesuffix(self.shown.base_path) + SERVER_PREFIX + "check"

    def while_pages_wait(self, build: Callable[[Config], BuildResult]) -> Callable[[Config], BuildResult]:
        def waiting(config: Config) -> BuildResult:
            with self.gate.closed():
                return build(config)

        return waiting

    def show(self, attempt: BuildAttempt) -> None:
        """Tell every open page what it would be now, or what is wrong when there is no new site."""
        problems = attempt.fault.problems if attempt.fault else ()
        with self.has_news:
            self.shown = replace(self.shown, problems=problems)
            if attempt.config:
                self.shown = replace(self.shown, out=attempt.config.out, base_path=attempt.config.base_path)
                self.config = attempt.config
            self.shows += 1
            self.has_news.notify_all()

    @property
    def is_open_to_others(self) -> bool:
        """Whether `--host` lets other machines in; by the address that the name led to."""
        return not ipaddress.ip_address(str(self.server_address[0]).partition("%")[0]).is_loopback

    def get_request(self) -> tuple[socket.socket, Any]:
        """The next connection. Where no more can be opened, those that are open get a moment to end."""
        try:
            connection, address = super().get_request()
        except OSError as fault:
            if fault.errno in FULL:
                time.sleep(FULL_PAUSE)
            raise
        self.awaited[connection] = time.monotonic() + REQUEST_TIME
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self.awaited.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Close the connections whose request does not come, or not to its end."""
        now = time.monotonic()
        for connection in [each for each, end in self.awaited.copy().items() if end < now]:
            self.awaited.pop(connection, None)
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers that go away in the middle of an answer, or are too many, are no event; anything else is a bug."""
        fault = sys.exception()
        if not isinstance(fault, ConnectionError | TimeoutError) and getattr(fault, "errno", 0) not in FULL:
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class RequestHandler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves in one piece: its body would wait for the other side to confirm its head
    disable_nagle_algorithm = True
    timeout = REQUEST_TIME
    server: Server

    def handle_one_request(self) -> None:
        self.server.awaited[self.connection] = time.monotonic() + REQUEST_TIME
        super().handle_one_request()

    def parse_request(self) -> bool:
        is_request = super().parse_request()
        self.server.awaited.pop(self.connection, None)
        return is_request

    def do_GET(self) -> None:
        path, _, query = self.path.partition("#")[0].partition("?")
        if not self.server.is_open_to_others and not _is_allowed_host(self.headers.get("Host", ""), self.server.host):
            self.send(
                Response(HTTPStatus.FORBIDDEN, body=b"this server answers only under the name it was started with")
            )
        elif path == SERVER_PREFIX + "events":
            self.send_news(parse_qs(query).get("page", ["/"])[0])
        elif path == SERVER_PREFIX + "check":
            self.send(check_response(self.server.config))
        elif path.startswith(SERVER_PREFIX):
            self.send(live_response(path.removeprefix(SERVER_PREFIX)))
        else:
            with self.server.gate.passed():
                found = site_response(self.server.shown, path)
            self.send(found)

    do_HEAD = do_GET  # noqa: N815 (http.server's name)

    def send(self, found: Response) -> None:
        is_known = found.status == HTTPStatus.OK and found.tag in self.headers.get("If-None-Match", "")
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else found.status)
        if found.location:
            self.send_header("Location", found.location)
        self.send_header("ETag", found.tag)
        self.send_header("Cache-Control", "max-age=31536000, immutable" if found.is_lasting else "no-cache")
        if not is_known:
            self.send_header("Content-Type", found.type)
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD" and not is_known:
            self.wfile.write(found.body)

    def send_news(self, page: str) -> None:
        """Server-sent events (WHATWG HTML, 9.2): what `page` shows and what is wrong, now and at every change."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        seen, told = -1, ""
        while self.command == "GET":
            seen = self.await_news(seen)
            with self.server.gate.passed():
                new = page_event(self.server.shown, page)
            self.wfile.write(b":\n\n" if new == told else f"data: {new}\n\n".encode())
            self.wfile.flush()
            told = new

    def await_news(self, seen: int) -> int:
        """The number of what is shown, once it is not `seen`, or after a while anyway."""
        with self.server.has_news:
            self.server.has_news.wait_for(lambda: self.server.shows != seen, KEEP_ALIVE)
            return self.server.shows

    def version_string(self) -> str:
        return "digest"

    def log_message(self, *_args: object) -> None:
        """Requests are not news; what a build has to say is."""


def open_server(config: Config, host: str, port: int) -> Server:
    """A server for the site of `config`; port 0 picks a free one. Raises `SetupError` when that cannot be had."""
    try:
        if not host.strip() or not host.isprintable():
            raise UnicodeError
        return Server(config, host, port)
    except PermissionError:
        problem = error(
            "--port",
            0,
            f"port {port} cannot be opened: ports below 1024 need administrator rights",
            "choose a port above 1023",
        )
    except UnicodeError:
        problem = error(
            "--host", 0, f"{host!r} is not a valid host name", "leave --host out to serve this machine only"
        )
    except OSError as fault:
        taken = fault.errno == errno.EADDRINUSE
        what = f"port {port} is in use" if taken else f"cannot listen at {host}: {fault.strerror}"
        hint = "stop what uses it, or choose another, 0 for any that is free" if taken else "check --host"
        problem = error("--port" if taken else "--host", 0, what, hint)
    raise SetupError(problem)


def serve_site(
    server: Server,
    load: Callable[[], Config],
    build: Callable[[Config], BuildResult],
    rest: DeferredSteps = lambda: iter(()),
) -> Iterator[BuildAttempt]:
    """The attempts of `watch_site`, each shown to the pages that are open, until the caller stops asking.

    Requests wait in the port's queue until the first is made: a process with threads could not share it out.
    """
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        try:
            for attempt in watch_site(load, server.while_pages_wait(build), rest):
                server.show(attempt)
                if not thread.is_alive():
                    thread.start()
                yield attempt
        finally:
            if thread.is_alive():
                server.shutdown()


def _is_allowed_host(header: str, host: str) -> bool:
    """Whether a request's Host header names this machine: by address, or as `localhost`, or as `--host` does."""
    try:
        name = urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return False
    return name in ("", "localhost", host.lower()) or name.endswith(".localhost") or _is_ip_address(name)


def _is_ip_address(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False
