"""Data files: papers as programs write them, one story a format and one for each oddity of real exports."""

import re
from pathlib import Path

import pytest

from generator.build.site import build_site
from generator.model.config import Config
from generator.model.papers import ParsedSeed
from generator.seeds.readers import parse_seed
from generator.seeds.records.drafts.authors import read_orcids, turn_name
from generator.seeds.records.drafts.dates import read_date
from generator.seeds.records.drafts.texts import read_abstract, read_title
from generator.seeds.records.record import FieldValue
from generator.seeds.sources import LARGEST, SeedFile
from tests.builders import read_folder, write_files
from tests.cases import FOLDER, Case, load_cases
from tests.reading_outline import outline


def file_of(case: Case) -> str:
    """The name of the file that a case is, as its heading has it."""
    named = re.match(r"`([^`]+)`: ", case.title)
    assert named, f"the heading {case.title!r} must begin with the name of a file"
    return named[1]


@pytest.mark.parametrize("case", load_cases(FOLDER / "formats.md"), ids=str)
def test_a_file_of_each_format_is_read(case: Case) -> None:
    parsed = parse_seed(SeedFile(file_of(case), case.input.encode()))
    assert outline(parsed) == case.expected
    assert not parsed.problems


@pytest.mark.parametrize("case", load_cases(FOLDER / "exports.md") + load_cases(FOLDER / "data-files.md"), ids=str)
def test_what_is_odd_in_a_file_costs_no_more_than_that(case: Case) -> None:
    assert outline(parse_seed(SeedFile(file_of(case), case.input.encode()))) == case.expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([{"given": "Gina", "family": "Trial", "ORCID": "http://orcid.org/0000-0002-1825-0097"}], "Gina Trial"),
        ([{"author": {"display_name": "Gina Trial", "orcid": "https://orcid.org/0000-0002-1825-0097"}}], "Gina Trial"),
        ({"Author": {"LastName": "Trial", "ForeName": "Gina", "Identifier": {"#text": "0000000218250097"}}}, ""),
        ([{"name": "Gina Trial", "orcid": "0000-0002-1825-0098"}], ""),
        ([{"name": "Gina Trial", "orcid": "0000-0002-1694-233X"}], "Gina Trial"),
        (["Gina Trial"], ""),
        ("Gina Trial (0000-0002-1825-0097)", ""),
    ],
)
def test_an_orcid_is_taken_with_its_name_if_its_check_digit_is_right(authors: object, expected: str) -> None:
    found = read_orcids([FieldValue(authors, 1, 1)])
    assert [name for name, _ in found] == ([expected] if expected else [])


def titles(parsed: ParsedSeed) -> list[str]:
    return [draft.title for draft in parsed.drafts]


TABLE = "Titel;Autoren;Jahr\nÜber die Größe kleiner Häfen;Jörg Müller;2024\nEin Spaziergang am Meer;Zoë Groß;2023\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_table_is_read_in_whatever_encoding_excel_saved_it(encoding: str) -> None:
    parsed = parse_seed(SeedFile("Liste.csv", TABLE.encode(encoding)))
    assert titles(parsed) == ["Über die Größe kleiner Häfen", "Ein Spaziergang am Meer"]
    assert parsed.drafts[0].authors == ("Jörg Müller",)
    assert [problem.line for problem in parsed.problems] == ([2] if encoding == "cp1252" else [])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("标题,作者,年份\n屋顶上的苔藓是一种时钟吗,王小明,2026\n没有人知道旧屋顶上次修理的时间,李华,2025\n", "gb18030"),
        ("Titulo,Autores\nLos nombres de los ríos españoles,José Muñoz\n", "cp1252"),
        ("Tytul,Autorzy\nSowy w miastach są słyszane w nocy,Łukasz Żółć\n", "cp1250"),
        ("Название,Авторы,Год\nЧасы из мха на старой крыше,Инна Петрова,2026\n", "cp1251"),
    ],
)
def test_the_encoding_of_other_scripts_is_told_from_the_text(text: str, encoding: str) -> None:
    parsed = parse_seed(SeedFile("list.csv", text.encode(encoding)))
    assert titles(parsed) == [row.split(",")[0] for row in text.splitlines()[1:]]


def test_an_identifier_that_is_an_address_leads_to_the_paper() -> None:
    xml = "<record><title>Bread</title><creator>Muñoz, Ana</creator><identifier>https://a.example/12</identifier></record>"
    assert [link.url for link in parse_seed(SeedFile("oai.xml", xml.encode())).drafts[0].links] == [
        "https://a.example/12"
    ]


def test_a_declared_encoding_counts_where_the_bytes_allow_it() -> None:
    xml = '<?xml version="1.0" encoding="{}"?><rss><channel><item><title>Café Chess</title></item></channel></rss>'
    right, wrong = xml.format("iso-8859-1").encode("latin-1"), xml.format("ascii").encode("utf-8")
    assert titles(parse_seed(SeedFile("a.xml", right))) == ["Café Chess"]
    assert titles(parse_seed(SeedFile("b.xml", wrong))) == ["Café Chess"]


def test_a_file_that_is_far_too_large_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "large.jsonl").open("wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "list.json").write_text('[{"title": "A Harbour Pilot", "authors": ["Hugo Specimen"]}]', "utf-8")
    large, small = read_folder(tmp_path)
    assert "more than 100 MB" in large.problems[0].message
    assert titles(small) == ["A Harbour Pilot"]


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2017///", "2017"),
        ("2026/03/02/", "2026-03-02"),
        ("2024 Mar 5", "2024-03-05"),
        ("Tue, 7 Mar 2006 10:00:00 GMT", "2006-03-07"),
        ("March 2024", "2024-03"),
        ("January 1978", "1978-01"),
        ("11-15 Oct. 2021", "2021-10-11"),
        ("2025-11/2025-12", "2025-11"),
        ("20240305", "2024-03-05"),
        ("05/06/2025", "2025"),
        (1700000000000, "2023-11-14"),
        ({"date-parts": [[2025, 3]]}, "2025-03"),
        ({"year": "2024", "month": "Mar"}, "2024-03"),
        ("in press", None),
        (True, None),
    ],
)
def test_a_date_says_no_more_than_was_written(said: object, date: str | None) -> None:
    assert read_date(said) == date


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Dummy, Jr., Emil", "Emil Dummy Jr."),
        ("Dummy, Emil, Jr.", "Emil Dummy Jr."),
        ("van der Test, Dora", "Dora van der Test"),
        ("Seed Bank of the Trial Valley", "Seed Bank of the Trial Valley"),
    ],
)
def test_names_are_shown_given_name_first(written: str, name: str) -> None:
    assert turn_name(written) == name


def test_two_authors_may_have_one_name() -> None:
    parsed = parse_seed(SeedFile("a.json", b'[{"title": "A Lookout", "authors": ["Wei Wang", "Li Hua", "Wei Wang"]}]'))
    assert parsed.drafts[0].authors == ("Wei Wang", "Li Hua", "Wei Wang")


@pytest.mark.parametrize(
    ("written", "abstract"),
    [
        ("Abstract: We count owls.", "We count owls."),
        ("Abstract-level reasoning is hard.", "Abstract-level reasoning is hard."),
        ("We count owls. © 2025 Elsevier Ltd. All rights reserved.", "We count owls."),
        ("We count (c) owls and <SEG> tokens, p < 0.05.", "We count (c) owls and <SEG> tokens, p < 0.05."),
        ("<p>One.</p><p>Two &amp; <i>three</i>.</p>", "One.\n\nTwo & three."),
        ("We count owls.\n标题：数猫头鹰\n摘要：我们数。", "We count owls."),
        ("[No abstract available]", ""),
        ("Proceedings of Trial Birds", ""),
    ],
)
def test_an_abstract_is_the_authors_words_alone(written: str, abstract: str) -> None:
    assert read_abstract(written, ("A Title", "Proceedings of Trial Birds")) == abstract


FEED = """<rss version="2.0"><channel><title>x</title><item><title>The Pause Before Bad News</title>
<description>People pause before they tell bad news, as long as they can, in each of four hundred calls.</description>
<pubDate>Tue, 03 Mar 2026 12:00:00 +0000</pubDate></item></channel></rss>"""


def test_a_feed_is_listed_on_its_day_and_never_in_place_of_a_digest(tmp_path: Path) -> None:
    digest = "Reading by Memory\n\nWe keep a small memory. It halves the reading of all that is known.\n"
    made = write_files(tmp_path, {"seeds/2026-03-01.txt": digest, "seeds/news.xml": FEED, "digest.toml": ""})
    config = Config(root=made, seeds=made / "seeds", out=made / "site")
    build_site(config)
    home = (made / "site/index.html").read_text("utf-8")
    assert "Reading by Memory" in home
    assert "The Pause Before Bad News" not in home
    assert "The Pause Before Bad News" in (made / "site/editions/2026-03-03.html").read_text("utf-8")
    (made / "seeds/2026-03-01.txt").unlink()
    build_site(config)
    assert "The Pause Before Bad News" in (made / "site/index.html").read_text("utf-8")


def test_what_services_put_around_a_title_is_no_part_of_it() -> None:
    assert read_title("The Pause Before Bad News (arXiv:2602.00142v2 [cs.CL] UPDATED)") == "The Pause Before Bad News"
    assert read_title("[PDF] Moss as a Clock (of Roofs)") == "Moss as a Clock (of Roofs)"
    assert read_title("Counting Owls in a Town.") == "Counting Owls in a Town"
    assert read_title("Owls, Crows et al.") == "Owls, Crows et al."


def test_what_is_missing_at_the_end_of_yaml_is_missed_on_its_last_line() -> None:
    assert [problem.line for problem in parse_seed(SeedFile("a.yaml", b"- title: A\n- {id: b\n")).problems] == [2]
