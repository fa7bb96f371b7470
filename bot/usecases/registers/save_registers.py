"""Saving what an import changes: what was prepared is written at once, so that nobody waits for it."""

import asyncio
import hashlib
from dataclasses import asdict
from itertools import chain

from bot.domain.errors import Stale
from bot.domain.people import Person, Role
from bot.domain.ports import UnitOfWork
from bot.domain.registers.difference import Difference
from bot.domain.registers.records import InspectorRecord, ItemRecord
from bot.domain.registers.rows import Contact, Inspector, Item, ItemList, TargetContact, list_bytes
from bot.usecases.act import Act
from bot.usecases.keep_setting import keep_setting
from bot.usecases.people.invite import grant_role
from bot.usecases.registers.changes import Prepared, TargetRows, version_of

_PRIVATE = frozenset({"phone", "licence", "full_name"})


async def save(act: Act, prepared: Prepared) -> None:
    """Write the changes; raise Stale where the registers have moved on since they were compared.

    Whoever is gone from a register stays in the database, inactive.
    """
    if prepared.version != await version_of(act.work):
        raise Stale
    changes = prepared.changes
    await _save_targets(act, prepared.rows)
    if changes.inspectors:
        await _save_inspectors(act, changes.inspectors)
    if changes.items and (changes.items.new or changes.items.changed or changes.items.gone):
        await _save_items(act, changes.items)


async def _save_targets(act: Act, rows: TargetRows) -> None:
    targets = act.work.targets
    await targets.change_all(rows.gone, is_active=False)
    await targets.overwrite(rows.ids, rows.records, is_active=True)
    await targets.pour(rows.fresh, is_active=True, is_listed=False)
    await _save_phones(act.work, await asyncio.to_thread(_phones, rows))
    if rows.last_number is not None:
        await keep_setting(act.work, "last_target_number", str(rows.last_number))


def _phones(rows: TargetRows) -> dict[str | None, str]:
    return {each.key(): each.phone for each in chain(rows.records, rows.fresh) if each.phone}


async def _save_phones(work: UnitOfWork, phones: dict[str | None, str]) -> None:
    """Keep the phones of targets by their keys; a record without one erases none."""
    if not phones:
        return
    kept = {
        target: row async for page in work.target_contacts.pages("target_id", "id") for target, row in page
    }
    said: dict[int, TargetContact] = {}
    async for page in work.targets.pages("id", "code", "number", is_active=True):
        for row_id, code, number in page:
            if (phone := phones.get(code or number)) is not None:
                said[row_id] = TargetContact(target_id=row_id, phone=phone)
    known = [row_id for row_id in said if row_id in kept]
    await work.target_contacts.overwrite(
        [kept[row_id] for row_id in known], [said[row_id] for row_id in known]
    )
    await work.target_contacts.pour([each for row_id, each in said.items() if row_id not in kept])


async def _save_inspectors(act: Act, difference: Difference[InspectorRecord]) -> None:
    rows = {row.number: row for row in await act.work.inspectors.all()}
    for record in [*difference.new, *(new for _, new in difference.changed)]:
        row = rows.get(record.number)
        fields = {name: value for name, value in asdict(record).items() if name not in _PRIVATE}
        if row is None:
            person = await act.work.people.add(Person(name=record.name, unit=record.unit))
            row = await act.work.inspectors.add(Inspector(**fields, person_id=person.id))
            await grant_role(act, person, Role.INSPECTOR, record.unit)
        else:
            row = await act.work.inspectors.change(row, **fields, is_active=True)
            await _call_by_number(act, row)
        await _save_contact(act, row, record)
    for record in difference.gone:
        await act.work.inspectors.change(rows[record.number], is_active=False)


async def _call_by_number(act: Act, row: Inspector) -> None:
    """Where the office goes by roster numbers, call a person by it who was called by name before."""
    if act.office.conduct.roster_numbers and row.person_id is not None:
        person = await act.work.people.get(row.person_id)
        await act.work.people.change(person, name=row.name)


async def _save_contact(act: Act, row: Inspector, record: InspectorRecord) -> None:
    """Keep phone and licence; a record without them erases none."""
    if record.phone is None and record.licence is None and record.full_name is None:
        return
    values = {name: getattr(record, name) or "" for name in _PRIVATE}
    if contact := await act.work.contacts.one(inspector_id=row.id):
        await act.work.contacts.change(contact, **values)
    else:
        await act.work.contacts.add(Contact(inspector_id=row.id, **values))


async def _save_items(act: Act, difference: Difference[ItemRecord]) -> None:
    lists = await act.work.item_lists.all()
    kept = {item.code: item for item in lists[-1].items} if lists else {}
    for record in [*difference.new, *(new for _, new in difference.changed)]:
        kept[record.code] = Item(**asdict(record))
    for record in difference.gone:
        kept.pop(record.code)
    items = list(kept.values())
    digest = hashlib.sha256(list_bytes(items)).hexdigest()
    fresh = await act.work.item_lists.add(ItemList(items=items, digest=digest, made_at=act.at))
    await act.record("item_list", version=fresh.id, digest=digest)
    await act.rewrite_site()  # the list is public, and so is its version
