"""The statements of a repository, each built once for all values of the same shape."""

from functools import cache
from typing import Any

import sqlalchemy as sa

LOT = 500
"""Rows that are stored at once: few enough that others are answered in between."""
_FEW = 8
"""Values of a list that are compared one by one; for a longer list SQLAlchemy makes its own statement."""
_PAGED = "paged_"
OLD = "old_"
"""Before the parameters of a condition, beside those of the new values."""
Shape = tuple[tuple[str, str], ...]
"""The names of a condition, each with how it is compared."""


def shape_of(where: dict[str, Any]) -> Shape:
    """Return the names with how each is compared, so that a statement is built once for all values."""
    return tuple((name, _compared(value)) for name, value in where.items())


def _compared(value: Any) -> str:
    if isinstance(value, tuple):
        return f"in {len(value)}" if 0 < len(value) <= _FEW else "in"
    return "null" if value is None else "is"


def values_of(where: dict[str, Any]) -> dict[str, Any]:
    """Return what fills the places of a condition; each of a few values has a place of its own."""
    few = {name: value for name, value in where.items() if _compared(value).startswith("in ")}
    places = {_place(name, at): each for name, value in few.items() for at, each in enumerate(value)}
    return {name: value for name, value in where.items() if name not in few} | places


def _place(name: str, at: int) -> str:
    return f"{name}_{at}"


@cache
def plain_names(table: sa.Table) -> tuple[str, ...]:
    """Return the columns that take Python objects: instants and dates."""
    return tuple(each.name for each in table.c if isinstance(each.type, sa.Date | sa.types.TypeDecorator))


@cache
def selecting(table: sa.Table, shape: Shape, limit: int | None) -> sa.Select[Any]:
    """Return the query for the matching rows, by id."""
    return sa.select(table).where(*_conditions(table, shape)).order_by(table.c.id).limit(limit)


@cache
def paging(table: sa.Table, names: tuple[str, ...], shape: Shape) -> sa.Select[Any]:
    """Return the query for the next lot of these columns of the matching rows."""
    columns = [table.c.id, *(table.c[name].label(f"{_PAGED}{name}") for name in names)]
    query = sa.select(*columns).where(*_conditions(table, shape), table.c.id > sa.bindparam(OLD + "id"))
    return query.order_by(table.c.id).limit(LOT)


@cache
def removing(table: sa.Table, shape: Shape) -> sa.Delete:
    """Return the statement that deletes the matching rows."""
    return sa.delete(table).where(*_conditions(table, shape))


@cache
def inserting(table: sa.Table) -> sa.Insert:
    """Return the statement that stores a row."""
    return sa.insert(table)


@cache
def inserting_many(table: sa.Table) -> Any:
    """Return the statement that stores rows and returns their ids in the same order."""
    return sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)


@cache
def updating(table: sa.Table) -> sa.Update:
    """Return the statement that writes into the row of an id."""
    return sa.update(table).where(table.c.id == sa.bindparam(OLD + "id"))


@cache
def moving(table: sa.Table) -> sa.Update:
    """Return the same, where the row still has the old state."""
    return updating(table).where(table.c.state == sa.bindparam(OLD + "state"))


@cache
def last_of(table: sa.Table, shape: Shape) -> sa.Select[Any]:
    """Return the query for the matching row with the highest id."""
    return sa.select(table).where(*_conditions(table, shape)).order_by(table.c.id.desc()).limit(1)


@cache
def counting(table: sa.Table, shape: Shape) -> sa.Select[int]:
    """Return the query for how many rows match."""
    return sa.select(sa.func.count()).select_from(table).where(*_conditions(table, shape))


def _conditions(table: sa.Table, shape: Shape) -> list[sa.ColumnElement[bool]]:
    return [_condition(table.c[name], *how.split()) for name, how in shape]


def _condition(column: sa.Column[Any], how: str, count: str = "") -> sa.ColumnElement[bool]:
    if how == "null":
        return column.is_(None)
    if how == "is":
        return column == sa.bindparam(column.name)
    if count:
        places = [sa.bindparam(_place(column.name, at), type_=column.type) for at in range(int(count))]
        return column.in_(places)
    return column.in_(sa.bindparam(column.name, expanding=True))
