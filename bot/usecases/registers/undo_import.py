"""撤销上次导入: the registers become what they were, unless they have changed since.

Phones and licence numbers stay as they were imported: they lie in no row but the contacts.
"""

from collections.abc import Hashable, Sequence
from typing import Any

from bot.domain.difference import Difference
from bot.domain.errors import NotAllowed, Refused, Stale
from bot.domain.people import Role
from bot.domain.permissions import Action
from bot.domain.register_rows import Import
from bot.domain.registers import InspectorRecord, ItemRecord, Record, TargetRecord
from bot.usecases.act import Act
from bot.usecases.registers.kept_registers import kept_registers
from bot.usecases.registers.save_registers import Changes, save
from bot.usecases.registers.show_changes import summary

_RECORDS: dict[str, type[Record]] = {
    "targets": TargetRecord,
    "inspectors": InspectorRecord,
    "items": ItemRecord,
}


async def keep_undo(act: Act, stored: Import, saved: Changes) -> None:
    """Keep with the import what takes it back; that of the import before is forgotten."""
    for older in await act.work.imports.all(state="applied", is_last=True):
        await act.work.imports.change(older, is_last=False, undo={})
    await act.work.imports.change(stored, is_last=True, undo=_as_json(saved.inverted()))


async def last_import(act: Act) -> Import | None:
    """Return the import that I may undo, or None."""
    found = await act.work.imports.one(state="applied", is_last=True)
    return found if found is not None and _is_mine(act, found) else None


async def ask_undo(act: Act, import_id: int) -> None:
    """Show what would change back, with the buttons that do it or leave it."""
    stored, changes = await _undoable(act, import_id)
    await act.toast("toast.ok")
    await act.reply(
        "import.undo_preview",
        card=f"import:{stored.id}",
        id=stored.id,
        file=stored.filename,
        lines=summary(changes),
    )


async def undo_import(act: Act, import_id: int) -> None:
    """Take the import back."""
    stored, changes = await _undoable(act, import_id)
    await act.work.imports.move(stored, "undone", is_last=False, undo={})
    await save(act, changes)
    await act.record("import_undone", file=stored.sha256)
    await act.toast("import.undone_toast")
    lines = summary(changes)
    await act.reply("import.undone", card=f"import:{stored.id}", file=stored.filename, lines=lines)


async def _undoable(act: Act, import_id: int) -> tuple[Import, Changes]:
    """Return the last import and what takes it back; raise Refused where the registers have moved on."""
    act.permit(Action.IMPORT)
    stored = await act.work.imports.get(import_id)
    if not _is_mine(act, stored):
        raise NotAllowed("denied.role", action=Action.IMPORT.value)
    if stored.state != "applied" or not stored.is_last:
        raise Stale
    changes = _from_json(stored.undo)
    targets, inspectors, items = await kept_registers(act.work)
    pairs: tuple[tuple[Difference[Any] | None, Sequence[Record]], ...] = (
        (changes.targets, targets),
        (changes.inspectors, inspectors),
        (changes.items, items),
    )
    if not all(change is None or _still_fits(change, rows) for change, rows in pairs):
        raise Refused("import.changed_since", file=stored.filename)
    return stored, changes


def _is_mine(act: Act, stored: Import) -> bool:
    return act.actor.holds(Role.COORDINATOR) or (act.person is not None and stored.person_id == act.me.id)


def _still_fits(change: Difference[Any], rows: Sequence[Record]) -> bool:
    """Return whether everything stands as the import left it."""
    now: dict[Hashable, Any] = {row.key(): _plain(row) for row in rows}
    left = [*change.gone, *(old for old, _ in change.changed)]
    stands = all(now.get(record.key()) == _plain(record) for record in left)
    free = {old.key() for old in left}
    return stands and not any(record.key() in now and record.key() not in free for record in change.new)


def _as_json(changes: Changes) -> dict[str, Any]:
    each = {"targets": changes.targets, "inspectors": changes.inspectors, "items": changes.items}
    return {name: _difference(one) for name, one in each.items() if one is not None}


def _difference(one: Difference[Any]) -> dict[str, Any]:
    return {
        "new": [_plain(record) for record in one.new],
        "changed": [[_plain(old), _plain(new)] for old, new in one.changed],
        "gone": [_plain(record) for record in one.gone],
    }


def _plain(record: Record) -> dict[str, Any]:
    """Return the record as it is kept for the undoing: phone and licence lie with the contacts alone."""
    return record.model_dump(mode="json", exclude_defaults=True, exclude={"phone", "licence"})


def _from_json(undo: dict[str, Any]) -> Changes:
    found = {name: _read(undo[name], record) for name, record in _RECORDS.items() if name in undo}
    return Changes(found.get("targets"), found.get("inspectors"), found.get("items"))


def _read(one: dict[str, Any], record: type[Record]) -> Difference[Any]:
    def read(plain: dict[str, Any]) -> Record:
        return record.model_validate(plain)

    return Difference(
        new=tuple(map(read, one["new"])),
        changed=tuple((read(old), read(new)) for old, new in one["changed"]),
        gone=tuple(map(read, one["gone"])),
        same_count=0,
    )
