"""The updates that wait to be handled: rows of the database, in the order of their turns."""

import json
from collections import Counter
from collections.abc import Container, Iterable
from typing import Any

from bot.domain.mail import Update
from bot.domain.ports import Clock, Store, UnitOfWork
from bot.domain.raw_updates import chat_of, rows_of, sender_of
from bot.inbox.waiting import Waiting

_MOST_OF_A_STRANGER = 5
"""Messages of somebody who is bound to nobody that wait at once; what is more is kept, and not answered."""


class Queue:
    """Which update comes next."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Take the ports; what waits already is learnt from the database when it is asked for."""
        self._store, self._clock = store, clock
        self._waiting = Waiting()

    def add(self, rows: Iterable[Update]) -> None:
        """Let those of the rows wait that are pending."""
        for row in sorted(rows, key=lambda each: each.id):
            if row.state == "pending":
                self._wait(row)

    def drop(self, number: int) -> None:
        """Forget an update that waits no more."""
        self._waiting.drop(number)

    def _wait(self, row: Update) -> None:
        raw = json.loads(row.raw)
        self._waiting.add(row.id, chat_of(raw), sender_of(raw))

    async def fresh(self, work: UnitOfWork, raw: list[dict[str, Any]]) -> list[Update]:
        """Return the rows of those that are not kept yet; what a stranger sends too much of is skipped."""
        rows = rows_of(raw, await work.updates.last(), self._clock.now())
        for kept in await work.updates.all(id=tuple(rows)):
            del rows[kept.id]
        beside: Counter[int | None] = Counter()
        for number, row in rows.items():
            chat = chat_of(json.loads(row.raw))
            if await self._is_flood(work, chat, beside[chat]):
                rows[number] = row.model_copy(update={"state": "skipped"})
            else:
                beside[chat] += 1
        return list(rows.values())

    async def next(self, held: Container[int | None]) -> Update | None:
        """Return the row whose turn it is, apart from chats that are held.

        What is kept meanwhile is seen by the next transaction only.
        """
        unseen = None
        while True:
            async with self._store.reading() as work:
                number, row = await self._first(work, held)
            if row is not None:
                self._waiting.had_turn(row.id)
            if number is None or row is not None:
                return row
            if number == unseen:
                self._waiting.drop(number)
            unseen = number

    async def _first(self, work: UnitOfWork, held: Container[int | None]) -> tuple[int | None, Update | None]:
        """Return the number whose turn it is, with its row if it is seen; what waits no more is dropped."""
        while (number := self._waiting.first(held)) is not None or await self._look_up(work):
            if number is None:
                continue
            row = await work.updates.one(id=number)
            if row is None or row.state == "pending":
                return number, row
            self._waiting.drop(number)
        return None, None

    async def _look_up(self, work: UnitOfWork) -> bool:
        """Learn of rows that wait and are not known, as after a start; return whether there was any."""
        before = len(self._waiting)
        async for page in work.updates.pages("id", state="pending"):
            for (number,) in page:
                if number not in self._waiting:
                    self._wait(await work.updates.get(number))
        return len(self._waiting) > before

    async def _is_flood(self, work: UnitOfWork, chat: int | None, beside: int) -> bool:
        """Return whether somebody who is bound to nobody has more waiting than can be his need."""
        if self._waiting.count(chat) + beside < _MOST_OF_A_STRANGER or (chat or 0) < 0:
            return False
        return await work.people.one(account_id=chat) is None
