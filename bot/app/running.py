"""`shuangsuiji run`: start the service, stop it on Ctrl-C or SIGTERM."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import TelegramError

from bot.app import office_of, open_database, open_service
from bot.app.journal_guard import require_journal
from bot.app.logs import set_up_logs
from bot.domain.ports import Clock
from bot.gateway import BotApi
from bot.settings import Settings

_PATIENCE_SECONDS = 10


async def name_of_bot(settings: Settings) -> str:
    """Return the bot's @name, or "" where Telegram cannot be reached or does not know the token."""
    set_up_logs(settings.log_level, settings.token, settings.secret_key)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), BotApi.at(settings) as api:
            return api.username
    except (TelegramError, TimeoutError):
        return ""


async def run_until_stopped(
    settings: Settings, clock: Clock, started: Callable[[str], None], *, accepts_rollback: bool = False
) -> None:
    """Run until a signal comes or a part ends; `started` hears the bot's @name.

    Raises:
        AnotherPoller: somebody else polls with this token.
        ForeignWebhook: somebody has set a webhook for this token.
        JournalFault: the journal was changed, or an older database was put in its place.
        NotInitialised: the database has no office.
        telegram.error.InvalidToken: Telegram does not know the token.
    """
    set_up_logs(settings.log_level, settings.token, settings.secret_key)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await _guard(settings, clock, accepts_rollback=accepts_rollback)
    service = await open_service(settings, clock)
    try:
        if await _done_before(stopped, service.start()):
            started(service.api.username)
            await _done_before(stopped, service.run())
    finally:
        await service.stop()


async def _guard(settings: Settings, clock: Clock, *, accepts_rollback: bool) -> None:
    database = await open_database(settings.database)
    try:
        await database.require_whole()
        async with database.reading() as work:
            office = await office_of(work, settings.calendar)
        await require_journal(database, office, settings.data_dir, clock, accepts_rollback=accepts_rollback)
    finally:
        await database.close()


async def _done_before(stopped: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do the work until a signal comes; return whether it came to its end."""
    doing, waiting = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    await asyncio.wait({doing, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if doing.done():
        doing.result()
        return True
    doing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await doing
    return False
