"""What watches the bot itself: whether Telegram is heard, and whether the clock still strikes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import init_office, office_of, open_database
from bot.app.watchdog import ClockStopped, Watchdog
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.inbox.hearing import Hearing
from bot.usecases.act import Act
from demo.clock import MovableClock
from demo.stage import Stage
from storage.database.store import Database

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
PROFILE = "quyang-education-2023"
HOUR = timedelta(hours=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    await init_office(opened, PROFILE, "张敏", MovableClock(AT))
    yield opened
    await opened.close()


async def silences(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as work:
        found = await work.journal.all(event="messages_may_be_lost")
    data = [body_of(each)["data"] for each in found]
    return [(each["since"], each["until"]) for each in data]


async def test_only_a_cut_of_more_than_a_day_loses_messages(database: Database) -> None:
    clock = MovableClock(AT)
    async with database.reading() as work:
        office = await office_of(work)

    def bot_act(work: UnitOfWork) -> Act:
        return Act(work, office, clock.now())

    hearing = Hearing(database, bot_act, clock, lambda: None)
    await hearing.answered()
    for hours, is_cut in ((48, False), (24, True), (25, True)):
        clock.pass_time(hours * HOUR)
        if is_cut:
            hearing.cut()
        await hearing.answered()
    lost_from = AT + 72 * HOUR
    assert await silences(database) == [(lost_from.isoformat(), (lost_from + HOUR).isoformat())]

    clock.pass_time(40 * HOUR)  # and the process was killed: the hour that was kept last is known
    await Hearing(database, bot_act, clock, lambda: None).answered()
    assert (await silences(database))[1:] == [
        ((lost_from + 25 * HOUR).isoformat(), (lost_from + 41 * HOUR).isoformat())
    ]


async def test_watchdog_waits_as_long_as_the_clock_strikes() -> None:
    watchdog = Watchdog(patience_seconds=0.05)
    watching = asyncio.create_task(watchdog.watch())
    for _ in range(100):
        watchdog.beat()
        await asyncio.sleep(0)
    assert not watching.done()
    with pytest.raises(ClockStopped):
        await watching


async def test_clock_that_is_dead_ends_the_bot(tmp_path: Path) -> None:
    async with Stage(tmp_path / "data", AT, PROFILE, seed=7, chief="张敏") as stage:
        service = stage.service
        service.watchdog.patience_seconds = 0.05
        await service.tick()  # the last one that ends: the next is never begun
        with pytest.raises(ClockStopped):
            await service.run()
