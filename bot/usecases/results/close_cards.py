"""The cards of a record that somebody fills in no more: he was replaced, or nobody goes on with it."""

from bot.domain.inspections import Inspection, Seat
from bot.domain.people import Person
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.target_name import target_name


async def close_cards(act: Act, inspection: Inspection) -> None:
    """Say to those who sit on it that it was called off or struck off, and take their buttons."""
    for person in await team_people(act, inspection):
        await _close(act, inspection, person, "result.over")


async def leave_seat(act: Act, seat: Seat) -> None:
    """Close the seat of somebody who goes on no more here; his cards say so and lose their buttons."""
    await act.work.seats.change(seat, is_open=False)
    inspection = await act.work.inspections.get(seat.inspection_id)
    await _close(act, inspection, await act.work.people.get(seat.person_id), "result.left")


async def _close(act: Act, inspection: Inspection, person: Person, screen: str) -> None:
    opened = await act.work.rounds.get(inspection.round_id)
    name = await target_name(act, inspection)
    for card in (f"result:{inspection.id}", f"sign:{inspection.id}"):
        if await act.work.notices.one(person_id=person.id, card=card):
            await act.notify(screen, person, card=card, number=opened.number, name=name)
