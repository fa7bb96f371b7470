"""改期与未能成行: a visit that does not take place is recorded with its reason, and another one planned."""

from typing import Any

from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue, each_once
from bot.domain.typed import short_line
from bot.domain.visits.visit import Visit, VisitState, ended_as
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_people
from bot.usecases.moments import when
from bot.usecases.target_name import target_name
from bot.usecases.visits.planned_visit import planned_visit
from bot.usecases.visits.schedule_visit import TOPIC, ask_day, schedulable
from bot.usecases.visits.tell_target import show_telling

REASONS = ("member_absent", "target_asked", "target_shut", "weather")
"""The usual reasons; any other is typed."""
_LONGEST_REASON = 200


async def start_moving(act: Act, inspection_id: int) -> None:
    """Ask why the visit does not take place at its hour."""
    inspection, visit = await _planned(act, inspection_id)
    dialogue = await dialogues.begin(act, TOPIC, "reason", inspection=inspection.id)
    name = await target_name(act, inspection)
    options = list(REASONS)
    await dialogues.ask(
        act, dialogue, "schedule.ask_reason", name=name, when=when(visit.starts_at), options=options
    )


async def choose_reason(act: Act, dialogue_id: int, version: int, reason: str) -> None:
    """Take one of the usual reasons."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _move(act, dialogue, reason=reason)


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed reason."""
    await _move(act, dialogue, typed=short_line(typed, "schedule.bad_reason", _LONGEST_REASON))


async def _move(act: Act, dialogue: Dialogue, reason: str = "", typed: str = "") -> None:
    inspection, visit = await _planned(act, int(str(dialogue.draft["inspection"])))
    words = await act.keep_words(typed) if typed else None
    state = ended_as(visit, act.at)
    values: dict[str, Any] = {"reason": reason, "words_id": words.id if words else None}
    visit = await act.work.visits.move(visit, state, **values)
    inspection = await act.work.inspections.move(inspection, step_for("unschedule", inspection.state).target)
    said = {"reason": reason, "words": words.commitment if words else ""}
    await act.record(f"visit_{state}", visit=visit.id, inspection=inspection.id, **said)
    await _tell(act, inspection, visit, {"key": f"schedule.reason.{reason}"} if reason else typed)
    await refresh_duties(act, inspection)
    if not visit.is_unannounced:
        await show_telling(act, visit)
    await dialogues.end(act, dialogue)  # what was said of this visit is not taken back by a step back
    await ask_day(act, await dialogues.begin(act, TOPIC, "day", inspection=inspection.id))


async def _tell(act: Act, inspection: Inspection, visit: Visit, reason: Any) -> None:
    opened = await act.work.rounds.get(inspection.round_id)
    coordinator = await act.work.people.get(opened.coordinator_id)
    for person in each_once([*await team_people(act, inspection), coordinator]):
        if person.id != act.me.id:
            await act.notify(
                "schedule.missed" if visit.state is VisitState.MISSED else "schedule.moved",
                person,
                number=opened.number,
                name=await target_name(act, inspection),
                when=when(visit.starts_at),
                by=act.me.name,
                reason=reason,
            )


async def _planned(act: Act, inspection_id: int) -> tuple[Inspection, Visit]:
    inspection = await schedulable(act, inspection_id, InspectionState.SCHEDULED)
    visit = await planned_visit(act, inspection)
    if visit is None:
        raise Stale
    return inspection, visit
