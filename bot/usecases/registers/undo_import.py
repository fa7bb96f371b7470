"""撤销上次导入: the registers become what they were, unless they have changed since.

Phones and licence numbers stay as they were imported: they lie in no row but the contacts.
"""

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import NotAllowed, Refused, Stale
from bot.domain.people import Role
from bot.domain.ports import UnitOfWork
from bot.domain.registers.difference import Difference
from bot.domain.registers.packed import Each, Joined
from bot.domain.registers.records import InspectorRecord, Record, TargetRecord
from bot.domain.registers.rows import Import
from bot.usecases.act import Act
from bot.usecases.registers.changes import Prepared, prepared
from bot.usecases.registers.kept_registers import kept_registers
from bot.usecases.registers.lots import Lot, keep_changes, kept_changes
from bot.usecases.registers.save_registers import save
from bot.usecases.registers.show_changes import summary


async def keep_undo(act: Act, stored: Import, lots: Sequence[Lot]) -> None:
    """Keep with the import what it did; that of the import before is forgotten."""
    for older in await act.work.imports.all(state="applied", is_last=True):
        await act.work.imports.change(older, is_last=False)
        await act.work.import_lots.remove(import_id=older.id)
    await act.work.imports.change(stored, is_last=True)
    await keep_changes(act.work, stored, lots)


async def last_import(act: Act) -> Import | None:
    """Return the import that I may undo, or None."""
    found = await newest_import(act.work)
    return found if found is not None and _is_mine(act, found) else None


async def newest_import(work: UnitOfWork) -> Import | None:
    """Return the import that was saved last and not taken back, or None."""
    return await work.imports.one(state="applied", is_last=True)


async def prepare_undo(act: Act, import_id: int) -> Prepared:
    """Return what takes the last import back; raise Refused where the registers have moved on."""
    return await prepare_back(act.work, await _last(act, import_id))


async def prepare_back(work: UnitOfWork, stored: Import) -> Prepared:
    """Return what takes this import back; raise Refused where the registers have moved on."""
    changes = (await kept_changes(work, stored)).inverted()
    targets, inspectors, items = await kept_registers(work)
    kept: dict[str, Sequence[Record]] = {"targets": targets, "inspectors": inspectors, "items": items}
    for name, change in changes.by_register().items():
        if not await asyncio.to_thread(_still_fits, change, kept[name]):
            raise Refused("import.changed_since", file=stored.filename)
    return await prepared(work, changes, await summary(changes))


async def ask_undo(act: Act, import_id: int, ready: Prepared) -> None:
    """Show what would change back, with the buttons that do it or leave it."""
    stored = await _last(act, import_id)
    await act.reply(
        "import.undo_preview",
        card=f"import:{stored.id}",
        id=stored.id,
        file=stored.filename,
        lines=list(ready.lines),
    )


async def undo_import(act: Act, import_id: int, ready: Prepared) -> None:
    """Take the import back."""
    stored = await _last(act, import_id)
    await take_back(act, stored, ready)
    await act.toast("import.undone_toast")
    lines = list(ready.lines)
    await act.reply("import.undone", card=f"import:{stored.id}", file=stored.filename, lines=lines)


async def take_back(act: Act, stored: Import, ready: Prepared) -> None:
    """Write what was prepared, and put it down."""
    await save(act, ready)
    await act.work.imports.move(stored, "undone", is_last=False)
    await act.work.import_lots.remove(import_id=stored.id)
    await act.record("import_undone", file=stored.sha256)


async def _last(act: Act, import_id: int) -> Import:
    act.permit(Action.IMPORT)
    stored = await act.work.imports.get(import_id)
    if not _is_mine(act, stored):
        raise NotAllowed("denied.role", action=Action.IMPORT.value)
    if stored.state != "applied" or not stored.is_last:
        raise Stale
    return stored


def _is_mine(act: Act, stored: Import) -> bool:
    return act.actor.holds(Role.COORDINATOR) or (act.person is not None and stored.person_id == act.me.id)


def _still_fits(change: Difference[Any], rows: Sequence[Record]) -> bool:
    """Return whether everything stands as the import left it."""
    now: dict[Hashable, int] = {row.key(): at for at, row in enumerate(rows)}
    left = Joined(change.gone, Each(change.changed, itemgetter(0)))
    for record in left:
        at = now.pop(record.key(), None)
        if at is None or _plain(rows[at]) != _plain(record):
            return False
    return not any(record.key() in now for record in change.new)


def _plain(record: Record) -> Record:
    """Return the record without what lies with the contacts alone."""
    if isinstance(record, InspectorRecord):
        return replace(record, phone=None, licence=None)
    return replace(record, phone=None) if isinstance(record, TargetRecord) and record.phone else record
