"""The rows of one noun, as use cases read and write them."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol, TypeVar

from bot.domain.people import Record

RecordT = TypeVar("RecordT", bound=Record)


class Repository(Protocol[RecordT]):
    """Rows of one noun; conditions are equalities, a tuple means one of its members."""

    touched: set[int]
    """The ids of the rows that this transaction has added or changed."""

    async def get(self, row_id: int) -> RecordT:
        """Return the row; raise Missing where there is none."""
        ...

    async def one(self, **where: Any) -> RecordT | None:
        """Return the first matching row by id, or None."""
        ...

    async def all(self, **where: Any) -> list[RecordT]:
        """Return all matching rows, by id."""
        ...

    def pages(self, *names: str, **where: Any) -> AsyncIterator[Sequence[tuple[Any, ...]]]:
        """Yield these columns of all matching rows, by id, in lots between which others have their turn."""
        ...

    async def last(self, **where: Any) -> RecordT | None:
        """Return the matching row with the highest id, or None where there is none."""
        ...

    async def count(self, **where: Any) -> int:
        """Return how many rows match."""
        ...

    async def add(self, row: RecordT) -> RecordT:
        """Store a new row and return it with its id."""
        ...

    async def add_all(self, rows: Sequence[RecordT]) -> list[RecordT]:
        """Store new rows at once and return them with their ids, in the same order."""
        ...

    async def save_all(self, rows: Sequence[RecordT]) -> None:
        """Write many rows whole, each in the place of the one with its id."""
        ...

    async def pour(self, rows: Sequence[Any], **same: Any) -> None:
        """Store many new rows from objects that bear columns by name; `same` is what all have in common.

        No column may be JSON. Nobody is told the ids.
        """
        ...

    async def overwrite(self, ids: Sequence[int], rows: Sequence[Any], **same: Any) -> None:
        """Write into each id's row what the object at its place bears, and what is the `same` for all."""
        ...

    async def change_all(self, ids: Sequence[int], **values: Any) -> None:
        """Write these values into the rows of these ids."""
        ...

    async def remove(self, **where: Any) -> None:
        """Delete all matching rows: for what is no record, and only waits."""
        ...

    async def change(self, row: RecordT, **values: Any) -> RecordT:
        """Write these values into the row and return it changed."""
        ...

    async def move(self, row: RecordT, target: str, **values: Any) -> RecordT:
        """Compare-and-swap the row's `state` from what `row` says to `target`; raise Stale if it moved on."""
        ...
