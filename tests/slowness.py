"""How slow this machine is just now, for tests that say how long something may take."""

import re
import time

QUIET = 0.05
"""Seconds of CPU that `_work` takes where nothing else runs; on a busy machine up to three times as long."""


def slowness(before: float = 1.0) -> float:
    """How many times as long as on a quiet machine a fixed piece of work takes; never less than `before`."""
    start = time.process_time()
    _work()
    return max(before, (time.process_time() - start) / QUIET)


def _work() -> None:
    """What a reader does most: looks for words in a text, and counts them."""
    counts: dict[str, int] = {}
    for number in range(1500):
        for word in re.findall(r"\w+", f"one two three four five {number} " * 30):
            counts[word] = counts.get(word, 0) + 1
