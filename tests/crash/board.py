"""What the test and the bot share while both run: the clock, and how often each crash point was passed."""

import asyncio
import mmap
import struct
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

POINTS = (
    "fetch.before_commit",
    "fetch.after_commit",
    "handle.before",
    "handler.before_commit",
    "handler.after_commit",
    "outbox.claimed",
    "outbox.accepted",
    "outbox.marked",
    "paper.written",
    "tick.before_commit",
    "tick.after_commit",
)
_CELL = struct.Struct("q")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Board:
    """A page of shared memory that outlives a killed process, as time does; the Clock port of both sides."""

    def __init__(self, path: Path) -> None:
        size = _CELL.size * (1 + len(POINTS))
        if not path.exists():
            path.write_bytes(bytes(size))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), size)

    def now(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self._get(0))

    async def wait_until(self, instant: datetime) -> None:
        """Move to the instant at once: pacing takes no time."""
        self.move_to(instant)
        await asyncio.sleep(0)

    def steady_seconds(self) -> float:
        return self._get(0) / 1_000_000

    def move_to(self, instant: datetime) -> None:
        self._set(0, max(self._get(0), (instant - _EPOCH) // timedelta(microseconds=1)))

    def passed(self, point: str) -> None:
        cell = 1 + POINTS.index(point)
        self._set(cell, self._get(cell) + 1)

    @property
    def passes(self) -> Counter[str]:
        return Counter({point: self._get(cell) for cell, point in enumerate(POINTS, start=1)})

    def _get(self, cell: int) -> int:
        return int(_CELL.unpack_from(self._memory, cell * _CELL.size)[0])

    def _set(self, cell: int, value: int) -> None:
        _CELL.pack_into(self._memory, cell * _CELL.size, value)
