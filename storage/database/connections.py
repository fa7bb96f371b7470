"""SQLite's connections: each is in the hands of one transaction, or waits open for the next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.database.direct import Direct

_MOST_WAITING = 4


class Connections:
    """Hands out connections for transactions; SQLAlchemy's pool is asked only for more of them."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Take the engine; nothing is opened yet."""
        self._engine = engine
        self._waiting: list[AsyncConnection] = []

    async def take(self) -> Direct:
        """Return a connection in which no transaction has begun."""
        connection = self._waiting.pop() if self._waiting else await self._engine.connect()
        below: Any = connection.sync_connection
        return Direct(connection, below.connection.driver_connection)

    async def give_back(self, transaction: Direct, *, has_ended: bool) -> None:
        """Keep the connection for the next transaction; this one is rolled back unless it has ended."""
        connection = transaction.connection
        if has_ended and len(self._waiting) < _MOST_WAITING:
            self._waiting.append(connection)
            return
        try:
            if not has_ended:
                await transaction.roll_back()
        except BaseException:
            await connection.invalidate()
            raise
        finally:
            await connection.close()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Direct]:
        """Open a transaction that only reads; it waits for nobody, but all others have their turn before."""
        await asyncio.sleep(0)
        transaction, has_ended = await self.take(), False
        try:
            transaction.look()
            yield transaction
            await transaction.leave()
            has_ended = True
        finally:
            await self.give_back(transaction, has_ended=has_ended)

    async def close(self) -> None:
        """Close those that wait."""
        while self._waiting:
            await self._waiting.pop().close()
