"""What starts and what does not: a whole journal, a changed one, an older database in its place."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import init_office, office_of, open_database
from bot.app.journal_guard import FILE, JournalFault, keep_head, kept_head, require_journal
from bot.app.signing import SigningKeyError, named_keys, open_signer
from bot.usecases.act import Act
from bot.usecases.heads import signed_head
from bot.usecases.office import Office
from storage.database.store import Database
from storage.signing import FILE as KEY

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
DATABASE = "shuangsuiji.db"


class Clock:
    """A clock that stands still."""

    def now(self) -> datetime:
        return AT

    async def wait_until(self, instant: datetime) -> None:
        raise NotImplementedError


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path / DATABASE}")
    await init_office(opened, "quyang-education-2023", "张敏", Clock())
    yield opened
    await opened.close()


async def grow(database: Database, folder: Path) -> Office:
    """Make an entry and sign the head, as a draw does; return the office."""
    async with database.writing() as work:
        office = await office_of(work)
        signer = await open_signer(work, office, folder, Clock())
        act = Act(work, replace(office, signer=signer), AT)
        await signed_head(act, await act.record("noted"))
    await keep_head(database, folder)
    return office


async def test_whole_journal_that_holds_the_kept_head_starts(database: Database, tmp_path: Path) -> None:
    office = await grow(database, tmp_path)
    first = kept_head(tmp_path)
    await grow(database, tmp_path)
    assert first is not None
    assert kept_head(tmp_path) == (first.number + 1, (await _root(database)), "")
    await require_journal(database, office, tmp_path, Clock())


async def _root(database: Database) -> str:
    async with database.reading() as work:
        head = await work.heads.last()
    assert head is not None
    return head.root


async def test_older_database_in_its_place_does_not_start_unless_it_is_decided(
    database: Database, tmp_path: Path
) -> None:
    office = await grow(database, tmp_path)
    await database.close()
    shutil.copyfile(tmp_path / DATABASE, tmp_path / "older")
    await grow(database, tmp_path)
    await database.close()
    shutil.copyfile(tmp_path / "older", tmp_path / DATABASE)
    for left in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (tmp_path / left).unlink(missing_ok=True)

    kept = kept_head(tmp_path)
    assert kept is not None
    with pytest.raises(JournalFault) as caught:
        await require_journal(database, office, tmp_path, Clock())
    key, values = caught.value.args
    assert (key, values["n"], values["count"]) == (
        "console.journal_put_back",
        kept.number,
        kept.number - 1,
    )

    await require_journal(database, office, tmp_path, Clock(), accepts_rollback=True)
    async with database.reading() as work:
        last = await work.journal.last()
    assert last is not None
    assert (last.event, f'"missing":{kept.number}' in last.body) == ("rollback_accepted", True)
    await require_journal(database, office, tmp_path, Clock())


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("UPDATE journal SET body = replace(body, '张', '李') || ' ' WHERE id = 2", "console.journal_broken"),
        ("UPDATE heads SET root = replace(root, 'a', 'b')", "console.journal_own"),
        ("UPDATE heads SET signature = replace(signature, '0', '1')", "console.journal_own"),
    ],
)
async def test_changed_journal_does_not_start(
    database: Database, tmp_path: Path, statement: str, key: str
) -> None:
    office = await grow(database, tmp_path)
    with sqlite3.connect(tmp_path / DATABASE) as other:
        other.execute(statement)
    other.close()
    with pytest.raises(JournalFault) as caught:
        await require_journal(database, office, tmp_path, Clock())
    assert caught.value.args[0] == key


async def test_lost_signing_key_is_replaced_and_named_and_a_damaged_one_is_said(
    database: Database, tmp_path: Path
) -> None:
    await grow(database, tmp_path)
    (tmp_path / KEY).unlink()
    office = await grow(database, tmp_path)
    async with database.writing() as work:
        first, second = await named_keys(work)
        assert first != second
        assert (await open_signer(work, office, tmp_path, Clock())).public == second
        (tmp_path / KEY).write_text("none")
        with pytest.raises(SigningKeyError):
            await open_signer(work, office, tmp_path, Clock())
    await require_journal(database, office, tmp_path, Clock())


@pytest.mark.parametrize("text", ["", "no head", "0:" + "9f" * 32])
def test_file_that_says_nothing_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert kept_head(tmp_path) is None
