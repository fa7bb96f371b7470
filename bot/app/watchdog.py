"""Whether the clock still strikes: one that is dead or stuck ends the process.

Whoever runs it starts it anew; what is due is in the database, so that nothing is missed by it.
"""

import asyncio


class ClockStopped(Exception):  # noqa: N818 - said to the operator
    """The clock of the bot has not struck for too long."""


class Watchdog:
    """Waits for one beat after the other."""

    def __init__(self, patience_seconds: float) -> None:
        """Wait so long for each."""
        self.patience_seconds = patience_seconds
        self._beaten = asyncio.Event()

    def beat(self) -> None:
        """Say that all is well."""
        self._beaten.set()

    async def watch(self) -> None:
        """Raise ClockStopped once a beat does not come in time."""
        while True:
            self._beaten.clear()
            try:
                async with asyncio.timeout(self.patience_seconds):
                    await self._beaten.wait()
            except TimeoutError:
                raise ClockStopped from None
