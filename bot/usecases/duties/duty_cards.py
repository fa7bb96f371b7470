"""The duty card: one per person and round, edited in place, with all that the person owes in this round."""

from typing import Any

from bot.domain.deadlines import Deadline
from bot.domain.duties.duty import OWN, SERVING, WAITING, Duty, DutyState, Origin, RequestState
from bot.domain.duties.specialists import Specialist
from bot.domain.duties.standing import Standing, standing_of
from bot.domain.inspections import HANDOVER_STATES, WORKABLE, Inspection, InspectionState
from bot.domain.people import Person
from bot.domain.profiles.profile import StartEvent
from bot.domain.rounds import ENDED
from bot.usecases.act import Act
from bot.usecases.duties.request_words import request_target
from bot.usecases.duties.teams import open_seats, team_people
from bot.usecases.moments import when
from bot.usecases.results.round_items import round_items
from bot.usecases.visits.merged_visits import merged_lines
from bot.usecases.visits.planned_visit import visit_lines


async def show_duty(act: Act, duty: Duty) -> None:
    """Send or edit the person's duty card."""
    person = await act.work.people.get(duty.person_id)
    opened = await act.work.rounds.get(duty.round_id)
    inspections = await served(act, duty)
    lines = [await _target_line(act, duty, each) for each in inspections]
    deadlines = await act.work.deadlines.all(kind="acknowledgement", subject_kind="duty", subject_id=duty.id)
    items = await round_items(act.work, opened)
    await act.notify(
        "duty.card",
        person,
        card=f"duty:{duty.id}",
        duty=duty.id,
        number=opened.number,
        team=duty.team,
        state={"key": f"duty.state.{await _standing(act, duty, deadlines)}"},
        targets=[*(lines or [{"key": "duty.no_targets"}]), *await specialist_lines(act, duty)],
        items=len(items),
        guide={
            "key": f"duty.guide.{duty.state}",
            "due": act.due(deadlines[-1]) if deadlines else {"key": "date.none"},
            "ground": act.ground("acknowledgement"),
            "swap": act.ground("swap"),
            "visit": {"key": f"duty.visit.{_awaits(inspections)}"},
            "entry": {"key": f"duty.entry_from.{_entry_from(act)}"},
        },
        can_accept=duty.state is DutyState.NOTIFIED and bool(inspections),
        can_ask=duty.state in SERVING and any(each.state in HANDOVER_STATES for each in inspections),
        withdrawable=await _withdrawable(act, duty),
        can_ask_specialist=act.office.profile.duties.specialist.value,
        work=[
            [each.id, (await act.work.targets.get(each.target_id)).name, await _plannable(act, duty, each)]
            for each in inspections
            if each.state in WORKABLE
        ],
        done=[
            [each.id, (await act.work.targets.get(each.target_id)).name]
            for each in inspections
            if duty.state is DutyState.DONE
        ],
    )


async def _withdrawable(act: Act, duty: Duty) -> list[list[Any]]:
    """Return what the person has asked and may take back, as `[[request, text of the label], …]`.

    His own requests, and that his partner was missing; what others asked through him is not his.
    """
    waiting = {"round_id": duty.round_id, "state": RequestState.ASKED}
    found: list[list[Any]] = []
    for request in await act.work.requests.all(**waiting, person_id=duty.person_id, origin=OWN):
        about = {"target": await request_target(act, request)}
        found.append([request.id, {"key": f"request.withdraw.{request.kind}", **about}])
    for request in await act.work.requests.all(**waiting, raised_by=duty.person_id, origin=Origin.PARTNER):
        name = (await act.work.people.get(request.person_id)).name
        found.append([request.id, {"key": "request.withdraw_report", "name": name}])
    return found


def _awaits(inspections: list[Inspection]) -> str:
    """Return what the visits wait for: the `unit` that has still to confirm a target, or the `leader`."""
    return "unit" if any(each.state is InspectionState.DRAWN for each in inspections) else "leader"


def _entry_from(act: Act) -> str:
    """Return what the term of the entry starts from: `visit`, `round_end`, or `none` is owed."""
    terms = act.office.profile.terms
    if not terms.entry_needs_receipt.value:
        return "none"
    return "round_end" if terms.entry_starts.value is StartEvent.ROUND_END else "visit"


async def show_open_duties(act: Act, person: Person) -> None:
    """Show the person every duty of a round that is still running: he could not be reached until now."""
    for duty in await act.work.duties.all(person_id=person.id):
        opened = await act.work.rounds.get(duty.round_id)
        if duty.state is not DutyState.LEFT and opened.state not in ENDED:
            await show_duty(act, duty)


async def served(act: Act, duty: Duty) -> list[Inspection]:
    """Return the inspections that the person of this duty serves now."""
    seats = await act.work.seats.all(duty_id=duty.id, is_open=True)
    return await act.work.inspections.all(id=tuple(seat.inspection_id for seat in seats))


async def refresh_duties(act: Act, inspection: Inspection) -> None:
    """Edit the duty cards of everybody who sits on the inspection."""
    for seat in await act.work.seats.all(inspection_id=inspection.id, is_open=True):
        await show_duty(act, await act.work.duties.get(seat.duty_id))


async def specialist_lines(act: Act, duty: Duty) -> list[dict[str, Any]]:
    """Return a line for each specialist whom a unit has lent to the team, or has taken back."""
    if duty.state not in SERVING:
        return []
    lent = await act.work.specialists.all(round_id=duty.round_id, team=duty.team)
    return [await _specialist_line(act, each) for each in lent]


async def _specialist_line(act: Act, lent: Specialist) -> dict[str, Any]:
    line = {"name": lent.name, "unit": lent.unit}
    if lent.withdrawn_at is None:
        return {"key": "specialist.line", **line}
    by = (await act.work.people.get(lent.withdrawn_by or 0)).name
    return {"key": "specialist.withdrawn_line", **line, "by": by, "at": when(lent.withdrawn_at)}


async def _standing(act: Act, duty: Duty, terms: list[Deadline]) -> Standing:
    waiting = await act.work.requests.all(duty_id=duty.id, state=WAITING)
    rules = act.office.reminding
    return standing_of(duty, waiting, terms, act.today, act.office.calendar, rules=rules)


async def _plannable(act: Act, duty: Duty, inspection: Inspection) -> str:
    """Return what its leader may do about the hour of a visit: `start`, `move`, or nothing."""
    seats = await open_seats(act, inspection)
    if not seats or seats[0].person_id != duty.person_id:
        return ""
    return {InspectionState.CONFIRMED: "start", InspectionState.SCHEDULED: "move"}.get(inspection.state, "")


async def _target_line(act: Act, duty: Duty, inspection: Inspection) -> dict[str, Any]:
    target = await act.work.targets.get(inspection.target_id)
    state = {"key": f"inspection.state.{inspection.state}"}
    if inspection.state is InspectionState.NOT_INSPECTABLE:  # nobody goes there: who would is of no use
        return {"key": "duty.target_dropped", "name": target.name, "state": state}
    people = await team_people(act, inspection)
    partners = [person.name for person in people if person.id != duty.person_id]
    leads = bool(people) and people[0].id == duty.person_id
    line = {
        "key": "duty.target_line",
        "name": target.name,
        "state": state,
        "partner": "、".join(partners) or {"key": "duty.no_partner"},
        "leads": {"key": "duty.leads" if leads else "duty.assists"},
    }
    merged = [*await visit_lines(act, inspection), *await merged_lines(act, inspection)]
    return {"key": "duty.target_merged", "line": line, "merged": merged} if merged else line
