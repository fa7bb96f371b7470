"""What the office's folder grows by: entries are small, and the database's log is folded back (F40)."""

from statistics import median

from bot.domain.mail import Update
from tests.stories.kept import DATABASE
from tests.stories.office import Office
from tests.stories.test_follow_up import found

MOST_BYTES_OF_AN_ENTRY = 1024
MOST_BYTES_OF_THE_LOG = 5_000_000
"""SQLite folds its log back at every thousand pages of 4 KB, and uses it again."""


async def test_entries_are_small_and_the_log_of_the_database_does_not_grow_for_ever(office: Office) -> None:
    await found(office)
    database, log = office.stage.service.database, office.stage.data_dir / f"{DATABASE}-wal"
    async with database.reading() as work:
        sizes = [len(each.body.encode()) + len(each.hash) for each in await work.journal.all()]
    assert len(sizes) > 20
    assert median(sizes) < MOST_BYTES_OF_AN_ENTRY

    written = 0
    for number in range(1, 60):
        async with database.writing() as work:
            raw = "学" * 100_000
            at = office.stage.clock.now()
            await work.updates.add(Update(id=10**6 + number, raw=raw, received_at=at, state="done"))
            written += len(raw.encode())
    assert written > 3 * MOST_BYTES_OF_THE_LOG
    assert log.stat().st_size < MOST_BYTES_OF_THE_LOG
