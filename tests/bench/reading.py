"""What reading 10,000 pasted papers costs, and how many come back whole, in every layout of a page.

    python -m tests.bench.reading [LAYOUT...]

A layout is how an editor may have left a page: with a paragraph a line or wrapped at a width, with blank lines between
titles and abstracts or without. There is a file for each day, as in a folder of seeds. Seconds are CPU of the reader
alone, the least of three. To compare with another commit, run it with `PYTHONPATH` at a work tree of that one.
"""

import datetime
import gc
import sys
import time
from collections import defaultdict

from generator.seeds.readers import parse_seed
from generator.seeds.sources import SeedFile
from tests.bench.table import Table
from tests.corpus import FILE, records
from tests.layouts import HEAD, LAYOUTS, Layout, Paper, one_line

COUNT = 10_000
LEAST = {"plain": 100.0, "CRLF": 100.0, "no blank lines": 100.0, "wrapped at 80": 100.0}
"""Papers that must come back whole, in per cent; 95 where an editor wrapped a page without blank lines."""


def main() -> int:
    if not FILE.is_file():
        print(f"{FILE} is not there", file=sys.stderr)
        return 2
    table = Table()
    days: dict[str, list[Paper]] = defaultdict(list)
    for record in records(COUNT):
        days[record["date"]].append((one_line(record["title"]), one_line(record["abstract"])))
    gc.disable()
    for name in sys.argv[1:] or LAYOUTS:
        right, seconds = measure(days, LAYOUTS[name])
        table.row(f"{name}: papers that come back whole", 100 * right / COUNT, "%", least=LEAST.get(name, 95.0))
        table.row(f"{name}: reading them", seconds, "s")
    return bool(table.missed)


def measure(days: dict[str, list[Paper]], layout: Layout) -> tuple[int, float]:
    """How many papers come back whole from a layout, and the seconds of CPU that it takes."""
    heads = {day: HEAD.format(f"{datetime.date.fromisoformat(day):%B %d}") for day in days}
    pages = [SeedFile(f"{day}.txt", layout(heads[day], papers).encode()) for day, papers in days.items()]
    seconds = []
    for _ in range(3):
        start = time.process_time()
        readings = [parse_seed(page) for page in pages]
        seconds.append(time.process_time() - start)
    found = [{(draft.title, one_line(draft.abstract)) for draft in reading.drafts} for reading in readings]
    right = sum(paper in there for papers, there in zip(days.values(), found, strict=True) for paper in papers)
    return right, min(seconds)


if __name__ == "__main__":
    sys.exit(main())
