"""Many byte strings that are read again later, in a temporary file where they are large together.

What is written for each paper of a large site would fill the memory, so only where each begins is kept there.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import final, overload

IN_MEMORY = 32_000_000
"""Bytes that stay in memory."""


@final
class Spilled(Sequence[bytes]):
    """The `items`, in their order; `size` is how many bytes they have together."""

    def __init__(self, items: Iterable[bytes]) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - it goes with this object
        self._ends = array("q", [0])
        self.size = 0
        for item in items:
            self._file.write(item)
            self.size += len(item)
            self._ends.append(self.size)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> bytes: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[bytes]: ...

    def __getitem__(self, number: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(number, slice):
            return [self[each] for each in range(len(self))[number]]
        self._file.seek(start := self._ends[number])
        return self._file.read(self._ends[number + 1] - start)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def join(self, separator: bytes, numbers: Iterable[int]) -> bytes:
        """Those with these `numbers`, with a separator between two."""
        joined = BytesIO()
        for place, number in enumerate(numbers):
            joined.write(separator if place else b"")
            joined.write(self[number])
        return joined.getvalue()
