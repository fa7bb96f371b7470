"""递补: backfill is a function of the draw, not a choice of anybody (protocol section 10)."""

from collections.abc import Sequence
from typing import Any

from bot.domain.deadlines import DeadlineState
from bot.domain.draw.backfill import BLOCKED, Vacated, blocked_handovers, vacate
from bot.domain.duties import Duty, DutyState, Request
from bot.domain.errors import Refused
from bot.domain.people import Chat
from bot.domain.rounds import HANDOVER_STATES, Attempt, Inspection, Round, Seat
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties, served, show_duty
from bot.usecases.duties.pass_on import pass_on, tell_exhausted
from bot.usecases.duties.recuse_declared import recuse_declared
from bot.usecases.duties.teams import open_seats, people_by_number, standing_attempt


async def backfill(act: Act, duty: Duty, request: Request) -> int:
    """Vacate what is handed over and seat whoever follows; return the vacancy's number, 0 without one.

    Targets of a supplement stand in no vacancy: they go on by the rule that brought them (section 11).
    """
    opened = await act.work.rounds.get(duty.round_id)
    attempt = await standing_attempt(act, opened)
    inspections, is_all = await inspections_of(act, duty, request)
    drawn = {target for target, _ in (attempt.result or {})["assignment"]}
    own = [each.target_key for each in inspections if each.target_key in drawn]
    added = [each for each in inspections if each.target_key not in drawn]
    made = None
    if own or is_all:
        made = await _vacate(act, opened, duty, None if is_all else own, request.kind)
    for inspection in added:
        await pass_on(act, duty, inspection, made)
    return int(made.record["n"]) if made else 0


async def backfill_blocked(act: Act, opened: Round, attempt: Attempt) -> None:
    """Right after the draw: fill each seat in conflict with a target that no team could have (section 10)."""
    for person, _, target in blocked_handovers(attempt.model_dump()):
        duty = await act.work.duties.one(round_id=opened.id, inspector_number=person)
        if duty is not None:
            await _vacate(act, opened, duty, [target], BLOCKED)


async def _vacate(act: Act, opened: Round, duty: Duty, targets: list[str] | None, reason: str) -> Vacated:
    attempt = await standing_attempt(act, opened)
    made = vacate(
        attempt.model_dump(),
        person=duty.inspector_number,
        seat=duty.seat_group,
        targets=targets,
        reason=reason,
        at=act.at.isoformat(timespec="seconds"),
    )
    await act.work.attempts.change(
        attempt,
        vacancies=[*attempt.vacancies, made.record],
        substitutions=[*attempt.substitutions, made.substitution],
    )
    await act.record("vacancy", round=opened.number, n=made.record["n"], hash=made.hash)
    await _post(act, opened, attempt, duty, made)
    handed = [target for _, targets in made.substitution for target in targets]
    await leave(act, duty, handed, is_gone=targets is None)
    await _seat_all(act, opened, duty, made)
    await act.paper("bundle", opened.id)
    await act.paper("page", opened.id)
    return made


async def handed_over(act: Act, duty: Duty, request: Request) -> list[str] | None:
    """Return what changes hands, None for all: a submitted record stays with those who made it."""
    movable, is_all = await inspections_of(act, duty, request)
    return None if is_all else [each.target_key for each in movable]


async def inspections_of(act: Act, duty: Duty, request: Request) -> tuple[list[Inspection], bool]:
    """Return the inspections that change hands, and whether that is all of them."""
    inspections = await served(act, duty)
    wanted = [each for each in inspections if request.targets is None or each.target_key in request.targets]
    movable = [each for each in wanted if each.state in HANDOVER_STATES]
    if not movable:
        raise Refused("recusal.too_late")
    return movable, request.targets is None and len(movable) == len(inspections)


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
        followers=followers or {"key": "vacancy.nobody_needed"},
        hash=made.hash,
        commitment=attempt.commitment,
    )
    if open_targets:
        await tell_exhausted(act, opened, open_targets[0])


async def leave(act: Act, duty: Duty, handed: Sequence[str], *, is_gone: bool) -> None:
    """Close the seats that were handed over; whoever hands over all has left the round."""
    for inspection in await act.work.inspections.all(round_id=duty.round_id, target_key=tuple(handed)):
        seat = await act.work.seats.one(inspection_id=inspection.id, duty_id=duty.id, is_open=True)
        if seat is not None:
            await act.work.seats.change(seat, is_open=False)
    if is_gone:
        duty = await act.work.duties.move(duty, step_for("leave", duty.state).target)
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
    """Whoever leads now owes the entry that the one who left would have owed."""
    for inspection in await act.work.inspections.all(round_id=left.round_id, target_key=tuple(targets)):
        where = {"subject_kind": "inspection", "subject_id": inspection.id, "person_id": left.person_id}
        seats = await open_seats(act, inspection)
        for deadline in await act.work.deadlines.all(kind="entry", state=DeadlineState.OPEN, **where):
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
    days = act.office.profile.terms.acknowledgement_days.value
    await act.owe("acknowledgement", ("duty", duty.id), days, person_id=person_id)
    await act.record("duty_backfilled", duty=duty.id, vacancy=vacancy)
    return duty


async def _sit(act: Act, duty: Duty, inspection: Inspection) -> None:
    who: dict[str, Any] = {"person_id": duty.person_id, "seat_group": duty.seat_group}
    seat = Seat(inspection_id=inspection.id, duty_id=duty.id, **who)
    await act.work.seats.add(seat)
