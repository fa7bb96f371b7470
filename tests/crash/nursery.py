"""The process that bots are forked from, run as `python -m tests.crash.nursery`."""

import asyncio
import os
import signal
import sys
import tempfile
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

from telegram.error import TelegramError

from bot.app import Service, init_office, open_database, open_service
from bot.app.logs import set_up_logs
from bot.app.on_demand import build_site
from bot.settings import Settings, read_settings
from demo.stage import TOKEN
from tests.crash.board import Board
from tests.forking import Order, serve, write_to

_NEVER_SECONDS = 10**7
_NOBODY = "http://127.0.0.1:9"
_PROFILE = "quyang-education-2023"


class Crash:
    """The Crashpoint port: counts every pass, and kills its own process at the chosen one."""

    def __init__(self, board: Board, point: str, passes: int) -> None:
        self._board, self._point, self._left = board, point, passes

    def __call__(self, name: str) -> None:
        self._board.passed(name)
        if name == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def prepare() -> None:
    """Open a bot for nobody, once: what is imported and read on first use need not be in every child."""
    import_module("bot.app.papers.writing")  # as a bot does with its first paper
    set_up_logs("WARNING")  # to stderr, as in production: stdout is for answers to orders
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_rehearse(Path(folder)))


async def _rehearse(folder: Path) -> None:
    board, settings = Board(folder / "board"), _settings(_NOBODY, folder)
    database = await open_database(settings.database)
    await init_office(database, _PROFILE, "张敏", board)
    await build_site(database, folder / "site")
    await database.close()
    service = await open_service(settings, board)
    with suppress(TelegramError):
        await service.api.call("getMe", {})
    await service.database.close()


@cache
def _read() -> Settings:
    return read_settings(token=TOKEN, api_url=_NOBODY, tick_seconds=_NEVER_SECONDS, _env_file=None)


def _settings(api_url: str, data_dir: Path) -> Settings:
    return _read().model_copy(update={"api_url": api_url, "data_dir": data_dir})


def _live(order: Order) -> int:
    said = os.dup(sys.stdout.fileno())
    write_to(order["log"], sys.stdout.fileno(), sys.stderr.fileno())
    asyncio.run(_work(order, said))
    return 0


async def _work(order: Order, said: int) -> None:
    """Be the bot until killed, or until a signal asks it to finish what there is."""
    board = Board(Path(order["board"]))
    finish = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, finish.set)
    settings = _settings(order["api_url"], Path(order["data_dir"]))
    service = await open_service(settings, board, Crash(board, order["point"], order["passes"]))
    await service.start()
    _strike_on_signal(service)
    os.write(said, b"ready\n")
    running = asyncio.create_task(service.run())
    asked = asyncio.create_task(finish.wait())
    await asyncio.wait((running, asked), return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    await service.settled()
    await service.stop()


def _strike_on_signal(service: Service) -> None:
    """Let the test move the bot's clock on: a tick when it says so."""
    ticking: set[asyncio.Task[None]] = set()

    def strike() -> None:
        ticking.add(asyncio.create_task(service.tick()))

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, strike)


if __name__ == "__main__":
    prepare()
    serve(_live)
