"""The day of a visit: the day on which the team was on site, whenever the bot heard of it."""

from datetime import date, datetime
from typing import Any

from bot.domain.deadlines import OF_LEADER, SHANGHAI, Deadline, DeadlineState
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.journal.entries import body_of
from bot.domain.profiles.profile import StartEvent
from bot.domain.results.materials import Material
from bot.domain.results.site_steps import SiteStepKind
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.results.owe_entry import owe_entry
from bot.usecases.results.owe_release import PUBLICATION, owe_publication
from bot.usecases.visits.planned_visit import hold_visit


async def visit_on(act: Act, inspection: Inspection, day: date) -> Inspection:
    """Return the inspection visited on this day; what the text counts from the visit runs from that day."""
    step = step_for("visit", inspection.state)
    inspection = await act.work.inspections.move(inspection, step.target, visited_on=day)
    await act.record("visited", inspection=inspection.id, on=day.isoformat())
    await hold_visit(act, inspection)
    await owe_entry(act, inspection, StartEvent.VISIT, since=day)
    await owe_publication(act, inspection, StartEvent.VISIT, since=day)
    await refresh_duties(act, inspection)
    return inspection


async def move_visit_day(act: Act, inspection: Inspection, day: date, **why: str) -> Inspection:
    """Return the inspection with another day of its visit, and count anew what runs from the visit.

    `why` is what else the journal keeps of it.
    """
    before = inspection.visited_on
    if before is None or before == day:
        return inspection
    inspection = await act.work.inspections.change(inspection, visited_on=day)
    said = {"on": day.isoformat(), "before": before.isoformat(), **why}
    await act.record("visit_day_corrected", inspection=inspection.id, **said)
    for deadline in await _running_from(act, inspection, before):
        await _count_anew(act, deadline, day)
    return inspection


async def _count_anew(act: Act, deadline: Deadline, day: date) -> None:
    await act.end_deadline(deadline, "cancel")
    subject = (deadline.subject_kind, deadline.subject_id)
    whose: dict[str, Any] = {"person_id": deadline.person_id, "role": deadline.role, "unit": deadline.unit}
    await act.owe(deadline.kind, subject, deadline.term_days, rule=deadline.rule, since=day, **whose)


async def _running_from(act: Act, inspection: Inspection, day: date) -> list[Deadline]:
    """Return the open terms that were counted from a visit on this day."""
    terms = act.office.profile.terms
    starts = ((OF_LEADER, terms.entry_starts), ((PUBLICATION,), terms.publication_starts))
    kinds = tuple(kind for those, start in starts if start.value is StartEvent.VISIT for kind in those)
    where = {"subject_kind": "inspection", "subject_id": inspection.id, "state": DeadlineState.OPEN}
    found: list[Deadline] = await act.work.deadlines.all(kind=kinds, **where) if kinds else []
    return [each for each in found if each.started_on == day]


async def day_shown_by(act: Act, inspection: Inspection, piece: Material) -> date:
    """Return the day on which the piece was sent, if the team had its duty by then; else today."""
    sent = piece.sent_at.astimezone(SHANGHAI).date()
    return sent if await first_day(act, inspection) <= sent < act.today else act.today


async def sent_before(act: Act, inspection: Inspection) -> date | None:
    """Return the day on which a piece was sent, where that is before the visit and nobody has put it right.

    Whoever was out of reach begins a day late, or his press arrived late: it names no hour, a message does.
    """
    pieces = await act.work.materials.all(inspection_id=inspection.id)
    sent = [each.sent_at for each in pieces if each.message_id and not each.is_dropped]
    day = min(sent).astimezone(SHANGHAI).date() if sent else act.today
    if inspection.state is not InspectionState.VISITED or day >= (inspection.visited_on or act.today):
        return None
    moved = {"inspection_id": inspection.id, "kind": SiteStepKind.REDATED}
    is_right = await act.work.site_steps.one(**moved) or day < await first_day(act, inspection)
    return None if is_right else day


async def first_day(act: Act, inspection: Inspection) -> date:
    """Return the day on which the round was dispatched: nobody visits before it."""
    opened = await act.work.rounds.get(inspection.round_id)
    bodies = [body_of(each) for each in await act.work.journal.all(event="dispatched")]
    days = [_day(each["at"]) for each in bodies if each["data"]["round"] == opened.number]
    return min(days, default=act.today)


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(SHANGHAI).date()
