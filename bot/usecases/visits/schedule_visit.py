"""安排检查: the leader sets day and hour; the partner is told, and the target unless it is unannounced."""

from datetime import date, datetime, time
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid, Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue
from bot.domain.visits.schedule import HOURS, offered_days, read_moment, starts_at
from bot.domain.visits.visit import Visit
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.moments import when
from bot.usecases.target_name import target_name
from bot.usecases.visits.decide_merge import require_answer
from bot.usecases.visits.merged_visits import merged_with
from bot.usecases.visits.planned_visit import warnings_of
from bot.usecases.visits.tell_target import show_telling

TOPIC = "schedule"


async def start_schedule(act: Act, inspection_id: int) -> None:
    """Ask for the day of the visit."""
    inspection = await schedulable(act, inspection_id, InspectionState.CONFIRMED)
    await require_answer(act, inspection)
    await ask_day(act, await dialogues.begin(act, TOPIC, "day", inspection=inspection.id))


async def choose_day(act: Act, dialogue_id: int, version: int, day: str) -> None:
    """Take the day of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _take(act, dialogue, date.fromisoformat(day), None)


async def choose_hour(act: Act, dialogue_id: int, version: int, hour: str) -> None:
    """Take the hour of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _take(act, dialogue, None, time.fromisoformat(hour))


async def type_moment(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed day, hour, or both."""
    await _take(act, dialogue, *read_moment(typed, act.today))


async def set_visit(act: Act, dialogue_id: int, version: int, *, is_unannounced: bool) -> None:
    """Plan the visit, tell whom it concerns, and have the target told where it is announced."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    inspection = await schedulable(act, _inspection_id(dialogue), InspectionState.CONFIRMED)
    at = _chosen(act, dialogue)
    step = step_for("schedule", inspection.state)
    inspection = await act.work.inspections.move(inspection, step.target)
    visit = await act.work.visits.add(
        Visit(
            inspection_id=inspection.id,
            round_id=inspection.round_id,
            starts_at=at,
            is_unannounced=is_unannounced,
            planned_by=act.me.id,
            planned_at=act.at,
        )
    )
    planned = {"at": at.isoformat(timespec="minutes"), "unannounced": is_unannounced}
    await act.record("visit_planned", visit=visit.id, inspection=inspection.id, **planned)
    await dialogues.end(act, dialogue)
    await act.toast("schedule.set_toast")
    await _tell_team(act, inspection, visit, dialogue)
    await _tell_merged(act, inspection, visit)
    await refresh_duties(act, inspection)
    if not is_unannounced:
        await show_telling(act, visit)


async def schedulable(act: Act, inspection_id: int, *states: InspectionState) -> Inspection:
    """Return the inspection if I lead it and it is in one of these states; raise otherwise."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SCHEDULE_VISIT, await team_case(act, inspection))
    if inspection.state not in states:
        raise Stale
    return inspection


async def ask_day(act: Act, dialogue: Dialogue) -> None:
    """Offer the next working days; any other is typed."""
    days = [day.isoformat() for day in offered_days(act.today, act.office.calendar)]
    await _ask(act, dialogue, "schedule.ask_day", days=days)


async def _take(act: Act, dialogue: Dialogue, day: date | None, hour: time | None) -> None:
    """Keep what was said, and ask for what is still missing."""
    inspection = await schedulable(act, _inspection_id(dialogue), InspectionState.CONFIRMED)
    given = {name: value.isoformat() for name, value in (("day", day), ("hour", hour)) if value is not None}
    draft = {**dialogue.draft, **given}
    if "day" not in draft:
        raise Invalid("schedule.bad_moment")
    if day is not None and hour is None:
        await _ask(
            act, await dialogues.advance(act, dialogue, "hour", **given), "schedule.ask_hour", hours=[*HOURS]
        )
        return
    at = starts_at(date.fromisoformat(str(draft["day"])), time.fromisoformat(str(draft["hour"])))
    if at <= act.at:
        raise Invalid("schedule.past")
    dialogue = await dialogues.advance(act, dialogue, "hour", **given)
    lines = await warnings_of(act, inspection, at)
    warned = lines or {"key": "schedule.warn.none"}
    await _ask(act, dialogue, "schedule.ask_notice", when=when(at), warnings=warned)


def _chosen(act: Act, dialogue: Dialogue) -> datetime:
    if "day" not in dialogue.draft or "hour" not in dialogue.draft:
        raise Stale
    day, hour = str(dialogue.draft["day"]), str(dialogue.draft["hour"])
    at = starts_at(date.fromisoformat(day), time.fromisoformat(hour))
    if at <= act.at:
        raise Invalid("schedule.past")
    return at


async def _ask(act: Act, dialogue: Dialogue, screen: str, **values: Any) -> None:
    inspection = await act.work.inspections.get(_inspection_id(dialogue))
    opened = await act.work.rounds.get(inspection.round_id)
    name = await target_name(act, inspection)
    await dialogues.ask(act, dialogue, screen, number=opened.number, name=name, **values)


async def _tell_team(act: Act, inspection: Inspection, visit: Visit, dialogue: Dialogue) -> None:
    """An edited card makes no sound: everybody of the team gets a message, the leader his own answer."""
    opened = await act.work.rounds.get(inspection.round_id)
    target = await act.work.targets.get(inspection.target_id)
    warned = await warnings_of(act, inspection, visit.starts_at)
    for person in await team_people(act, inspection):
        await act.notify(
            "schedule.told",
            person,
            card=f"dialogue:{dialogue.id}" if person.id == act.me.id else "",
            number=opened.number,
            name=target.name,
            address=target.address or target.district or {"key": "schedule.no_address"},
            leader=act.me.name,
            when=when(visit.starts_at),
            notice={"key": "schedule.unannounced" if visit.is_unannounced else "schedule.announced"},
            warnings=warned or {"key": "schedule.warn.none"},
        )


async def _tell_merged(act: Act, inspection: Inspection, visit: Visit) -> None:
    """Whoever leads a team that goes along in the same visit hears for when it is set."""
    opened = await act.work.rounds.get(inspection.round_id)
    for other_round, other in await merged_with(act, inspection):
        for leader in (await team_people(act, other))[:1]:
            await act.notify(
                "schedule.merged",
                leader,
                number=other_round.number,
                other=opened.number,
                name=await target_name(act, inspection),
                leader=act.me.name,
                when=when(visit.starts_at),
            )


def _inspection_id(dialogue: Dialogue) -> int:
    return int(str(dialogue.draft["inspection"]))
