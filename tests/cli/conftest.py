import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import SystemClock, init_office, open_database
from playground import Telegram
from tests.cli.console import PROFILE, TOKEN, Console


@pytest.fixture
async def office(console: Console, request: pytest.FixtureRequest) -> Console:
    """An office that `init` has made, in the folder data; under another profile where a test names one."""
    database = await open_database(f"sqlite+aiosqlite:///{_made(console.folder / 'data')}/shuangsuiji.db")
    await init_office(database, getattr(request, "param", PROFILE), "张敏", SystemClock())
    await database.close()
    return console


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A stand-in that knows the canary token."""
    world = Telegram(SystemClock().now, random.Random(7))
    world.add_bot(TOKEN, "ssj_bot", "双随机机器人")
    yield world
    await world.stop()


@pytest.fixture
async def ready(office: Console, telegram: Telegram) -> Console:
    """An office whose settings lead to the stand-in."""
    office.settings |= {"TOKEN": TOKEN, "API_URL": await telegram.start()}
    return office
