"""What the registers hold now, as records: what an import is compared with, and what an export writes."""

from typing import Any, TypeVar

from bot.domain.ports import UnitOfWork
from bot.domain.register_rows import Contact
from bot.domain.registers import InspectorRecord, ItemRecord, TargetRecord
from bot.usecases.registers.import_scope import EVERYWHERE, Units, is_within

RecordT = TypeVar("RecordT", TargetRecord, InspectorRecord, ItemRecord)


async def kept_registers(
    work: UnitOfWork, units: Units | None = EVERYWHERE
) -> tuple[list[TargetRecord], list[InspectorRecord], list[ItemRecord]]:
    """Return targets, inspectors and the newest item list; those of these units only, if there are any."""
    targets = [_as_record(TargetRecord, row) for row in await work.targets.all(is_active=True)]
    contacts = {row.inspector_id: row for row in await work.contacts.all()}
    inspectors = []
    for row in await work.inspectors.all(is_active=True):
        contact = contacts.get(row.id, Contact(inspector_id=row.id))
        personal = {"phone": contact.phone or None, "licence": contact.licence or None}
        inspectors.append(_as_record(InspectorRecord, row, **personal))
    lists = await work.item_lists.all()
    items = [_as_record(ItemRecord, item) for item in lists[-1].items] if lists else []
    return _within(targets, units), _within(inspectors, units), _within(items, units)


def _within(records: list[RecordT], units: Units | None) -> list[RecordT]:
    return [record for record in records if is_within(record, units)]


def _as_record(record: Any, row: Any, **more: Any) -> Any:
    fields = {name: value for name, value in dict(row).items() if name in record.model_fields}
    return record(**fields, **more)
