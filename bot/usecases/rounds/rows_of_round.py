"""Which rows belong to a round: draws, inspections, results in all versions, changes, follow-ups, words.

And which to an inspection outside the draws: what follows on it lies in the same tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.people import Record
from bot.domain.ports import UnitOfWork
from bot.domain.results.undrawn import Undrawn
from bot.domain.round_rows import OF_INSPECTION, OF_ROUND, OF_ROW, OF_UNDRAWN, SUBJECTS, UNDRAWN
from bot.domain.rounds import Round

Rows = Mapping[str, Sequence[Record]]


async def rows_of(work: UnitOfWork, opened: Round) -> Rows:
    """Return the rows of a round by the names of their tables."""
    store: Any = work
    rows: dict[str, Sequence[Record]] = {"rounds": [opened]}
    for name in OF_ROUND:
        rows[name] = await getattr(store, name).all(round_id=opened.id)
    inspections = _ids(rows["inspections"])
    for name in OF_INSPECTION:
        rows[name] = await getattr(store, name).all(inspection_id=inspections)
    rows["merges"] = [*rows["merges"], *await work.merges.all(other_id=inspections)]
    rows["item_lists"] = await work.item_lists.all(id=opened.item_list_id)
    rows["targets"] = await work.targets.all(id=tuple({each.target_id for each in rows["inspections"]}))  # type: ignore[attr-defined]
    if opened.plan_line_id is not None:
        rows["plan_lines"] = await work.plan_lines.all(id=opened.plan_line_id)
    return rows | await _of_rows(work, rows)


async def rows_of_undrawn(work: UnitOfWork, row: Undrawn) -> Rows:
    """Return the rows of an inspection outside the draws by the names of their tables."""
    store: Any = work
    rows: dict[str, Sequence[Record]] = {"undrawn": [row]}
    for name in OF_UNDRAWN:
        rows[name] = await getattr(store, name).all(undrawn_id=row.id)
    rows["item_lists"] = await work.item_lists.all(id=row.item_list_id)
    rows["targets"] = await work.targets.all(id=row.target_id)
    return rows | await _of_rows(work, rows)


async def _of_rows(work: UnitOfWork, rows: Rows) -> dict[str, Sequence[Record]]:
    """Return what is about these rows: tables whose rows name them, and their deadlines."""
    store: Any = work
    found: dict[str, Sequence[Record]] = {}
    for name, (column, table) in OF_ROW.items():
        if table in rows:
            found[name] = await getattr(store, name).all(**{column: _ids(rows[table])})
    subjects = {kind: table for kind, table in (SUBJECTS | UNDRAWN).items() if table in rows}
    found["deadlines"] = [
        deadline
        for kind, table in subjects.items()
        for deadline in await work.deadlines.all(subject_kind=kind, subject_id=_ids(rows[table]))
    ]
    return found


def words_ids(rows: Iterable[Record]) -> tuple[int, ...]:
    """Return the rows of words that these rows name, and have named before."""
    found: set[int] = set()
    for row in rows:
        for name, value in row.model_dump().items():
            if name.endswith("words_id") and value:
                found.add(value)
        found.update(getattr(row, "past_words", ()))
    return tuple(sorted(found))


def each_row(rows: Rows) -> Iterable[Record]:
    """Return the rows of all tables."""
    return (row for those in rows.values() for row in those)


def _ids(rows: Sequence[Record]) -> tuple[int, ...]:
    return tuple(each.id for each in rows)
