"""What a file, or its undoing, would change in the registers, and what must be known to write it."""

import asyncio
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from bot.domain.ports import UnitOfWork
from bot.domain.registers.difference import Difference
from bot.domain.registers.packed import Chosen, Each, Joined, Packed
from bot.domain.registers.reading import Fault
from bot.domain.registers.records import InspectorRecord, ItemRecord, TargetRecord


@dataclass(frozen=True)
class Changes:
    """What a reading would change, register by register; None where the file does not hold the register.

    `denied` are targets that the file does not have as blacklisted while a listing of ours stands; `lost` are
    departments that have items in the list, and none in the file.
    """

    targets: Difference[TargetRecord] | None
    inspectors: Difference[InspectorRecord] | None
    items: Difference[ItemRecord] | None
    foreign: tuple[Fault, ...] = ()
    denied: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what is in doubt in any of them."""
        return self.foreign + tuple(fault for each in self.by_register().values() for fault in each.faults)

    def by_register(self) -> dict[str, Difference[Any]]:
        """Return the registers that the file holds, by name."""
        each = {"targets": self.targets, "inspectors": self.inspectors, "items": self.items}
        return {name: one for name, one in each.items() if one is not None}

    def inverted(self) -> "Changes":
        """Return the changes that take these back."""
        each = (self.targets, self.inspectors, self.items)
        targets, inspectors, items = (one.inverted() if one else None for one in each)
        return Changes(targets, inspectors, items)  # type: ignore[arg-type]


@dataclass(frozen=True)
class TargetRows:
    """The rows to write: new ones, those of an id, those that are gone; the last number that was given."""

    fresh: Sequence[TargetRecord] = ()
    ids: Sequence[int] = ()
    records: Sequence[TargetRecord] = ()
    gone: Sequence[int] = ()
    last_number: int | None = None


@dataclass(frozen=True)
class Prepared:
    """Changes that were compared with the registers of this `version`: they may be written while it holds.

    Comparing takes long, writing does not; so the first is done before the transaction that writes.
    """

    version: tuple[int, int]
    changes: Changes
    rows: TargetRows
    lines: Sequence[dict[str, Any]] = ()
    """What the card says of them."""
    undo: Sequence[tuple[str, bytes]] = ()
    """What takes them back, see lots_of(); nothing where they take back others themselves."""


async def version_of(work: UnitOfWork) -> tuple[int, int]:
    """Return what is different after every import and every undoing: nothing else changes a register."""
    return await work.imports.count(state="applied"), await work.imports.count(state="undone")


async def prepared(work: UnitOfWork, changes: Changes, lines: Sequence[dict[str, Any]] = ()) -> Prepared:
    """Return the changes with their new targets numbered, and the rows in which they are to be written."""
    rows = TargetRows()
    if changes.targets:
        named, last = await _numbered(work, changes.targets.new)
        changes = replace(changes, targets=replace(changes.targets, new=named))
        rows = replace(await _rows(work, changes.targets), last_number=last)  # type: ignore[arg-type]
    return Prepared(await version_of(work), changes, rows, lines)


async def _rows(work: UnitOfWork, difference: Difference[TargetRecord]) -> TargetRows:
    active, inactive = await _ids(work, difference)
    rows, back = await asyncio.to_thread(_placed, difference, active, inactive)
    returned = Packed(TargetRecord)
    for each in back:
        returned.append(await _returned(work, each, inactive))
    return replace(rows, records=Joined(returned, rows.records))


def _placed(
    difference: Difference[TargetRecord], active: dict[str | None, int], inactive: dict[str | None, int]
) -> tuple[TargetRows, Sequence[TargetRecord]]:
    """Return the rows without those that come back, and these; there may be very many, so in a thread."""
    new, changed = difference.new, difference.changed
    is_back = bytearray(each.key() in inactive for each in new)
    back = Chosen(new, (at for at, known in enumerate(is_back) if known))
    ids = array("q", (inactive[each.key()] for each in back))
    ids.extend(active[old.key()] for old, _ in changed)
    rows = TargetRows(
        fresh=Chosen(new, (at for at, known in enumerate(is_back) if not known)),
        ids=ids,
        records=Each(changed, itemgetter(1)),
        gone=array("q", (active[each.key()] for each in difference.gone)),
    )
    return rows, back


def _keys(difference: Difference[TargetRecord]) -> tuple[set[str | None], set[str | None]]:
    """Return the keys that must be in force, and those of the new ones."""
    wanted = {old.key() for old, _ in difference.changed} | {each.key() for each in difference.gone}
    return wanted, {each.key() for each in difference.new}


def _all_have_keys(records: Sequence[TargetRecord]) -> bool:
    return all(record.key() for record in records)


async def _ids(
    work: UnitOfWork, difference: Difference[TargetRecord]
) -> tuple[dict[str | None, int], dict[str | None, int]]:
    """Return {key: row} of the targets in force, and of those that went and come back."""
    wanted, new = await asyncio.to_thread(_keys, difference)
    active: dict[str | None, int] = {}
    inactive: dict[str | None, int] = {}
    async for page in work.targets.pages("id", "code", "number", "is_active"):
        for row_id, code, number, is_active in page:
            key = code or number
            if is_active and key in wanted:
                active[key] = row_id
            elif not is_active and key in new:
                inactive[key] = row_id
    return active, inactive


async def _returned(work: UnitOfWork, record: TargetRecord, inactive: dict[str | None, int]) -> TargetRecord:
    """Return a target that comes back: what the file leaves open is as it was when it went."""
    row = await work.targets.get(inactive[record.key()])
    left_open: dict[str, Any] = {
        name: getattr(row, name, None) for name in record.__slots__ if getattr(record, name) is None
    }
    return replace(record, **left_open)


async def _numbered(
    work: UnitOfWork, records: Sequence[TargetRecord]
) -> tuple[Sequence[TargetRecord], int | None]:
    """Return the records, those without code and number with a number that was never given before."""
    if await asyncio.to_thread(_all_have_keys, records):
        return records, None
    taken = {number async for page in work.targets.pages("number") for (number,) in page}
    taken |= {record.number for record in records}
    setting = await work.settings.one(name="last_target_number")
    last = int(setting.value) if setting else 0
    named = Packed(TargetRecord)
    for record in records:
        if record.key():
            named.append(record)
            continue
        last += 1
        while f"N{last:05d}" in taken:
            last += 1
        named.append(replace(record, number=f"N{last:05d}"))
    return named, last
