"""What a void result had begun is called off: it lies in a cancelled round of its own; nobody owes it."""

from bot.domain.deadlines import DeadlineState
from bot.domain.duties import DutyState, RequestState
from bot.domain.people import Role
from bot.domain.rounds import Attempt, Inspection, InspectionState, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.ask_recusal import refresh_request
from bot.usecases.open_commitment import numbered
from bot.usecases.remind import OF_ROUNDS, round_of


def shelf_number(opened: Round, attempt: Attempt) -> str:
    """Return the number of the cancelled round that keeps what a void result had begun."""
    return f"VOID-{opened.number}-{attempt.attempt}"


async def call_off(act: Act, attempt: Attempt) -> None:
    """Take all that came of this result out of the round, tell everybody, and let it be drawn anew."""
    opened = await act.work.rounds.get(attempt.round_id)
    moved = await act.work.rounds.move(opened, step_for("call_off", opened.state).target)
    shelf = await act.work.rounds.add(
        moved.model_copy(
            update={"id": 0, "number": shelf_number(opened, attempt), "state": RoundState.CANCELLED}
        )
    )
    inspections = await act.work.inspections.all(round_id=opened.id)
    public = {each.id for each in inspections if each.state is InspectionState.PUBLISHED}
    await _settle(act, opened, public)
    await _lapse_requests(act, opened, shelf)
    await _close_lists(act, opened, inspections, attempt)
    for inspection in inspections:
        await _close(act, inspection, shelf, keep_seats=inspection.id in public)
    await _release_people(act, opened, shelf, attempt)


async def _settle(act: Act, opened: Round, public: set[int]) -> None:
    """What was published stays published, so that its receipt is still owed; all else is owed no more."""
    for deadline in await act.work.deadlines.all(state=DeadlineState.OPEN, subject_kind=OF_ROUNDS):
        is_public = deadline.subject_kind == "inspection" and deadline.subject_id in public
        if not is_public and (await round_of(act, deadline)).id == opened.id:
            await act.work.deadlines.move(deadline, DeadlineState.SETTLED)


async def _lapse_requests(act: Act, opened: Round, shelf: Round) -> None:
    for asked in await act.work.requests.all(round_id=opened.id):
        request = asked
        if request.state is RequestState.ASKED:
            request = await act.work.requests.move(request, step_for("lapse", request.state).target)
            await refresh_request(act, request)
        await act.work.requests.change(request, round_id=shelf.id)


async def _close_lists(act: Act, opened: Round, inspections: list[Inspection], attempt: Attempt) -> None:
    """The units' lists lose their buttons; a redraw sends new ones."""
    targets = {each.id: each for each in await act.work.targets.all()}
    for unit in sorted({targets[each.target_id].unit for each in inspections}):
        people, _ = await act.holders(Role.LIST_ADMINISTRATOR, unit)
        for person in people:
            number = numbered(attempt)
            await act.notify("confirm.called_off", person, card=f"confirm:{opened.id}:{unit}", number=number)


async def _close(act: Act, inspection: Inspection, shelf: Round, *, keep_seats: bool) -> None:
    """Nobody sits on it any more, so that no button of it has force."""
    await act.work.inspections.change(inspection, round_id=shelf.id)
    if not keep_seats:
        for seat in await act.work.seats.all(inspection_id=inspection.id, is_open=True):
            await act.work.seats.change(seat, is_open=False)


async def _release_people(act: Act, opened: Round, shelf: Round, attempt: Attempt) -> None:
    number = numbered(attempt)
    for duty in await act.work.duties.all(round_id=opened.id):
        if duty.state in (DutyState.NOTIFIED, DutyState.ACKNOWLEDGED):
            await act.work.duties.move(duty, step_for("leave", duty.state).target, round_id=shelf.id)
            person = await act.work.people.get(duty.person_id)
            await act.notify("duty.over", person, card=f"duty:{duty.id}", number=number)
            await act.notify("duty.called_off", person, number=number)
        else:
            await act.work.duties.change(duty, round_id=shelf.id)
