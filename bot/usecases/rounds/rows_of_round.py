"""Which rows belong to a round: draws, inspections, results in all versions, changes, follow-ups, words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.people import Record
from bot.domain.ports import UnitOfWork
from bot.domain.round_rows import OF_INSPECTION, OF_ROUND, OF_ROW, SUBJECTS
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
    for name, (column, table) in OF_ROW.items():
        rows[name] = await getattr(store, name).all(**{column: _ids(rows[table])})
    rows["item_lists"] = await work.item_lists.all(id=opened.item_list_id)
    rows["targets"] = await work.targets.all(id=tuple({each.target_id for each in rows["inspections"]}))  # type: ignore[attr-defined]
    if opened.plan_line_id is not None:
        rows["plan_lines"] = await work.plan_lines.all(id=opened.plan_line_id)
    rows["deadlines"] = [
        deadline
        for kind, table in SUBJECTS.items()
        for deadline in await work.deadlines.all(subject_kind=kind, subject_id=_ids(rows[table]))
    ]
    return rows


def words_ids(rows: Iterable[Record]) -> tuple[int, ...]:
    """Return the rows of words that these rows name."""
    named = (row.model_dump().items() for row in rows)
    return tuple(
        sorted({value for pairs in named for name, value in pairs if name.endswith("words_id") and value})
    )


def each_row(rows: Rows) -> Iterable[Record]:
    """Return the rows of all tables."""
    return (row for those in rows.values() for row in those)


def _ids(rows: Sequence[Record]) -> tuple[int, ...]:
    return tuple(each.id for each in rows)
