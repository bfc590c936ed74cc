"""Asking services: at their pace, patiently, and no question twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.remote.service_client import Request, Service, ServiceClient, ServiceError
from tests.cli.remote.service_server import BUSY, DOWN, ROBOT, ServiceServer, serving

SLOW = Service("arXiv", 3.0)


@pytest.fixture
def server() -> Iterator[ServiceServer]:
    with serving() as running:
        yield running


class Asking:
    """A client whose waits take no time; `waits` are the seconds it would have waited."""

    def __init__(self, folder: Path, *, offline: bool = False) -> None:
        self.waits: list[float] = []
        self.said: list[str] = []
        self.clock = 1e9
        self.client = ServiceClient(folder, "me@example.org", offline, self.said.append, self.sleep, lambda: self.clock)

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds))
        self.clock += seconds


def a_request(server: ServiceServer, query: str = "search_query=ti:%22lamps%22") -> Request:
    return Request(SLOW, f"{server.url}/api/query?{query}", "<")


def test_a_kept_answer_is_never_asked_for_again(server: ServiceServer, tmp_path: Path) -> None:
    first = Asking(tmp_path).client.get(a_request(server))
    assert first
    assert b"<feed" in first.data
    assert Asking(tmp_path).client.get(a_request(server)) == first
    assert Asking(tmp_path, offline=True).client.get(a_request(server)) == first
    assert Asking(tmp_path, offline=True).client.get(a_request(server, "id_list=1")) is None
    assert len(server.asked) == 1


def test_a_service_is_asked_at_its_pace_from_one_run_to_the_next(server: ServiceServer, tmp_path: Path) -> None:
    asking = Asking(tmp_path)
    for number in range(3):
        asking.client.get(a_request(server, f"id_list={number}"))
    assert asking.waits == [3, 3]
    again = Asking(tmp_path)
    again.clock = asking.clock + 1
    again.client.get(a_request(server, "id_list=9"))
    assert again.waits == [2]


def test_what_a_service_asks_to_wait_is_told_and_waited_for(server: ServiceServer, tmp_path: Path) -> None:
    server.trouble = [BUSY, DOWN, ROBOT]
    asking = Asking(tmp_path)
    assert asking.client.get(a_request(server))
    assert [wait for wait in asking.waits if wait > 3] == [7, 20, 60]
    assert "429" in asking.said[0]
    assert "waiting 7 s" in asking.said[0]
    assert "robot" in asking.said[2]


@pytest.mark.parametrize("trouble", [ROBOT, DOWN])
def test_a_service_that_gives_no_answer_is_left_alone(
    trouble: tuple[int, dict[str, str], bytes], server: ServiceServer, tmp_path: Path
) -> None:
    server.trouble = [trouble] * 9
    asking = Asking(tmp_path)
    for number in range(3):
        with pytest.raises(ServiceError):
            asking.client.get(a_request(server, f"id_list={number}"))
    assert len(server.asked) == 4


def test_a_refused_question_is_not_repeated(server: ServiceServer, tmp_path: Path) -> None:
    server.trouble = [(403, {}, b"")]
    with pytest.raises(ServiceError, match="403"):
        Asking(tmp_path).client.get(a_request(server))
    assert len(server.asked) == 1


def test_a_service_nobody_reaches_is_told_in_words(tmp_path: Path) -> None:
    nowhere = Request(SLOW, "http://127.0.0.1:9/api/query?x=1", "<")
    with pytest.raises(ServiceError, match="it cannot be reached"):
        Asking(tmp_path).client.get(nowhere)


def test_an_answer_cut_short_or_half_kept_is_no_answer(server: ServiceServer, tmp_path: Path) -> None:
    server.trouble = [(200, {"Content-Length": "900"}, b"<feed>")]
    assert Asking(tmp_path).client.get(a_request(server))
    (kept,) = (path for path in (tmp_path / "arXiv").iterdir() if path.name != "last-asked")
    kept.write_bytes(kept.read_bytes()[:-3])
    assert Asking(tmp_path, offline=True).client.get(a_request(server)) is None


def test_no_key_and_no_address_is_kept(server: ServiceServer, tmp_path: Path) -> None:
    secret = Request(SLOW, f"{server.url}/api/query?id_list=1&api_key=S3CRET&mailto=me%40example.org", "<")
    Asking(tmp_path).client.get(secret)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"S3CRET" in path.read_bytes()]
    assert Asking(tmp_path).client.get(secret._replace(url=secret.url.replace("S3CRET", "another")))
    assert len(server.asked) == 1
