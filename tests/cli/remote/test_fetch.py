"""`digest fetch`: what a service lists becomes a seed, politely. The service is one of our own on this machine."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.commands import digest
from generator.cli.remote import client, transport
from generator.cli.remote.client import Client, RemoteError
from generator.cli.remote.fetch import plan_fetch, write_addition
from generator.model.problems import ContentError, DigestError, SetupError

DAY = json.dumps(
    [{"title": "A Harbour Pilot", "paper": {"id": "2603.00124", "title": "A Harbour Pilot", "upvotes": 4}}]
)
FEED = "<rss version='2.0'><channel><item><title>The Pause Before Bad News</title></item></channel></rss>"
ROBOT = "<!DOCTYPE html><html><body>Are you a robot?</body></html>"


@dataclass
class Service:
    """A server with what it answers to a path, one after the other, and what it was asked for."""

    url: str = ""
    answers: dict[str, list[tuple[int, dict[str, str], str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def says(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.setdefault(path, []).append((status, named, body))


@pytest.fixture
def service() -> Iterator[Service]:
    known = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            waiting = known.answers.get(self.path, [(404, {}, "")])
            status, headers, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body.encode())), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield known
    server.shutdown()
    server.server_close()


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.told: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def client(self) -> Client:
        return Client(self.told.append, lambda: self.now, self.sleep)


def fetched(service: Service, what: str, seeds: Path, clock: Clock | None = None) -> Path:
    planned = plan_fetch(what, seeds, (clock or Clock()).client(), f"{service.url}/daily")
    return write_addition(planned, seeds)


def test_a_day_is_saved_as_it_came_under_its_date(service: Service, tmp_path: Path) -> None:
    service.says("/daily?date=2026-03-05", DAY)
    file = fetched(service, "2026-03-05", tmp_path)
    assert (file.name, file.read_text("utf-8")) == ("2026-03-05.json", DAY)


def test_a_week_and_a_month_are_asked_for_by_their_names(service: Service, tmp_path: Path) -> None:
    service.says("/daily?week=2026-W10", DAY)
    service.says("/daily?month=2026-03", DAY.replace("Harbour", "River"))
    assert fetched(service, "2026-W10", tmp_path).name == "2026-W10.json"
    assert fetched(service, "2026-03", tmp_path).name == "2026-03.json"


def test_an_address_gives_a_seed_of_its_format(service: Service, tmp_path: Path) -> None:
    service.says("/rss/cs.CL", FEED)
    result = CliRunner().invoke(digest, ["fetch", f"{service.url}/rss/cs.CL", "--seeds", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert [file.name for file in tmp_path.iterdir()] == ["cs.xml"]


def test_nothing_is_written_over_and_the_same_is_not_saved_twice(service: Service, tmp_path: Path) -> None:
    (tmp_path / "2026-03-05.json").write_text("mine", "utf-8")
    service.says("/daily?date=2026-03-05", DAY)
    assert fetched(service, "2026-03-05", tmp_path).name == "2026-03-05-2.json"
    with pytest.raises(ContentError, match="in the seeds already"):
        fetched(service, "2026-03-05", tmp_path)
    assert (tmp_path / "2026-03-05.json").read_text("utf-8") == "mine"


def test_a_service_that_asks_to_wait_is_waited_for(service: Service, tmp_path: Path) -> None:
    service.says("/daily?date=2026-03-05", "", 429, Retry_After="20")
    service.says("/daily?date=2026-03-05", "", 503)
    service.says("/daily?date=2026-03-05", DAY)
    clock = Clock()
    assert fetched(service, "2026-03-05", tmp_path, clock).exists()
    assert [seconds for seconds in clock.slept if seconds > 1] == [20.0, 15.0]
    assert clock.told == ["127.0.0.1 answered 429: waiting 20 s", "127.0.0.1 answered 503: waiting 15 s"]


def test_one_that_is_always_busy_is_given_up_and_one_that_wants_an_hour_at_once(service: Service) -> None:
    service.says("/busy", "", 429)
    service.says("/hour", "", 429, Retry_After="3600")
    with pytest.raises(RemoteError, match="too busy"):
        Clock().client().get(f"{service.url}/busy")
    assert service.asked == ["/busy"] * client.MOST_TRIES
    with pytest.raises(RemoteError, match="asks to wait 60 minutes"):
        Clock().client().get(f"{service.url}/hour")


def test_a_host_is_asked_once_in_its_pause(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PAUSES", {"127.0.0.1": 3.0})
    service.says("/one", "1")
    clock = Clock()
    asking = clock.client()
    for _ in range(3):
        asking.get(f"{service.url}/one")
    assert clock.slept == [3.0, 3.0]


def test_a_page_for_robots_is_no_answer(service: Service, tmp_path: Path) -> None:
    service.says("/daily?date=2026-03-05", ROBOT)
    service.says("/api/query", ROBOT)
    with pytest.raises(ContentError, match="a web page, not with papers"):
        fetched(service, "2026-03-05", tmp_path)
    with pytest.raises(ContentError, match="there is no paper in the answer"):
        fetched(service, f"{service.url}/api/query", tmp_path)
    assert not [*tmp_path.iterdir()]


def test_an_empty_day_is_not_saved(service: Service, tmp_path: Path) -> None:
    service.says("/daily?date=2026-03-07", "[]")
    with pytest.raises(ContentError, match="there is no paper in the answer"):
        fetched(service, "2026-03-07", tmp_path)


def test_only_the_web_is_asked_also_by_detours(service: Service, tmp_path: Path) -> None:
    service.says("/away", "", 302, Location="file:///etc/hostname")
    for address in ("file:///etc/hostname", "ftp://example.org/a.json", f"{service.url}/away"):
        with pytest.raises(DigestError):
            fetched(service, address, tmp_path)
    assert not [*tmp_path.iterdir()]


def test_too_much_is_not_taken(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 1000)
    service.says("/large", "x" * 1001)
    with pytest.raises(RemoteError, match="its answer has more than"):
        Clock().client().get(f"{service.url}/large")


@pytest.mark.parametrize(
    ("what", "said"),
    [("2026-02-30", "no such day"), ("yesterday", "neither a day"), ("http://127.0.0.1:9/x", "cannot be reached")],
)
def test_what_cannot_be_asked_for_is_one_line(what: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=said):
        plan_fetch(what, tmp_path, Clock().client())
