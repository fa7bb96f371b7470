"""An import's rows as they wait in the database: in lots, so that nobody ever holds all of them as text."""

import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from bot.domain.ports import UnitOfWork
from bot.domain.registers.difference import Difference
from bot.domain.registers.packed import Packed, Pairs
from bot.domain.registers.reading import Reading
from bot.domain.registers.records import InspectorRecord, ItemRecord, Record, TargetRecord
from bot.domain.registers.rows import Import, ImportLot
from bot.usecases.registers.changes import Changes

Lot = tuple[str, bytes]
"""A part of an import, and some of its rows as compressed JSON: a tenth of the room until it is stored."""

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
_PRIVATE: Any = {"phone", "licence", "full_name"}
_OF_EACH: Any = {"__all__": _PRIVATE}
_OF_EACH_PAIR: Any = {"__all__": _OF_EACH}


async def keep_rows(work: UnitOfWork, stored: Import, reading: Reading) -> None:
    """Keep the rows that were read until somebody says yes."""
    for name in _RECORDS:
        for body in _bodies(_LISTS[name], getattr(reading, name), _OF_EACH):
            await work.import_lots.add(ImportLot(import_id=stored.id, part=name, body=body))


async def kept_rows(work: UnitOfWork, import_id: int) -> dict[str, Packed[Any]]:
    """Return the rows that were read, register by register."""
    return {
        name: await _packed(kind, _lots(work, import_id, name, _LISTS[name]))
        for name, kind in _RECORDS.items()
    }


def lots_of(changes: Changes) -> list[Lot]:
    """Return what an import does, as it is kept to be taken back; there may be very much, so in a thread."""
    lots: list[Lot] = []
    for name, one in changes.by_register().items():
        for part, rows, adapter, left_out in (
            ("new", one.new, _LISTS[name], _OF_EACH),
            ("changed", one.changed, _PAIRS[name], _OF_EACH_PAIR),
            ("gone", one.gone, _LISTS[name], _OF_EACH),
        ):
            bodies = _bodies(adapter, rows, left_out)
            lots += [(f"{name}:{part}", zlib.compress(body.encode(), level=1)) for body in bodies]
    return lots


async def keep_changes(work: UnitOfWork, stored: Import, lots: Sequence[Lot]) -> None:
    """Keep what an import did, so that it can be taken back."""
    for part, body in lots:
        text = zlib.decompress(body).decode()
        await work.import_lots.add(ImportLot(import_id=stored.id, part=part, body=text))


async def kept_changes(work: UnitOfWork, stored: Import) -> Changes:
    """Return what the import did."""
    found: dict[str, Any] = {}
    for name in stored.reading["registers"]:
        kind, rows = _RECORDS[name], partial(_lots, work, stored.id)
        old, new = Packed(kind), Packed(kind)
        async for lot in rows(f"{name}:changed", _PAIRS[name]):
            for before, after in lot:
                old.append(before)
                new.append(after)
        found[name] = Difference(
            new=await _packed(kind, rows(f"{name}:new", _LISTS[name])),
            changed=Pairs(old, new),
            gone=await _packed(kind, rows(f"{name}:gone", _LISTS[name])),
            same_count=0,
        )
    return Changes(found.get("targets"), found.get("inspectors"), found.get("items"))


def _bodies(adapter: TypeAdapter[Any], rows: Sequence[Any], left_out: Any) -> Iterator[str]:
    for start in range(0, len(rows), _ROWS):
        some = list(rows[start : start + _ROWS])
        yield adapter.dump_json(some, exclude_defaults=True, exclude=left_out).decode()


async def _packed(kind: type[Record], lots: AsyncIterator[list[Any]]) -> Packed[Any]:
    rows: Packed[Any] = Packed(kind)
    async for lot in lots:
        for record in lot:
            rows.append(record)
    return rows


async def _lots(
    work: UnitOfWork, import_id: int, part: str, adapter: TypeAdapter[Any]
) -> AsyncIterator[list[Any]]:
    """Yield the rows lot by lot: others have their turn between two of them."""
    ids = [
        row_id
        async for page in work.import_lots.pages("id", import_id=import_id, part=part)
        for (row_id,) in page
    ]
    for row_id in ids:  # pages, for what is got by its id is remembered until the end of the transaction
        async for page in work.import_lots.pages("body", id=row_id):
            for (body,) in page:
                yield adapter.validate_json(body)
