"""Who can be reached: a bot cannot write to somebody who blocked it, and hears when it may again."""

from bot.domain.people import Person, Role
from bot.usecases.act import Act
from bot.usecases.people.show_open import show_open


async def note_reachability(act: Act, *, is_gone: bool) -> None:
    """Keep whether the person can be reached; whoever comes back is shown what he missed."""
    if act.person is None:
        return
    if is_gone:
        await note_unreachable(act, act.person)
    elif act.person.is_unreachable:
        person = await act.work.people.change(act.person, is_unreachable=False)
        await show_open(act, person)


async def note_unreachable(act: Act, person: Person) -> None:
    """Keep that somebody cannot be reached, and tell the coordinators once, by whatever way it is noticed."""
    if person.is_unreachable:
        return
    await act.work.people.change(person, is_unreachable=True)
    coordinators, _ = await act.holders(Role.COORDINATOR)
    for coordinator in coordinators:
        if coordinator.id != person.id:
            await act.notify("people.unreachable", coordinator, name=person.name, unit=person.unit or "—")
