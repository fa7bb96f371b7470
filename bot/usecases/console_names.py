"""By what the computer finds a target or a person: the name, or what tells one of that name from others."""

from bot.domain.inspections import Inspection
from bot.domain.people import Person
from bot.usecases.act import Act
from bot.usecases.target_name import target_name


async def console_target(act: Act, inspection: Inspection) -> str:
    """Return the target's name, or its code where two of the round bear one name."""
    name = await target_name(act, inspection)
    others = await act.work.inspections.all(round_id=inspection.round_id)
    targets = await act.work.targets.all(id=tuple(each.target_id for each in others))
    is_shared = sum(each.name == name for each in targets) > 1
    return inspection.target_key if is_shared else name


async def console_person(act: Act, person: Person) -> str:
    """Return the person's name; where others bear it, with the number on the roster, else with the unit."""
    if await act.work.people.count(name=person.name) == 1:
        return person.name
    line = await act.work.inspectors.one(person_id=person.id, is_active=True)
    return f"{person.name} {line.number if line else person.unit}".strip()
