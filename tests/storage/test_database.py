"""The database: migrations, pragmas, transactions, and the one repository."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.domain.errors import Missing, Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.mail import Update
from bot.domain.people import Person
from bot.domain.registers.records import TargetRecord
from bot.domain.registers.rows import Target
from storage.database.lock import FolderLock, LockedError
from storage.database.store import Database
from storage.database.tables import metadata
from storage.database.upgrade import upgrade

INSPECTION = Inspection(round_id=1, target_id=1, target_key="N1", team=1, state=InspectionState.DRAWN)


async def test_migrations_build_the_tables_of_the_records(database: Database) -> None:
    def difference(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(difference) == []


async def test_upgrade_twice_changes_nothing(database: Database) -> None:
    async with database.writing() as work:
        await work.people.add(Person(name="甲"))
    await upgrade(database.engine)

    async with database.reading() as work:
        assert await work.people.all() == [Person(id=1, name="甲")]


async def test_many_rows_come_whole_and_others_have_their_turn(database: Database) -> None:
    many = [Person(name=f"{n}") for n in range(1, 1201)]
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with database.writing() as work:
        stored = await work.people.add_all(many)
        rows = [tuple(each.model_dump(mode="json").values()) for each in stored]
        beside = asyncio.create_task(others())
        await asyncio.sleep(0)
        before = turns
        assert await work.people._in_turns(rows) == stored  # type: ignore[attr-defined]
        beside.cancel()
    assert turns - before == 2


async def test_connection_is_durable(database: Database) -> None:
    async with database.engine.connect() as connection:
        found = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        ]

    assert found == ["wal", 2, 1, 5000, 1]


async def test_writing_is_all_or_nothing(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.writing() as work:
            await work.people.add(Person(name="甲"))
            await work.people.get(9)

    with pytest.raises(Missing):
        await write_and_fail()

    async with database.reading() as work:
        assert await work.people.all() == []


async def test_writers_wait_for_each_other(database: Database) -> None:
    async def add(n: int) -> None:
        async with database.writing() as work:
            count = await work.people.count()
            await work.people.add(Person(name=f"{n}", unit=f"{count}"))

    await asyncio.gather(*(add(n) for n in range(20)))

    async with database.reading() as work:
        assert [person.unit for person in await work.people.all()] == [str(n) for n in range(20)]


async def test_move_swaps_the_state_once(database: Database) -> None:
    async with database.writing() as work:
        drawn = await work.inspections.add(INSPECTION)
        moved = await work.inspections.move(drawn, InspectionState.CONFIRMED, visited_on=date(2026, 9, 24))
        with pytest.raises(Stale):
            await work.inspections.move(drawn, InspectionState.CONFIRMED)

    async with database.reading() as work:
        assert await work.inspections.get(drawn.id) == moved
        assert moved.visited_on == date(2026, 9, 24)


async def test_repository_finds_by_equality_set_and_nothing(database: Database) -> None:
    async with database.writing() as work:
        bound = await work.people.add(Person(name="甲", account_id=7_000_000_000))
        free = await work.people.add(Person(name="乙"))

        assert await work.people.all(account_id=None) == [free]
        assert await work.people.all(name=("甲", "乙")) == [bound, free]
        assert await work.people.all(name=()) == []
        assert await work.people.one(name="丙") is None
        assert await work.people.count(name="甲") == 1
        with pytest.raises(Missing):
            await work.people.get(9)


async def test_what_a_transaction_has_read_it_asks_again_only_after_its_own_write(database: Database) -> None:
    asked: list[str] = []
    async with database.writing() as transaction:
        work: Any = transaction
        driver = work.people._connection._driver
        await driver.set_trace_callback(lambda sql: asked.append(sql.split()[0]))
        person = await work.people.add(Person(name="甲"))
        assert await work.people.get(person.id) == person
        (await work.people.all(id=person.id)).clear()
        assert (await work.people.get(person.id), len(await work.people.all(id=person.id))) == (person, 1)
        assert asked == ["BEGIN", "INSERT", "SELECT", "SELECT"]
        for write in (work.people.change(person, name="乙"), work.people.change_all([person.id], name="丙")):
            await write
            asked.clear()
            assert (await work.people.get(person.id)).name in "乙丙"
            assert asked == ["SELECT"]
        assert (await work.people.get(person.id)).name == "丙"
        await work.people.remove(id=person.id)
        assert await work.people.one(id=person.id) is None


async def test_many_rows_are_stored_and_saved_in_their_order(database: Database) -> None:
    several_lots = [INSPECTION.model_copy(update={"target_key": f"N{n}"}) for n in range(1_001)]
    async with database.writing() as work:
        stored = await work.inspections.add_all(several_lots)
        visited = [row.model_copy(update={"visited_on": date(2026, 9, 24)}) for row in stored[1:]]
        await work.inspections.save_all(visited)
        assert await work.inspections.add_all([]) == []

    assert [row.target_key for row in stored] == [row.target_key for row in several_lots]
    async with database.reading() as work:
        assert await work.inspections.all() == [stored[0], *visited]


async def test_instants_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    at = datetime(2026, 9, 21, 1, 2, 3, 456000, tzinfo=UTC)
    async with database.writing() as work:
        await work.updates.add(Update(id=1, raw="{}", received_at=at))
        assert (await work.updates.get(1)).received_at == at
        with pytest.raises(ValueError, match="an instant needs a time zone"):
            await work.updates.add(Update(id=2, raw="{}", received_at=at.replace(tzinfo=None)))


def test_folder_is_held_by_one_process_at_a_time(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.acquire()
    with pytest.raises(LockedError):
        second.acquire()

    first.release()
    second.acquire()
    second.release()


async def test_other_process_sees_what_was_committed(database: Database, tmp_path: Path) -> None:
    async with database.writing() as work:
        await work.people.add(Person(name="甲"))

    connection = sqlite3.connect(tmp_path / "office.db")
    try:
        assert connection.execute("SELECT name FROM people").fetchall() == [("甲",)]
    finally:
        connection.close()


async def test_very_many_rows_are_poured_paged_overwritten_and_removed(database: Database) -> None:
    several_lots = [TargetRecord(name=f"第{n}", number=f"N{n}") for n in range(4_001)]
    dated = replace(several_lots[1], registered_on=date(2015, 9, 1), blacklisted=False)
    async with database.writing() as work:
        await work.targets.pour(several_lots, is_active=True, is_listed=False)
        ids = [row_id async for page in work.targets.pages("id") for (row_id,) in page]
        await work.targets.overwrite(ids[1:3], [dated, several_lots[2]], is_active=False)
        await work.targets.change_all(ids[3:4_000], is_active=False)
        for each in ([], ()):
            await work.targets.pour(each, is_active=True, is_listed=False)
            await work.targets.overwrite(each, each)
            await work.targets.change_all(each, is_active=True)

    async with database.writing() as work:
        pages = [page async for page in work.targets.pages("number", "name", is_active=True)]
        assert pages == [[("N0", "第0"), ("N4000", "第4000")]]
        assert len([page async for page in work.targets.pages("name")]) == 9
        known = {"number": "N1", "name": "第1", "registered_on": date(2015, 9, 1), "blacklisted": False}
        assert await work.targets.get(ids[1]) == Target(id=ids[1], is_active=False, **known)
        await work.targets.remove(is_active=False)
        assert [row.number for row in await work.targets.all()] == ["N0", "N4000"]
