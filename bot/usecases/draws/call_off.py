"""What a draw had begun is called off: nobody owes it any more.

Of a void result it lies in a cancelled round of its own, so that the round can be drawn anew.
"""

from typing import Any

from bot.domain.deadlines import Deadline, DeadlineState
from bot.domain.duties.duty import SERVING
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Role
from bot.domain.rounds import Attempt, AttemptState, DrawStep, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.deadlines.subjects import OF_ROUNDS, is_of_round
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.draws.shelves import make_shelf
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.requests import lapse_requests
from bot.usecases.follow_ups.open_follow_ups import drop_unfounded
from bot.usecases.results.amend_record import overtake
from bot.usecases.results.close_cards import close_cards
from bot.usecases.results.inspected import followed_publicly
from bot.usecases.results.release_result import show_publish, show_release
from bot.usecases.rounds.show_confirmation import refresh_unit
from bot.usecases.visits.propose_merges import propose_merges


async def rests_on(act: Act, attempt: Attempt) -> list[Attempt]:
    """Return the draws of the round that stand and rest on this one, the last first."""
    later = {
        DrawStep.SUPPLEMENT: (DrawStep.INSPECTORS,),
        DrawStep.INSPECTORS: (),
    }.get(attempt.step, (DrawStep.INSPECTORS, DrawStep.SUPPLEMENT))
    standing = await act.work.attempts.all(round_id=attempt.round_id, state=AttemptState.STANDING)
    return [each for each in reversed(standing) if each.id > attempt.id and each.step in later]


async def call_off(act: Act, attempt: Attempt) -> None:
    """Take all that came of this draw out of the round, tell everybody, and let it be drawn anew.

    Later draws of the round, which rest on this one, have been called off before.
    """
    opened = await act.work.rounds.get(attempt.round_id)
    if attempt.step is DrawStep.SUPPLEMENT:
        await _call_off_supplement(act, opened, attempt)
        return
    moved = await act.work.rounds.move(opened, step_for("call_off", opened.state).target)
    shelf = await make_shelf(act, moved, attempt)
    why = {"key": "called_off.void", "number": numbered(attempt)}
    if attempt.step is not DrawStep.INSPECTORS:
        await end_all(act, opened, shelf, why)
        return
    inspections = await _end_duties(act, opened, shelf)
    for inspection in inspections:
        await _free(act, opened, inspection, shelf)
    await _release_people(act, opened, shelf, why)


async def end_all(act: Act, opened: Round, shelf: Round, why: dict[str, Any]) -> None:
    """End every inspection and duty of the round, tell whose they were why, and keep them on the shelf.

    What was published stays so, with its receipt still owed.
    """
    inspections = await _end_duties(act, opened, shelf)
    await _close_lists(act, opened, inspections, why)
    for inspection in inspections:
        await _close(act, inspection, shelf, keep_seats=await _is_public(act, inspection))
    await _release_people(act, opened, shelf, why)


async def _end_duties(act: Act, opened: Round, shelf: Round) -> list[Inspection]:
    """Settle what is owed, let requests lapse, and return the round's inspections."""
    inspections = await act.work.inspections.all(round_id=opened.id)
    await _settle(act, opened, {each.id for each in inspections if await _is_public(act, each)})
    await _lapse_requests(act, opened, shelf)
    return inspections


async def _free(act: Act, opened: Round, inspection: Inspection, shelf: Round) -> None:
    """The target stays confirmed and waits for new inspectors; what these have done is kept on the shelf."""
    if inspection.state is InspectionState.NOT_INSPECTABLE:
        return
    await _close(act, inspection, shelf, keep_seats=await _is_public(act, inspection))
    fresh = Inspection(
        round_id=opened.id,
        target_id=inspection.target_id,
        target_key=inspection.target_key,
        team=0,
        state=InspectionState.CONFIRMED,
    )
    await propose_merges(act, opened, [await act.work.inspections.add(fresh)])


async def _call_off_supplement(act: Act, opened: Round, attempt: Attempt) -> None:
    """Only its own targets leave the round; teams and units see their lists without them."""
    shelf = await make_shelf(act, opened, attempt)
    picked = tuple((attempt.result or {})["picked"])
    for inspection in await act.work.inspections.all(round_id=opened.id, target_key=picked):
        is_public = await _is_public(act, inspection)
        seats = await act.work.seats.all(inspection_id=inspection.id, is_open=True)
        await _close(act, inspection, shelf, keep_seats=is_public)
        for deadline in await act.work.deadlines.all(
            state=DeadlineState.OPEN, subject_kind="inspection", subject_id=inspection.id
        ):
            if not is_public:
                await act.end_deadline(deadline, "cancel")
        target = await act.work.targets.get(inspection.target_id)
        for seat in seats:
            await _take_back(act, seat.duty_id, target.name, attempt)
        await refresh_unit(act, opened, target.unit)


async def _take_back(act: Act, duty_id: int, name: str, attempt: Attempt) -> None:
    duty = await act.work.duties.get(duty_id)
    person = await act.work.people.get(duty.person_id)
    await act.notify("duty.taken_back", person, number=numbered(attempt), target=name)
    await show_duty(act, duty)


async def _is_public(act: Act, inspection: Inspection) -> bool:
    """Return whether a version of its result is published: it stays so, also while it is being corrected."""
    return await act.work.publications.count(inspection_id=inspection.id) > 0


async def _settle(act: Act, opened: Round, public: set[int]) -> None:
    """What was published stays so: what is owed about it still is, all else is owed no more."""
    for deadline in await act.work.deadlines.all(state=DeadlineState.OPEN, subject_kind=OF_ROUNDS):
        is_public = await _inspection_of(act, deadline) in public
        if not is_public and await is_of_round(act, deadline, opened):
            await act.end_deadline(deadline, "cancel")


async def _inspection_of(act: Act, deadline: Deadline) -> int | None:
    """Return the id of the inspection whose record, objection or finding it is about, or None."""
    if deadline.subject_kind == "objection":
        return (await act.work.objections.get(deadline.subject_id)).inspection_id
    if deadline.subject_kind == "follow_up":
        return (await act.work.follow_ups.get(deadline.subject_id)).inspection_id
    return deadline.subject_id if deadline.subject_kind == "inspection" else None


async def _lapse_requests(act: Act, opened: Round, shelf: Round) -> None:
    await lapse_requests(act, await act.work.requests.all(round_id=opened.id))
    for request in await act.work.requests.all(round_id=opened.id):
        await act.work.requests.change(request, round_id=shelf.id)


async def _close_lists(act: Act, opened: Round, inspections: list[Inspection], why: dict[str, Any]) -> None:
    """The units' lists lose their buttons; a redraw sends new ones."""
    targets = {each.id: each for each in await act.work.targets.all()}
    for unit in sorted({targets[each.target_id].unit for each in inspections}):
        people, _ = await act.holders(Role.LIST_ADMINISTRATOR, unit)
        for person in people:
            await act.notify("confirm.called_off", person, card=f"confirm:{opened.id}:{unit}", why=why)


async def _close(act: Act, inspection: Inspection, shelf: Round, *, keep_seats: bool) -> None:
    """Nobody sits on it any more, so that no button of it has force."""
    if not keep_seats:
        await overtake(act, inspection)
        await close_cards(act, inspection)
        await drop_unfounded(act, inspection, await followed_publicly(act.work, inspection))
    inspection = await act.work.inspections.change(inspection, round_id=shelf.id)
    if not keep_seats:
        for seat in await act.work.seats.all(inspection_id=inspection.id, is_open=True):
            await act.work.seats.change(seat, is_open=False)
        await _close_decisions(act, inspection)


async def _close_decisions(act: Act, inspection: Inspection) -> None:
    """Nothing of it is released or published any more: the cards that asked for that say so."""
    if inspection.state in (InspectionState.SIGNED, InspectionState.RELEASED):
        await show_release(act, inspection)
    if inspection.state is InspectionState.RELEASED:
        await show_publish(act, inspection)


async def _release_people(act: Act, opened: Round, shelf: Round, why: dict[str, Any]) -> None:
    for duty in await act.work.duties.all(round_id=opened.id):
        if duty.state in SERVING:
            await act.work.duties.move(duty, step_for("leave", duty.state).target, round_id=shelf.id)
            person = await act.work.people.get(duty.person_id)
            await act.notify("duty.over", person, card=f"duty:{duty.id}", why=why)
            await act.notify("duty.called_off", person, why=why)
        else:
            await act.work.duties.change(duty, round_id=shelf.id)
