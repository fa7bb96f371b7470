"""The office's database: writers take turns, each write in BEGIN IMMEDIATE, no answer before fsync."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

from bot.domain.errors import StoreBroken
from bot.domain.ports import UnitOfWork
from storage.database.connections import Connections
from storage.database.direct import Direct
from storage.database.driver import connect
from storage.database.repositories import TableRepository
from storage.database.tables import RECORDS, TABLES
from storage.database.together import Writers
from storage.database.troubles import told_plainly

BUSY_TIMEOUT_MS = 5000
_SQLITE: dict[str, Any] = {
    "connect_args": {"async_creator_fn": connect},
    "pool_reset_on_return": None,
    "max_overflow": -1,
}
"""Every transaction is ended here: a connection that comes back to the pool needs no second rollback. As
many as ask may be open: who reads waits for nobody, and a wait for a connection could be one for oneself."""
_COMPILED: dict[str, Any] = {"compiled_cache": LRUCache(2000)}
_DIALECTS: dict[str, sa.Dialect] = {}
"""What one database of this process has compiled serves the next: compiled SQL hangs on its dialect."""
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": BUSY_TIMEOUT_MS,
    "secure_delete": 1,
}


_Opens = Callable[[], AbstractAsyncContextManager[AsyncConnection | Direct]]


class Transaction:
    """One transaction, with a repository per noun, made when it is first asked for."""

    def __init__(self, connection: AsyncConnection | Direct) -> None:
        """Give every table's repository this connection."""
        self._connection = connection

    def __getattr__(self, name: str) -> TableRepository[Any]:
        """Return the repository of this noun; only the first time comes here."""
        if name not in RECORDS:
            raise AttributeError(name)
        repository = TableRepository(self._connection, TABLES[name], RECORDS[name])
        setattr(self, name, repository)
        return repository


class Database:
    """The Store port over SQLAlchemy; SQLite by default."""

    def __init__(self, url: str) -> None:
        """Prepare the engine; nothing is opened before the first transaction."""
        is_sqlite = sa.make_url(url).get_backend_name() == "sqlite"
        options: dict[str, Any] = _SQLITE if is_sqlite else {}
        self.engine: AsyncEngine = create_async_engine(url, execution_options=_COMPILED, **options)
        dialect = self.engine.sync_engine.dialect
        self.engine.sync_engine.dialect = _DIALECTS.setdefault(dialect.name, dialect)
        self._connections, self._one_writer = Connections(self.engine), asyncio.Lock()
        self._writers = Writers(self._connections)
        self._write: _Opens = self._writers.turn if is_sqlite else self._alone
        self._look: _Opens = self._connections.reading if is_sqlite else self.engine.connect
        if is_sqlite:
            sa.event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[UnitOfWork]:
        """Open a transaction; it is committed at the end and rolled back by an exception.

        They write one after the other; it ends when what it wrote is on the disk.

        Raises:
            Unwritable: the database is held by another program, or the disk is full; nothing was written.
            StoreBroken: reading or writing failed, and what the file holds is not known.
        """
        with told_plainly():
            async with self._write() as transaction:
                yield _unit_of_work(transaction)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction of another database than SQLite."""
        async with self._one_writer, self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """Open a transaction that only reads; raises as writing() does."""
        with told_plainly():
            async with self._look() as transaction:
                yield _unit_of_work(transaction)

    async def require_whole(self) -> None:
        """Return if every page is what SQLite left there; raise StoreBroken with the first fault."""
        if self.engine.dialect.name != "sqlite":
            return
        with told_plainly():
            async with self.engine.connect() as connection:
                found = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one()
        if found != "ok":
            raise StoreBroken(found)

    async def close(self) -> None:
        """Close every connection, once what was written is committed."""
        await self._writers.close()
        await self._connections.close()
        await self.engine.dispose()


def _unit_of_work(connection: AsyncConnection | Direct) -> UnitOfWork:
    transaction: Any = Transaction(connection)
    work: UnitOfWork = transaction
    return work


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set and assert what durability rests on (WAL, synchronous=FULL); our BEGIN replaces the driver's."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, wanted in _PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={wanted}")
        cursor.execute(f"PRAGMA {name}")
        if (found := cursor.fetchone()[0]) != wanted:
            raise RuntimeError(f"SQLite refused PRAGMA {name}={wanted}: it says {found}")
    cursor.close()
