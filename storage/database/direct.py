"""Statements in SQLAlchemy's words and types, run by SQLite's driver without SQLAlchemy's way to it.

A round is thousands of questions for a row or two, and there that way costs three times what SQLite takes.
What does not fit goes it all the same: many rows at once, lists of unknown length, what is asked only once.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.driver import Connection

_MOST_PREPARED = 2000
_Ready = Callable[[Any], Any] | None


@dataclass(frozen=True)
class Ran:
    """What a statement came to, as SQLAlchemy's own result says it."""

    rows: list[tuple[Any, ...]]
    rowcount: int
    lastrowid: int

    def all(self) -> list[tuple[Any, ...]]:
        """Return all rows."""
        return self.rows

    def scalar_one(self) -> Any:
        """Return the only value."""
        ((value,),) = self.rows
        return value

    @property
    def inserted_primary_key(self) -> tuple[int]:
        """Return the id of the new row."""
        return (self.lastrowid,)


@dataclass(frozen=True)
class _Prepared:
    """A statement in the driver's words: its places, its own values, and what readies each column."""

    sql: str
    places: tuple[tuple[str, _Ready], ...]
    given: Mapping[str, Any]
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]

    def values(self, values: Mapping[str, Any]) -> list[Any]:
        found = [(values[name] if name in values else self.given[name], ready) for name, ready in self.places]
        return [ready(value) if ready else value for value, ready in found]

    def read(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [self._read(row) for row in rows] if self.columns else rows

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, ready in self.columns:
            values[place] = ready(values[place])
        return tuple(values)


class Direct:
    """A connection's transaction: what SQLAlchemy's connection is asked for here, and the short way to it."""

    def __init__(self, connection: AsyncConnection, driver: Connection) -> None:
        """Take SQLAlchemy's connection and the driver's below it."""
        self.connection, self._driver = connection, driver
        self.dialect = connection.dialect

    async def execute(self, statement: Any, values: Any = None) -> Any:
        """Run one statement; raise DBAPIError as SQLAlchemy does."""
        prepared = _prepared(statement, tuple(values), self.dialect) if isinstance(values, dict) else None
        if prepared is None:
            return await self.connection.execute(statement, values)
        ready = prepared.values(values)
        try:
            rows, rowcount, lastrowid = await self._driver.ask(prepared.sql, ready)
        except sqlite3.Error as error:
            raise _as_sqlalchemy_says(prepared.sql, ready, error) from error
        return Ran(prepared.read(rows), rowcount, lastrowid)

    async def exec_driver_sql(self, sql: str, values: Any) -> Any:
        """Run a statement that is in the driver's words already."""
        return await self.connection.exec_driver_sql(sql, values)

    async def commit(self) -> None:
        """Commit what either way has written."""
        if self.connection.in_transaction():
            await self.connection.commit()
        if self._driver.in_transaction:
            await self._driver.commit()

    def begin(self) -> None:
        """Begin a transaction that writes, together with its first statement."""
        self._driver.begin("BEGIN IMMEDIATE")

    def look(self) -> None:
        """Begin a transaction that only reads."""
        self._driver.look()

    def save(self) -> bool:
        """Set a savepoint, and return True, where something may have been written already."""
        return self._driver.save()

    def release(self) -> None:
        """Let what was written since the savepoint stay."""
        self._driver.release()

    async def undo(self) -> bool:
        """Undo what was written since the savepoint; return False where the whole transaction is gone."""
        return await self._driver.undo()

    async def roll_back(self) -> None:
        """Roll back what either way has written."""
        if self.connection.in_transaction():
            await self.connection.rollback()
        await self._driver.roll_back()

    async def leave(self) -> None:
        """End what has only read."""
        if self.connection.in_transaction():
            await self.connection.rollback()
        self._driver.leave()


def _as_sqlalchemy_says(sql: str, values: Sequence[Any], error: sqlite3.Error) -> BaseException:
    """Return the error that SQLAlchemy would raise: whoever catches it need not know which way was gone."""
    return DBAPIError.instance(sql, list(values), error, sqlite3.Error)


@lru_cache(maxsize=_MOST_PREPARED)
def _prepared(statement: Any, names: tuple[str, ...], dialect: sa.Dialect) -> _Prepared | None:
    """Return the statement ready for the driver, or None where only SQLAlchemy can run it."""
    keys = None if isinstance(statement, sa.Select) else list(names)
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    if compiled.post_compile_params or compiled.effective_returning:
        return None
    places = tuple((name, _binds(compiled.binds[name], dialect)) for name in compiled.positiontup)
    return _Prepared(str(compiled), places, compiled.params, _results(statement, dialect))


def _binds(place: Any, dialect: sa.Dialect) -> _Ready:
    ready: _Ready = place.type.dialect_impl(dialect).bind_processor(dialect)
    return ready


def _results(statement: Any, dialect: sa.Dialect) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """Return the places of a row whose values are not what the driver returns, each with what makes them."""
    columns = statement.selected_columns if isinstance(statement, sa.Select) else ()
    ready = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return tuple((place, each) for place, each in enumerate(ready) if each)
