"""/import: a spreadsheet is read, its difference to the registers shown, nothing saved before 确认.

Comparing may take long where a register is long: it is done before the transaction, from a reading one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.ports import UnitOfWork
from bot.domain.registers.columns import Kind
from bot.domain.registers.difference import compare_inspectors, compare_items, compare_targets
from bot.domain.registers.reading import Reading
from bot.domain.registers.records import ItemRecord
from bot.domain.registers.rows import Import
from bot.domain.rounds import AttemptState
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import OPEN, numbered
from bot.usecases.registers.changes import Changes, Prepared, prepared
from bot.usecases.registers.denied_listings import denied_listings
from bot.usecases.registers.import_scope import EVERYWHERE, Units, foreign_rows, units_of
from bot.usecases.registers.kept_registers import kept_inspectors, kept_items, kept_targets
from bot.usecases.registers.lots import keep_rows, kept_rows, lots_of
from bot.usecases.registers.missing_columns import missing_columns
from bot.usecases.registers.save_registers import save
from bot.usecases.registers.show_changes import summary
from bot.usecases.registers.tell_faults import fault_text, tell_faults
from bot.usecases.registers.undo_import import keep_undo


async def offer_import(
    act: Act,
    filename: str,
    sha256: str,
    reading: Reading,
    changes: Changes,
    *,
    lines: Sequence[dict[str, Any]],
) -> None:
    """Show all faults, or what is new, changed and gone (`lines`) with the buttons that save or drop it."""
    act.permit(Action.IMPORT)
    if faults := [*reading.faults, *changes.faults]:
        await tell_faults(act, filename, [fault_text(each) for each in faults])
        return
    about = {"sheets": [each.model_dump(mode="json") for each in reading.sheets], "told": _told(reading)}
    stored = Import(person_id=act.me.id, filename=filename, sha256=sha256, reading=about, made_at=act.at)
    stored = await act.work.imports.add(stored)
    await keep_rows(act.work, stored, reading)
    await act.reply(
        "import.preview",
        card=f"import:{stored.id}",
        id=stored.id,
        file=filename,
        lines=[*lines, *_told(reading)],
    )
    told = [fault_text(each) for each in (*reading.warnings, *reading.notes)]
    await tell_faults(act, filename, told, "import.warnings")


async def prepare_import(act: Act, import_id: int) -> Prepared:
    """Return what 确认 would write, compared with the registers as they stand now."""
    act.permit(Action.IMPORT)
    stored = await _draft(act, import_id)
    reading = Reading(sheets=stored.reading["sheets"], **await kept_rows(act.work, stored.id))
    changes = await compare(act, reading, units_of(act))
    if changes.faults:
        raise Stale
    ready = await prepared(act.work, changes, await summary(changes))
    return replace(ready, undo=await asyncio.to_thread(lots_of, ready.changes))


async def apply_import(act: Act, import_id: int, ready: Prepared) -> None:
    """确认: save what was prepared."""
    act.permit(Action.IMPORT)
    stored = await _draft(act, import_id)
    await act.work.import_lots.remove(import_id=stored.id)
    await save(act, ready)
    told = stored.reading["told"]
    about = {"registers": list(ready.changes.by_register())}
    stored = await act.work.imports.move(stored, "applied", reading=about)
    await keep_undo(act, stored, ready.undo)
    await act.record("imported", file=stored.sha256)
    await act.toast("import.toast")
    lacks = await missing_columns(act, about["registers"])
    lines = [*ready.lines, *told, *await frozen_before(act.work), *lacks]
    await act.reply(
        "import.saved", card=f"import:{stored.id}", id=stored.id, file=stored.filename, lines=lines
    )


async def frozen_before(work: UnitOfWork) -> list[dict[str, Any]]:
    """Say which draws are frozen already: what is changed now goes into the next freeze."""
    frozen = await work.attempts.all(state=(*OPEN, AttemptState.DRAWN))
    return [{"key": "import.late", "number": numbered(each)} for each in frozen]


async def drop_import(act: Act, import_id: int) -> None:
    """放弃: forget the file."""
    act.permit(Action.IMPORT)
    stored = await _draft(act, import_id)
    await act.work.imports.move(stored, "dropped", reading={})
    await act.work.import_lots.remove(import_id=stored.id)
    await act.reply("import.dropped", card=f"import:{stored.id}", file=stored.filename)


async def _draft(act: Act, import_id: int) -> Import:
    stored = await act.work.imports.get(import_id)
    if stored.state != "draft" or "sheets" not in stored.reading:
        raise Stale
    return stored


async def compare(act: Act, reading: Reading, units: Units | None = EVERYWHERE) -> Changes:
    """Return what the reading would change in these units' part of the registers as they stand now."""
    kinds, places, work = reading.kinds, reading.places, act.work
    targets = inspectors = items = None
    lost: tuple[str, ...] = ()
    if Kind.TARGETS in kinds:
        at = places.get(Kind.TARGETS, ())
        targets = await asyncio.to_thread(
            compare_targets, await kept_targets(work, units), reading.targets, at
        )
    if Kind.INSPECTORS in kinds:
        at = places.get(Kind.INSPECTORS, ())
        read = reading.inspectors
        if act.office.conduct.roster_numbers:
            read = [each.by_number() for each in read]
        inspectors = compare_inspectors(await kept_inspectors(work, units), read, at)
    if Kind.ITEMS in kinds:
        kept = await kept_items(work, units)
        items = compare_items(kept, reading.items, places.get(Kind.ITEMS, ()))
        lost = _departments_lost(kept, reading.items)
    foreign, denied = await foreign_rows(act, reading, units), await denied_listings(work, reading)
    return Changes(targets, inspectors, items, foreign, denied, lost)


def _departments_lost(kept: Sequence[ItemRecord], read: Sequence[ItemRecord]) -> tuple[str, ...]:
    """Return the departments whose items would all go: each may send a list of its own."""
    named = {each.department for each in read}
    return tuple(dict.fromkeys(each.department for each in kept if each.department not in {"", *named}))


def _told(reading: Reading) -> list[dict[str, Any]]:
    told = {"key": "import.told", "warnings": len(reading.warnings), "notes": len(reading.notes)}
    return [told] if reading.warnings or reading.notes else []
