"""Seats that the platform's lists give and take: who newly sits, who has none left."""

from bot.domain.deadlines import OF_LEADER, DeadlineState
from bot.domain.duties.duty import SERVING, Duty
from bot.domain.inspections import Inspection, Seat
from bot.domain.rounds import Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import served, show_duty


async def duty_of(act: Act, opened: Round, person_id: int, number: str, team: int) -> Duty:
    """Return the person's duty in this round, a new one where there is none."""
    if duty := await act.work.duties.one(round_id=opened.id, person_id=person_id):
        return duty
    duty = Duty(round_id=opened.id, person_id=person_id, inspector_number=number, team=team)
    return await act.work.duties.add(duty)


async def sit(act: Act, duty: Duty, inspection: Inspection) -> None:
    """Give the person a seat; one that he had before is opened again."""
    seat = await act.work.seats.one(inspection_id=inspection.id, person_id=duty.person_id)
    if seat is not None:
        await act.work.seats.change(seat, is_open=True)
        return
    await act.work.seats.add(Seat(inspection_id=inspection.id, duty_id=duty.id, person_id=duty.person_id))


async def close_empty(act: Act, opened: Round) -> None:
    """Whoever has no seat left has left the round; nobody reminds him of it any more."""
    for duty in await act.work.duties.all(round_id=opened.id, state=SERVING):
        if not await served(act, duty):
            await act.settle("acknowledgement", ("duty", duty.id))
            await show_duty(act, await act.work.duties.move(duty, step_for("leave", duty.state).target))


async def hand_deadlines(act: Act, inspection: Inspection) -> None:
    """Whoever leads the team now owes what its leader owes."""
    seats = await act.work.seats.all(inspection_id=inspection.id, is_open=True)
    where = {"kind": OF_LEADER, "subject_kind": "inspection", "subject_id": inspection.id}
    for deadline in await act.work.deadlines.all(state=DeadlineState.OPEN, **where):
        if seats and deadline.person_id not in {seat.person_id for seat in seats}:
            await act.work.deadlines.change(deadline, person_id=seats[0].person_id)
