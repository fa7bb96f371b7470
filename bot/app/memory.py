"""What the C library holds free goes back to the system, so that years of small texts do not add up.

The library keeps what was free between two things that stay: twelve MB after 100,000 updates of the soak;
and it gives each thread, so each connection of the database, a heap of its own. `malloc_trim` and `mallopt`
are glibc's; elsewhere nothing is done.
"""

import ctypes
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

_EVERY = timedelta(hours=1)
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""Parameters of `mallopt` (malloc.h)."""
_LARGE_BYTES = 1 << 17
"""A block of this size goes back as soon as it is free; left alone, glibc raises the size by itself."""


def share_one_heap() -> None:
    """Let the threads that are begun from now on share one heap, and what is large have none."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)


class Memory:
    """Gives back once in an hour what is free."""

    def __init__(self, trim: Callable[[int], Any] | None = None) -> None:
        """Take what gives back; None is the C library's own, where it has one."""
        self._trim = trim or _trim_of_library()
        self._trimmed_at: datetime | None = None

    def tend(self, now: datetime) -> None:
        """Give back, unless that was done within the hour."""
        if self._trimmed_at is None or abs(now - self._trimmed_at) >= _EVERY:
            self._trimmed_at = now
            self._trim(0)


def _trim_of_library() -> Callable[[int], Any]:
    with suppress(OSError, AttributeError):
        trim: Callable[[int], Any] = ctypes.CDLL(None).malloc_trim
        return trim
    return lambda _kept: None
