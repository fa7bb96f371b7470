"""aiosqlite with one message to SQLite's thread per statement, where a cursor of its own takes four."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import aiosqlite


class Cursor:
    """What SQLAlchemy asks of an asynchronous cursor: one statement, with its rows when it returns any."""

    def __init__(self, run: Callable[..., Any], connection: sqlite3.Connection, beginning: str) -> None:
        """Take what runs a function in the connection's thread, and what runs before the statement."""
        self._run, self._connection, self._beginning = run, connection, beginning
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
        if self._beginning:
            self._connection.execute(self._beginning)
            self._beginning = ""
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
    """A connection whose cursors take one message each; a transaction begins with its first statement."""

    _beginning = ""

    def begin(self, statement: str) -> None:
        """Have the next statement begin a transaction: it takes no message of its own."""
        self._beginning = statement

    def cursor(self) -> Any:
        """Return a cursor; SQLAlchemy enters it before it executes."""
        beginning, self._beginning = self._beginning, ""
        return Cursor(self._execute, self._conn, beginning)


def connect(path: str, **options: Any) -> Connection:
    """Return a connection that is opened when it is awaited, as aiosqlite.connect does."""
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy's own connect does: it must not hold the exit
    return connection
