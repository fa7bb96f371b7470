"""Updates one after the other; one that steps aside keeps its own chat waiting, and no other."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_database
from bot.domain.errors import Unwritable
from bot.domain.mail import Update
from bot.domain.people import Person
from bot.inbox.inbox import Inbox
from storage.database.store import Database

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
OURS, THEIRS = 7, 8


class Handling:
    """Handles updates as the desk does; one whose text begins with 长 takes until it is let go."""

    def __init__(self, database: Database) -> None:
        self.database, self.let_go = database, asyncio.Event()
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.is_full, self.met = False, list[str]()
        ports: Any = {"crash": lambda _name: None, "trouble": self, "hearing": self}
        self.inbox = Inbox(self, self, self, self.handle, **ports)  # type: ignore[arg-type]

    def reading(self) -> Any:
        return self.database.reading()

    def writing(self) -> Any:
        """As the database does, or on a disk that is full until somebody has met the trouble."""
        if self.is_full:
            raise Unwritable("full")
        return self.database.writing()

    async def meet(self, error: Unwritable, raw: Any = ()) -> None:
        self.met += [error.why, *(update["message"]["text"] for update in raw)]
        self.is_full = False

    async def handle(self, raw: dict[str, Any]) -> None:
        number, text = raw["update_id"], raw["message"]["text"]
        if text.startswith("长"):
            self.inbox.step_aside(number)
            self.told.put_nowait(f"{text}…")
            await self.let_go.wait()
        if text.endswith("坏"):
            self.is_full = text.endswith("满坏") and not self.met
            raise RuntimeError(text)
        async with self.database.writing() as work:
            await work.updates.move(await work.updates.get(number), "done")
        self.told.put_nowait(text)

    def now(self) -> datetime:
        return AT

    async def over(self) -> None:
        """Nothing is wrong with this database."""

    async def hears(self, count: int) -> list[str]:
        return [await self.told.get() for _ in range(count)]

    async def states(self) -> list[str]:
        async with self.database.reading() as work:
            return [row.state for row in await work.updates.all()]


@pytest.fixture
async def handling(tmp_path: Path) -> AsyncIterator[Handling]:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    yield Handling(database)
    await database.close()


async def receive(handling: Handling, *messages: tuple[int, str]) -> None:
    async with handling.database.writing() as work:
        for n, (chat, text) in enumerate(messages, start=1):
            raw = {"update_id": n, "message": {"text": text, "chat": {"id": chat}}}
            await work.updates.add(Update(id=n, raw=json.dumps(raw), received_at=AT))


async def test_other_chats_are_handled_while_one_takes_its_time(handling: Handling) -> None:
    await receive(handling, (OURS, "长"), (OURS, "其后"), (THEIRS, "别人"), (THEIRS, "再来"))
    working = asyncio.create_task(handling.inbox.handle_forever())
    assert await handling.hears(3) == ["长…", "别人", "再来"]
    assert not handling.inbox.news.is_idle

    handling.let_go.set()
    assert await handling.hears(2) == ["长", "其后"]
    await handling.inbox.news.idle()
    handling.inbox.stop()
    await working
    assert await handling.states() == ["done"] * 4


async def test_no_memory_is_kept_of_what_is_done(handling: Handling) -> None:
    await receive(handling, *((chat, f"第 {n} 条") for n in range(20) for chat in (OURS, THEIRS)))
    working = asyncio.create_task(handling.inbox.handle_forever())
    assert len(await handling.hears(40)) == 40
    await handling.inbox.news.idle()
    assert len(handling.inbox._queue._waiting) == 0
    handling.inbox.stop()
    await working


async def test_what_fails_aside_is_tried_again_and_then_set_apart(handling: Handling) -> None:
    handling.let_go.set()
    await receive(handling, (OURS, "长坏"), (OURS, "其后"))
    working = asyncio.create_task(handling.inbox.handle_forever())
    assert await handling.hears(4) == ["长坏…", "长坏…", "长坏…", "其后"]
    handling.inbox.stop()
    await working
    assert await handling.states() == ["quarantined", "done"]


async def test_failure_that_cannot_be_written_down_stops_nobody(handling: Handling) -> None:
    handling.let_go.set()
    await receive(handling, (OURS, "长满坏"), (OURS, "其后"))
    working = asyncio.create_task(handling.inbox.handle_forever())
    assert await handling.hears(5) == ["长满坏…"] * 4 + ["其后"]
    handling.inbox.stop()
    await working
    assert handling.met == ["full", "长满坏"]
    assert await handling.states() == ["quarantined", "done"]


async def test_what_is_aside_is_finished_at_a_stop(handling: Handling) -> None:
    await receive(handling, (OURS, "长一"), (THEIRS, "长二"))
    working = asyncio.create_task(handling.inbox.handle_forever())
    assert await handling.hears(2) == ["长一…", "长二…"]
    handling.inbox.stop()
    handling.let_go.set()
    await working
    assert await handling.states() == ["done", "done"]


async def test_what_is_not_finished_in_time_waits_for_the_next_start(handling: Handling) -> None:
    await receive(handling, (OURS, "长"))
    working = asyncio.create_task(handling.inbox.handle_forever())
    assert await handling.hears(1) == ["长…"]
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    assert await handling.states() == ["pending"]


async def test_chats_take_turns_and_each_keeps_its_order(handling: Handling) -> None:
    await receive(handling, (OURS, "甲"), (OURS, "乙"), (OURS, "丙"), (THEIRS, "丁"), (THEIRS, "戊"))
    loop = asyncio.create_task(handling.inbox.handle_forever())

    assert await handling.hears(5) == ["甲", "丁", "乙", "戊", "丙"]

    handling.inbox.stop()
    await loop


async def test_of_a_strangers_flood_five_wait_and_of_a_persons_all(handling: Handling) -> None:
    async with handling.database.writing() as work:
        await work.people.add(Person(name="王芳", account_id=THEIRS))
    flood = [
        {"update_id": n, "message": {"text": "在吗", "chat": {"id": chat}}}
        for n, chat in enumerate([OURS, THEIRS] * 20, start=1)
    ]
    await handling.inbox._keep(flood)

    states = await handling.states()
    assert (states[::2].count("pending"), states[1::2].count("pending")) == (5, 20)


async def test_updates_that_come_in_any_order_are_handled_in_telegrams(handling: Handling) -> None:
    raw: list[dict[str, Any]] = [
        {"update_id": n, "message": {"text": f"{n}", "chat": {"id": chat}}}
        for n, chat in enumerate([OURS, THEIRS] * 5, start=1)
    ]
    for seed in range(5):
        moved = [{**each, "update_id": each["update_id"] + 100 * seed} for each in raw]
        random.Random(seed).shuffle(moved)
        await handling.inbox._keep(moved)
        loop = asyncio.create_task(handling.inbox.handle_forever())
        heard = await handling.hears(len(moved))
        await handling.inbox.news.idle()
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
        assert [int(each) for each in heard if int(each) % 2] == [*range(1, 11, 2)]
        assert [int(each) for each in heard if not int(each) % 2] == [*range(2, 11, 2)]


async def test_update_that_is_kept_while_the_inbox_reads_is_handled_and_one_without_a_row_is_not(
    handling: Handling,
) -> None:
    await receive(handling, (OURS, "先"))
    handling.inbox._queue._waiting.add(9, THEIRS)
    async with handling.database.reading() as work:
        assert len(await work.updates.all()) == 1
        await handling.inbox._keep([{"update_id": 7, "message": {"text": "后", "chat": {"id": THEIRS}}}])
        assert await handling.inbox._queue._first(work, {OURS}) == (7, None)
    working = asyncio.create_task(handling.inbox.handle_forever())
    assert await handling.hears(2) == ["后", "先"]
    await handling.inbox.news.idle()
    handling.inbox.stop()
    await working
    assert 9 not in handling.inbox._queue._waiting
