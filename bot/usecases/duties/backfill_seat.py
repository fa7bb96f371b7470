"""递补: backfill is a function of the draw, not a choice of anybody (protocol section 10)."""

from collections.abc import Sequence
from typing import Any

from bot.domain.deadlines import OF_LEADER, DeadlineState
from bot.domain.draw.backfill import BLOCKED, Vacated, blocked_handovers, serving, vacate
from bot.domain.duties.duty import Duty, DutyState, Request
from bot.domain.duties.handover import Handover, hand_over, left_open, refuse_late
from bot.domain.inspections import Inspection, InspectionState, Seat
from bot.domain.people import Chat
from bot.domain.rounds import Attempt, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties, served, show_duty
from bot.usecases.duties.owe_acknowledgement import owe_acknowledgement
from bot.usecases.duties.pass_on import has_follower, pass_on
from bot.usecases.duties.recuse_declared import recuse_declared
from bot.usecases.duties.request_words import leave_ground
from bot.usecases.duties.shortage import report_open
from bot.usecases.duties.teams import open_seats, people_by_number, standing_attempt
from bot.usecases.duties.tell_team import tell_partners
from bot.usecases.results.close_cards import leave_seat


async def backfill(act: Act, duty: Duty, request: Request) -> int:
    """Vacate what is handed over and seat whoever follows; return the vacancy's number, 0 without one.

    Targets of a supplement stand in no vacancy: they go on by the rule that brought them (section 11).
    """
    opened = await act.work.rounds.get(duty.round_id)
    handed = await _handed(act, opened, duty, request)
    made = None
    if handed.is_vacancy:
        made = await _vacate(act, opened, duty, handed, request.vacancy_reason)
    elif handed.is_gone:
        await leave(act, duty, [], is_gone=True)
    for inspection in await _inspections(act, opened, handed.added):
        await pass_on(act, duty, inspection, made)
    await _tell_partners(act, duty, request, handed, made)
    return int(made.record["n"]) if made else 0


async def _tell_partners(
    act: Act, duty: Duty, request: Request, handed: Handover, made: Vacated | None
) -> None:
    """A target of a supplement that went to another team is told by the one who moved it."""
    opened, people = await act.work.rounds.get(duty.round_id), await people_by_number(act)
    called = {people[who].id for who, _ in (made.substitution if made else ()) if who is not None}
    inspections = await _inspections(act, opened, [*handed.own, *handed.added])
    stayed = [each for each in inspections if each.team == duty.team]
    await tell_partners(act, opened, stayed, called, leave_ground(act, request))


async def foresee(act: Act, opened: Round, duty: Duty, request: Request) -> list[Inspection]:
    """Return the inspections that nobody is left to take over, were this request carried out now.

    Raises:
        Refused: `recusal.too_late`, all that was asked is submitted.
    """
    refuse_late(request.targets, await _states(act, duty))
    handed = await _handed(act, opened, duty, request)
    made, lacking = None, list[Inspection]()
    if handed.is_vacancy:
        made = await _next(act, opened, duty, handed.targets, request.vacancy_reason)
        lacking = await _inspections(act, opened, left_open(made.substitution, handed))
    added = await _inspections(act, opened, handed.added)
    return lacking + [each for each in added if not await has_follower(act, duty, each, made)]


async def _handed(act: Act, opened: Round, duty: Duty, request: Request) -> Handover:
    attempt = await standing_attempt(act, opened)
    states = await _states(act, duty)
    drawn = {target for target, _ in (attempt.result or {})["assignment"]}
    known = serving(attempt.model_dump()).get(duty.inspector_number, [])
    return hand_over(request.targets, states, drawn, known)


async def _states(act: Act, duty: Duty) -> dict[str, InspectionState]:
    return {each.target_key: each.state for each in await served(act, duty)}


async def _inspections(act: Act, opened: Round, targets: Sequence[str]) -> list[Inspection]:
    return await act.work.inspections.all(round_id=opened.id, target_key=tuple(targets)) if targets else []


async def backfill_blocked(act: Act, opened: Round, attempt: Attempt) -> None:
    """Right after the draw: fill each seat in conflict with a target that no team could have (section 10)."""
    for person, _, target in blocked_handovers(attempt.model_dump()):
        duty = await act.work.duties.one(round_id=opened.id, inspector_number=person)
        if duty is not None:
            await _vacate(act, opened, duty, Handover((target,)), BLOCKED)


async def _next(act: Act, opened: Round, duty: Duty, targets: list[str] | None, reason: str) -> Vacated:
    """Return the next vacancy and who follows: computed, not stored."""
    attempt = await standing_attempt(act, opened)
    return vacate(
        attempt.model_dump(),
        person=duty.inspector_number,
        seat=duty.seat_group,
        targets=targets,
        reason=reason,
        at=act.at.isoformat(timespec="seconds"),
    )


async def _vacate(act: Act, opened: Round, duty: Duty, handed: Handover, reason: str) -> Vacated:
    made = await _next(act, opened, duty, handed.targets, reason)
    attempt = await standing_attempt(act, opened)
    await act.work.attempts.change(
        attempt,
        vacancies=[*attempt.vacancies, made.record],
        substitutions=[*attempt.substitutions, made.substitution],
    )
    facts = {"number": duty.inspector_number, "reason": str(reason), "takes": made.substitution}
    await act.record("vacancy", round=opened.number, n=made.record["n"], hash=made.hash, **facts)
    await _post(act, opened, attempt, duty, made)
    taken = [target for _, targets in made.substitution for target in targets]
    await leave(act, duty, taken, is_gone=handed.is_gone)
    await _seat_all(act, opened, duty, made)
    await act.paper("bundle", opened.id)
    await act.rewrite_site()
    return made


async def handed_over(act: Act, duty: Duty, request: Request) -> list[str] | None:
    """Return what changes hands where the platform drew, None for all that he serves.

    Raises:
        Refused: `recusal.too_late`, all that was asked is submitted.
    """
    states = await _states(act, duty)
    refuse_late(request.targets, states)
    handed = hand_over(request.targets, states, states, ())
    return None if handed.is_gone else list(handed.own)


async def _post(act: Act, opened: Round, attempt: Attempt, duty: Duty, made: Vacated) -> None:
    """The group hears place numbers, who follows, and the hash that makes the vacancy immovable."""
    chat: Chat = await act.work.chats.get(opened.chat_id)
    people = await people_by_number(act)
    followers = [{"key": "vacancy.line", "name": people[who].name} for who, _ in made.substitution if who]
    open_targets = [targets for who, targets in made.substitution if who is None]
    if open_targets:
        followers.append({"key": "vacancy.exhausted", "n": str(len(open_targets[0]))})
    is_blocked = made.record["reason"] == BLOCKED
    await act.notify(
        "vacancy.posted_blocked" if is_blocked else "vacancy.posted",
        chat,
        number=opened.number,
        n=made.record["n"],
        team=duty.team,
        what={"key": f"vacancy.what.{made.record['reason']}"},
        followers=followers or {"key": "vacancy.nobody_needed"},
        ground=act.ground("backfill"),
        hash=made.hash,
        commitment=attempt.commitment,
    )
    if open_targets:
        await report_open(act, opened, open_targets[0])


async def leave(act: Act, duty: Duty, handed: Sequence[str], *, is_gone: bool) -> None:
    """Close the seats that were handed over; whoever hands over all has left the round."""
    for inspection in await act.work.inspections.all(round_id=duty.round_id, target_key=tuple(handed)):
        seat = await act.work.seats.one(inspection_id=inspection.id, duty_id=duty.id, is_open=True)
        if seat is not None:
            await leave_seat(act, seat)
    if is_gone:
        for seat in await act.work.seats.all(duty_id=duty.id, is_open=True):
            dead = (await act.work.inspections.get(seat.inspection_id)).state
            if dead is InspectionState.NOT_INSPECTABLE:
                await act.work.seats.change(seat, is_open=False)
        await act.record("duty_left", duty=duty.id)
        duty = await act.work.duties.move(duty, step_for("leave", duty.state).target)
    if not await served(act, duty):  # nothing is left that he could accept
        await act.settle("acknowledgement", ("duty", duty.id))
    await show_duty(act, duty)


async def _seat_all(act: Act, opened: Round, left: Duty, made: Vacated) -> None:
    people = await people_by_number(act)
    for number, targets in made.substitution:
        if number is None:
            continue
        called = await _duty_of(act, opened, people[number].id, number, left=left, vacancy=made.record["n"])
        for inspection in await act.work.inspections.all(round_id=opened.id, target_key=tuple(targets)):
            await _sit(act, called, inspection)
        await recuse_declared(act, called)
        await show_duty(act, called)
    handed = tuple(target for _, targets in made.substitution for target in targets)
    await pass_deadlines(act, left, handed)
    for inspection in await act.work.inspections.all(round_id=opened.id, target_key=handed):
        await refresh_duties(act, inspection)


async def pass_deadlines(act: Act, left: Duty, targets: Sequence[str]) -> None:
    """Whoever leads now owes what the one who left would have owed."""
    for inspection in await act.work.inspections.all(round_id=left.round_id, target_key=tuple(targets)):
        where = {"subject_kind": "inspection", "subject_id": inspection.id, "person_id": left.person_id}
        seats = await open_seats(act, inspection)
        for deadline in await act.work.deadlines.all(kind=OF_LEADER, state=DeadlineState.OPEN, **where):
            if seats:
                await act.work.deadlines.change(deadline, person_id=seats[0].person_id)


async def _duty_of(act: Act, opened: Round, person_id: int, number: str, *, left: Duty, vacancy: int) -> Duty:
    if duty := await act.work.duties.one(round_id=opened.id, person_id=person_id):
        return duty
    values: dict[str, Any] = {"team": left.team, "seat_group": left.seat_group, "vacancy": vacancy}
    duty = Duty(
        round_id=opened.id, person_id=person_id, inspector_number=number, state=DutyState.NOTIFIED, **values
    )
    duty = await act.work.duties.add(duty)
    await owe_acknowledgement(act, duty)
    who = {"person": person_id, "number": number}
    await act.record("duty_backfilled", round=opened.number, duty=duty.id, vacancy=vacancy, **who)
    return duty


async def _sit(act: Act, duty: Duty, inspection: Inspection) -> None:
    who: dict[str, Any] = {"person_id": duty.person_id, "seat_group": duty.seat_group}
    seat = Seat(inspection_id=inspection.id, duty_id=duty.id, **who)
    await act.work.seats.add(seat)
