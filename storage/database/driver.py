"""aiosqlite with one message to SQLite's thread per statement, or none, where a cursor of its own takes four.

The thread is for what can take its time: waiting for the disk or for another program, and long answers. For a
row or two the way to it and back takes several times what SQLite does.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import aiosqlite

_FEW = 50
"""Rows that are read at once; more of them are fetched in the thread."""
_AT_A_STRETCH = 20
"""Statements after which others have their turn."""


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

    _beginning, _stretch = "", 0

    def begin(self, statement: str) -> None:
        """Have the next statement begin a transaction: it takes no message of its own."""
        self._beginning = statement

    def look(self) -> None:
        """Begin a transaction that only reads: it waits for nobody."""
        self._beginning = ""  # of a transaction that ended before its first statement
        self._conn.execute("BEGIN")

    async def ask(self, sql: str, values: Sequence[Any]) -> tuple[list[Any], int, int]:
        """Run one statement of a few rows; return them, how many it has changed, and the id of a new one."""
        if self._beginning:
            cursor = self.cursor()
            await cursor.execute(sql, values)
            return await cursor.fetchall(), cursor.rowcount, cursor.lastrowid
        self._stretch = (self._stretch + 1) % _AT_A_STRETCH
        if self._stretch == 0:
            await asyncio.sleep(0)
        found = self._conn.execute(sql, values)
        rows = found.fetchmany(_FEW)
        if len(rows) == _FEW:
            rows += await self._run(found.fetchall)
        return rows, found.rowcount, found.lastrowid or 0

    def save(self) -> bool:
        """Set a savepoint if a transaction has begun, and return whether it has."""
        if self.in_transaction:
            self._conn.execute("SAVEPOINT turn")
        return self.in_transaction

    def release(self) -> None:
        """Let what was written since the savepoint stay."""
        self._conn.execute("RELEASE turn")

    async def undo(self) -> bool:
        """Undo what was written since the savepoint; return False where SQLite has rolled back everything."""
        return bool(await self._run(self._undo))

    def _undo(self) -> bool:
        if self.in_transaction:
            self._conn.execute("ROLLBACK TO turn")
            self._conn.execute("RELEASE turn")
        return self.in_transaction

    def leave(self) -> None:
        """End a transaction that has only read."""
        self._conn.rollback()

    async def roll_back(self) -> None:
        """Roll back the transaction, also one that a statement on its way to the thread begins."""
        self._beginning = ""
        await self._run(self._conn.rollback)

    def cursor(self) -> Any:
        """Return a cursor; SQLAlchemy enters it before it executes."""
        beginning, self._beginning = self._beginning, ""
        return Cursor(self._run, self._conn, beginning)

    @property
    def _run(self) -> Callable[..., Any]:
        """Return what runs a function in the connection's thread."""
        run: Callable[..., Any] = self._execute
        return run


def connect(path: str, **options: Any) -> Connection:
    """Return a connection that is opened when it is awaited, as aiosqlite.connect does."""
    options["check_same_thread"] = False  # not all goes by the thread; SQLite lets in one at a time
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy's own connect does: it must not hold the exit
    return connection
