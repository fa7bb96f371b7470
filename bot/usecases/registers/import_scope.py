"""Which part of the registers an import is about: all, or the rows of a list administrator's own units."""

from collections.abc import Sequence

from bot.domain.people import Role
from bot.domain.permissions import Actor
from bot.domain.registers.columns import Kind
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault, Place, Reading
from bot.domain.registers.records import InspectorRecord, Record, TargetRecord
from bot.usecases.act import Act

Units = frozenset[str]
EVERYWHERE: Units | None = None


def units_of(act: Act) -> Units | None:
    """Return the units whose rows the person may import; None is the whole bureau."""
    return units_held(act.actor)


def units_held(actor: Actor) -> Units | None:
    """Return the units whose part of the registers is this person's; None is the whole bureau."""
    if actor.holds(Role.COORDINATOR):
        return EVERYWHERE
    units = frozenset(unit for role, unit in actor.grants if role is Role.LIST_ADMINISTRATOR)
    return EVERYWHERE if "" in units else units


def is_within(record: Record, units: Units | None) -> bool:
    """Return whether a record belongs to these units; the item list belongs to the bureau alone."""
    if units is None:
        return True
    return isinstance(record, TargetRecord | InspectorRecord) and record.unit in units


async def foreign_rows(act: Act, reading: Reading, units: Units | None) -> tuple[Fault, ...]:
    """Return a fault for every row of another unit, and for every row that would take over another unit's."""
    if units is None:
        return ()
    taken: dict[str, str] = {}
    async for page in act.work.targets.pages("code", "number", "unit"):
        for *keys, unit in page:
            taken |= {key: unit for key in keys if key and unit not in units}
    staff = {row.number: row.unit for row in await act.work.inspectors.all() if row.unit not in units}
    found: list[Fault] = []
    registers: tuple[tuple[Kind, Sequence[Record], dict[str, str]], ...] = (
        (Kind.TARGETS, reading.targets, taken),
        (Kind.INSPECTORS, reading.inspectors, staff),
        (Kind.ITEMS, reading.items, {}),
    )
    for kind, records, owners in registers:
        places = reading.places.get(kind, ())
        for at, record in enumerate(records):
            is_taken = any(key in owners for key in _keys(record))
            if is_taken or not is_within(record, units):
                place = places[at] if at < len(places) else Place(sheet="", row=0)
                found.append(other_unit(record, place, units))
    return tuple(found)


def _keys(record: Record) -> list[str]:
    keys = [record.code, record.number] if isinstance(record, TargetRecord) else [record.key()]
    return [key for key in keys if key]


def other_unit(record: Record, place: Place, units: Units) -> Fault:
    """Return the fault of a row that is not of these units."""
    return Fault(
        code="import.fault.other_unit",
        sheet=place.sheet,
        row=place.row,
        value=shown(record.name),
        params={"units": "、".join(sorted(units))},
    )
