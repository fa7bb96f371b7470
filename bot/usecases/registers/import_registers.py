"""/import: a spreadsheet is read, its difference to the registers shown, nothing saved before 确认."""

import hashlib
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.domain.difference import (
    Difference,
    changed_columns,
    compare_inspectors,
    compare_items,
    compare_targets,
)
from bot.domain.draw.bytes import dumps
from bot.domain.errors import Stale
from bot.domain.headers import Kind
from bot.domain.people import Person, Role, Setting
from bot.domain.permissions import Action
from bot.domain.register_rows import Contact, Import, Inspector, Item, ItemList, Target
from bot.domain.registers import Fault, InspectorRecord, ItemRecord, Reading, TargetRecord
from bot.domain.rounds import AttemptState
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import OPEN, numbered
from bot.usecases.people.invite import grant_role
from bot.usecases.registers.import_scope import EVERYWHERE, Units, foreign_rows, units_of
from bot.usecases.registers.kept_registers import kept_registers

RecordT = TypeVar("RecordT", TargetRecord, InspectorRecord, ItemRecord)

_FAULTS_PER_MESSAGE = 10
_NAMES_SHOWN = 10
_SHEET_OF_CSV = "CSV"


@dataclass(frozen=True)
class Changes:
    """What a reading would change, register by register; None where the file does not hold the register."""

    targets: Difference[TargetRecord] | None
    inspectors: Difference[InspectorRecord] | None
    items: Difference[ItemRecord] | None
    foreign: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what is in doubt in any of them."""
        differences = (self.targets, self.inspectors, self.items)
        return self.foreign + tuple(fault for each in differences if each for fault in each.faults)


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
        lines=summary(changes, reading),
    )
    await _list_warnings(act, [*reading.warnings, *reading.notes])


async def apply_import(act: Act, import_id: int) -> None:
    """确认: save what the preview showed."""
    act.permit(Action.IMPORT)
    stored = await act.work.imports.get(import_id)
    if stored.state != "draft":
        raise Stale
    await act.work.imports.move(stored, "applied")
    reading = Reading.model_validate(stored.reading)
    changes = await compare(act, reading, units_of(act))
    if changes.faults:
        raise Stale
    await save(act, changes)
    await act.record("imported", file=stored.sha256)
    await act.toast("import.toast")
    lines = [*summary(changes, reading), *await _frozen_before(act)]
    await act.reply("import.saved", card=f"import:{stored.id}", file=stored.filename, lines=lines)


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


async def save(act: Act, changes: Changes) -> None:
    """Write the changes; whoever is gone from a register stays in the database, inactive."""
    if changes.targets:
        await _save_targets(act, changes.targets)
    if changes.inspectors:
        await _save_inspectors(act, changes.inspectors)
    if changes.items and (changes.items.new or changes.items.changed or changes.items.gone):
        await _save_items(act, changes.items)


def summary(changes: Changes, reading: Reading) -> list[dict[str, Any]]:
    """Return a line per register: how many are new, changed, gone and the same, with the first names."""
    lines = []
    for name, each in (
        ("targets", changes.targets),
        ("inspectors", changes.inspectors),
        ("items", changes.items),
    ):
        if each is None:
            continue
        lines.append(
            {
                "key": "import.line",
                "register": {"key": f"register.{name}"},
                "new": len(each.new),
                "changed": len(each.changed),
                "gone": len(each.gone),
                "same": each.same_count,
            }
        )
        if name == "targets":
            lines += _column_lines(changes.targets)
        gone = [record.name for record in each.gone][:_NAMES_SHOWN]
        if gone:
            lines.append({"key": "import.gone", "names": "、".join(gone)})
    told = {"key": "import.told", "warnings": len(reading.warnings), "notes": len(reading.notes)}
    return [*lines, told] if reading.warnings or reading.notes else lines


def _column_lines(difference: Difference[TargetRecord] | None) -> list[dict[str, Any]]:
    """Say which columns change, since they decide who can be drawn."""
    if difference is None or not difference.changed:
        return []
    columns = "、".join(f"{heading}（{n}）" for heading, n in changed_columns(difference))
    return [{"key": "import.changed_columns", "columns": columns}]


def fault_text(fault: Fault) -> dict[str, Any]:
    """Return the text of one fault with sheet, row and column, and what to do."""
    what = {"key": fault.code, "value": fault.value, "column": fault.column, **fault.params}
    if not fault.row:
        return {"key": "import.at_file", "sheet": fault.sheet, "what": what} if fault.sheet else what
    place = {"sheet": fault.sheet or _SHEET_OF_CSV, "row": fault.row}
    key = "import.at_cell" if fault.column else "import.at_row"
    return {"key": key, **place, "column": fault.column, "what": what}


async def _save_targets(act: Act, difference: Difference[TargetRecord]) -> None:
    rows = {row.key: row for row in await act.work.targets.all(is_active=True)}
    gone_before = {row.key: row for row in await act.work.targets.all(is_active=False)}
    for record in difference.new:
        if row := gone_before.get(record.key() or ""):
            await act.work.targets.change(row, **record.model_dump(exclude_none=True), is_active=True)
            continue
        number = record.number if record.key() else await _next_number(act)
        await act.work.targets.add(Target(**{**record.model_dump(), "number": number}))
    for old, new in difference.changed:
        await act.work.targets.change(rows[old.key() or ""], **new.model_dump())
    for record in difference.gone:
        await act.work.targets.change(rows[record.key() or ""], is_active=False)


async def _next_number(act: Act) -> str:
    """Return a register number that was never given before."""
    setting = await act.work.settings.one(name="last_target_number")
    number = int(setting.value) + 1 if setting else 1
    while await act.work.targets.count(number=_numbered(number)):
        number += 1
    if setting is None:
        await act.work.settings.add(Setting(name="last_target_number", value=str(number)))
    else:
        await act.work.settings.change(setting, value=str(number))
    return _numbered(number)


def _numbered(number: int) -> str:
    return f"N{number:05d}"


async def _save_inspectors(act: Act, difference: Difference[InspectorRecord]) -> None:
    rows = {row.number: row for row in await act.work.inspectors.all()}
    for record in [*difference.new, *(new for _, new in difference.changed)]:
        row = rows.get(record.number)
        fields = record.model_dump(exclude={"phone", "licence"})
        if row is None:
            person = await act.work.people.add(Person(name=record.name, unit=record.unit))
            row = await act.work.inspectors.add(Inspector(**fields, person_id=person.id))
            await grant_role(act, person, Role.INSPECTOR, record.unit)
        else:
            row = await act.work.inspectors.change(row, **fields, is_active=True)
        await _save_contact(act, row, record)
    for record in difference.gone:
        await act.work.inspectors.change(rows[record.number], is_active=False)


async def _save_contact(act: Act, row: Inspector, record: InspectorRecord) -> None:
    if record.phone is None and record.licence is None:
        return
    values = {"phone": record.phone or "", "licence": record.licence or ""}
    if contact := await act.work.contacts.one(inspector_id=row.id):
        await act.work.contacts.change(contact, **values)
    else:
        await act.work.contacts.add(Contact(inspector_id=row.id, **values))


async def _save_items(act: Act, difference: Difference[ItemRecord]) -> None:
    lists = await act.work.item_lists.all()
    kept = {item.code: item for item in lists[-1].items} if lists else {}
    for record in [*difference.new, *(new for _, new in difference.changed)]:
        kept[record.code] = Item(**record.model_dump())
    for record in difference.gone:
        kept.pop(record.code)
    items = list(kept.values())
    digest = hashlib.sha256(dumps([item.model_dump(exclude={"id"}) for item in items])).hexdigest()
    fresh = await act.work.item_lists.add(ItemList(items=items, digest=digest, made_at=act.at))
    await act.record("item_list", version=fresh.id, digest=digest)


async def _list_faults(act: Act, filename: str, faults: list[Fault]) -> None:
    for start in range(0, len(faults), _FAULTS_PER_MESSAGE):
        lines = [fault_text(fault) for fault in faults[start : start + _FAULTS_PER_MESSAGE]]
        await act.reply("import.faults", file=filename, n=len(faults), lines=lines)


async def _list_warnings(act: Act, told: list[Fault]) -> None:
    for start in range(0, len(told), _FAULTS_PER_MESSAGE):
        await act.reply(
            "import.warnings", lines=[fault_text(each) for each in told[start : start + _FAULTS_PER_MESSAGE]]
        )
