"""How a loop that has run out of work is woken, and how others learn that it has."""

import asyncio


class News:
    """One loop's doorbell: it looks for work after forget(), and rests until a ring if there is none."""

    def __init__(self) -> None:
        """Start with no news, and with a loop that has not looked yet."""
        self._rung, self._idle = asyncio.Event(), asyncio.Event()

    @property
    def is_idle(self) -> bool:
        """Return whether the loop has found nothing to do since the last ring."""
        return self._idle.is_set()

    def ring(self) -> None:
        """Say that there may be something to do."""
        self._rung.set()
        self._idle.clear()

    def forget(self) -> None:
        """Forget the rings so far, before looking: one that comes while looking counts."""
        self._rung.clear()

    async def next(self) -> None:
        """Return at the next ring; the loop does something else meanwhile, and is not idle."""
        await self._rung.wait()

    async def rest(self) -> None:
        """Return at the next ring; until then the loop is idle."""
        if not self._rung.is_set():
            self._idle.set()
        await self._rung.wait()

    async def idle(self) -> None:
        """Return once the loop is idle."""
        await self._idle.wait()
