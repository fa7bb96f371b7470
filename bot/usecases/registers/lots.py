"""An import's rows as they wait in the database: in lots, so that nobody ever holds all of them as text."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from bot.domain.difference import Difference
from bot.domain.ports import UnitOfWork
from bot.domain.register_rows import Import, ImportLot
from bot.domain.registers import InspectorRecord, ItemRecord, Reading, Record, TargetRecord, shared
from bot.usecases.registers.changes import Changes

_ROWS = 500
_RECORDS: dict[str, type[Record]] = {
    "targets": TargetRecord,
    "inspectors": InspectorRecord,
    "items": ItemRecord,
}
_LISTS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(list[each]) for name, each in _RECORDS.items()}  # type: ignore[valid-type]
_PAIRS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(list[tuple[each, each]])  # type: ignore[valid-type]
    for name, each in _RECORDS.items()
}
# Phone and licence lie with the contacts alone.
_PRIVATE: Any = {"phone", "licence"}
_OF_EACH: Any = {"__all__": _PRIVATE}
_OF_EACH_PAIR: Any = {"__all__": _OF_EACH}


async def keep_rows(work: UnitOfWork, stored: Import, reading: Reading) -> None:
    """Keep the rows that were read until somebody says yes."""
    for name in _RECORDS:
        for body in _bodies(_LISTS[name], getattr(reading, name), _OF_EACH):
            await work.import_lots.add(ImportLot(import_id=stored.id, part=name, body=body))


async def kept_rows(work: UnitOfWork, import_id: int) -> dict[str, list[Any]]:
    """Return the rows that were read, register by register."""
    known: dict[Any, Any] = {}
    return {
        name: [
            shared(record, known)
            async for lot in _lots(work, import_id, name, _LISTS[name])
            for record in lot
        ]
        for name in _RECORDS
    }


async def keep_changes(work: UnitOfWork, stored: Import, changes: Changes) -> None:
    """Keep what an import did, so that it can be taken back."""
    for name, one in changes.by_register().items():
        for part, rows, adapter, left_out in (
            ("new", one.new, _LISTS[name], _OF_EACH),
            ("changed", one.changed, _PAIRS[name], _OF_EACH_PAIR),
            ("gone", one.gone, _LISTS[name], _OF_EACH),
        ):
            for body in _bodies(adapter, rows, left_out):
                await work.import_lots.add(ImportLot(import_id=stored.id, part=f"{name}:{part}", body=body))


async def kept_changes(work: UnitOfWork, stored: Import) -> Changes:
    """Return what the import did."""
    found: dict[str, Any] = {}
    known: dict[Any, Any] = {}
    for name in stored.reading["registers"]:
        parts: dict[str, list[Any]] = {}
        for part, adapter in (("new", _LISTS), ("changed", _PAIRS), ("gone", _LISTS)):
            lots = _lots(work, stored.id, f"{name}:{part}", adapter[name])
            parts[part] = [row async for lot in lots for row in lot]
        found[name] = Difference(
            new=tuple(parts["new"]),
            changed=tuple((shared(old, known), shared(new, known)) for old, new in parts["changed"]),
            gone=tuple(parts["gone"]),
            same_count=0,
        )
    return Changes(found.get("targets"), found.get("inspectors"), found.get("items"))


def _bodies(adapter: TypeAdapter[Any], rows: Sequence[Any], left_out: Any) -> Iterator[str]:
    for start in range(0, len(rows), _ROWS):
        some = list(rows[start : start + _ROWS])
        yield adapter.dump_json(some, exclude_defaults=True, exclude=left_out).decode()


async def _lots(
    work: UnitOfWork, import_id: int, part: str, adapter: TypeAdapter[Any]
) -> AsyncIterator[list[Any]]:
    """Yield the rows lot by lot: others have their turn between two of them."""
    ids = [
        row_id
        async for page in work.import_lots.pages("id", import_id=import_id, part=part)
        for (row_id,) in page
    ]
    for row_id in ids:
        yield adapter.validate_json((await work.import_lots.get(row_id)).body)
