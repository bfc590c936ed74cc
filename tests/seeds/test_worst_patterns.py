"""Files that make a careless reader look back at all the rest for each sign: each is read in a moment, or refused."""

import time

import pytest

from generator.build.check import check_file
from generator.cli import add
from generator.model.problems import SetupError
from generator.seeds.readers import parse_seed
from generator.seeds.records.drafts.dates import join_parts, read_date
from generator.seeds.records.tables import read_table
from generator.seeds.sources import SeedFile
from tests.slowness import slowness

MANY = 8_000
LISTED = "# A List\n\n- [A Title Of One Paper](https://a.b/c)\n- [A Title Of Another](https://a.b/d) "
PATTERNS = {
    "comments in JSON": ("a.json", '{"a": 1, ' + "/**/" * 40 + "x"),
    "comments above JSON": ("a.csv", "/**/" * 40 + "x"),
    "comments above BibTeX": ("a.bib", "% " * 60 + "x"),
    "comments of JSON that have no end": ("a.json", '{"a": 1, ' + "/*" * 10 * MANY),
    "a text of JSON that has no end": ("a.json", '{"a": "' + '\\"' * 10 * MANY),
    "numbers without commas": ("a.json", "[" + "1 " * 5 * MANY),
    "JSON one after the other": ("a.json", '{"title":"a"} ' * MANY),
    "open braces": ("a.bib", "@a{k,t={\n" * MANY),
    "open braces that close": ("a.bib", "@a{k,t={\n" * MANY + "}}" * MANY),
    "open braces in quotes": ("a.bib", '@a{k,t="{\n' * MANY),
    "open comments": ("a.bib", "@comment{\n" * MANY),
    "blank lines in a field": ("a.bib", "@a{k,t={=" + "\n" * 10 * MANY + "}}"),
    "entries on one line": ("a.bib", '@a{k,t="x"} ' * MANY),
    "rows that are not closed": ("a.csv", "title,authors,year\n" + 'A,"B,2020\nA,B,2020\n' * 6 * MANY),
    "blanks in front matter": ("a.md", "---\ntitle: A\nb" + " " * 90_000 + "\n---\nWe do.\n"),
    "blanks above front matter": ("a.md", "---\na" + " " * 10 * MANY + "\n---\nWe do.\n"),
    "colons behind hidden": ("a.md", "hidden" + ":" * 10 * MANY),
    "a list with a text that has no end": ("a.md", '---\ntitle: A\ntags: ["' + '\\"' * 40_000 + "\n---\nWe do.\n"),
    "a text of TOML that has no end": ("a.md", '+++\na = "' + '\\"' * 5 * MANY + "\n+++\nWe do.\n"),
    "brackets in YAML": ("a.yaml", "[a, " * MANY),
    "braces in YAML": ("a.yaml", "{a: " * MANY),
    "slashes in a link of a vault": ("a.md", "---\ntitle: A\nauthors: '[[" + "/" * 60 + "'\n---\nWe do.\n"),
    "commas for authors": ("a.md", "---\ntitle: A\nauthors: 'A" + "," * 90_000 + "x'\n---\nWe do.\n"),
    "stars for authors": ("a.bib", "@a{k,title={A},author={Ann A" + "*" * 5 * MANY + "x}}"),
    "formulas that have no end": ("a.bib", "@a{k,title={A},author={B},abstract={" + "\\(" * 5 * MANY + "}}"),
    "authors in quotes that have no end": ("a.csv", "title,authors\nA,['B', \"" + '\\"' * 2 * MANY + "\n"),
    "keys that nobody knows": ("papers.toml", "[papers.a]\n" + "".join(f"key-{n} = 1\n" for n in range(2 * MANY))),
    "complex keys in YAML": ("a.yaml", "? " * MANY),
    "blanks in a list": ("a.md", LISTED + " " * 20 * MANY + "x\n"),
    "links on lines of a point": ("a.md", LISTED + "[a](b)\n" * 2 * MANY),
    "links on lines of a text": ("a.txt", LISTED + "[a](https://a.b/) c\n" * (MANY // 2)),
    "links that show addresses": (
        "a.html",
        "<h2><a href='b'>A B C</a></h2><p>" + "<a href='d'>https://a.b/</a> " * 3 * MANY,
    ),
    "buttons of a page": (
        "a.html",
        "<h2><a href='https://a.b/c'>A B C</a></h2><p>" + "<a href='d'>PDF</a> " * 8 * MANY,
    ),
    "links in HTML that have no end": ("a.md", LISTED + "<a href='https://a.b/c'>d\n" * (MANY // 2)),
    "addresses on lines": ("a.md", LISTED + "[1]: https://a.b/c\n" * (MANY // 4)),
    "addresses in a list": ("a.md", LISTED + "https://a.b/c " * 9 * MANY),
    "addresses in a point": ("a.md", LISTED + "https://a.b/c " * (MANY // 2)),
    "the start of an address": ("a.md", f"# A Title\n\nWe show {'www.' * 5 * MANY} x\n"),
    "emphasis": ("a.md", "# A\n\n" + "*a **b " * 40 * MANY),
    "crumbs in Markdown": ("a.md", LISTED + "a\n" * 20 * MANY),
    "crumbs beside links": ("a.txt", LISTED + "a\n" * 20 * MANY),
    "blanks among authors": ("a.bib", "@a{k,title={A B},author={A" + " " * 10 * MANY + "x}}"),
    "white space written as escapes": (
        "a.json",
        '[{"title": "A B", "authors": "C", "abstract": "A' + "\\\\n" * 5 * MANY + 'x"}]',
    ),
    "blanks in an id": ("a.ris", "TY  - JOUR\nTI  - A B\nAN  - A" + " " * 8 * MANY + "x\nER  -\n"),
    "braces where TOML has none": ("papers.toml", '[papers.a]\n@b{c="d"}\n' + '@b{c="d"}\n' * 3 * MANY),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_long(name: str) -> None:
    path, text = PATTERNS[name]
    before, start = slowness(), time.process_time()
    check_file(SeedFile(path, text.encode()))
    assert time.process_time() - start < 3 * slowness(before)


def test_a_large_row_costs_only_itself() -> None:
    """A quotation mark that is never closed makes a cell larger than the `csv` module reads."""
    rows = "".join(f"Title {n},Ann Ash,{n}\n" for n in range(10_000))
    found = read_table(f'title,authors,abstract\nA Title,"Bo Birch,x\n{rows}', "a.csv")
    assert len(found.records) == 10_000
    assert [problem.line for problem in found.problems] == [2]


def test_digits_need_not_be_a_number() -> None:
    assert [read_date(each) for each in ("²" * 9, 1e999, -1e999, float("nan"))] == [None] * 4
    assert join_parts("2025", "1" * 5000) == "2025"
    with pytest.raises(SetupError, match="neither a day nor a year"):
        add._parse_date("²²²²")


def test_as_many_votes_as_no_number_holds() -> None:
    page = "[A Title Of One Paper](https://arxiv.org/abs/2505.01234)\n\n▲ " + "9" * 400 + "\n\n12 authors\n"
    assert all((draft.votes or 0) < 10**15 for draft in parse_seed(SeedFile("a.md", page.encode())).drafts)
