"""The local server, asked over real sockets while its site changes under it."""

import errno
import http.client
import json
import os
import queue
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

import pytest

from generator.build.result import BuildResult
from generator.model.config import Config
from generator.model.problems import ContentError, SetupError, error
from generator.server import http as http_server
from generator.server.http import Server, open_server, serve_site
from generator.server.watch import BuildAttempt
from tests.builders import write_files, write_site

DEADLINE = 20


@dataclass
class Live:
    """A server in a thread, for a site of one page that says what the seed says; `gate` closed makes builds wait."""

    root: Path
    base_url: str = ""
    gate: threading.Event = field(default_factory=threading.Event)
    building: threading.Event = field(default_factory=threading.Event)
    attempts: "queue.Queue[BuildAttempt]" = field(default_factory=queue.Queue)
    is_over: bool = False

    def __post_init__(self) -> None:
        self.gate.set()
        self.server: Server = open_server(self.config(), "127.0.0.1", 0)

    @property
    def seed(self) -> Path:
        return self.root / "seeds/a.txt"

    def config(self) -> Config:
        return Config(root=self.root, seeds=self.root / "seeds", out=self.root / "site", base_url=self.base_url)

    def build(self, config: Config) -> BuildResult:
        self.building.set()
        assert self.gate.wait(DEADLINE)
        if not self.seed.parent.exists():
            raise ContentError(error("seeds", 0, "there is no such folder", "make it"))
        text = self.seed.read_text() if self.seed.exists() else ""
        if "broken" in text:
            raise ContentError(error("seeds/a.txt", 3, "a title without an abstract", "add one"))
        page = f"<html><body>{text}</body></html>".encode()
        files = {
            "index.html": page,
            "404.html": b"missing",
            "papers/a b.html": b"never edited",
            "assets/012345678/a": b"",
        }
        written = write_site(config.out, files)
        return BuildResult(1, 1, 0, written, 0.0, {}, ())

    def run(self) -> None:
        for attempt in serve_site(self.server, self.config, self.build):
            self.attempts.put(attempt)
            if self.is_over:
                break

    def stop(self) -> None:
        """End the thread soon: at the next attempt, for which a save is the reason."""
        self.is_over = True
        self.gate.set()
        with suppress(OSError):
            self.seed.write_text("over")

    def save(self, text: str) -> BuildAttempt:
        self.seed.write_text(text)
        return self.attempts.get(timeout=DEADLINE)

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=DEADLINE)

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = self.connect()
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response, response.read()

    def raw(self, request: bytes) -> bytes:
        """What the server says to bytes that no client of good manners would send."""
        with socket.create_connection(("127.0.0.1", self.server.server_port), DEADLINE) as connection:
            connection.sendall(request + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def news(self, page: str = "/") -> Iterator[dict[str, Any]]:
        """What an open page is told, one by one."""
        connection = self.connect()
        connection.request("GET", f"/__digest/events?page={quote(page, safe='')}")
        response = connection.getresponse()
        assert response.headers["Content-Type"] == "text/event-stream"
        while line := response.readline():
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, {"seeds/a.txt": "first"})


@pytest.fixture
def start(root: Path) -> Iterator[Callable[..., Live]]:
    """`start(base_url)`: a server that has made its first build, until the test is over."""
    with ExitStack() as started:

        def started_live(base_url: str = "") -> Live:
            live = Live(root, base_url)
            threading.Thread(target=live.run, daemon=True).start()
            started.callback(live.stop)
            live.attempts.get(timeout=DEADLINE)
            return live

        yield started_live


@pytest.fixture
def live(start: Callable[..., Live]) -> Live:
    return start()


def test_the_site_is_served_fresh(live: Live) -> None:
    response, body = live.ask("/?q=lisa")
    assert response.status == 200
    assert b"first" in body
    assert response.headers["Cache-Control"] == "no-cache"
    assert int(response.headers["Content-Length"]) == len(body)


def test_head_is_get_without_the_page(live: Live) -> None:
    got, body = live.ask("/")
    head, nothing = live.ask("/", "HEAD")
    assert nothing == b""
    assert head.status == 200
    assert head.headers["Content-Length"] == str(len(body)) == got.headers["Content-Length"]


def test_one_connection_serves_many_requests(live: Live) -> None:
    connection = live.connect()
    for path, status in (("/", 200), ("/nobody", 404), ("/index", 200)):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        assert response.status == status


def test_what_a_browser_has_it_need_not_get_again(live: Live) -> None:
    tag = live.ask("/")[0].headers["ETag"]
    again, nothing = live.ask("/", **{"If-None-Match": f'"another", W/{tag}'})
    assert (again.status, nothing, again.headers["ETag"]) == (304, b"", tag)
    live.save("second")
    assert live.ask("/", **{"If-None-Match": tag})[0].status == 200
    missing = live.ask("/nobody")[0].headers["ETag"]
    assert live.ask("/nobody", **{"If-None-Match": missing})[0].status == 404


def test_a_file_named_by_its_content_is_never_asked_for_again(live: Live) -> None:
    assert live.ask("/assets/012345678/a")[0].headers["Cache-Control"] == "max-age=31536000, immutable"
    assert live.ask("/papers/a%20b")[0].headers["Cache-Control"] == "no-cache"


SECRET = b"of nobody's concern"
TRICKS = [
    b"GET /../secret.txt",
    b"GET /..",
    b"GET /%2e%2e/secret.txt",
    b"GET /%2e%2e%2fsecret.txt",
    b"GET /..%5csecret.txt",
    b"GET /..\\secret.txt",
    b"GET //secret.txt",
    b"GET /papers/%2e%2e/%2e%2e/secret.txt",
    b"GET /secret.txt%00.html",
    b"GET /link.txt",
    b"GET /folder/secret.txt",
    b"GET /.digest.json",
    b"GET http://localhost/../secret.txt",
    b"GET /__digest/../../secret.txt",
    b"GET /__digest/%2e%2e/answers.py",
]


@pytest.mark.parametrize("base_url", ["", "https://example.org/some/path/"])
def test_no_request_reaches_out_of_the_site(root: Path, start: Callable[..., Live], base_url: str) -> None:
    live = start(base_url)
    (root / "secret.txt").write_bytes(SECRET)
    (root / "site/link.txt").symlink_to("../secret.txt")
    (root / "site/folder").symlink_to("..")
    for trick in TRICKS:
        below = trick.replace(b"GET /", b"GET " + live.server.shown.base_path.encode())
        for request in (trick, below):
            said = live.raw(request)
            assert SECRET not in said, request
            assert said.split(b" ", 2)[1] in (b"404", b"400"), request


def test_a_save_reaches_an_open_page(live: Live) -> None:
    news = live.news()
    before = next(news)
    live.save("second")
    after = next(news)
    assert before["content"] != after["content"]
    assert (before["problems"], after["problems"]) == ([], [])
    _, body = live.ask("/")
    assert b"second" in body
    assert f'data-content="{after["content"]}"'.encode() in body


def test_a_page_that_a_build_did_not_change_is_told_nothing(live: Live) -> None:
    other = live.news("/papers/a%20b")
    before = next(other)
    live.save("second")
    live.save("broken")
    told = next(other)
    assert told["content"] == before["content"], "nothing came before the problems did"
    assert told["problems"]


def test_a_build_that_changes_nothing_is_no_news(live: Live) -> None:
    news = live.news()
    before = next(news)
    live.seed.with_name("b.txt").write_text("of no consequence")
    live.attempts.get(timeout=DEADLINE)
    live.save("broken")
    assert next(news)["content"] == before["content"]


def test_an_edit_that_is_taken_back_is_no_news_for_a_page_that_missed_it(live: Live) -> None:
    before = next(live.news())
    live.save("second")
    live.save("first")
    assert next(live.news()) == before


def test_a_build_that_fails_is_told_to_open_pages_until_it_is_mended(live: Live) -> None:
    news = live.news()
    before = next(news)
    live.save("broken")
    broken = next(news)
    assert broken["content"] == before["content"]
    assert broken["problems"] == [
        {
            "path": "seeds/a.txt",
            "line": 3,
            "severity": "error",
            "message": "a title without an abstract",
            "hint": "add one",
        }
    ]
    assert b"first" in live.ask("/")[1], "the last good site is still there"
    live.save("first")
    assert next(news) == before


def test_the_seeds_folder_may_go_and_come_back(live: Live) -> None:
    news = live.news()
    before = next(news)
    live.root.joinpath("seeds").rename(live.root / "elsewhere")
    assert "there is no such folder" in next(news)["problems"][0]["message"]
    assert b"first" in live.ask("/")[1]
    live.root.joinpath("elsewhere").rename(live.root / "seeds")
    assert next(news) == before
    live.save("second")


def test_a_page_opened_later_is_told_at_once_what_is_wrong(live: Live) -> None:
    live.save("broken")
    assert next(live.news())["problems"]


def test_pages_wait_while_a_build_is_running(live: Live) -> None:
    live.gate.clear()
    live.building.clear()
    live.seed.write_text("second")
    assert live.building.wait(DEADLINE)
    answers: queue.Queue[bytes] = queue.Queue()
    reader = threading.Thread(target=lambda: answers.put(live.ask("/")[1]), daemon=True)
    reader.start()
    with pytest.raises(queue.Empty):
        answers.get(timeout=0.3)
    live.gate.set()
    assert b"second" in answers.get(timeout=DEADLINE)


def test_pages_need_not_wait_for_what_is_made_after_them(live: Live) -> None:
    def build(config: Config) -> BuildResult:
        live.server.gate.open()
        live.building.set()
        assert live.gate.wait(DEADLINE)
        return Live.build(live, config)

    live.gate.clear()
    live.building.clear()
    with ThreadPoolExecutor() as pool:
        built = pool.submit(live.server.while_pages_wait(build), live.config())
        assert live.building.wait(DEADLINE)
        assert b"first" in live.ask("/")[1]
        live.gate.set()
        assert built.result(DEADLINE)
    assert live.ask("/")[0].status == 200


def test_a_build_that_ends_badly_opens_the_gate(live: Live) -> None:
    def build(_config: Config) -> BuildResult:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        live.server.while_pages_wait(build)(live.config())
    assert live.ask("/")[0].status == 200


def test_a_site_is_served_below_the_path_of_its_address(start: Callable[..., Live]) -> None:
    live = start("https://example.org/some/path/")
    assert live.server.url.endswith("/some/path/")
    assert live.ask("/")[0].headers["Location"] == "/some/path/"
    assert b"first" in live.ask("/some/path/")[1]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "[::1", "]", "[", "[evil.example]", "a:b:c"]
)
def test_a_foreign_name_is_refused(live: Live, host: str) -> None:
    response, body = live.ask("/", Host=host)
    assert response.status == 403
    assert b"first" not in body


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8000", "192.168.1.5:8000", "digest.localhost"])
def test_a_name_of_this_machine_is_not(live: Live, host: str) -> None:
    assert live.ask("/", Host=host)[0].status == 200


def test_only_reading_is_answered(live: Live) -> None:
    assert live.ask("/", "POST")[0].status == 501
    assert live.ask("/", "DELETE")[0].status == 501


def test_a_browser_that_leaves_is_no_event(live: Live, capfd: pytest.CaptureFixture[str]) -> None:
    (live.root / "site/large.html").write_bytes(b"x" * 30_000_000)
    for request in (
        b"GET /large.html HTTP/1.1\r\n\r\n",
        b"GET /__digest/events HTTP/1.1\r\n\r\n",
        b"GET",
        b"\x16\x03\x01",
    ):
        with socket.create_connection(("127.0.0.1", live.server.server_port)) as connection:
            connection.sendall(request)
            # Closed with a reset in the middle of the answer.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    live.save("second")
    assert b"second" in live.ask("/")[1]
    assert "Traceback" not in capfd.readouterr().err


def test_a_port_in_use_is_one_line_that_says_what_to_do(live: Live) -> None:
    port = live.server.server_port
    with pytest.raises(SetupError, match=rf"--port:0: error: port {port} is in use - .*0 for any"):
        open_server(live.config(), "127.0.0.1", port)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="every port is free to take here")
def test_a_port_for_the_system_is_one_line(root: Path) -> None:
    with pytest.raises(SetupError, match="ports below 1024 need administrator rights"):
        open_server(Config(root=root), "127.0.0.1", 80)


@pytest.mark.parametrize("host", ["a..b", "192.0.2.1", "", " ", "\udcff", "a\nb", "[::1]", "a" * 300])
def test_a_host_that_is_not_here_is_one_line(root: Path, host: str) -> None:
    with pytest.raises(SetupError, match="--host:0: error"):
        open_server(Config(root=root), host, 0)


@pytest.mark.parametrize(("host", "is_open"), [("localhost", False), ("127.0.0.2", False), ("0.0.0.0", True)])
def test_only_a_server_that_others_may_use_answers_to_any_name(root: Path, host: str, is_open: bool) -> None:
    with open_server(Config(root=root), host, 0) as server:
        assert server.is_open_to_others is is_open


def test_an_answer_on_a_kept_connection_does_not_wait_for_the_other_side(live: Live) -> None:
    connection, times = live.connect(), list[float]()
    for _ in range(10):
        start = time.monotonic()
        connection.request("GET", "/")
        connection.getresponse().read()
        times.append(time.monotonic() - start)
    connection.close()
    assert min(times[1:]) < 0.03  # a head and a body apart: 0.044 each time


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"])
def test_a_connection_on_which_no_request_comes_is_closed(
    live: Live, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(http_server, "REQUEST_TIME", 0.3)
    with socket.create_connection(("127.0.0.1", live.server.server_port), timeout=DEADLINE) as connection:
        connection.sendall(said)
        got = b"".join(iter(lambda: connection.recv(65536), b""))
    assert (b"first" in got) == (said[-4:] == b"\r\n\r\n")
    assert not live.server.awaited


def test_a_client_that_says_a_byte_at_a_time_has_no_longer_than_any(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "REQUEST_TIME", 0.3)
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", live.server.server_port), timeout=DEADLINE) as connection:
        with suppress(ConnectionError):
            while time.monotonic() < start + DEADLINE:
                connection.sendall(b"G")
                time.sleep(0.05)
        assert time.monotonic() < start + DEADLINE
    assert live.ask("/")[0].status == 200


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /" + b"a" * 100_000, b"414"),
        (b"GET / HTTP/1.1\r\nCookie: " + b"a" * 100_000, b"431"),
        (b"GET / HTTP/1.1" + b"\r\nCookie: a" * 200, b"431"),
        (b"\x16\x03\x01\x00\xff", b"400"),
    ],
    ids=["an address", "a header", "many headers", "TLS"],
)
def test_a_request_that_is_too_much_is_refused_and_the_next_is_answered(
    live: Live, capfd: pytest.CaptureFixture[str], request_line: bytes, status: bytes
) -> None:
    assert status in live.raw(request_line)
    assert live.ask("/")[0].status == 200
    assert capfd.readouterr().err == ""


def test_two_hundred_connections_keep_nobody_waiting(live: Live) -> None:
    place = ("127.0.0.1", live.server.server_port)
    with ExitStack() as stack:
        crowd = [stack.enter_context(socket.create_connection(place, DEADLINE)) for _ in range(200)]
        assert live.ask("/")[0].status == 200
        for connection in crowd:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        for connection in crowd:
            assert b"first" in b"".join(iter(partial(connection.recv, 65536), b""))


def test_a_page_that_waits_for_news_is_not_silent(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "REQUEST_TIME", 0.2)
    monkeypatch.setattr(http_server, "KEEP_ALIVE", 0.5)
    connection = live.connect()
    connection.request("GET", "/__digest/events?page=/")
    response = connection.getresponse()
    lines = [response.readline() for _ in range(3)]
    connection.close()
    assert lines[2] == b":\n"


def test_a_server_that_cannot_open_a_connection_waits_a_moment(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_server: object) -> NoReturn:
        raise OSError(errno.EMFILE, "Too many open files")

    slept: list[float] = []
    monkeypatch.setattr(socketserver.TCPServer, "get_request", refuse)
    monkeypatch.setattr(time, "sleep", slept.append)
    with pytest.raises(OSError, match="Too many open files"):
        live.server.get_request()
    assert http_server.FULL_PAUSE in slept


def test_the_address_is_one_to_click(root: Path) -> None:
    with open_server(Config(root=root, base_url="https://example.org/digest/"), "0.0.0.0", 0) as server:
        assert server.url == f"http://localhost:{server.server_port}/digest/"


@pytest.mark.skipif(not socket.has_ipv6, reason="there is no IPv6 here")
def test_ipv6(root: Path) -> None:
    try:
        server = open_server(Config(root=root), "::1", 0)
    except SetupError:
        pytest.skip("there is no IPv6 here")
    with server:
        assert server.url == f"http://[::1]:{server.server_port}/"


def test_stopping_frees_the_port(root: Path) -> None:
    live = Live(root)
    attempts = serve_site(live.server, live.config, live.build)
    next(attempts)
    attempts.close()  # type: ignore[attr-defined]
    with open_server(live.config(), "127.0.0.1", live.server.server_port):
        pass


def test_a_page_says_how_the_seeds_were_understood(live: Live) -> None:
    said = "We weigh forty loaves an hour after baking, and again a day later. The first of a batch is light, and then"
    live.seed.write_text(f"May 28\n\nWeighing <b>Bread</b>\n\n{said}\n")
    response, body = live.ask("/__digest/check")
    page = body.decode()
    assert response.status == 200
    assert "paper 1   Weighing &lt;b&gt;Bread&lt;/b&gt;" in page
    assert "doubtful: this abstract looks like a title" in page or "stops in mid-sentence" in page
    live.seed.unlink()
    assert "there is no seed in this folder" in live.ask("/__digest/check")[1].decode()


def test_a_file_that_is_left_out_says_why_on_that_page(live: Live) -> None:
    (live.seed.parent / "refs.txt").write_text("@article{a, title = {Bread}, year = 2020}\n" * 4)
    assert "BibTeX" in live.ask("/__digest/check")[1].decode()
