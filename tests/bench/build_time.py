"""How long a cold `digest build` of the real seeds takes, as a user waits for it: the whole process, median of many.

    python -m tests.bench.build_time [RUNS]

Each run is a new process that builds into a new folder, so nothing is warm but the operating system's file cache.
"""

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tests.command import build


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    seconds: list[float] = []
    stages: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(runs + 1):
            start = time.perf_counter()
            run = build(Path(folder) / str(number))
            seconds.append(time.perf_counter() - start)
            assert run.status == 0, run.stderr
            for name, spent in run.report["stages"].items():
                stages[name].append(spent)
    warm = seconds[1:]  # the first run may have to write Python's own caches
    print(f"digest build, {runs} runs: median {statistics.median(warm):.2f} s", end=" ")
    print(f"(fastest {min(warm):.2f} s, slowest {max(warm):.2f} s)")
    for name, spent in sorted(stages.items(), key=lambda item: -statistics.median(item[1])):
        print(f"  {name:<10}{statistics.median(spent[1:]):>7.3f} s")


if __name__ == "__main__":
    main()
