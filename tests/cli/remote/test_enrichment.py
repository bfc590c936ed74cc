"""`digest enrich` against services that know some of the papers: what it finds, what it doubts, and what builds use."""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.build.site import build_site
from generator.cli.remote.enrich import enrich_seeds
from generator.cli.remote.enrichment import Enrichment
from generator.cli.remote.service_client import KeptAnswer, Request, ServiceClient
from generator.cli.remote.services import ADDRESSES, Services
from generator.model.config import Config
from generator.model.problems import SetupError
from tests.cli.remote.service_server import ARXIV_ERROR, DOWN, ROBOT, KnownPaper, ServiceServer, serving
from tests.seed_58 import SEED, pasted_papers

DAY = datetime.date(2026, 11, 30)
RINGS = (
    "Trees write down droughts in their rings, but the youngest rings are under the bark. We read them with a needle of"
    " half a millimetre."
)
BOATS = (
    "Children launch paper boats and lose them. We describe a pilot of eleven rules that brings a paper boat back to"
    " the shore of the pond."
)
SALT = "Old salt roads are gone from the maps. Seen from the air after rain, the grass above them is darker."
PAGE = f"Reading Young Rings\n\n{RINGS}\n\nA Pilot for Paper Boats\n\n{BOATS}\n\nSalt Roads From the Air\n\n{SALT}\n"
KNOWN = (
    KnownPaper("Reading Young Rings", RINGS, "2603.00143", "10.1000/tf.1"),
    KnownPaper("A Pilot for Paper Boats", BOATS, "", "10.1000/boats", places=("crossref", "openalex")),
    KnownPaper("Salt Roads From the Air", f"{RINGS} And quite another text.", "2603.00999"),
)


def a_site(folder: Path, page: str = PAGE, name: str = "2026-03-04.txt") -> Config:
    (folder / "seeds").mkdir()
    (folder / "seeds" / name).write_text(page, encoding="utf-8")
    return Config(root=folder, seeds=folder / "seeds", out=folder / "site")


def enrich(
    config: Config,
    server: ServiceServer,
    *,
    offline: bool = False,
    write: bool = True,
    contact: str = "",
    key: str = "",
) -> Enrichment:
    services = Services(contact, key, addresses=dict.fromkeys(ADDRESSES, server.url))
    client = ServiceClient(config.root / "cache", contact, offline, sleep=lambda _: None)
    return enrich_seeds(config, client, services, lambda *_: None, day=DAY if write else None)


def found_in(done: Enrichment) -> dict[str, bool]:
    """By paper whether it was found without a doubt."""
    return {each.paper.id: not each.match.doubt for each in done.findings}


def built_papers(config: Config) -> dict[str, dict[str, object]]:
    build_site(config, epoch=DAY)
    return {each["id"]: each for each in json.loads((config.out / "data/papers.json").read_text())}


def test_what_is_found_is_written_and_used_and_what_is_doubtful_waits(tmp_path: Path) -> None:
    config = a_site(tmp_path)
    with serving(*KNOWN) as server:
        done = enrich(config, server)
    assert found_in(done) == {"reading-young-rings": True, "salt-roads-from-the-air": False}
    assert done.unknown == ["a-pilot-for-paper-boats"]
    file = tmp_path / "seeds/enriched.toml"
    written = file.read_text(encoding="utf-8")
    assert 'source = "arXiv"\nscore = 1.0\ndate = 2026-11-30\n' in written
    assert f"#   here : Salt Roads From the Air | {SALT[:38]}" in written
    papers = built_papers(config)
    assert papers["reading-young-rings"]["authors"] == ["Ines Muster", "Jonas Beispiel"]
    assert (papers["reading-young-rings"]["arxiv"], papers["reading-young-rings"]["published"]) == (
        "2603.00143",
        "2026-03-01",
    )
    assert papers["reading-young-rings"]["sources"]["authors"]["path"] == "enriched.toml"  # type: ignore[index]
    assert papers["salt-roads-from-the-air"]["authors"] == []
    file.write_text(written.replace("accept = false", "accept = true"), encoding="utf-8")
    accepted = built_papers(config)
    assert accepted["salt-roads-from-the-air"]["arxiv"] == "2603.00999"
    assert [*accepted] == [*papers], "no address changes"
    (tmp_path / "seeds/papers.toml").write_text(
        '[papers.reading-young-rings]\nauthors = ["Ada Own"]\n', encoding="utf-8"
    )
    assert built_papers(config)["reading-young-rings"]["authors"] == ["Ada Own"]


def test_the_curators_key_and_address_ask_two_more(tmp_path: Path) -> None:
    config = a_site(tmp_path)
    with serving(*KNOWN) as server:
        assert enrich(config, server, write=False, key="K").unknown == []
    with serving(*KNOWN) as server:
        (tmp_path / "cache").rename(tmp_path / "old")
        done = enrich(config, server, write=False, contact="me@example.org")
    (boats,) = (each for each in done.findings if each.paper.id == "a-pilot-for-paper-boats")
    assert (boats.sources, boats.match.found.venue) == (("Crossref",), "Trial Forests")


def test_one_list_of_the_day_spares_the_searches(tmp_path: Path) -> None:
    config = a_site(tmp_path)
    listed = [each._replace(day="2026-03-04", arxiv=f"2603.0000{n}") for n, each in enumerate(KNOWN[:2])]
    with serving(*listed) as server:
        assert found_in(enrich(config, server)) == {"reading-young-rings": True, "a-pilot-for-paper-boats": True}
    kinds = [asked.partition("?")[2].partition("=")[0] for asked in server.asked]
    assert kinds == ["date", "search_query", "query", "id_list"], "two searches for the one that the list lacks"


def test_an_id_in_the_seeds_needs_no_search_and_is_checked(tmp_path: Path) -> None:
    page = f"---\ntitle: Reading Young Rings\narxiv: 2603.00143\n---\n{RINGS}\n"
    other = f"---\ntitle: Knots\narxiv: 2603.00999\n---\n{BOATS}\n"
    config = a_site(tmp_path, page, "rings.md")
    (tmp_path / "seeds/knots.md").write_text(other, encoding="utf-8")
    with serving(*KNOWN) as server:
        assert found_in(enrich(config, server)) == {"reading-young-rings": True, "knots": False}
    assert len(server.asked) == 1


def test_a_second_call_asks_nobody_and_leaves_a_persons_word(tmp_path: Path) -> None:
    config = a_site(tmp_path)
    with serving(*KNOWN) as server:
        enrich(config, server)
        file = tmp_path / "seeds/enriched.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("Ines Muster", "Ines M."), encoding="utf-8")
        before, count = file.read_bytes(), len(server.asked)
        assert enrich(config, server).findings == []
        assert (file.read_bytes(), len(server.asked)) == (before, count)


def test_offline_replays_what_was_kept_and_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    config = a_site(tmp_path)
    with serving(*KNOWN) as server:
        dry = enrich(config, server, offline=True, write=False)
        assert (len(server.asked), dry.findings, len(dry.missing)) == (0, [], 1 + 3 * 2)
        enrich(config, server, write=False)
        count = len(server.asked)
        assert len(enrich(config, server, offline=True).findings) == 2
        assert len(server.asked) == count
    assert (tmp_path / "seeds/enriched.toml").exists()


@pytest.mark.parametrize("trouble", [[DOWN] * 9, [ROBOT] * 9])
def test_a_service_without_answers_is_told_once_and_its_papers_are_not_unknown(
    trouble: Sequence[tuple[int, dict[str, str], bytes]], tmp_path: Path
) -> None:
    config = a_site(tmp_path, name="page.txt")
    with serving(*KNOWN) as server:
        server.trouble = [*trouble[:4]]
        done = enrich(config, server)
        assert [problem.path for problem in done.problems] == ["arXiv"]
        assert "later" in done.problems[0].hint
        assert done.unknown == []
        assert enrich(config, server).problems == []


def test_what_arxiv_answers_instead_of_papers_is_told(tmp_path: Path) -> None:
    config = a_site(tmp_path, name="page.txt")
    with serving(*KNOWN) as server:
        server.trouble = [ARXIV_ERROR]
        (problem,) = enrich(config, server).problems
    assert "incorrect id format for 1234" in problem.message


@pytest.mark.parametrize("killed_at", range(1, 8))
def test_killed_at_any_request_it_goes_on_there_and_asks_nothing_twice(
    killed_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = a_site(tmp_path)
    with serving(*KNOWN) as server:
        keep = ServiceClient._keep

        def keep_and_die(client: ServiceClient, request: Request, answer: KeptAnswer) -> None:
            keep(client, request, answer)
            if len(server.asked) == killed_at:
                raise KeyboardInterrupt

        with monkeypatch.context() as dying:
            dying.setattr(ServiceClient, "_keep", keep_and_die)
            with pytest.raises(KeyboardInterrupt):
                enrich(config, server)
        assert not (tmp_path / "seeds/enriched.toml").exists()
        assert len(enrich(config, server).findings) == 2
    assert len(server.asked) == len({*server.asked}) == 7


def test_a_broken_file_of_findings_is_named_with_its_line(tmp_path: Path) -> None:
    config = a_site(tmp_path)
    (tmp_path / "seeds/enriched.toml").write_text("# mine\n[papers\n", encoding="utf-8")
    with serving() as server, pytest.raises(SetupError, match=r"enriched\.toml:2"):
        enrich(config, server)


def test_of_the_58_every_paper_that_is_known_is_found_and_none_wrongly(tmp_path: Path) -> None:
    """The services know 40 of them, eight more under the same title with another text, and none of ten."""
    papers = pasted_papers()
    known = [
        KnownPaper(each.title, each.abstract if n < 40 else f"{RINGS} {n}", f"2306.{n:05}", authors=(f"Author A{n}",))
        for n, each in enumerate(papers[:48])
    ]
    namesakes = [KnownPaper(f"{each.title} Revisited", BOATS, f"2306.1{n:04}") for n, each in enumerate(papers)]
    config = a_site(tmp_path, SEED.read_text(encoding="utf-8"), SEED.name)
    with serving(*known, *namesakes) as server:
        done = enrich(config, server)
    sure = {each.paper.draft.title: each.match.found for each in done.findings if not each.match.doubt}
    assert {title: found.arxiv for title, found in sure.items()} == {
        each.title: f"2306.{n:05}" for n, each in enumerate(papers[:40])
    }
    assert len(done.findings) == 48
    assert len(done.unknown) == 10
    assert len(server.asked) == len({*server.asked}) <= 58 + 18 + 1
