"""Saving what an import changes: many targets at once, so that the bot is soon there for others again."""

import hashlib
from dataclasses import dataclass, replace

from bot.domain.difference import Difference
from bot.domain.draw.bytes import dumps
from bot.domain.people import Person, Role
from bot.domain.register_rows import Contact, Inspector, Item, ItemList, Target
from bot.domain.registers import Fault, InspectorRecord, ItemRecord, TargetRecord
from bot.usecases.act import Act
from bot.usecases.keep_setting import keep_setting
from bot.usecases.people.invite import grant_role


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

    def inverted(self) -> "Changes":
        """Return the changes that take these back."""
        each = (self.targets, self.inspectors, self.items)
        targets, inspectors, items = (one.inverted() if one else None for one in each)
        return Changes(targets, inspectors, items)  # type: ignore[arg-type]


async def save(act: Act, changes: Changes) -> Changes:
    """Write the changes, and return them with the numbers that new targets were given.

    Whoever is gone from a register stays in the database, inactive.
    """
    if changes.targets:
        changes = replace(changes, targets=await _save_targets(act, changes.targets))
    if changes.inspectors:
        await _save_inspectors(act, changes.inspectors)
    if changes.items and (changes.items.new or changes.items.changed or changes.items.gone):
        await _save_items(act, changes.items)
    return changes


async def _save_targets(act: Act, difference: Difference[TargetRecord]) -> Difference[TargetRecord]:
    known = await act.work.targets.all()
    rows = {row.key: row for row in known if row.is_active}
    gone_before = {row.key: row for row in known if not row.is_active}
    named = await _numbered(act, difference.new, {row.number for row in known})
    fresh, back = [], []
    for record in named:
        if row := gone_before.get(record.key() or ""):
            back.append(row.model_copy(update={**record.model_dump(exclude_none=True), "is_active": True}))
        else:
            fresh.append(Target(**record.model_dump()))
    changed = [rows[old.key() or ""].model_copy(update=new.model_dump()) for old, new in difference.changed]
    gone = [rows[each.key() or ""].model_copy(update={"is_active": False}) for each in difference.gone]
    await act.work.targets.save_all([*back, *changed, *gone])
    await act.work.targets.add_all(fresh)
    return replace(difference, new=tuple(named))


async def _numbered(
    act: Act, records: tuple[TargetRecord, ...], taken: set[str | None]
) -> list[TargetRecord]:
    """Return the records, those without code and number with a number that was never given before."""
    setting = await act.work.settings.one(name="last_target_number")
    last = first = int(setting.value) if setting else 0
    named = []
    for record in records:
        if record.key():
            named.append(record)
            continue
        last += 1
        while f"N{last:05d}" in taken:
            last += 1
        named.append(record.model_copy(update={"number": f"N{last:05d}"}))
    if last != first:
        await keep_setting(act.work, "last_target_number", str(last))
    return named


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
    """Keep phone and licence; a record without them erases none."""
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
