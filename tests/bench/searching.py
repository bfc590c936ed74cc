"""What a reader waits for and downloads when searching a site: Chromium, on a server that gzips as GitHub Pages does.

Every byte that the server sends counts, headers too. What is called cold starts in a profile of its own, so that
nothing is cached and no connection is open. Times are the page's own, see `search.js`. An answer costs what was
asked for before it was shown; what follows it (counts, and the rest of long lists) is told apart.
"""

import json
import math
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import ClassVar, NamedTuple
from urllib.parse import quote_plus, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from generator.text.terms import STOP_WORDS
from tests.bench.table import Table
from tests.browser.conftest import DESKTOP
from tests.browser.find_browser import ADVICE, QUIET, find_browser
from tests.pages_server import Handler, packed, serving

WORDS = 24
"""Queries of one word, from words that one paper says to the one that most say."""
PAIRS = 20
"""Queries of two words, and as many that are typed letter by letter."""
SETTLED = 400
"""Milliseconds after an answer in which what follows it arrives."""
FACETS = "search/facets"
PLAIN = re.compile(r"[a-z]{3,}")
CLOCK = Path(__file__).with_name("search.js")


class Sent(NamedTuple):
    at: float
    kind: str
    size: int


class Counting(Handler):
    """Lists what it sends and when it was asked for: bodies by kind of file, and headers."""

    disable_nagle_algorithm = True
    sent: ClassVar[list[Sent]] = []

    def answer(self, status: int, file: Path) -> None:
        self.asked = time.time()
        self.count("headers", len("HTTP/1.1 200 OK\r\n\r\n"))
        super().answer(status, file)

    def send_header(self, keyword: str, value: str) -> None:
        super().send_header(keyword, value)
        self.count("headers", len(f"{keyword}: {value}\r\n"))
        if keyword == "Content-Length":
            self.count(kind(urlsplit(self.path).path), int(value))

    def count(self, kind: str, size: int) -> None:
        self.sent.append(Sent(self.asked, kind, size))


def kind(path: str) -> str:
    """`search/index` for a shard, `js` for a script."""
    _, in_search, name = path.partition("/search/")
    return f"search/{name.split('/')[0]}" if in_search and "/assets/" not in path else path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """How long a query took, in milliseconds, and the kB that were sent for it, by kind, and behind it."""

    query: str
    milliseconds: float
    sent: Mapping[str, float]
    behind: Mapping[str, float]

    @property
    def kilobytes(self) -> float:
        return sum(self.sent.values())


class Reader:
    """Somebody who searches, with a browser of their own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.page.add_init_script(path=CLOCK)
        self.address = address

    def arrives(self, query: str = "") -> Answer:
        """Follows a link to the search page; with a query, until it is answered."""
        Counting.sent.clear()
        self.page.goto(self.address + (f"?q={quote_plus(query)}" if query else ""), wait_until="load")
        return self.waits(query) if query else self.looks(query)

    def commits(self, query: str, *, counted: bool = True) -> Answer:
        if counted:
            Counting.sent.clear()
        self.page.evaluate("query => commit(query)", query)
        return self.waits(query)

    def types(self, query: str) -> Iterator[Answer]:
        """Letter by letter into an empty box, each when the one before is answered."""
        box = self.page.locator("input[name=q]")
        box.fill("")
        for end, letter in enumerate(query, 1):
            box.press_sequentially(letter)
            self.page.wait_for_function("query => times.query === query", arg=query[:end])
            yield self.looks(query[:end])

    def waits(self, query: str) -> Answer:
        self.page.wait_for_function("query => times.query === query", arg=query)
        self.page.wait_for_timeout(SETTLED)
        return self.looks(query)

    def looks(self, query: str) -> Answer:
        spent, answered = self.page.evaluate("[times.answered - times.asked, performance.timeOrigin + times.answered]")
        sent, behind = defaultdict[str, float](float), defaultdict[str, float](float)
        for at, kind, size in sorted(Counting.sent, key=itemgetter(1)):
            (sent if not query or at * 1000 < answered else behind)[kind] += size / 1000
        return Answer(query, spent, sent, behind)


@contextmanager
def reading(browser: Browser, address: str) -> Iterator[Reader]:
    reader = Reader(browser, address)
    yield reader
    reader.context.close()


@contextmanager
def browsing(site: Path) -> Iterator[tuple[Browser, str]]:
    """A browser and the address of the search page."""
    path = find_browser()
    if path is None:
        raise SystemExit(ADVICE)
    for file in (*site.glob("assets/**/*.*"), *site.glob("search/**/*.json")):
        packed(file)  # GitHub does not gzip a file while somebody waits for it
    with serving({"/any/path/": site}, Counting) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET.split())
        yield browser, f"{server}/any/path/search.html"
        browser.close()


def measure(site: Path, table: Table) -> None:
    chance = random.Random(2025)
    words, pairs = one_word(site, chance), two_words(site, chance)
    with browsing(site) as (browser, address):
        first_answers(browser, address, words, table)
        after_enter(browser, address, words, table)
        with reading(browser, address) as reader:
            reader.arrives(words[0])
            later_answers(reader, pairs[:PAIRS], table)
            keystrokes(reader, pairs[PAIRS:], table)


def first_answers(browser: Browser, address: str, words: list[str], table: Table) -> None:
    found = []
    for word in words:
        with reading(browser, address) as reader:
            found.append(reader.arrives(word))
    sizes = [(answer.kilobytes, answer.query) for answer in found]
    table.row(
        "first answer, cold, from a link: all bytes, median", statistics.median(s for s, _ in sizes), "kB", most=90
    )
    table.row("  worst", max(sizes)[0], "kB", most=90)
    table.worst(sizes)
    heaviest = max(found, key=lambda answer: answer.kilobytes)
    table.parts(heaviest.sent.items())
    behind = [sum(answer.behind.values()) for answer in found]
    table.row("  what follows it: counts, long lists, all bytes, median", statistics.median(behind), "kB")
    table.row("  worst", max(behind), "kB")
    table.row("  counts beside the results", max(answer.behind[FACETS] for answer in found), "kB", most=40)
    times(table, "  from the link to results", found, most=None)


def after_enter(browser: Browser, address: str, words: list[str], table: Table) -> None:
    found = []
    for word in words:
        with reading(browser, address) as reader:
            before = reader.arrives()
            assert not any(name.startswith("search/") for name in before.sent), before.sent
            found.append(reader.commits(word))
    times(table, "from Enter to results, cold", found, most=250)


def later_answers(reader: Reader, pairs: list[str], table: Table) -> None:
    found = [reader.commits(pair) for pair in pairs]
    sizes = [(answer.kilobytes, answer.query) for answer in found]
    table.row("later query of two words: all bytes, median", statistics.median(s for s, _ in sizes), "kB", most=45)
    table.worst(sizes)
    middle = sorted(found, key=lambda answer: answer.kilobytes)[len(found) // 2]
    table.parts(middle.sent.items())
    times(table, "  from Enter to results", found, most=None)


def keystrokes(reader: Reader, queries: list[str], table: Table) -> None:
    for query in queries:
        for _ in reader.types(query):
            pass
    found = [answer for query in queries for answer in reader.types(query)]
    spent = sorted(answer.milliseconds for answer in found)
    table.row("keystroke to results, data present: median", statistics.median(spent), "ms")
    table.row("  95th percentile", spent[math.ceil(0.95 * len(spent)) - 1], "ms", most=50)
    table.row("  worst", spent[-1], "ms")
    table.worst((answer.milliseconds, answer.query) for answer in found)
    firsts = [answer.milliseconds for answer in found if len(answer.query) == 1]
    table.row("  first letters alone, median", statistics.median(firsts), "ms")


def times(table: Table, name: str, found: list[Answer], *, most: float | None) -> None:
    spent = [(answer.milliseconds, answer.query) for answer in found]
    table.row(f"{name}, median", statistics.median(s for s, _ in spent), "ms", most=most)
    table.row("  worst", max(spent)[0], "ms", most=most)
    table.worst(spent)


def one_word(site: Path, chance: random.Random) -> list[str]:
    """Words whose numbers of papers grow by the same factor from each to the next."""
    counts: dict[str, int] = {}
    for file in sorted(site.glob("search/words/*.json")):
        listed = json.loads(file.read_bytes())
        counts |= dict(zip(listed["words"], listed["papers"], strict=True))
    told = sorted((n, word) for word, n in counts.items() if PLAIN.fullmatch(word) and word not in STOP_WORDS)
    steps = [told[-1][0] ** (step / (WORDS - 1)) for step in range(WORDS)]
    chance.shuffle(told)
    return [min(told, key=lambda each: abs(math.log(each[0] / step)))[1] for step in steps]


def two_words(site: Path, chance: random.Random) -> list[str]:
    """Two words of a title each, in its order."""
    found: list[str] = []
    files = sorted(site.glob("search/papers/*/*.json"))
    while len(found) < 2 * PAIRS:
        title = json.loads(chance.choice(files).read_bytes())[0]["title"].lower()
        telling = [word for word in PLAIN.findall(title) if word not in STOP_WORDS]
        if len(telling) > 1:
            first, second = sorted(chance.sample(range(len(telling)), 2))
            found.append(f"{telling[first]} {telling[second]}")
    return found
