"""The real clock: the only place that asks what time it is."""

import asyncio
from datetime import UTC, datetime


class SystemClock:
    """The Clock port over the machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place

    async def wait_until(self, instant: datetime) -> None:
        """Sleep until the instant has come."""
        await asyncio.sleep(max(0.0, (instant - self.now()).total_seconds()))
