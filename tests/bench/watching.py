"""How long an edit takes in `digest watch`: from the end of a save until the paper's page, and until everything, is on
the disk. A process of its own, real files, abstracts chosen by a fixed dice.

    python -m tests.bench.watching [PAPERS [EDITS]]

Needs ../shared/corpora, whose papers it takes. The pages of an edit come first; search files, data, feeds and sitemap
follow, and the manifest of the site names a stamp when all are there.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.output import read_manifest
from tests.command import PROJECT

MAKE_SEEDS = PROJECT.parent / "shared/corpora/make_seeds.py"
PATIENCE = 300


def main() -> None:
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    edits = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    if not MAKE_SEEDS.exists():
        sys.exit("skipped: there is no ../shared/corpora to take papers from")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run([sys.executable, MAKE_SEEDS, str(papers), root / "seeds"], check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "generator", "watch", "--seeds", root / "seeds", "--out", root / "site"]
        options = ["--base-url", "https://example.org/digest/", "--quiet"]
        process = subprocess.Popen([*map(str, command), *options], cwd=PROJECT, stderr=subprocess.DEVNULL)
        try:
            until(lambda: stamp(root / "site") is not None)
            time.sleep(1)  # the first build is written; the watch begins
            seconds = [edit(root, number, random.Random(number)) for number in range(edits)]
        finally:
            process.terminate()
            process.wait()
    for name, column in zip(("page", "everything"), zip(*seconds, strict=True), strict=True):
        print(f"{papers} papers, {edits} edits, {name}: median {statistics.median(column):.3f} s", end=" ")
        print(f"(fastest {min(column):.3f} s, slowest {max(column):.3f} s)")


def edit(root: Path, number: int, dice: random.Random) -> tuple[float, float]:
    """Add a sentence to an abstract; seconds until its page has it, and until the site is whole again."""
    said = f"This is edit number {number} of many."
    seed = dice.choice(sorted((root / "seeds").glob("*.txt")))
    lines = seed.read_text().split("\n")
    place = dice.choice([n for n, line in enumerate(lines) if len(line) > 400])
    slug = page_of(root / "site", lines[place][:200])
    lines[place] += " " + said
    before = stamp(root / "site")
    seed.write_text("\n".join(lines))
    start = time.perf_counter()
    until(lambda: said in slug.read_text())
    shown = time.perf_counter() - start
    until(lambda: stamp(root / "site") not in (None, before))
    return shown, time.perf_counter() - start


def page_of(site: Path, abstract: str) -> Path:
    for data in sorted((site / "data").rglob("*.json")):
        for paper in json.loads(data.read_bytes()):
            if paper.get("abstract", "").startswith(abstract):
                return site / str(paper["url"])
    raise SystemExit(f"no paper says: {abstract}")


def stamp(site: Path) -> str | None:
    """What the whole site was made from; None while it is being made."""
    found = read_manifest(site).stamp
    return str(found["inputs"]) if found else None


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise SystemExit("nothing happened")
        time.sleep(0.002)


if __name__ == "__main__":
    main()
