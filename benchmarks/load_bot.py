"""The bot as a process that notes when each update came and was committed: `benchmarks.load_bot FILE`."""

import asyncio
import json
import signal
import sys
import time
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import bot.handlers.desk as desks
from benchmarks.bot import Pulse
from bot.app import SystemClock, open_service
from bot.app.logs import set_up_logs
from bot.inbox.inbox import Inbox
from bot.settings import read_settings


class Ledger:
    """When each update was received, and when what it did was committed."""

    def __init__(self) -> None:
        """Know of none."""
        self.received: dict[int, float] = {}
        self.committed: dict[int, float] = {}
        self._marking: ContextVar[int] = ContextVar("marking")
        self._keep, self._mark = Inbox._keep, desks._mark_done  # noqa: SLF001 - what is measured lies between them

    def watch(self) -> None:
        """Watch every inbox and desk of this process."""
        ledger = self

        async def keep(inbox: Inbox, raw: list[dict[str, Any]]) -> None:
            now = time.perf_counter()
            for update in raw:
                ledger.received.setdefault(update["update_id"], now)
            await ledger._keep(inbox, raw)

        async def mark(work: Any, update_id: int) -> None:
            ledger._marking.set(update_id)
            await ledger._mark(work, update_id)

        Inbox._keep = keep  # type: ignore[method-assign] # noqa: SLF001
        desks._mark_done = mark  # noqa: SLF001

    def crash(self, name: str) -> None:
        """Take note of a commit: the Crashpoint port."""
        if name == "handler.after_commit":
            self.committed[self._marking.get()] = time.perf_counter()


async def _run(file: Path) -> None:
    stopped, ledger, pulse = asyncio.Event(), Ledger(), Pulse()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    ledger.watch()
    settings = read_settings()
    set_up_logs("ERROR", settings.token, settings.secret_key)
    service = await open_service(settings, SystemClock(), ledger.crash)
    await service.start()
    beating = asyncio.create_task(pulse.beat())
    await stopped.wait()
    beating.cancel()
    await service.stop()
    took = {number: at - ledger.received[number] for number, at in ledger.committed.items()}
    file.write_text(json.dumps({"held": pulse.longest, "took": took}))  # noqa: ASYNC240 - the bot has stopped


if __name__ == "__main__":
    asyncio.run(_run(Path(sys.argv[1])))
