"""Where requests wait while the pages they ask for are made."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets requests in one at a time, and none while the pages they ask for are made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_closed = False

    @contextmanager
    def closed(self) -> Iterator[None]:
        self._lock.acquire()
        self._is_closed = True
        try:
            yield
        finally:
            self.open()

    def open(self) -> None:
        """For whoever closed it, when the pages are there and other work goes on; closing ends with it anyway."""
        if self._is_closed:
            self._is_closed = False
            self._lock.release()

    @contextmanager
    def passed(self) -> Iterator[None]:
        with self._lock:
            yield
