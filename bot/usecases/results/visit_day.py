"""The day of a visit: the day on which the team was on site, whenever the bot heard of it."""

from datetime import date, datetime

from bot.domain.deadlines import SHANGHAI
from bot.domain.inspections import Inspection
from bot.domain.journal.entries import body_of
from bot.domain.profiles.profile import StartEvent
from bot.domain.results.materials import Material
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.results.owe_entry import owe_entry
from bot.usecases.results.owe_release import owe_publication
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


async def day_shown_by(act: Act, inspection: Inspection, piece: Material) -> date:
    """Return the day on which the piece was sent, if the team had its duty by then; else today."""
    sent = piece.sent_at.astimezone(SHANGHAI).date()
    return sent if await first_day(act, inspection) <= sent < act.today else act.today


async def first_day(act: Act, inspection: Inspection) -> date:
    """Return the day on which the round was dispatched: nobody visits before it."""
    opened = await act.work.rounds.get(inspection.round_id)
    bodies = [body_of(each) for each in await act.work.journal.all(event="dispatched")]
    days = [_day(each["at"]) for each in bodies if each["data"]["round"] == opened.number]
    return min(days, default=act.today)


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(SHANGHAI).date()
