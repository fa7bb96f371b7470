"""One byte of the database is wrong: the bot does not start, or nothing of its journal has changed (F11)."""

import os
import random
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.app import open_database
from bot.app.console import verify_journal
from bot.domain.errors import StoreBroken
from bot.domain.journal.entries import Entry
from bot.domain.journal.heads import Anchor
from tests.stories.kept import DATABASE
from tests.stories.office import running_office

FLIPS = int(os.environ.get("SSJ_FLIPS", "40"))
SEED = 7


async def _journal(file: Path, anchor: Anchor | None) -> list[Entry] | None:
    """Return the journal that the bot would start over, None where it does not start."""
    try:
        database = await open_database(f"sqlite+aiosqlite:///{file}")
        try:
            await database.require_whole()
            report = await verify_journal(database, [anchor] if anchor else [])
            async with database.reading() as work:
                entries = await work.journal.all()
        finally:
            await database.close()
    except (StoreBroken, DBAPIError):
        return None
    wrong = (report.fault, report.own, report.missed)
    return entries if wrong == (None, None, None) else None


async def test_flipped_byte_never_passes_for_a_healthy_journal(tmp_path: Path) -> None:
    async with running_office(tmp_path) as office:
        await office.draw()
        content = bytearray(office.beginning.outcome().database)
        async with office.stage.service.database.reading() as work:
            honest = await work.journal.all()
    anchor = Anchor(len(honest), honest[-1].hash)
    dice, file = random.Random(SEED), tmp_path / DATABASE
    started = 0
    for _ in range(FLIPS):
        place, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
        content[place] ^= bit
        file.write_bytes(content)
        found = await _journal(file, anchor)
        content[place] ^= bit
        assert found in (None, honest)
        started += found is not None
    assert 0 < started < FLIPS, "flips that matter and flips that do not were both among them"
