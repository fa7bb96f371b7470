"""aiosqlite with one message to SQLite's thread per statement, where a cursor of its own takes four."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import aiosqlite


class Cursor:
    """What SQLAlchemy asks of an asynchronous cursor: one statement, with its rows when it returns any."""

    def __init__(self, run: Callable[..., Any], connection: sqlite3.Connection) -> None:
        """Take what runs a function in the connection's thread; nothing is run before execute()."""
        self._run, self._connection = run, connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount, self.lastrowid, self.arraysize = -1, 0, 1

    async def __aenter__(self) -> Self:
        """Return itself: SQLite's own cursor lives only as long as its statement."""
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement and fetch what it returns."""
        await self._run(self._whole, "execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Run one statement once for each set of parameters."""
        await self._run(self._whole, "executemany", sql, parameters)

    def _whole(self, how: str, sql: str, parameters: Any) -> None:
        """Run in the connection's thread, from the cursor's making to its closing."""
        cursor = self._connection.cursor()
        try:
            getattr(cursor, how)(sql, parameters)
            self.description, self._rows = cursor.description, cursor.fetchall()
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid or 0
        finally:
            cursor.close()

    async def fetchall(self) -> list[Any]:
        """Return all rows."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: SQLite's cursor is closed already."""


class Connection(aiosqlite.Connection):
    """A connection whose cursors take one message each."""

    def cursor(self) -> Any:
        """Return a cursor; SQLAlchemy enters it before it executes."""
        return Cursor(self._execute, self._conn)


def connect(path: str, **options: Any) -> Connection:
    """Return a connection that is opened when it is awaited, as aiosqlite.connect does."""
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy's own connect does: it must not hold the exit
    return connection
