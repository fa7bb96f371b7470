"""Rows in, frozen records out: the one implementation of the Repository port."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import Missing, Stale
from storage.database.direct import Direct
from storage.database.many import in_lots, names_of, overwriting, storing
from storage.database.statements import (
    LOT,
    OLD,
    counting,
    inserting,
    inserting_many,
    last_of,
    moving,
    paging,
    plain_names,
    removing,
    selecting,
    shape_of,
    updating,
    values_of,
)

RecordT = TypeVar("RecordT", bound=BaseModel)
_MOST_KNOWN = 50
"""Rows of one answer that are kept for the next time they are asked for within the transaction."""


class TableRepository(Generic[RecordT]):
    """The rows of one table as records of one type, inside one transaction."""

    def __init__(self, connection: AsyncConnection | Direct, table: sa.Table, record: type[RecordT]) -> None:
        """Work on this table through the transaction of this connection."""
        self._connection = connection
        self._table = table
        self._record = record
        self._names = table.c.keys()
        self.touched: set[int] = set()
        self._seen: dict[tuple[Any, ...], list[RecordT]] = {}

    async def get(self, row_id: int) -> RecordT:
        """Return the row; raise Missing where there is none."""
        found = await self.one(id=row_id)
        if found is None:
            raise Missing(f"{self._table.name} {row_id}")
        return found

    async def one(self, **where: Any) -> RecordT | None:
        """Return the first matching row by id, or None."""
        rows = await self._select(where, limit=1)
        return rows[0] if rows else None

    async def all(self, **where: Any) -> list[RecordT]:
        """Return all matching rows, by id."""
        return await self._select(where, limit=None)

    async def pages(self, *names: str, **where: Any) -> AsyncIterator[Sequence[tuple[Any, ...]]]:
        """Yield these columns of all matching rows, by id, in lots between which others have their turn."""
        query, after, values = paging(self._table, names, shape_of(where)), 0, values_of(where)
        while page := (await self._connection.execute(query, values | {OLD + "id": after})).all():
            yield [tuple(row[1:]) for row in page]
            after = page[-1][0]
            if len(page) < LOT:
                return

    async def last(self, **where: Any) -> RecordT | None:
        """Return the matching row with the highest id, or None where there is none."""
        query = last_of(self._table, shape_of(where))
        found = self._records((await self._connection.execute(query, values_of(where))).all())
        return found[0] if found else None

    async def count(self, **where: Any) -> int:
        """Return how many rows match."""
        query = counting(self._table, shape_of(where))
        return int((await self._connection.execute(query, values_of(where))).scalar_one())

    async def add(self, row: RecordT) -> RecordT:
        """Store a new row and return it with its id."""
        result = await self._write(inserting(self._table), self._values(row))
        key = result.inserted_primary_key
        stored = row.model_copy(update={"id": key[0] if key else 0})
        self.touched.add(stored.id)  # type: ignore[attr-defined]
        return stored

    async def add_all(self, rows: Sequence[RecordT]) -> list[RecordT]:
        """Store new rows and return them with their ids, in the same order."""
        stored: list[RecordT] = []
        for some in in_lots(rows, LOT):
            values = [self._values(row) for row in some]
            keys = (await self._write(inserting_many(self._table), values)).scalars().all()
            self.touched.update(keys)
            stored += [row.model_copy(update={"id": key}) for row, key in zip(some, keys, strict=True)]
        return stored

    async def save_all(self, rows: Sequence[RecordT]) -> None:
        """Write many rows whole, each in the place of the one with its id."""
        for some in in_lots(rows, LOT):
            values = [self._values(row) | {OLD + "id": row.id} for row in some]  # type: ignore[attr-defined]
            await self._write(updating(self._table), values)
            self.touched.update(row.id for row in some)  # type: ignore[attr-defined]

    async def pour(self, rows: Sequence[Any], **same: Any) -> None:
        """Store many new rows from objects that bear columns by name; `same` is what all have in common."""
        for some in in_lots(rows):
            statement = storing(self._table, names_of(self._table, some[0], same), self._connection.dialect)
            await self._write_driver(statement.sql, statement.values(some, (), same))

    async def overwrite(self, ids: Sequence[int], rows: Sequence[Any], **same: Any) -> None:
        """Write into each id's row what the object at its place bears, and what is the `same` for all."""
        for keys, some in zip(in_lots(ids), in_lots(rows), strict=True):
            names = names_of(self._table, some[0], same)
            statement = overwriting(self._table, names, self._connection.dialect)
            await self._write_driver(statement.sql, statement.values(some, keys, same))

    async def change_all(self, ids: Sequence[int], **values: Any) -> None:
        """Write these values into the rows of these ids."""
        for some in in_lots(ids, LOT):
            change = sa.update(self._table).where(self._table.c.id.in_(some)).values(values)
            await self._write(change)

    async def remove(self, **where: Any) -> None:
        """Delete all matching rows: for what is no record, and only waits."""
        await self._write(removing(self._table, shape_of(where)), values_of(where))

    async def change(self, row: RecordT, **values: Any) -> RecordT:
        """Write these values into the row and return it changed."""
        changed = self._record.model_validate(dict(row) | values)
        where = {OLD + "id": row.id}  # type: ignore[attr-defined]
        await self._write(updating(self._table), self._stored(changed, values) | where)
        self.touched.add(row.id)  # type: ignore[attr-defined]
        return changed

    async def move(self, row: RecordT, target: str, **values: Any) -> RecordT:
        """Compare-and-swap the row's `state` from what `row` says to `target`; raise Stale if it moved on."""
        changed = self._record.model_validate(dict(row) | values | {"state": target})
        stored = self._stored(changed, values | {"state": target})
        where = {OLD + "id": row.id, OLD + "state": row.state}  # type: ignore[attr-defined]
        result = await self._write(moving(self._table), stored | where)
        if result.rowcount != 1:
            raise Stale
        self.touched.add(row.id)  # type: ignore[attr-defined]
        return changed

    def _values(self, row: RecordT) -> dict[str, Any]:
        """Return a row's values, without the id that the database is to give."""
        without = set() if row.id else {"id"}  # type: ignore[attr-defined]
        return row.model_dump(mode="json", exclude=without) | self._plain(row)

    def _stored(self, row: RecordT, names: dict[str, Any]) -> dict[str, Any]:
        dumped = row.model_dump(mode="json", include=set(names)) | self._plain(row)
        return {name: dumped[name] for name in names}

    def _plain(self, row: RecordT) -> dict[str, Any]:
        """Return the values whose columns take Python objects: instants and dates."""
        return {name: getattr(row, name) for name in plain_names(self._table)}

    async def _select(self, where: dict[str, Any], limit: int | None) -> list[RecordT]:
        """Return matching rows; what this transaction has asked before, and not written since, it knows."""
        asked = (limit, *where.items())
        if asked not in self._seen:
            query = selecting(self._table, shape_of(where), limit)
            found = await self._in_turns((await self._connection.execute(query, values_of(where))).all())
            if len(found) > _MOST_KNOWN:
                return found
            self._seen[asked] = found
        return list(self._seen[asked])

    async def _in_turns(self, rows: Sequence[Sequence[Any]]) -> list[RecordT]:
        """Return the rows as records; of very many some at a time, and others have their turn in between."""
        found = self._records(rows[:LOT])
        for some in in_lots(rows[LOT:], LOT):
            await asyncio.sleep(0)
            found += self._records(some)
        return found

    def _records(self, rows: Sequence[Sequence[Any]]) -> list[RecordT]:
        return [self._record.model_validate(dict(zip(self._names, row, strict=True))) for row in rows]

    async def _write(self, statement: sa.Executable, values: Any = None) -> Any:
        self._seen.clear()
        return await self._connection.execute(statement, values)

    async def _write_driver(self, sql: str, values: Any) -> None:
        self._seen.clear()
        await self._connection.exec_driver_sql(sql, values)
