"""The real clock, the only place that asks what time it is, and whether it can be believed."""

import asyncio
import time
from datetime import UTC, datetime

import structlog

from bot.domain.clock_jumps import Reading, has_jumped
from bot.domain.ports import Clock

log = structlog.get_logger()


class SystemClock:
    """The Clock port over the machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place

    async def wait_until(self, instant: datetime) -> None:
        """Sleep until the instant has come."""
        await asyncio.sleep(max(0.0, (instant - self.now()).total_seconds()))

    def steady_seconds(self) -> float:
        """Return the seconds since the machine was started, those that it slept included where it tells."""
        kind = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if kind is None else time.clock_gettime(kind)


class ClockWatch:
    """Knows whether a clock may be believed; while it is ahead, what it shows reminds nobody."""

    def __init__(self, clock: Clock) -> None:
        """Believe what the clock shows now, until Telegram's server has said what time it is."""
        self._clock = clock
        self._believed = Reading(clock.now(), clock.steady_seconds())
        self._has_heard = False

    def hear(self, instant: datetime) -> None:
        """Believe the server: how long the process was off, or the machine slept, it alone can tell."""
        self._believed = Reading(instant, self._clock.steady_seconds())
        self._has_heard = True

    def is_ahead(self) -> bool:
        """Return whether the clock has gained more than has passed, until it is set right again."""
        now = Reading(self._clock.now(), self._clock.steady_seconds())
        if has_jumped(self._believed, now):
            log.warning("clock_jumped", shows=now.wall, believed=self._believed.wall)
            return True
        if not self._has_heard:
            self._believed = now
        return False
