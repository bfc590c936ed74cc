"""What search costs on a large site: to build, to download and to wait for, each beside what it may cost.

    python -m tests.bench.search [--papers 10000] [--site SITE] [--quick]

The site is built of real papers, as many as asked for, or SITE is taken, which was built of them before. The exit
status is 1 when a figure is not what it should be. `indexing` and `searching` say how they measure.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import searching
from tests.bench.table import Table
from tests.command import PROJECT
from tests.corpus import FOLDER


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--site", type=Path, help="a built site of these papers, to save building one")
    parser.add_argument("--quick", action="store_true", help="leave lunr.py out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seeds = written_seeds(arguments.papers, Path(folder) / "seeds")
        site = arguments.site or built(seeds, Path(folder) / "site")
        missed = indexed(seeds, quick=arguments.quick)
        table = Table()
        searching.measure(site, table)
    return 1 if missed or table.missed else 0


def written_seeds(papers: int, folder: Path) -> Path:
    make_seeds = FOLDER / "make_seeds.py"
    if not make_seeds.is_file():
        raise SystemExit("no papers to measure with: put make_seeds.py and its papers into ../shared/corpora")
    subprocess.run([sys.executable, make_seeds, str(papers), folder], check=True)
    return folder


def built(seeds: Path, site: Path) -> Path:
    options = ["--seeds", str(seeds), "--out", str(site), "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}  # from where the project's own digest.toml is not read
    subprocess.run(
        [sys.executable, "-m", "generator", "build", *options], cwd=seeds.parent, env=environment, check=True
    )
    return site


def indexed(seeds: Path, *, quick: bool) -> bool:
    """Whether a figure was missed; in a process of its own, where no browser was ever started."""
    command = [sys.executable, "-m", "tests.bench.indexing", str(seeds), *(["--quick"] if quick else [])]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
