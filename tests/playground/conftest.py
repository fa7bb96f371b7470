"""A small Telegram with one bot, and python-telegram-bot's own Bot talking to it over HTTP."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import telegram as ptb

from playground import GroupDriver, PersonDriver, Telegram

TOKEN = "100:abcdefghijklmnopqrstuvwxyz"  # noqa: S105


@dataclass
class Clock:
    """A clock that stands still until somebody moves it."""

    time: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def world(clock: Clock) -> AsyncIterator[Telegram]:
    telegram = Telegram(clock.now, random.Random(7))
    telegram.add_bot(TOKEN, "draw_bot", "小助手")
    telegram.base = await telegram.start()
    yield telegram
    await telegram.stop()


@pytest.fixture
async def bot(world: Telegram) -> AsyncIterator[ptb.Bot]:
    base = world.base
    async with ptb.Bot(TOKEN, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as connected:
        yield connected


@pytest.fixture
async def wang(world: Telegram) -> PersonDriver:
    person = world.person("王敏")
    await person.says("private", "/start")
    return person


@pytest.fixture
def office(world: Telegram, wang: PersonDriver) -> GroupDriver:
    """A supergroup with 王敏 as its creator and the bot as a plain member."""
    group = world.group("办公室", "supergroup")
    group.add(wang)
    group.add_bot()
    world.bot.updates.clear()
    return group


@pytest.fixture
def heard(bot: ptb.Bot):
    """Fetches and confirms everything that is queued for the bot."""

    async def fetch(allowed: list[str] | None = None) -> list[ptb.Update]:
        updates = list(await bot.get_updates(timeout=0, allowed_updates=allowed))
        if updates:
            await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
        return updates

    return fetch


@pytest.fixture
def texts(heard):
    """The texts of the new messages that reached the bot."""

    async def fetch() -> list[str]:
        return [update.message.text for update in await heard() if update.message]

    return fetch
