"""Writes many papers, recombined from a corpus of real ones, as a folder of JSONL seeds.

    python -m tests.bench.recombined CORPUS.jsonl.gz FOLDER [COUNT]

CORPUS has a paper a line with `title, abstract, authors, year, venue`. A recombined paper has a title of two halves, an
abstract of sentences from four papers, and authors drawn from all, few of many papers and many of one, as in life. The
same call writes the same bytes. No file is larger than 50 MB. To measure what a build of it takes:

    /usr/bin/time -v digest build --seeds FOLDER --out OUT
"""

import gzip
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

COUNT = 150_000
LARGEST = 50_000_000
"""Bytes of a file."""
AUTHORS = (1, 2, 3, 3, 4, 4, 5, 6, 8)
"""How many a paper has, one drawn at random."""

Record = dict[str, Any]


def recombined(papers: Sequence[Record], count: int, seed: int = 1) -> Iterator[Record]:
    """`count` new papers; titles never repeat."""
    draw, titles = random.Random(seed), set[str]()
    sentences = [re.split(r"(?<=[.!?])\s+", " ".join(paper["abstract"].split())) for paper in papers]
    people = [name for paper in papers for name in paper["authors"]]
    while len(titles) < count:
        first, second, third, fourth = draw.sample(range(len(papers)), 4)
        head, tail = papers[first]["title"].split(), papers[second]["title"].split()
        title = " ".join(head[: max(3, len(head) // 2)] + tail[len(tail) // 2 :])
        if title in titles:
            title = f"{title} {len(titles)}"
        titles.add(title)
        parts = [draw.sample(sentences[at], min(2, len(sentences[at]))) for at in (first, second, third, fourth)]
        yield {
            "title": title,
            "abstract": " ".join(sentence for part in parts for sentence in part),
            "authors": list(dict.fromkeys(draw.choices(people, k=draw.choice(AUTHORS)))),
            "year": papers[first]["year"],
            "venue": papers[first]["venue"],
        }


def write_seeds(papers: Iterator[Record], folder: Path) -> None:
    """Files of at most `LARGEST` bytes, numbered from 1."""
    folder.mkdir(parents=True, exist_ok=True)
    part: list[bytes] = []
    number = size = 0
    for line in (json.dumps(paper, ensure_ascii=False).encode() + b"\n" for paper in papers):
        if part and size + len(line) > LARGEST:
            number, size = number + 1, 0
            (folder / f"part-{number:02}.jsonl").write_bytes(b"".join(part))
            part.clear()
        part.append(line)
        size += len(line)
    (folder / f"part-{number + 1:02}.jsonl").write_bytes(b"".join(part))


def main(corpus: str, folder: str, count: str = str(COUNT)) -> None:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        papers = [paper for line in lines if (paper := json.loads(line))["abstract"] and paper["authors"]]
    write_seeds(recombined(papers, int(count)), Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
