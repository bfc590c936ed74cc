"""How well "my order" guesses a taste: precision of the first ten papers, after 5, 10 and 20 marks.

    python -m tests.bench.taste [CORPUS.jsonl.gz] [SITE]

A reader's taste is a category of arXiv: of so many papers, drawn at random, half are of it and get a star, half are not
and are waved off. Measured on all other papers and on the lists of a day, by the site's own script, beside newest first
and the mean vector of the papers with a star. SITE is a site that was built of these papers; without it one is built.
"""

import gzip
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from tests.command import build
from tests.corpus import FILE
from tests.node import ask

FEWEST = 60
"""Papers that make a category a taste."""
MARKS = (5, 10, 20)
REPEATS = 8


def main() -> int:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    if not corpus.is_file():
        print(f"skipped: there is no {corpus}, a gzipped file of papers with categories")
        return 0
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        papers = [*map(json.loads, lines)]
    if len(sys.argv) > 2:
        return report(papers, Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        write_seeds(papers, Path(folder, "seeds"))
        run = build(Path(folder, "site"), "--seeds", str(Path(folder, "seeds")))
        assert run.status == 0, run.stderr
        return report(papers, Path(folder, "site"))


def write_seeds(papers: list[dict[str, Any]], folder: Path) -> None:
    """The papers of each day as a pasted page."""
    folder.mkdir()
    days = defaultdict[str, list[str]](list)
    for paper in papers:
        days[paper["date"]] += ["\n".join(" ".join(paper[part].split()) for part in ("title", "abstract"))]
    for day, texts in days.items():
        (folder / f"{day}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")


def report(papers: list[dict[str, Any]], site: Path) -> int:
    known = {fold(paper["title"]): paper for paper in papers}
    shown = [known.get(fold(title), {"date": "", "categories": []}) for title in titles(site)]
    counts = Counter(kind for paper in shown for kind in kinds(paper))
    tastes = sorted(kind for kind, count in counts.items() if count >= FEWEST)
    marked = [{"day": paper["date"], "kinds": kinds(paper)} for paper in shown]
    given = {"papers": marked, "tastes": tastes, "marks": MARKS, "repeats": REPEATS}
    found = ask("taste.mjs", folder=str(site / "search"), **given)
    print(f"{len(marked)} papers, {len(tastes)} categories{'':<14}" + "".join(f"{n:>4} marks" for n in MARKS))
    for name in found[str(MARKS[0])]:
        print(f"{name:<40}" + "".join(f"{found[str(n)][name]:>10.3f}" for n in MARKS))
    return 0 if all(is_good(found[str(n)]) for n in MARKS) else 1


def is_good(found: dict[str, float]) -> bool:
    """On no list below the mean vector, and half as good again as newest first."""
    return all(
        found[f"my order, {where}"] >= max(found[f"mean vector, {where}"], 1.5 * found[f"newest first, {where}"])
        for where in ("all papers", "a day")
    )


def titles(site: Path) -> list[str]:
    """The title of each paper by its number."""
    found = sorted((site / "search/papers").glob("*/*.json"), key=lambda path: int(path.stem))
    return [paper["title"] for path in found for paper in json.loads(path.read_bytes())]


def kinds(paper: dict[str, Any]) -> list[str]:
    categories = paper["categories"]
    return categories.split() if isinstance(categories, str) else categories


def fold(title: str) -> str:
    return re.sub(r"\W+", "", title.lower())


if __name__ == "__main__":
    sys.exit(main())
