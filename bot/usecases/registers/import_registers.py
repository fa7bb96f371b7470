"""/import: a spreadsheet is read, its difference to the registers shown, nothing saved before 确认."""

from typing import Any

from bot.domain.difference import (
    compare_inspectors,
    compare_items,
    compare_targets,
)
from bot.domain.errors import Stale
from bot.domain.headers import Kind
from bot.domain.permissions import Action
from bot.domain.register_rows import Import
from bot.domain.registers import Fault, Reading
from bot.domain.rounds import AttemptState
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import OPEN, numbered
from bot.usecases.registers.import_scope import EVERYWHERE, Units, foreign_rows, units_of
from bot.usecases.registers.kept_registers import kept_registers
from bot.usecases.registers.save_registers import Changes, save
from bot.usecases.registers.show_changes import summary
from bot.usecases.registers.undo_import import keep_undo

_FAULTS_PER_MESSAGE = 10
_SHEET_OF_CSV = "CSV"


async def offer_import(act: Act, filename: str, sha256: str, reading: Reading) -> None:
    """Show all faults, or what is new, changed and gone with the buttons that save or drop it."""
    act.permit(Action.IMPORT)
    changes = await compare(act, reading, units_of(act))
    if faults := [*reading.faults, *changes.faults]:
        await _list_faults(act, filename, faults)
        return
    stored = Import(
        person_id=act.me.id,
        filename=filename,
        sha256=sha256,
        reading=reading.model_dump(mode="json"),
        made_at=act.at,
    )
    stored = await act.work.imports.add(stored)
    await act.reply(
        "import.preview",
        card=f"import:{stored.id}",
        id=stored.id,
        file=filename,
        lines=[*summary(changes), *_told(reading)],
    )
    await _list_warnings(act, [*reading.warnings, *reading.notes])


async def apply_import(act: Act, import_id: int) -> None:
    """确认: save what the preview showed."""
    act.permit(Action.IMPORT)
    stored = await act.work.imports.get(import_id)
    if stored.state != "draft":
        raise Stale
    reading = Reading.model_validate(stored.reading)
    stored = await act.work.imports.move(stored, "applied", reading={})
    changes = await compare(act, reading, units_of(act))
    if changes.faults:
        raise Stale
    await keep_undo(act, stored, await save(act, changes))
    await act.record("imported", file=stored.sha256)
    await act.toast("import.toast")
    lines = [*summary(changes), *_told(reading), *await _frozen_before(act)]
    await act.reply(
        "import.saved", card=f"import:{stored.id}", id=stored.id, file=stored.filename, lines=lines
    )


async def _frozen_before(act: Act) -> list[dict[str, Any]]:
    """Say which draws are frozen already: what is changed now goes into the next freeze."""
    frozen = await act.work.attempts.all(state=(*OPEN, AttemptState.DRAWN))
    return [{"key": "import.late", "number": numbered(each)} for each in frozen]


async def drop_import(act: Act, import_id: int) -> None:
    """放弃: forget the file."""
    act.permit(Action.IMPORT)
    stored = await act.work.imports.get(import_id)
    if stored.state != "draft":
        raise Stale
    await act.work.imports.move(stored, "dropped", reading={})
    await act.toast("toast.ok")
    await act.reply("import.dropped", card=f"import:{stored.id}", file=stored.filename)


async def compare(act: Act, reading: Reading, units: Units | None = EVERYWHERE) -> Changes:
    """Return what the reading would change in these units' part of the registers as they stand now."""
    kinds, places = reading.kinds, reading.places
    old = await kept_registers(act.work, units)
    return Changes(
        compare_targets(old[0], reading.targets, places.get(Kind.TARGETS, ()))
        if Kind.TARGETS in kinds
        else None,
        compare_inspectors(old[1], reading.inspectors, places.get(Kind.INSPECTORS, ()))
        if Kind.INSPECTORS in kinds
        else None,
        compare_items(old[2], reading.items, places.get(Kind.ITEMS, ())) if Kind.ITEMS in kinds else None,
        await foreign_rows(act, reading, units),
    )


def _told(reading: Reading) -> list[dict[str, Any]]:
    told = {"key": "import.told", "warnings": len(reading.warnings), "notes": len(reading.notes)}
    return [told] if reading.warnings or reading.notes else []


def fault_text(fault: Fault) -> dict[str, Any]:
    """Return the text of one fault with sheet, row and column, and what to do."""
    what = {"key": fault.code, "value": fault.value, "column": fault.column, **fault.params}
    if not fault.row:
        return {"key": "import.at_file", "sheet": fault.sheet, "what": what} if fault.sheet else what
    place = {"sheet": fault.sheet or _SHEET_OF_CSV, "row": fault.row}
    key = "import.at_cell" if fault.column else "import.at_row"
    return {"key": key, **place, "column": fault.column, "what": what}


async def _list_faults(act: Act, filename: str, faults: list[Fault]) -> None:
    for start in range(0, len(faults), _FAULTS_PER_MESSAGE):
        lines = [fault_text(fault) for fault in faults[start : start + _FAULTS_PER_MESSAGE]]
        await act.reply("import.faults", file=filename, n=len(faults), lines=lines)


async def _list_warnings(act: Act, told: list[Fault]) -> None:
    for start in range(0, len(told), _FAULTS_PER_MESSAGE):
        await act.reply(
            "import.warnings", lines=[fault_text(each) for each in told[start : start + _FAULTS_PER_MESSAGE]]
        )
