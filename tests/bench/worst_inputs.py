"""What bombs cost: `digest check` of a file of each shape, in seconds of CPU and megabytes of memory.

    python -m tests.bench.worst_inputs [MEGABYTES...] [NAME...]    (1 MB of each, unless said otherwise)

A bomb is a file of one sign or pattern, repeated, which somewhere in a program makes one look back at, or forward to,
all the others. Some are written for a reader (`NAMED`), the others are each pattern at each place of each format. Each
is read by a process of its own, whose start is not counted.
"""

import math
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from tests.builders import write_file
from tests.command import digest_here

PAPER = "A Title Of One Paper\n\nWe show that this is an abstract of a paper, long enough to be one.\n"
TITLE = "A Title Of One Paper\n\n"
LIMIT = 120
"""Seconds of CPU after which a process is stopped."""

Make = Callable[[int], str]


def repeat(pattern: str, start: str = TITLE, end: str = "\n") -> Make:
    return lambda size: start + pattern * (size // len(pattern.encode())) + end


def number(pattern: str, start: str = "", end: str = "") -> Make:
    """A pattern with the number of its place in it."""
    return lambda size: start + "".join(pattern.format(i) for i in range(size // len(pattern.format(99_999)))) + end


PLAIN: dict[str, Make] = {
    "slashes": repeat("/"),
    "brackets behind an address": repeat(")", TITLE + "https://a.b/"),
    "addresses": repeat("https://a.b/c "),
    "base64": repeat("TWFuIGlzIGRpc3Rpbmd1aXNoZWQ+/"),
    "backslashes": repeat("\\"),
    "dollars": repeat("$"),
    "formulas": repeat("$a$ "),
    "open typefaces": repeat("\\textbf{"),
    "blanks": repeat(" ", TITLE + "a", "b\n"),
    "one word": repeat("a"),
    "short words": repeat("Ab "),
    "acronyms": repeat("Foo Bar (FB) "),
    "sentences": repeat("We do. "),
    "wrapped lines": repeat("we say that it goes on like this for a very long while and has no end at all\n"),
    "numbered lines": repeat("1. a sentence of its own.\n"),
    "titles": number("Title Number {0}\n\nWe show that number {0} is an abstract that is long enough to be one.\n\n"),
    "one title": repeat("One Title\n\nWe show that it is an abstract that is long enough to be one.\n\n", ""),
    "one title, other texts": number("One Title\n\n{0}a {0}b {0}c {0}d {0}e {0}f {0}g {0}h are what we show.\n\n"),
    "crumbs": repeat("a\n"),
}
MARKDOWN: dict[str, Make] = {
    "Markdown: brackets": repeat("[", "# A\n\n"),
    "Markdown: pictures": repeat("![", "# A\n\n"),
    "Markdown: emphasis": repeat("*a **b ", "# A\n\n"),
    "Markdown: lists": repeat("- a\n", "# A\n\n"),
    "Markdown: a list of links": number(
        "- [Paper {0} of this list](https://a.example/{0}) - what it does\n", "# A\n\n"
    ),
    "Markdown: wrapped lines": repeat("we say that it goes on like this for a while\n", "# A\n\n"),
    "front matter: keys": number("key{0}: 1\n", "---\n", "---\nabc\n"),
    "front matter: brackets": repeat("[", "---\na: ", "\n---\nabc\n"),
    "front matter: aliases": number("k{0}: *a\n", "---\na: &a [x]\n", "---\nabc\n"),
    "front matter: tags": repeat("a,", "---\ntags: [", "]\n---\nabc\n"),
}
TOML: dict[str, Make] = {
    "TOML: unknown keys": number("k{0} = 1\n"),
    "TOML: papers": number('[papers.k{0}]\ntitle = "Title {0}"\n'),
    "TOML: empty tables": number("[papers.k{0}]\n"),
    "TOML: a long array": repeat('"x",', "[papers.a]\ntags = [", "]\n"),
    "TOML: brackets": repeat("[", "a = "),
    "TOML: dots": repeat("a.", "[", "a]\n"),
    "TOML: digits": repeat("1", "a = "),
}
DATA: dict[str, tuple[str, Make]] = {
    "BibTeX: papers": ("a.bib", number("@misc{{k{0}, title={{Title {0}}}, author={{Ann Ash}}}}\n")),
    "BibTeX: open braces": ("a.bib", repeat("@a{k,t={\n", "")),
    "JSON: one after the other": ("a.json", number('{{"title": "Title {0}", "authors": "Ann Ash"}} ')),
    "JSON: comments": ("a.json", repeat("/**/", '{"a": 1, ', "x\n")),
    "CSV: rows that are not closed": ("a.csv", repeat('A,"B,2020\nA,B,2020\n', "title,authors,year\n")),
    "XML: open elements": ("a.xml", repeat("<a>", "")),
    "HTML: open elements": ("a.html", repeat("<div>", "<p>A")),
    "RIS: papers": ("a.ris", number("TY  - JOUR\nTI  - Title {0}\nAU  - Ash, Ann\nER  - \n")),
}
LISTED = "# A List\n\n- [A Title Of One Paper](https://a.b/c)\n- [A Title Of Another](https://a.b/d) "
LISTS: dict[str, tuple[str, Make]] = {
    "a list: links to pages": (
        "a.md",
        number("- [A Title Of One Paper of Many, {0:05}](https://a.example/{0:05}) - what it is about\n", "# L\n\n"),
    ),
    "a list: links to arXiv": (
        "a.md",
        number("- [A Title Of A Paper, {0:05}](https://arxiv.org/abs/2401.{0:05}) - what it is about\n", "# L\n\n"),
    ),
    "a list: days": (
        "a.md",
        number("# May 28, 2025\n\n- [A Title Of {0}](https://arxiv.org/abs/2401.{0:05})" + " and so on" * 14 + "\n\n"),
    ),
    "a list: rows of a table": (
        "a.md",
        number(
            "| A Title Of One Paper of Many, {0:05} | [a paper](https://a.example/{0:05}) | what |\n",
            "| Title | Paper | Z |\n|-|-|-|\n",
        ),
    ),
    "a list: addresses": ("a.md", repeat("https://a.example/where-it-is-to-be-found ", LISTED)),
    "a list: short lines": ("a.md", repeat("a word or two of it, or three.\n", LISTED)),
    "a page: links on lines": (
        "a.txt",
        number("[A Title Here {0:05}](https://arxiv.org/abs/2401.{0:05})\n\nWe do" + " and so on" * 9 + ".\n\n"),
    ),
    "a page: short lines": ("a.txt", repeat("a word or two of it, or three.\n", LISTED)),
    "JSON Lines: papers": ("a.jsonl", number('{{"title": "A Title {0}", "authors": ["Ann Ash"]}}\n')),
    "CSV: papers": ("a.csv", number("A Title {0},Ann Ash,2020\n", "title,authors,year\n")),
    "YAML: papers": ("a.yaml", number("- title: A Title {0}\n  authors: [Ann Ash]\n")),
    "XML: papers": ("a.xml", number("<entry><title>A {0}</title><author>B C</author></entry>\n", "<feed>", "</feed>")),
    "HTML: papers": (
        "a.html",
        number("<h2><a href='https://arxiv.org/abs/2401.{0:05}'>A B C {0}</a></h2><p>We do.</p>\n"),
    ),
    "BibTeX: strings": ("a.bib", number("@string{{s{0} = s # s}}\n", '@string{s = "a"}\n')),
}
PLACES: dict[str, tuple[str, str, str]] = {
    "an abstract": ("a.txt", "A Title Of One Paper\n\nWe show ", " x.\n"),
    "a copied page": ("a.txt", LISTED, "\n"),
    "a note": ("a.md", "# A Title\n\nWe show ", " x.\n"),
    "a list in Markdown": ("a.md", LISTED, " x\n"),
    "front matter": ("a.md", "---\ntitle: A\nauthors: B", "x\n---\nWe do.\n"),
    "a web page": ("a.html", "<h2><a href='https://arxiv.org/abs/2401.00001'>A B C</a></h2><p>", "</p><h2>D</h2>"),
    "BibTeX's authors": ("a.bib", "@a{k, title={A B}, author={A", "x}}\n"),
    "BibTeX's abstract": ("a.bib", "@a{k, title={A B}, author={A B}, abstract={C", "x}}\n"),
    "RIS": ("a.ris", "TY  - JOUR\nTI  - A B\nAU  - C", "x\nER  - \n"),
    "JSON": ("a.json", '[{"title": "A B", "authors": "C D", "abstract": "E', ' x"}]'),
    "CSV": ("a.csv", "title,authors,abstract\nA B,C,", "x\n"),
    "XML": ("a.xml", "<feed><entry><title>A B</title><summary>", "x</summary></entry></feed>"),
    "YAML": ("a.yaml", "- title: A B\n  authors: C", "x\n"),
    "a correction": ("papers.toml", '[papers.a]\nabstract = "', 'x"\n'),
}
PATTERNS = {
    "blanks": " ",
    "line ends": "\n",
    "commas": ", ",
    "brackets": "([{<",
    "addresses": "https://a.b/c ",
    "starts of addresses": "www.",
    "links": "[a](https://a.b/c) d\n",
    "TeX": "\\\\a{$_",
    "names": "Ann Ash and ",
}
NAMED: dict[str, tuple[str, Make]] = {
    **{name: ("a.txt", make) for name, make in PLAIN.items()},
    **{name: ("a.md", make) for name, make in MARKDOWN.items()},
    **{name: ("papers.toml", make) for name, make in TOML.items()},
    **DATA,
    **LISTS,
}
BOMBS = NAMED | {
    f"{pattern} in {place}": (file, repeat(sign, start, end))
    for place, (file, start, end) in PLACES.items()
    for pattern, sign in PATTERNS.items()
}


def measure(folder: Path, size: int, file: str, make: Make) -> tuple[float, float]:
    """Seconds of CPU and MB of memory that `digest check` takes for a file of about `size` bytes.

    It runs in a copy of this process, which has imported all that it needs. Endless is what is stopped or fails.
    """
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for old in seeds.iterdir():
        old.unlink()
    (seeds / "z.txt").write_text(PAPER)
    (seeds / file).write_text(make(size))
    child = os.fork()
    if not child:
        check(folder)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        return math.inf, used.ru_maxrss / 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def warm_up(folder: Path) -> None:
    """Import all that a check needs: a short file of each kind is read."""
    for file, text in {"seeds/z.txt": PAPER, "seeds/a.md": "# A\n\n$a$ *b*\n", "seeds/papers.toml": "# none\n"}.items():
        write_file(folder / file, text)
    digest_here("check", "--quiet", cwd=folder)


def check(folder: Path) -> NoReturn:
    """`digest check --quiet` in a folder, and the end of this process."""
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    status = digest_here("check", "--quiet", cwd=folder).status
    os._exit(status)


def main() -> None:
    sizes = [float(word) for word in sys.argv[1:] if word.replace(".", "").isdigit()] or [1.0]
    names = [word for word in sys.argv[1:] if word in BOMBS] or list(BOMBS)
    print(f"{len(names)} bombs", "".join(f"| {size:g} MB, s | MB " for size in sizes), sep=" ")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        for key in names:
            costs = [measure(folder, int(size * 1e6), *BOMBS[key]) for size in sizes]
            print("|", key, "".join(f"| {seconds:.1f} | {memory:.0f} " for seconds, memory in costs), "|", flush=True)


if __name__ == "__main__":
    main()
