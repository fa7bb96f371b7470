"""Power fails while a round goes on: what was acknowledged before is there, whole (fault F7).

Every write, cut and flush that SQLite makes is recorded below SQLite, from the command that opens it on.
For any moment the disk may then hold whatever was flushed, and of the rest each write, a part of it, or none.
"""

import os
import random
import sqlite3
from contextlib import closing
from itertools import count, takewhile
from pathlib import Path
from typing import NamedTuple

import pytest

from demo.stage import Stage
from tests.disk import Disk, PowerCuts, put_in
from tests.stories.kept import DATABASE
from tests.stories.office import Office, open_office

OPERATIONS, CUTS = 2000, int(os.environ.get("SSJ_POWER_CUTS", "100"))
"""`make power-cuts` cuts behind each of them."""
SEED = 7
_COUNTED = (
    "SELECT count(*) FROM journal",
    "SELECT count(*) FROM updates",
    "SELECT count(*) FROM updates WHERE state <> 'pending'",
    "SELECT count(*) FROM notices",
    "SELECT count(*) FROM notices WHERE state = 'sent'",
)
_LAST = "SELECT hash FROM journal WHERE id = ?"


class Known(NamedTuple):
    """What was acknowledged behind so many operations."""

    operations: int
    counts: tuple[int, ...]
    last: str


class Witness:
    """The Crashpoint port: after each commit that somebody is told of, it notes what the database holds."""

    def __init__(self, disk: Disk, file: Path) -> None:
        self._disk = disk
        self._connection = sqlite3.connect(file)
        self.known: list[Known] = []
        self("outbox.marked")

    def __call__(self, name: str) -> None:
        if name.endswith("after_commit") or name == "outbox.marked":
            counts = _counts(self._connection)
            self.known.append(Known(len(self._disk.ops), counts, _entry(self._connection, counts[0])))

    def close(self) -> None:
        self._connection.close()


def _counts(connection: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(connection.execute(each).fetchone()[0] for each in _COUNTED)


def _entry(connection: sqlite3.Connection, number: int) -> str:
    row = connection.execute(_LAST, (number,)).fetchone()
    return str(row[0]) if row else ""


async def _play(office: Office, disk: Disk) -> None:
    """Draw, confirm and accept, until there are operations enough."""
    await office.draw()
    await office.confirm()
    for person in office.drawn():
        await office.press(person, "【检查任务】", "接受任务")
    for _ in takewhile(lambda _n: len(disk.ops) < OPERATIONS, count()):
        await office.say("王芳", "/status")


async def _witnessed(stage: Stage, disk: Disk) -> Witness:
    await stage.service.stop()
    disk.begin()
    witness = Witness(disk, stage.data_dir / DATABASE)
    stage.crash = witness  # so the kept steps of other stories are not laid: everything is really written
    await stage.start_bot()
    await stage.settle()
    return witness


async def test_what_was_acknowledged_outlives_a_power_cut_at_any_operation(tmp_path: Path) -> None:
    with put_in() as disk:
        office = await open_office(tmp_path / "office")
        witness = await _witnessed(office.stage, disk)
        await _play(office, disk)
        witness.close()
        await office.close()
    dice = random.Random(SEED)
    cuts, known = PowerCuts(disk, dice), iter(witness.known)
    behind = next(known)
    following = next(known, None)
    folder = tmp_path / "disk"
    folder.mkdir()
    for moment in sorted(dice.sample(range(1, OPERATIONS + 1), CUTS)):
        while following and following.operations <= moment:
            behind, following = following, next(known, None)
        _recovers(folder, cuts.after(moment), behind)
    assert behind.counts > witness.known[0].counts
    liar = Disk([op for op in disk.ops if op.kind != "flush"], first=disk.first)
    with pytest.raises(
        (AssertionError, sqlite3.Error)
    ):  # had a flush only been pretended, this test would have seen it
        _recovers(folder, PowerCuts(liar, dice).after(OPERATIONS), behind)


def _recovers(folder: Path, files: dict[str, bytes], known: Known) -> None:
    """Start over these files: they are whole, and what was acknowledged is in them."""
    for path, content in files.items():
        (folder / Path(path).name).write_bytes(content)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = _counts(connection)
        assert [n for n, least in zip(found, known.counts, strict=True) if n < least] == []
        assert _entry(connection, known.counts[0]) == known.last
    for each in folder.iterdir():
        each.unlink()
