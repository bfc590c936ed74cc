"""The same five hundred papers, kept in six formats and in three digests, are each one page with all that is known."""

import csv
import io
import json
from html import escape
from typing import Any

import pytest

from generator.library import build_library
from generator.model.config import Config
from generator.model.papers import Library
from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.bench.recombined import recombined
from tests.library.test_merging import EPOCH
from tests.seed_58 import PAPERS

PEOPLE = ("Ines Muster", "Jonas Beispiel", "Gina Trial", "Emil Dummy", "Wei Sample")
Record = dict[str, Any]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """Papers made of sentences of real ones, each with two authors and an id."""
    real = [
        {
            "title": each.title,
            "abstract": each.abstract,
            "authors": [PEOPLE[n % 5], PEOPLE[n % 4]],
            "year": "",
            "venue": "",
        }
        for n, each in enumerate(PAPERS)
    ]
    found = recombined(real, 500)
    return [
        each | {"authors": [*PEOPLE[n % 4 : n % 4 + 2]], "arxiv": f"2505.{10_000 + n}"} for n, each in enumerate(found)
    ]


def as_text(records: list[Record]) -> str:
    return "\n".join([f"{each['title']}\n\n{each['abstract']}\n" for each in records])


def as_bibtex(records: list[Record]) -> str:
    entry = (
        "@misc{{k{arxiv},\n title = {{{title}}},\n author = {{{names}}},\n eprint = {{{arxiv}}},\n"
        " archivePrefix = {{arXiv}},\n abstract = {{{abstract}}}\n}}\n"
    )
    plain = str.maketrans({"%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"})
    return "".join(
        [
            entry.format(
                arxiv=each["arxiv"],
                names=" and ".join(each["authors"]),
                title=each["title"].translate(plain),
                abstract=each["abstract"].translate(plain),
            )
            for each in records
        ]
    )


def as_ris(records: list[Record]) -> str:
    def lines(each: Record) -> list[str]:
        names = [f"AU  - {name}" for name in each["authors"]]
        end = [f"UR  - https://arxiv.org/abs/{each['arxiv']}", f"AB  - {each['abstract']}", "ER  - "]
        return ["TY  - GEN", f"TI  - {each['title']}", *names, *end]

    return "".join([f"{line}\r\n" for each in records for line in lines(each)])


def as_json(records: list[Record]) -> str:
    return json.dumps(records)


def as_table(records: list[Record]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Title", "Authors", "Abstract", "arXiv"])
    table.writerows([[e["title"], "; ".join(e["authors"]), e["abstract"], e["arxiv"]] for e in records])
    return out.getvalue()


def as_atom(records: list[Record]) -> str:
    """An answer of arXiv's API."""
    entries = [
        f"<entry><id>http://arxiv.org/abs/{each['arxiv']}v1</id><title>{escape(each['title'])}</title>"
        + "".join([f"<author><name>{name}</name></author>" for name in each["authors"]])
        + f"<summary>{escape(each['abstract'])}</summary></entry>"
        for each in records
    ]
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>'


FORMATS = {
    "a.txt": as_text,
    "b.bib": as_bibtex,
    "c.ris": as_ris,
    "d.json": as_json,
    "e.csv": as_table,
    "f.xml": as_atom,
}


def library_of(**files: str) -> Library:
    seeds = [parse_seed(SeedFile(name.replace("_", "."), text.encode())) for name, text in files.items()]
    found, problems = build_library(seeds, Config(), EPOCH)
    assert [problem for problem in problems if problem.severity == "error"] == []
    return found


def test_the_same_papers_in_six_formats_are_one_page_each(records: list[Record]) -> None:
    found = library_of(**{name: write(records) for name, write in FORMATS.items()})
    known = {each["arxiv"]: each for each in records}
    assert {paper.arxiv for paper in found.papers} == known.keys()
    assert len(found.papers) == len(records)
    assert all(list(paper.authors) == known[paper.arxiv or ""]["authors"] for paper in found.papers)


def test_digests_that_overlap_are_their_union(records: list[Record]) -> None:
    """Of 500 papers three digests have 200 in common and 100 each of their own, in formats that differ."""
    common, *own = records[:200], records[200:300], records[300:400], records[400:]
    texts = [write(common + some) for write, some in zip((as_text, as_bibtex, as_table), own, strict=True)]
    found = library_of(**dict(zip(("2025-05-01.txt", "2025-05-02.bib", "2025-05-03.csv"), texts, strict=True)))
    assert sorted(paper.title.text for paper in found.papers) == sorted(library_titles(records))
    assert [len(edition.papers) for edition in found.editions] == [300, 300, 300]


def library_titles(records: list[Record]) -> list[str]:
    """The titles as the site has them."""
    return [paper.title.text for paper in library_of(**{"all.json": as_json(records)}).papers]
