"""The processes of a large build.

All run the same program on the same seeds, and meet where work is shared, each with its part, to go on with all of it.
So what takes little time is done by each for itself, and only answers travel. Copies of a process that has much in
memory would cost more: with every object that Python so much as looks at, the system has to copy the page it lies on.
"""

import os
import signal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

V = TypeVar("V")


class Crew:
    """The processes of one build, as one of them sees them.

    A process that fails is not there where the first waits for its part. The first then makes what is missing itself,
    where a fault can be told, and goes on alone.
    """

    def __init__(self, size: int = 1) -> None:
        self.size = size
        self.is_first = True
        self.lines: list[Connection] = []
        """From the first process to each other one, from another to the first."""
        self.others: list[int] = []
        if size > 1:
            self._taken, self._given = os.pipe()
            while self.is_first and len(self.others) < size - 1:
                self._fork()

    def _fork(self) -> None:
        from multiprocessing.connection import Pipe

        ours, theirs = Pipe()
        process = os.fork()
        if process:
            theirs.close()
            self.lines.append(ours)
            self.others.append(process)
        else:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the first process to see to
            for line in (ours, *self.lines):
                line.close()
            os.close(self._given)
            self.is_first, self.lines = False, [theirs]

    def turns(self, count: int) -> Iterator[int]:
        """The numbers below `count` that this process is to see to; each goes to the first who asks for it."""
        if self.size == 1:
            yield from range(count)
            return
        end = bytes([count])
        if self.is_first:
            os.write(self._given, bytes(range(count)) + end * self.size)
        while (number := os.read(self._taken, 1) or end) != end:
            yield number[0]

    def gather(self, made: dict[int, V], make: Callable[[int], V], count: int, *, everywhere: bool) -> None:
        """Put into `made` what others have made of `count` parts."""
        if self.size == 1:
            return
        if not self.is_first:
            (line,) = self.lines
            line.send(made)
            made.update(line.recv() if everywhere else {})
            return
        theirs = [*self._received()]
        for part in theirs:
            made.update(part)
        made.update((number, make(number)) for number in range(count) if number not in made)
        try:
            for line, part in zip(self.lines, theirs, strict=False):
                if everywhere:
                    line.send({number: value for number, value in made.items() if number not in part})
        except OSError:
            self.leave()

    def _received(self) -> Iterator[dict[int, Any]]:
        try:
            for line in self.lines:
                yield line.recv()
        except (EOFError, OSError):  # it is gone, or went in the middle of a message
            self.leave()

    def leave(self) -> None:
        """The end of the crew; another process than the first ends here."""
        if not self.is_first:
            os._exit(0)
        for process in self.others:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        for line in self.lines:
            line.close()
        if self.size > 1:
            os.close(self._taken)
            os.close(self._given)
        self.size, self.others, self.lines = 1, [], []
