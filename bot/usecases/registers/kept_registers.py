"""What the registers hold now, as records: what an import is compared with, and what an export writes."""

from dataclasses import fields
from typing import Any, TypeVar

from bot.domain.ports import UnitOfWork
from bot.domain.registers.packed import Packed
from bot.domain.registers.records import InspectorRecord, ItemRecord, TargetRecord
from bot.domain.registers.rows import Contact
from bot.usecases.registers.import_scope import EVERYWHERE, Units, is_within

RecordT = TypeVar("RecordT", TargetRecord, InspectorRecord, ItemRecord)


async def kept_registers(
    work: UnitOfWork, units: Units | None = EVERYWHERE
) -> tuple[Packed[TargetRecord], list[InspectorRecord], list[ItemRecord]]:
    """Return targets, inspectors and the newest item list; those of these units only, if there are any."""
    return (
        await kept_targets(work, units),
        await kept_inspectors(work, units),
        await kept_items(work, units),
    )


async def kept_targets(work: UnitOfWork, units: Units | None = EVERYWHERE) -> Packed[TargetRecord]:
    """Return the targets in force; there may be very many, so others have their turn meanwhile."""
    names = [each.name for each in fields(TargetRecord) if each.name != "phone"]
    kept = Packed(TargetRecord)
    phones = await target_phones(work)
    async for page in work.targets.pages("id", *names, is_active=True):
        for row_id, *row in page:
            record = TargetRecord(**dict(zip(names, row, strict=True)), phone=phones.get(row_id))
            if is_within(record, units):
                kept.append(record)
    return kept


async def target_phones(work: UnitOfWork) -> dict[int, str]:
    """Return {target's row: phone} of the targets that have one."""
    return {
        row_id: phone
        async for page in work.target_contacts.pages("target_id", "phone")
        for row_id, phone in page
    }


async def kept_inspectors(work: UnitOfWork, units: Units | None = EVERYWHERE) -> list[InspectorRecord]:
    """Return the roster with the phones and licences that are kept."""
    contacts = {row.inspector_id: row for row in await work.contacts.all()}
    inspectors = []
    for row in await work.inspectors.all(is_active=True):
        contact = contacts.get(row.id, Contact(inspector_id=row.id))
        personal = {
            "phone": contact.phone or None,
            "licence": contact.licence or None,
            "full_name": contact.full_name or None,
        }
        inspectors.append(as_record(InspectorRecord, row, **personal))
    return _within(inspectors, units)


async def kept_items(work: UnitOfWork, units: Units | None = EVERYWHERE) -> list[ItemRecord]:
    """Return the newest item list."""
    lists = await work.item_lists.all()
    return _within([as_record(ItemRecord, item) for item in lists[-1].items] if lists else [], units)


def _within(records: list[RecordT], units: Units | None) -> list[RecordT]:
    return [record for record in records if is_within(record, units)]


def as_record(record: type[RecordT], row: Any, **more: Any) -> RecordT:
    """Return a row as a record; `more` is what does not lie in the row itself."""
    own = {each.name for each in fields(record)}
    return record(**{name: value for name, value in dict(row).items() if name in own}, **more)
