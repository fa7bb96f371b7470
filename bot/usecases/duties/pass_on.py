"""A target of a supplement goes on by the rule that brought it: it stands in no vacancy (section 11)."""

from typing import Any

from bot.domain.ceremony.steps import hand_out
from bot.domain.deadlines import OF_LEADER, DeadlineState
from bot.domain.draw.backfill import Vacated
from bot.domain.duties.duty import Duty
from bot.domain.inspections import UNVISITED, Inspection, InspectionState, Seat
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.duty_cards import refresh_duties, show_duty
from bot.usecases.duties.shortage import report_open
from bot.usecases.duties.team_places import Teams, teams_of
from bot.usecases.duties.teams import open_seats, team_people
from bot.usecases.duties.tell_team import members_of, tell_moved, tell_suspended
from bot.usecases.results.close_cards import leave_seat
from bot.usecases.results.left_material import pass_unsorted


async def pass_on(act: Act, left: Duty, inspection: Inspection, made: Vacated | None) -> None:
    """Give the target to whoever follows in his whole duty, else to the team with fewest targets left."""
    opened = await act.work.rounds.get(left.round_id)
    teams = await teams_of(act, opened)
    if (follower := await _follower(act, left, inspection, made, teams)) is not None:
        await _leave_seat(act, left, inspection)
        is_called = made is not None and follower.vacancy == made.record["n"]
        await give(act, opened, follower, inspection, is_told=not is_called)
    else:
        await _move(act, opened, left, inspection, teams)
    leader = next((seat.person_id for seat in await open_seats(act, inspection)), left.person_id)
    where = {"subject_kind": "inspection", "subject_id": inspection.id, "person_id": left.person_id}
    for deadline in await act.work.deadlines.all(kind=OF_LEADER, state=DeadlineState.OPEN, **where):
        await act.work.deadlines.change(deadline, person_id=leader)


async def has_follower(act: Act, left: Duty, inspection: Inspection, made: Vacated | None) -> bool:
    """Return whether anybody can take the target when this person leaves it."""
    opened = await act.work.rounds.get(left.round_id)
    teams = await teams_of(act, opened)
    follows = any(
        number is not None and (inspection.target_key, number) not in teams.conflicts
        for number, _ in (made.substitution if made else ())
    )
    return follows or await _next_team(act, opened, left, inspection, teams) is not None


async def _follower(
    act: Act, left: Duty, inspection: Inspection, made: Vacated | None, teams: Teams
) -> Duty | None:
    """Return the first whom the vacancy of the same act called and who is in no conflict with the target."""
    for number, _ in made.substitution if made else ():
        if number is not None and (inspection.target_key, number) not in teams.conflicts:
            return await act.work.duties.one(round_id=left.round_id, inspector_number=number)
    return None


async def _next_team(act: Act, opened: Round, left: Duty, inspection: Inspection, teams: Teams) -> int | None:
    """Return the team with fewest targets left that may have it; None where there is none.

    Whoever asked for recusal is in conflict as well: no team that had the target can have it again.
    """
    where = {"round_id": opened.id, "state": UNVISITED}
    loads = {team: await act.work.inspections.count(team=team, **where) for team in teams.members}
    key = inspection.target_key
    had = {seat.person_id for seat in await act.work.seats.all(inspection_id=inspection.id)}
    forbidden = {
        (key, team)
        for team, duties in teams.members.items()
        if teams.conflicting(key, team) or any(duty.person_id in had for duty in duties)
    }
    ((_, team),) = hand_out([key], loads, forbidden | {(key, left.team)})
    return team


async def _move(act: Act, opened: Round, left: Duty, inspection: Inspection, teams: Teams) -> None:
    team = await _next_team(act, opened, left, inspection, teams)
    if team is None:
        await _leave_seat(act, left, inspection)
        await report_open(act, opened, [inspection.target_key])
        await tell_suspended(act, opened, await members_of(act, [inspection]), left.person_id)
        return
    others = [each for each in await team_people(act, inspection) if each.id != left.person_id]
    for seat in await open_seats(act, inspection):
        await leave_seat(act, seat)
        await show_duty(act, await act.work.duties.get(seat.duty_id))
    moved = await act.work.inspections.change(inspection, team=team)
    for duty in teams.members[team]:
        await give(act, opened, duty, moved)
    await pass_unsorted(act, moved)
    await tell_moved(act, opened, moved, others, act.ground("recusal"))
    chat = await act.work.chats.get(opened.chat_id)
    places: dict[str, Any] = {"number": opened.number, "before": left.team, "team": team}
    await act.record("target_moved", round=opened.number, inspection=inspection.id, team=team)
    await act.notify("supplement.moved", chat, **places, **await seal_of(act, opened))


async def _leave_seat(act: Act, left: Duty, inspection: Inspection) -> None:
    seat = await act.work.seats.one(inspection_id=inspection.id, duty_id=left.id, is_open=True)
    if seat is not None:
        await leave_seat(act, seat)
    await show_duty(act, await act.work.duties.get(left.id))


async def give(act: Act, opened: Round, duty: Duty, inspection: Inspection, *, is_told: bool = True) -> None:
    """Seat one more person on the target and tell him: an edited card makes no sound.

    Whoever was called a moment ago is told by his new duty card (`is_told` False). The team's cards follow.
    """
    who = {"person_id": duty.person_id, "seat_group": duty.seat_group}
    seat = Seat(inspection_id=inspection.id, duty_id=duty.id, **who)
    await act.work.seats.add(seat)
    if is_told:
        await _tell_added(act, opened, duty, inspection)
    await refresh_duties(act, inspection)


async def _tell_added(act: Act, opened: Round, duty: Duty, inspection: Inspection) -> None:
    target = await act.work.targets.get(inspection.target_id)
    person = await act.work.people.get(duty.person_id)
    when = "unconfirmed" if inspection.state is InspectionState.DRAWN else "confirmed"
    about: dict[str, Any] = {"number": opened.number, "target": target.name, "team": inspection.team}
    await act.notify("duty.added", person, **about, when={"key": f"duty.added_when.{when}"})
