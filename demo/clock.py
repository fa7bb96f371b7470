"""A clock that stands still until somebody moves it; waiting on it moves it, so that pacing takes no time."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.calendars.working_days import HolidayTable, next_working_day
from bot.domain.deadlines import SHANGHAI


class MovableClock:
    """The Clock port for the demo and for tests."""

    def __init__(self, start: datetime) -> None:
        """Begin at this instant."""
        self._now = start.astimezone(UTC)
        self._wrong = timedelta()
        self._awaited: list[tuple[datetime, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """Return what the clock shows, in UTC."""
        return self._now + self._wrong

    def right(self) -> datetime:
        """Return what time it is, as everybody else's clock shows it."""
        return self._now

    def steady_seconds(self) -> float:
        """Return the seconds that have really passed."""
        return self._now.timestamp()

    def go_wrong(self, by: timedelta) -> None:
        """Show another time than it is, until it is set right by zero."""
        self._wrong = by

    async def wait_until(self, instant: datetime) -> None:
        """Move to the instant at once."""
        self.move_to(instant)
        await asyncio.sleep(0)

    def move_to(self, instant: datetime) -> None:
        """Move forward to the instant; never back."""
        self._now = max(self._now, instant.astimezone(UTC) - self._wrong)
        for awaited, reached in self._awaited:
            if self._now >= awaited and not reached.done():
                reached.set_result(None)

    async def passes(self, instant: datetime) -> None:
        """Return once somebody has moved it so far: it is not moved for that."""
        reached: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._awaited.append((instant, reached))
        try:
            await reached
        finally:
            self._awaited.remove((instant, reached))

    def next_working_morning(self, table: HolidayTable, at: time = time(9)) -> date:
        """Move to nine o'clock of the next working day, and return the day."""
        day = next_working_day(self.now().astimezone(SHANGHAI).date(), table).day
        self.move_to(datetime.combine(day, at, SHANGHAI))
        return day

    def pass_time(self, span: timedelta) -> None:
        """Move forward by this span."""
        self._now += span
