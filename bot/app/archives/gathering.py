"""Which rows belong to a round: its draws, inspections, results in all versions, changes, follow-ups, words.

The archive is the office's own: names and words are in it. Phones, licence numbers and account ids are not.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.people import Record
from bot.domain.ports import UnitOfWork
from bot.domain.round_rows import OF_INSPECTION, OF_ROUND, OF_ROW, SUBJECTS
from bot.domain.rounds import Round

_NOT_KEPT = {"account_id", "message_id", "update_id", "collecting", "board"}
_PERSONAL = ("person_id", "coordinator_id", "visitors")

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


async def words_of_rows(work: UnitOfWork, rows: Rows) -> list[dict[str, Any]]:
    """Return what was written, by row id, each with salt and the commitment that the journal keeps."""
    ids = {
        value
        for row in _each(rows)
        for name, value in row.model_dump().items()
        if name.endswith("words_id") and value is not None
    }
    found = await work.words.all(id=tuple(sorted(ids)))
    return [
        {"id": each.id, "salt": each.salt, "text": each.text, "commitment": each.commitment} for each in found
    ]


async def people_of_rows(work: UnitOfWork, rows: Rows) -> list[dict[str, Any]]:
    """Return name and unit of everybody whom the rows name by number."""
    ids: set[int] = set()
    for row in _each(rows):
        for name, value in row.model_dump().items():
            if name in _PERSONAL or name.endswith("_by"):
                ids.update(each for each in _listed(value) if isinstance(each, int))
    people = await work.people.all(id=tuple(sorted(ids)))
    return [{"id": each.id, "name": each.name, "unit": each.unit} for each in people]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_file(rows: Iterable[Record]) -> bytes:
    """Return rows as JSON, without what leads to an account."""
    return as_json(
        [
            {name: value for name, value in row.model_dump(mode="json").items() if name not in _NOT_KEPT}
            for row in rows
        ]
    )


def as_json(value: Any) -> bytes:
    """Return a value as JSON whose bytes are the same each time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def hashes_of(rows: Rows) -> list[str]:
    """Return the SHA-256 of each file that the rows name: photos, files, signed papers."""
    found = {str(getattr(row, "sha256", "")) for row in _each(rows)}
    return sorted(found - {""})


def _each(rows: Rows) -> Iterable[Record]:
    return (row for those in rows.values() for row in those)


def _ids(rows: Sequence[Record]) -> tuple[int, ...]:
    return tuple(each.id for each in rows)
