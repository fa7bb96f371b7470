"""Who can take a post over: people with an account, those of the same unit first."""

from bot.domain.errors import Invalid, NotAllowed
from bot.domain.people import Dialogue, Person, Role
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.names_apart import names_apart
from bot.usecases.office import unit_text
from bot.usecases.people.invite import permit_role


async def ask_successor(act: Act, dialogue: Dialogue, purpose: str) -> None:
    """Offer those who can follow the person of the dialogue."""
    person = await act.work.people.get(int(str(dialogue.draft["person"])))
    people = await _successors(act, person)
    names = await names_apart(act, people)
    await dialogues.ask(
        act,
        dialogue,
        "people.ask_successor",
        purpose={"key": f"people.purpose.{purpose}"},
        name=person.name,
        unit=unit_text(person.unit),
        options=[[each.id, names[each.id], each.unit] for each in people],
    )


async def successor(act: Act, person_id: int) -> Person:
    """Return whoever was chosen; raise Invalid where he has no account by now."""
    person = await act.work.people.get(person_id)
    if person.account_id is None:
        raise Invalid("people.successor_unbound", name=person.name)
    return person


async def named(act: Act, dialogue: Dialogue, typed: str) -> Person:
    """Return the one whose name was typed; raise Invalid where it is nobody's, or of several."""
    person = await act.work.people.get(int(str(dialogue.draft["person"])))
    found = [each for each in await _successors(act, person) if each.name == typed.strip()]
    if len(found) != 1:
        raise Invalid("people.nobody_found")
    return found[0]


def may_change(act: Act, role: Role, unit: str) -> bool:
    """Return whether I may grant and revoke this role for this unit."""
    try:
        permit_role(act, role, unit)
    except NotAllowed:
        return False
    return True


async def _successors(act: Act, person: Person) -> list[Person]:
    bound = [each for each in await act.work.people.all() if each.account_id is not None]
    others = [each for each in bound if each.id != person.id]
    return sorted(others, key=lambda each: (each.unit != person.unit, each.unit, each.id))
