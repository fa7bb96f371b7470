"""The visit that is planned for an inspection, as others show it, and what speaks against its hour."""

from datetime import datetime
from typing import Any

from bot.domain.calendars.working_days import is_working_day
from bot.domain.deadlines import SHANGHAI
from bot.domain.inspections import Inspection
from bot.domain.visits.schedule import are_close, school_days_against
from bot.domain.visits.visit import Visit, VisitState
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.moments import when
from bot.usecases.visits.merged_visits import merged_with
from bot.usecases.visits.tell_target import show_telling


async def planned_visit(act: Act, inspection: Inspection) -> Visit | None:
    """Return the visit that is planned, None where there is none."""
    return await act.work.visits.one(inspection_id=inspection.id, state=VisitState.PLANNED)


async def visit_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return the line of the duty card that says when the target is visited."""
    visit = await planned_visit(act, inspection)
    if visit is None:
        return []
    notice = {"key": "schedule.unannounced" if visit.is_unannounced else "schedule.announced"}
    return [{"key": "duty.visit_at", "when": when(visit.starts_at), "notice": notice}]


async def hold_visit(act: Act, inspection: Inspection) -> None:
    """The team is on site: the planned visit is held, whatever its hour was."""
    if (visit := await planned_visit(act, inspection)) is not None:
        await act.work.visits.move(visit, VisitState.HELD)
        await act.record("visit_held", visit=visit.id, inspection=inspection.id)


async def give_up_visit(act: Act, inspection: Inspection, outcome: str) -> None:
    """Nobody inspects the target any more: the planned visit is off, and whoever was told hears so."""
    if (visit := await planned_visit(act, inspection)) is None:
        return
    visit = await act.work.visits.move(visit, VisitState.MOVED, reason=outcome)
    await act.record("visit_moved", visit=visit.id, inspection=inspection.id, reason=outcome, words="")
    if not visit.is_unannounced:
        await show_telling(act, visit)


async def _other_hours(act: Act, inspection: Inspection, at: datetime) -> list[dict[str, Any]]:
    """Return the hours at which others have planned what is to be the same visit."""
    lines = []
    for opened, other in await merged_with(act, inspection):
        visit = await planned_visit(act, other)
        if visit is not None and visit.starts_at != at:
            values = {"number": opened.number, "when": when(visit.starts_at)}
            lines.append({"key": "schedule.warn.merged", **values})
    return lines


async def warnings_of(act: Act, inspection: Inspection, at: datetime) -> list[dict[str, Any]]:
    """Return what speaks against a visit at this instant; nothing of it forbids the visit."""
    day = at.astimezone(SHANGHAI).date()
    target = await act.work.targets.get(inspection.target_id)
    lines: list[dict[str, Any]] = []
    if not is_working_day(day, act.office.calendar):
        lines.append({"key": "schedule.warn.day_off"})
    for period in school_days_against(act.office.conduct.school(), day, target.category):
        span = {"first": {"date": period.starts_on.isoformat()}, "last": {"date": period.ends_on.isoformat()}}
        lines.append({"key": f"schedule.warn.{period.kind}", "name": period.name, **span})
    lines += await _other_hours(act, inspection, at)
    for person in await team_people(act, inspection):
        leaves = await act.work.leaves.all(person_id=person.id, is_withdrawn=False)
        if any(each.covers(day) for each in leaves):
            lines.append({"key": "schedule.warn.away", "name": person.name})
        if are_close(at, await _hours_of(act, person.id, inspection)):
            lines.append({"key": "schedule.warn.close", "name": person.name})
    return lines


async def _hours_of(act: Act, person_id: int, but: Inspection) -> list[datetime]:
    """Return when this person's other planned visits begin."""
    seats = await act.work.seats.all(person_id=person_id, is_open=True)
    others = tuple(each.inspection_id for each in seats if each.inspection_id != but.id)
    return [
        each.starts_at for each in await act.work.visits.all(inspection_id=others, state=VisitState.PLANNED)
    ]
