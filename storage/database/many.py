"""Statements for very many rows: their values are made ready at once, not one by one by SQLAlchemy."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

AnyT = TypeVar("AnyT")
_LOT = 2000
"""Rows of one statement: so few that nobody waits for one, so many that they are soon stored."""

ID = "old_id"


@dataclass(frozen=True)
class Statement:
    """A statement in the driver's words, and for each of its places the name and what makes a value ready."""

    sql: str
    places: tuple[tuple[str, Callable[[Any], Any] | None], ...]

    def values(self, rows: Sequence[Any], ids: Sequence[int], same: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Return what fills the places, row by row."""
        columns = [self._column(*place, rows, ids, same) for place in self.places]
        return list(zip(*columns, strict=True))

    def _column(
        self,
        name: str,
        ready: Callable[[Any], Any] | None,
        rows: Sequence[Any],
        ids: Sequence[int],
        same: dict[str, Any],
    ) -> Sequence[Any]:
        if name == ID:
            return ids
        values = [same[name]] * len(rows) if name in same else [getattr(row, name) for row in rows]
        return [ready(value) for value in values] if ready else values


def in_lots(rows: Sequence[AnyT], size: int = _LOT) -> Iterator[Sequence[AnyT]]:
    """Yield the rows in lots, in the same order."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def names_of(table: sa.Table, row: Any, same: dict[str, Any]) -> tuple[str, ...]:
    """Return the columns that such a row fills; the id is the database's to give."""
    return tuple(name for name in table.c.keys() if name in same or (name != "id" and hasattr(row, name)))  # noqa: SIM118 - SQLAlchemy's own mapping


@cache
def storing(table: sa.Table, names: tuple[str, ...], dialect: sa.Dialect) -> Statement:
    """Return the statement that stores new rows."""
    return _statement(table, sa.insert(table).values(_bound(names)), dialect)


@cache
def overwriting(table: sa.Table, names: tuple[str, ...], dialect: sa.Dialect) -> Statement:
    """Return the statement that writes these columns of the row of an id."""
    update = sa.update(table).where(table.c.id == sa.bindparam(ID)).values(_bound(names))
    return _statement(table, update, dialect)


def _bound(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: sa.bindparam(name) for name in names}


def _statement(table: sa.Table, statement: sa.Insert | sa.Update, dialect: sa.Dialect) -> Statement:
    compiled = statement.compile(dialect=dialect)
    order: Sequence[str] = getattr(compiled, "positiontup", None) or ()
    return Statement(str(compiled), tuple((name, _ready(table, name, dialect)) for name in order))


def _ready(table: sa.Table, name: str, dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    """Return what turns a value of this column into the driver's."""
    if name == ID:
        return None
    processor: Callable[[Any], Any] | None = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
    return processor
