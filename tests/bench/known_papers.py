"""How often a reader who knows a paper finds it at the first place, and among the first three.

    python -m tests.bench.known_papers SITE [--each 100] [--verbose]

SITE is a built site of real papers, best some ten thousand. Papers are drawn by chance, always the same, and looked for
in the ways of `WAYS`. The browser's own engine answers, without a browser. The exit status is 1 when a figure is not
what it should be.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator.text.terms import STOP_WORDS
from tests.bench.table import Table
from tests.node import ask

FOUND, FIRST = 0.985, 0.97
"""The least part of the papers among the first three, and at the first place."""
PLAIN = re.compile(r"[a-z]{4,}")

Record = Mapping[str, Any]


def telling_words(title: str) -> list[str]:
    """Some words of a title in its order, as somebody remembers them: six at most, no stop words."""
    return [word for word in re.findall(r"[^\s:,.?!()]+", title) if word.lower() not in STOP_WORDS][:6]


def in_order(paper: Record, _: random.Random) -> str:
    return " ".join(telling_words(paper["title"]))


def shuffled(paper: Record, chance: random.Random) -> str:
    words = telling_words(paper["title"])
    return " ".join(chance.sample(words, len(words)))


def half_typed(paper: Record, _: random.Random) -> str:
    *words, last = telling_words(paper["title"])
    return " ".join([*words, last[: max(2, (len(last) + 1) // 2)]])


def with_a_slip(paper: Record, chance: random.Random) -> str:
    """A letter of the longest plain word is left out, doubled, swapped with the next, or another one."""
    words = telling_words(paper["title"])
    long = max((word for word in words if PLAIN.fullmatch(word.lower())), key=len, default=words[0])
    at = chance.randrange(1, max(2, len(long) - 1))
    slips = [long[:at] + long[at + 1 :], long[:at] + long[at] + long[at:]]
    slips += [
        long[:at] + long[at : at + 2][::-1] + long[at + 2 :],
        long[:at] + chance.choice("aeinrst") + long[at + 1 :],
    ]
    return " ".join(chance.choice(slips) if word == long else word for word in words)


def six_words(paper: Record, chance: random.Random) -> str:
    words = paper["abstract"].split()
    at = chance.randrange(max(1, len(words) - 6))
    return " ".join(words[at : at + 6]).replace('"', "")


def quoted(paper: Record, chance: random.Random) -> str:
    words = [sentence.split() for sentence in re.split(r"[.,:;?!()\"“”]\s|\s[(\"“]", paper["abstract"])]
    sentence = chance.choice([some for some in words if len(some) > 4] or [paper["title"].split()])
    at = chance.randrange(max(1, len(sentence) - 5))
    return '"' + " ".join(sentence[at : at + 5]).strip('."“”') + '"'


def name(paper: Record, _: random.Random) -> str:
    before, colon, _ = paper["title"].partition(":")
    return before if colon and len(before.split()) == 1 else ""


WAYS: Mapping[str, Callable[[Record, random.Random], str]] = {
    "title words in order": in_order,
    "title words shuffled": shuffled,
    "last word half typed": half_typed,
    "a slip": with_a_slip,
    "six words of the abstract": six_words,
    "a quoted phrase": quoted,
    "the name before the colon": name,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--each", type=int, default=100, help="papers for each way")
    parser.add_argument("--verbose", action="store_true", help="show what was not found")
    arguments = parser.parse_args()
    files = sorted(arguments.site.glob("search/papers/*/*.json"))
    papers = [paper for file in files for paper in json.loads(file.read_bytes())]
    table, places = Table(), list[int]()
    for way, ask_for in WAYS.items():
        asked = draw_queries(papers, ask_for, arguments.each, random.Random(way))
        found = find_places(arguments.site, asked)
        table.row(f"{way}: among three", share(found, 3) * 100, "%")
        table.row("  first", share(found, 1) * 100, "%")
        if arguments.verbose:
            print(
                "".join(f"    {p}: {q!r} for {t!r}\n" for p, (q, t) in zip(found, asked, strict=True) if p != 1), end=""
            )
        places += found
    table.row("all: among three", share(places, 3) * 100, "%", least=FOUND * 100)
    table.row("  first", share(places, 1) * 100, "%", least=FIRST * 100)
    return 1 if table.missed else 0


def draw_queries(
    papers: list[Record], way: Callable[[Record, random.Random], str], count: int, chance: random.Random
) -> list[tuple[str, str]]:
    """Queries with the titles they are for; none for which other papers would be as good an answer."""
    titles = Counter(paper["title"].casefold() for paper in papers)
    names = Counter(name(paper, chance).casefold() for paper in papers)
    texts = [f"{paper['title']} {paper.get('abstract', '')}".casefold() for paper in papers]
    asked: list[tuple[str, str]] = []
    for paper in chance.sample(papers, len(papers)):
        if len(asked) == count:
            break
        query = way(paper, chance) if paper.get("abstract") and len(telling_words(paper["title"])) > 2 else ""
        if not query or titles[paper["title"].casefold()] > 1 or names[query.casefold()] > 1:
            continue
        if query[0] == '"' and sum(query.strip('"').casefold() in text for text in texts) != 1:
            continue
        asked.append((query, paper["title"]))
    return asked


def find_places(site: Path, asked: list[tuple[str, str]]) -> list[int]:
    """At which place each query has its paper; a place far down if not on the first page."""
    tasks = [{"text": query, "committed": True} for query, _ in asked]
    answers = ask("search.mjs", folder=str(site / "search"), queries=tasks, first=True)
    return [
        [*answer["titles"], title].index(title) + 1 if title in answer["titles"] else 1000
        for answer, (_, title) in zip(answers, asked, strict=True)
    ]


def share(places: list[int], most: int) -> float:
    return sum(place <= most for place in places) / max(1, len(places))


if __name__ == "__main__":
    sys.exit(main())
