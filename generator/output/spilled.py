"""Many byte strings that are read again later, in a temporary file where they are large together.

What is written for each paper of a large site would fill the memory, so only where each begins is kept there.
"""

import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple, final, overload

IN_MEMORY = 32_000_000
"""Bytes that stay in memory."""


@final
class Spilled(Sequence[bytes]):
    """The `items`, in their order; `size` is how many bytes they have together."""

    def __init__(self, items: Iterable[bytes]) -> None:
        self.size = 0
        self._items: list[bytes] = []
        """As long as they are in memory."""
        self._file: BinaryIO | None = None
        self._ends = array("q", [0])
        for item in items:
            self.size += len(item)
            self._ends.append(self.size)
            if self._file:
                self._file.write(item)
                continue
            self._items.append(item)
            if self.size > IN_MEMORY:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with this object
                self._file.writelines(self._items)
                self._items.clear()

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> bytes: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[bytes]: ...

    def __getitem__(self, number: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(number, slice):
            return [self[each] for each in range(len(self))[number]]
        if not self._file:
            return self._items[number]
        self._file.seek(start := self._ends[number])
        return self._file.read(self._ends[number + 1] - start)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))


class Joined(NamedTuple):
    """A file that consists of some of many `items`, those with these `numbers`."""

    items: Sequence[bytes]
    numbers: Sequence[int]
    head: bytes = b""
    separator: bytes = b"\n"
    foot: bytes = b""

    def content(self) -> bytes:
        return b"".join((self.head, self.separator.join(map(self.items.__getitem__, self.numbers)), self.foot))

    def parts(self) -> list[bytes]:
        """What is in it: one that has equal parts of equal items is the same file."""
        return [self.head, self.separator, self.foot, *map(self.items.__getitem__, self.numbers)]


def size_of(items: Sequence[bytes]) -> int:
    """How many bytes they have together."""
    return items.size if isinstance(items, Spilled) else sum(map(len, items))
