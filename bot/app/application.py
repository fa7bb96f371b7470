"""python-telegram-bot's application as the service uses it: updates come from the inbox, nothing is kept."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import NetworkError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, JobQueue

from bot.domain.ports import Clock
from bot.gateway import BotApi
from bot.handlers.context import Context

log = structlog.get_logger()
App = Application[Any, Any, Any, Any, Any, Any]
_RETRY = timedelta(seconds=3)
_LATE = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
"""A run that comes late still comes: APScheduler would drop it after a second by default."""


class _Forgetful(Application[Any, Any, Any, Any, Any, Any]):
    """One that does not note every chat and account for ever, for a persistence that there is not."""

    __slots__ = ()

    def _mark_for_persistence_update(self, **_seen: Any) -> None:
        """Note nothing."""


def application_of(api: BotApi) -> App:
    """Return the application without an updater."""
    builder = ApplicationBuilder().application_class(_Forgetful).bot(api).updater(None)
    return builder.job_queue(JobQueue()).context_types(ContextTypes(context=Context)).build()


async def reach(application: App, clock: Clock, server: str) -> None:
    """Return when Telegram has answered; while the network fails it is tried again."""
    while True:
        try:
            await application.initialize()
        except NetworkError as error:
            if type(error) is not NetworkError and not isinstance(error.__cause__, Exception):
                raise
            where = {"server": server, "seconds": _RETRY.seconds}
            log.warning("Telegram cannot be reached; trying again", **where)
            await clock.wait_until(clock.now() + _RETRY)
        else:
            return


def repeat(application: App, run: Callable[[], Awaitable[Any]], every: timedelta) -> None:
    """Run this now, and again and again."""
    if application.job_queue is None:
        return

    async def job(_context: Any) -> None:
        await run()

    application.job_queue.run_repeating(job, interval=every, first=0, job_kwargs=_LATE)
