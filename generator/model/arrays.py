"""The types of arrays that modules hand to each other, and what several of them do with runs of numbers."""

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
AnyInts = npt.NDArray[np.integer[Any]]


def expand_ranges(starts: AnyInts, counts: AnyInts) -> Longs:
    """The `counts[i]` numbers from `starts[i]` on, for each i, one after the other."""
    numbers = np.repeat((starts - np.cumsum(counts) + counts).astype(np.int64), counts)
    numbers += np.arange(len(numbers))
    return numbers


def run_starts(*runs: AnyInts) -> Longs:
    """Where the next run of equals starts, none of which is negative; of several rows, of equals in all of them."""
    return np.flatnonzero(np.any([np.diff(run, prepend=-1) != 0 for run in runs], axis=0))


def ranks(groups: AnyInts) -> Longs:
    """The place of each in its group, from 0; the groups ascend."""
    return np.arange(len(groups)) - np.searchsorted(groups, groups)
