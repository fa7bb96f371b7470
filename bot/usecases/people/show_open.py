"""All that is open for a person, sent to the account that he has now: duties, and what he is to decide."""

from dataclasses import replace

from bot.domain.people import ChatKind, Person
from bot.usecases.act import Act
from bot.usecases.actors import actor_of
from bot.usecases.duties.duty_cards import show_open_duties
from bot.usecases.duties.name_unreached import note_reached
from bot.usecases.rounds.show_status import send_pending


async def show_open(act: Act, person: Person) -> int:
    """Send the person his duties and every card that waits for him, and return how many of the latter."""
    await note_reached(act, person)
    await show_open_duties(act, person)
    return await send_pending(await as_person(act, person))


async def as_person(act: Act, person: Person) -> Act:
    """Return the act as this person would see it in his private chat."""
    actor = await actor_of(act.work, person, act.today)
    place = {"chat": None, "chat_kind": ChatKind.PRIVATE, "account_id": person.account_id}
    return replace(act, actor=actor, person=person, **place)  # type: ignore[arg-type]
