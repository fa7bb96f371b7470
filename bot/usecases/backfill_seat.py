"""递补: backfill is a function of the draw, not a choice of anybody (protocol section 10)."""

from collections.abc import Sequence
from typing import Any

from bot.domain.deadlines import DeadlineState
from bot.domain.draw.backfill import Vacated, vacate
from bot.domain.duties import Duty, DutyState, Request
from bot.domain.errors import Refused
from bot.domain.people import Chat
from bot.domain.rounds import HANDOVER_STATES, Attempt, Inspection, Round, Seat
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duty_cards import refresh_duties, served, show_duty
from bot.usecases.recuse_declared import recuse_declared
from bot.usecases.teams import open_seats, people_by_number, standing_attempt


async def backfill(act: Act, duty: Duty, request: Request) -> int:
    """Record the vacancy, post its hash, seat whoever follows, and return the vacancy's number."""
    opened = await act.work.rounds.get(duty.round_id)
    attempt = await standing_attempt(act, opened)
    targets = await handed_over(act, duty, request)
    made = vacate(
        attempt.model_dump(),
        person=duty.inspector_number,
        seat=duty.seat_group,
        targets=targets,
        reason=request.kind,
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
    return int(made.record["n"])


async def handed_over(act: Act, duty: Duty, request: Request) -> list[str] | None:
    """Return what changes hands, None for all: a submitted record stays with those who made it."""
    inspections = await served(act, duty)
    wanted = [each for each in inspections if request.targets is None or each.target_key in request.targets]
    movable = [each.target_key for each in wanted if each.state in HANDOVER_STATES]
    if not movable:
        raise Refused("recusal.too_late")
    return None if request.targets is None and len(movable) == len(inspections) else movable


async def _post(act: Act, opened: Round, attempt: Attempt, duty: Duty, made: Vacated) -> None:
    """The group hears place numbers, who follows, and the hash that makes the vacancy immovable."""
    chat: Chat = await act.work.chats.get(opened.chat_id)
    people = await people_by_number(act)
    followers = [{"key": "vacancy.line", "name": people[who].name} for who, _ in made.substitution if who]
    open_targets = [targets for who, targets in made.substitution if who is None]
    if open_targets:
        followers.append({"key": "vacancy.exhausted", "n": str(len(open_targets[0]))})
    await act.notify(
        "vacancy.posted",
        chat,
        number=opened.number,
        n=made.record["n"],
        team=duty.team,
        followers=followers or {"key": "vacancy.nobody_needed"},
        hash=made.hash,
        commitment=attempt.commitment,
    )


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
        await pass_deadlines(act, left, targets)
        await recuse_declared(act, called)
        await show_duty(act, called)
        for inspection in await act.work.inspections.all(round_id=opened.id, target_key=tuple(targets)):
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
