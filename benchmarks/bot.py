"""The bot as a process that notes for how long its event loop was held: `… -m benchmarks.bot FILE`."""

import asyncio
import sys
import time
from pathlib import Path

from bot.app import SystemClock
from bot.app.running import run_until_stopped
from bot.settings import read_settings

_BEAT_SECONDS = 0.01


class Pulse:
    """Beats every ten milliseconds, and remembers the longest time that it was kept waiting."""

    longest = 0.0

    async def beat(self) -> None:
        """Beat until cancelled."""
        while True:
            started = time.perf_counter()
            await asyncio.sleep(_BEAT_SECONDS)
            self.longest = max(self.longest, time.perf_counter() - started - _BEAT_SECONDS)


async def _run(file: Path) -> None:
    pulse, beating = Pulse(), None

    def started(_name: str) -> None:
        nonlocal beating
        beating = asyncio.create_task(pulse.beat())

    await run_until_stopped(read_settings(), SystemClock(), started)
    file.write_text(str(pulse.longest))  # noqa: ASYNC240 - the bot has stopped


if __name__ == "__main__":
    asyncio.run(_run(Path(sys.argv[1])))
