"""Ninety days after it was received, only a hash is left of what somebody wrote; the journal holds."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

from bot.domain.journal.audit import audit
from bot.domain.mail import Update
from bot.usecases.forget_updates import FORGOTTEN, drop_updates
from tests.stories.kept import DATABASE
from tests.stories.office import Office

CANARY = "家中老人住院的金丝雀"


async def test_what_was_written_is_forgotten_after_ninety_days_and_the_journal_verifies(
    office: Office,
) -> None:
    await office.say("甲一", CANARY)
    assert CANARY.encode() in _content(office)

    office.stage.clock.pass_time(timedelta(days=89))
    await office.stage.tick()
    assert CANARY.encode() in _content(office)
    office.stage.clock.pass_time(timedelta(days=2))
    await office.stage.tick()

    async with office.stage.service.database.reading() as work:
        journal = await work.journal.all()
        row = (await work.updates.all())[-1]
    with closing(sqlite3.connect(office.stage.data_dir / DATABASE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert CANARY.encode() not in _content(office)
    assert (row.state, [*json.loads(row.raw)]) == ("forgotten", ["sha256"])
    assert "updates_forgotten" in [entry.event for entry in journal]
    assert audit(journal).fault is None


async def test_hashes_leave_with_the_words_of_their_time_and_the_newest_update_stays(office: Office) -> None:
    await office.say("甲一", CANARY)
    desk = office.stage.service.desk
    async with desk.store.writing() as work:
        *others, newest = await work.updates.all()
        for age in (2, 1):
            at = newest.received_at - timedelta(days=age)
            await work.updates.add(Update(id=10 - age, raw="{}", received_at=at, state=FORGOTTEN))
        await work.updates.change(newest, state=FORGOTTEN)
    kept = [each.id for each in others]
    nearly = timedelta(days=5 * 365 - 1)
    for passed, old in (
        (nearly, [8, 9]),
        (timedelta(days=1), [9]),
        (nearly, []),
    ):
        office.stage.clock.pass_time(passed)
        async with desk.store.writing() as work:
            await drop_updates(desk.bot_act(work))
        assert await _numbers(office) == [*old, *kept, newest.id]

    await office.say("甲一", "/help")
    assert await _numbers(office) == [*kept, newest.id, newest.id + 1]
    async with desk.store.reading() as work:
        dropped = [json.loads(each.body)["data"] for each in await work.journal.all(event="updates_dropped")]
    assert dropped == [{"count": 1, "last": 8}, {"count": 1, "last": 9}]


async def _numbers(office: Office) -> list[int]:
    async with office.stage.service.database.reading() as work:
        return [each.id for each in await work.updates.all()]


def _content(office: Office) -> bytes:
    """Return what the database's files hold, free pages and log included."""
    return b"".join(each.read_bytes() for each in office.stage.data_dir.glob(f"{DATABASE}*"))
