"""What the worst inputs cost: `digest check` of 1, 2 and 4 MB of each, in seconds of CPU and megabytes of memory.

    python -m tests.bench.worst_inputs [MEGABYTES] [NAME...]    (more than 4 MB: of that size only)

An input is one file of one sign or one pattern, repeated, which somewhere in a program makes one look back at, or
forward to, all the others. Each is read by a process of its own, whose start is not
counted. Growth is what twice the size costs, 2 where that is linear.
"""

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
SEEDS: dict[str, tuple[str, Make]] = {
    **{name: ("a.txt", make) for name, make in PLAIN.items()},
    **{name: ("a.md", make) for name, make in MARKDOWN.items()},
    **{name: ("papers.toml", make) for name, make in TOML.items()},
    **DATA,
}


def measure(folder: Path, size: int, file: str, make: Make) -> tuple[float, float]:
    """Seconds of CPU and MB of memory that `digest check` takes for a file of about `size` bytes.

    It runs in a copy of this process, which has imported all that it needs.
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
    assert os.waitstatus_to_exitcode(status) in (0, 1), f"{file}: {os.waitstatus_to_exitcode(status)}"
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
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 1_000_000
    print(f"| `digest check` of {size / 1e6:g} MB and more | s | s of twice | s of four times | MB then | growth |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        for key in sys.argv[2:] or SEEDS:
            if size > 4_000_000:
                print("| {} | {:.1f} | {:.0f} |".format(key, *measure(folder, size, *SEEDS[key])), flush=True)
                continue
            costs = [measure(folder, size * times, *SEEDS[key]) for times in (1, 2, 4)]
            once, twice, often = (seconds for seconds, _ in costs)
            growth = f"{(often / once) ** 0.5:.1f}" if often > 1 else "-"
            row = f"{once:.1f} | {twice:.1f} | {often:.1f} | {costs[2][1]:.0f} | {growth}"
            print(f"| {key} | {row} |", flush=True)


if __name__ == "__main__":
    main()
