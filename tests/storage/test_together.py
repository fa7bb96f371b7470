"""Writers that are committed together: whoever returns has written, whoever fails has not, and only he."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.errors import NotAllowed, Unwritable
from bot.domain.people import Person
from storage.database.store import Database

Body = Callable[[Any, int], Awaitable[None]]


async def write(database: Database, n: int, body: Body) -> None:
    async with database.writing() as work:
        await work.people.add(Person(name=f"{n}"))
        await body(work, n)


async def together(database: Database, count: int, body: Body) -> list[BaseException | None]:
    """Let so many write at once; return what each has failed with."""
    return await asyncio.gather(*(write(database, n, body) for n in range(count)), return_exceptions=True)


async def written(database: Database) -> list[int]:
    async with database.reading() as work:
        return [int(person.name) for person in await work.people.all()]


async def nothing(_work: Any, _n: int) -> None:
    """Write no more."""


async def statements(work: Any) -> list[str]:
    """Return the list in which the first words of all statements from now on are kept."""
    asked: list[str] = []
    await work.people._connection._driver.set_trace_callback(lambda sql: asked.append(sql.split()[0]))
    return asked


async def test_those_who_wait_for_each_other_share_one_commit(database: Database) -> None:
    async with database.writing() as work:
        asked = await statements(work)

    assert await together(database, 20, nothing) == [None] * 20
    assert asked.count("COMMIT") < 4
    assert asked.count("INSERT") == 20
    assert await written(database) == [*range(20)]


async def test_who_fails_is_undone_and_those_beside_him_stay(database: Database) -> None:
    async def fail(work: Any, n: int) -> None:
        await work.people.add(Person(name=f"{n}"))
        await work.people.remove(name=f"{n - 1}")
        if n % 3 == 0:
            raise ValueError(n)

    found = await together(database, 21, fail)
    assert [n for n, error in enumerate(found) if error] == [*range(0, 21, 3)]
    assert sorted(set(await written(database))) == [*range(2, 21, 3)]


@pytest.mark.parametrize("cut", [0, 1])
async def test_of_those_cut_off_only_who_has_not_finished_is_undone(database: Database, cut: int) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(_work: Any, n: int) -> None:
        if n == 1:
            begun.set()
            await go_on.wait()

    tasks = [asyncio.create_task(write(database, n, wait)) for n in range(4)]
    await begun.wait()
    tasks[cut].cancel()
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [task.cancelled() for task in tasks] == [n == cut for n in range(4)]
    assert await written(database) == ([0, 1, 2, 3] if cut == 0 else [0, 2, 3])


async def test_on_a_full_disk_whoever_returns_has_written_and_nobody_else(database: Database) -> None:
    async def fill(work: Any, n: int) -> None:
        if n % 5 == 4:
            await work.people._connection.exec_driver_sql("PRAGMA max_page_count=1", ())
            await work.people.add(Person(name=f"{n}", unit="满" * 200_000))

    found = await together(database, 20, fill)
    assert {type(found[n]) for n in range(4, 20, 5)} == {Unwritable}
    assert await written(database) == [n for n, error in enumerate(found) if error is None]


async def test_what_sqlite_has_rolled_back_as_a_whole_is_lost_to_all_who_shared_it(
    database: Database,
) -> None:
    async def lose(work: Any, n: int) -> None:
        if n == 7:
            await work.people._connection._driver.rollback()
            raise ValueError(n)

    found = await together(database, 20, lose)
    assert isinstance(found[7], ValueError)
    others = [type(error) for error in found if error is not None and error is not found[7]]
    assert others == [Unwritable] * len(others)
    assert 0 < len(others) < 8
    assert await written(database) == [n for n, error in enumerate(found) if error is None]


async def test_who_has_written_nothing_hears_nothing_of_his_neighbours_failure(database: Database) -> None:
    """There is nothing of his that could be lost: he ends well, and the next begin as ever."""

    async def idle() -> None:
        async with database.writing():
            pass

    async def refuse(_work: Any, _n: int) -> None:
        raise NotAllowed("denied")

    found = await asyncio.gather(
        idle(), write(database, 1, refuse), idle(), write(database, 3, nothing), return_exceptions=True
    )
    assert [type(error) for error in found] == [type(None), NotAllowed, type(None), type(None)]
    assert await written(database) == [3]


async def test_a_transaction_without_a_statement_leaves_nothing_behind(database: Database) -> None:
    for _ in range(6):
        async with database.writing():
            pass
        assert await written(database) == []
    await write(database, 1, nothing)
    assert await written(database) == [1]
