"""`shuangsuiji run`: start the service, stop it on Ctrl-C or SIGTERM."""

import asyncio
import signal
from collections.abc import Callable

from bot.app import open_service
from bot.app.logs import set_up_logs
from bot.domain.ports import Clock
from bot.settings import Settings


async def run_until_stopped(settings: Settings, clock: Clock, started: Callable[[str], None]) -> None:
    """Run until a signal comes or a part ends; `started` hears the bot's @name.

    Raises:
        AnotherPoller: somebody else polls with this token.
        telegram.error.InvalidToken: Telegram does not know the token.
    """
    set_up_logs(settings.log_level, settings.token)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    service = await open_service(settings, clock)
    starting = asyncio.create_task(service.start())
    waiting = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({starting, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            return
        starting.result()
        started(service.api.username)
        running = asyncio.create_task(service.run())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        waiting.cancel()
        await service.stop()
