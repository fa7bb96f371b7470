"""Power fails while a transaction is written: what was acknowledged before is there, whole (fault F7).

What the disk then holds is made here from the files: of what was not yet flushed, any sectors. That a commit
flushes before it is acknowledged is SQLite's, by the settings that every connection asserts.
"""

import random
import shutil
import sqlite3
from pathlib import Path

from bot.app import open_database
from bot.domain.people import Setting
from storage.database.store import Database

DATABASE, WAL = "office.db", "office.db-wal"
SECTOR, PAGE = 512, 4096
STEPS, CUTS = 12, 8


async def _step(database: Database, number: int) -> None:
    """One transaction of two rows, which are to be there both or not at all."""
    async with database.writing() as work:
        await work.settings.add(Setting(name=f"a{number}", value="甲" * 3000))
        await work.settings.add(Setting(name=f"b{number}", value="乙" * 3000))


def _recovered(folder: Path) -> int:
    """Open what the disk holds as after a restart; return how many steps are there, each whole."""
    connection = sqlite3.connect(folder / DATABASE)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {name for (name,) in connection.execute("SELECT name FROM settings")}
    finally:
        connection.close()
    steps = {name[1:] for name in names}
    assert names == {f"{half}{number}" for half in "ab" for number in steps}
    return len(steps)


def _torn(before: bytes, after: bytes, flushed: int, dice: random.Random) -> bytes:
    """Return a file of which only the first bytes are certain: each sector behind them came, or did not."""
    torn = bytearray(after[: dice.randrange(flushed, len(after) + 1)])
    for start in range(flushed, len(torn), SECTOR):
        if dice.random() < 1 / 4:
            old = before[start : start + SECTOR].ljust(len(torn[start : start + SECTOR]), b"\0")
            torn[start : start + SECTOR] = old[: len(torn[start : start + SECTOR])]
    return bytes(torn)


def _lay(folder: Path, database: bytes, wal: bytes) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / DATABASE).write_bytes(database)
    (folder / WAL).write_bytes(wal)
    return folder


async def test_what_was_acknowledged_outlives_a_power_cut(tmp_path: Path) -> None:
    dice = random.Random(7)
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / DATABASE}")
    held = tmp_path / DATABASE, tmp_path / WAL
    wal = held[1].read_bytes()
    for number in range(STEPS):
        before, flushed = wal, len(wal)
        await _step(database, number)
        pages, wal = held[0].read_bytes(), held[1].read_bytes()
        for _ in range(CUTS):
            torn = _torn(before, wal, flushed, dice)
            assert _recovered(_lay(tmp_path / "disk", pages, torn)) in (number, number + 1)
        assert _recovered(_lay(tmp_path / "disk", pages, wal)) == number + 1
    lost = _recovered(_lay(tmp_path / "disk", pages, wal[: flushed - SECTOR]))
    assert lost < STEPS - 1, "had a flushed sector been lost, this test would have seen it"
    await database.close()


async def test_power_cut_while_the_log_is_folded_into_the_database_loses_nothing(tmp_path: Path) -> None:
    dice = random.Random(7)
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / DATABASE}")
    for number in range(STEPS):
        await _step(database, number)
    old, wal = (tmp_path / DATABASE).read_bytes(), (tmp_path / WAL).read_bytes()
    await database.close()  # the last connection folds the log in
    new = (tmp_path / DATABASE).read_bytes()
    assert old != new
    for _ in range(CUTS):
        pages = bytearray(new)
        for start in range(0, len(new), PAGE):
            if dice.random() < 1 / 2:
                pages[start : start + PAGE] = old[start : start + PAGE].ljust(PAGE, b"\0")
        assert _recovered(_lay(tmp_path / "disk", bytes(pages), wal)) == STEPS
