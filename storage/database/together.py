"""Writing transactions that wait for one another are committed together: one fsync serves them all.

Each is whole or not at all, and ends only when what it wrote is on the disk. Whoever fails is undone behind a
savepoint of its own, and those beside it stay; if the commit fails, all of them have failed.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from bot.domain.errors import Unwritable
from storage.database.connections import Connections
from storage.database.direct import Direct

_OF_THE_DATABASE = (sqlite3.Error, DBAPIError)


@dataclass
class _Shared:
    """One transaction of the database; it has a task that commits it once somebody has written in it."""

    transaction: Direct
    committing: asyncio.Task[None] | None = None
    lost: Exception | None = None
    """Why all of it was rolled back before it could be committed."""


class Writers:
    """Lets one write after the other; those that wait already go before the commit, and share it."""

    def __init__(self, connections: Connections) -> None:
        """Take the connections; nothing is begun yet."""
        self._connections, self._turns = connections, asyncio.Lock()
        self._shared: _Shared | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Direct]:
        """Open a transaction; at the end it is committed, by an exception it is undone."""
        async with self._turns:
            shared = self._shared = self._shared or await self._begin()
            is_beside = shared.transaction.save()
            try:
                yield shared.transaction
                if is_beside:
                    shared.transaction.release()
            except BaseException as error:
                await self._undo(shared, error, is_beside=is_beside)
                raise
            shared.committing = shared.committing or asyncio.create_task(self._commit(shared))
        await asyncio.shield(shared.committing)

    async def close(self) -> None:
        """Return when everything that was written is committed."""
        if self._shared is not None and self._shared.committing is not None:
            await asyncio.wait((self._shared.committing,))

    async def _begin(self) -> _Shared:
        transaction = await self._connections.take()
        transaction.begin()
        return _Shared(transaction)

    async def _undo(self, shared: _Shared, error: BaseException, *, is_beside: bool) -> None:
        """Undo what failed; where SQLite has rolled back what was beside it, that is lost as well.

        Those beside it then hear why the database failed, and never of a refusal that is not theirs.
        """
        goes_on = False
        try:
            if is_beside:
                goes_on = await shared.transaction.undo()
            elif shared.committing is not None:  # those beside it have written nothing that could be lost
                await shared.transaction.roll_back()
                shared.transaction.begin()
                goes_on = True
        finally:
            if not goes_on:
                self._shared = None
                shared.lost = error if isinstance(error, _OF_THE_DATABASE) else Unwritable("locked")
        if shared.committing is None:
            await self._connections.give_back(shared.transaction, has_ended=False)

    async def _commit(self, shared: _Shared) -> None:
        """Commit behind those who wait now; they write before it."""
        async with self._turns:
            if self._shared is shared:
                self._shared = None
            has_ended = False
            try:
                if shared.lost is not None:
                    raise shared.lost
                await shared.transaction.commit()
                has_ended = True
            finally:
                await self._connections.give_back(shared.transaction, has_ended=has_ended)
