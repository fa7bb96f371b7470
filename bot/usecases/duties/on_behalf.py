"""代填: what an inspector enters about himself, his approver or the lead office may enter for him."""

from dataclasses import dataclass
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid, NotAllowed
from bot.domain.people import Dialogue, Person, Role, each_once
from bot.domain.permissions import Case
from bot.domain.registers.spelling import name_key, normalised_identifier
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.names_apart import names_apart
from bot.usecases.office import stands_in_for


@dataclass(frozen=True)
class Matter:
    """What is entered: its topic, which begins the message keys, and the acts of entering it."""

    topic: str
    own: Action
    for_other: Action


CONFLICT = Matter("conflict", Action.DECLARE_CONFLICT, Action.DECLARE_CONFLICT_FOR)
LEAVE = Matter("leave", Action.DECLARE_LEAVE, Action.DECLARE_LEAVE_FOR)


async def begin_own(act: Act, matter: Matter, awaits: str) -> Dialogue:
    """Return a new dialogue about me, which awaits this answer first."""
    act.permit(matter.own)
    return await dialogues.begin(act, matter.topic, awaits, person=act.me.id)


async def begin_for_other(act: Act, matter: Matter) -> None:
    """Ask on whose behalf it is entered."""
    act.permit(matter.for_other)
    dialogue = await dialogues.begin(act, matter.topic, "person")
    await dialogues.ask(act, dialogue, f"{matter.topic}.ask_person")


async def offer_people(act: Act, matter: Matter, dialogue: Dialogue, typed: str) -> None:
    """Offer the inspectors for whom I may enter it and whose number or name it is."""
    wanted, number = name_key(typed), normalised_identifier(typed)
    lines = [
        line
        for line in await act.work.inspectors.all(is_active=True)
        if line.person_id and (line.number == number or (wanted and wanted in name_key(line.name)))
    ]
    people = await act.work.people.all(id=tuple({line.person_id for line in lines}))
    mine = [each for each in people if _may_enter(act, matter, each)]
    if not mine:
        raise Invalid(f"{matter.topic}.nobody")
    names = await names_apart(act, mine)
    options = [[each.id, names[each.id], each.unit] for each in mine]
    dialogue = await dialogues.advance(act, dialogue, dialogue.awaits)
    await dialogues.ask(act, dialogue, f"{matter.topic}.pick_person", options=options)


async def choose_person(
    act: Act, matter: Matter, dialogue: Dialogue, person_id: int, awaits: str
) -> Dialogue:
    """Return the dialogue with the person whom it is about, which now awaits this answer."""
    permit_for(act, matter, await act.work.people.get(person_id))
    return await dialogues.advance(act, dialogue, awaits, person=person_id)


async def person_of(act: Act, dialogue: Dialogue) -> Person:
    """Return whom the dialogue is about."""
    return await act.work.people.get(int(str(dialogue.draft["person"])))


def permit_for(act: Act, matter: Matter, person: Person) -> None:
    """Return if I may enter and withdraw it for this person; raise NotAllowed otherwise."""
    if person.id == act.me.id:
        act.permit(matter.own)
    else:
        act.permit(matter.for_other, Case(unit=person.unit))


async def may_see(act: Act, person_id: int) -> bool:
    """Return whether I may see what is entered for him: my own, my unit's, or any for the lead office."""
    if person_id == act.me.id or act.actor.holds(Role.LEAD_OFFICE):
        return True
    person = await act.work.people.get(person_id)
    return act.actor.holds(Role.APPROVER, person.unit)


def offered(act: Act) -> dict[str, Any]:
    """Return whether the list offers me to enter for myself and for others."""
    return {
        "can_declare": act.actor.holds(Role.INSPECTOR),
        "can_declare_for": act.actor.holds(Role.LEAD_OFFICE) or act.actor.holds(Role.APPROVER),
    }


async def tell_others(act: Act, matter: Matter, person: Person, event: str, data: dict[str, Any]) -> None:
    """Tell the person, and his approvers, what another has entered or withdrawn."""
    approvers, stands_in = await act.holders(Role.APPROVER, person.unit)
    vacant = stands_in_for(Role.APPROVER, person.unit) if stands_in else {}
    for other in each_once([person, *approvers]):
        if other.id != act.me.id:
            whose = "of_yours" if other.id == person.id else "of_unit"
            told = {**data, "by": act.me.name, **({} if other.id == person.id else vacant)}
            await act.notify(f"{matter.topic}.{whose}.{event}", other, **told)


def _may_enter(act: Act, matter: Matter, person: Person) -> bool:
    try:
        permit_for(act, matter, person)
    except NotAllowed:
        return False
    return True
