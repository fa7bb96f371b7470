"""Ninety days after it was received, only a hash is left of what somebody wrote; the journal holds."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

from bot.domain.audit import audit
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


def _content(office: Office) -> bytes:
    """Return what the database's files hold, free pages and log included."""
    return b"".join(each.read_bytes() for each in office.stage.data_dir.glob(f"{DATABASE}*"))
