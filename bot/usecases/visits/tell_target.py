"""通知检查对象: targets have no account; the office calls or writes, and records who did, how and when."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.permissions import Case
from bot.domain.rounds import Round
from bot.domain.visits.visit import Telling, Visit, VisitState
from bot.usecases.act import Act
from bot.usecases.moments import when
from bot.usecases.office import unit_text


async def show_telling(act: Act, visit: Visit) -> None:
    """Send or edit the coordinator's card: whom to tell of which hour, or that an hour is off."""
    opened = await act.work.rounds.get(visit.round_id)
    inspection = await act.work.inspections.get(visit.inspection_id)
    target = await act.work.targets.get(inspection.target_id)
    planner = await act.work.people.get(visit.planned_by)
    is_planned = visit.state is VisitState.PLANNED
    await act.notify(
        "schedule.telling" if is_planned else "schedule.telling_off",
        await act.work.people.get(opened.coordinator_id),
        card=f"telling:{visit.id}",
        visit=visit.id,
        number=opened.number,
        name=target.name,
        unit=unit_text(target.unit),
        leader=planner.name,
        when=when(visit.starts_at),
        state=await _state(act, visit),
        after=_after(inspection),
        options=[each.value for each in Telling] if is_planned and visit.told_on is None else [],
    )


async def target_told(act: Act, visit_id: int, how: str) -> None:
    """Record that the target was told."""
    visit = await act.work.visits.get(visit_id)
    opened = await act.work.rounds.get(visit.round_id)
    act.permit(Action.TELL_TARGET, Case(coordinator=opened.coordinator_id))
    if visit.state is not VisitState.PLANNED or visit.told_on is not None:
        raise Stale
    told = {"told_by": act.me.id, "told_how": Telling(how).value, "told_on": act.today}
    visit = await act.work.visits.change(visit, **told)
    await act.record("target_told", visit=visit.id, how=how)
    await act.toast("schedule.told_toast")
    await show_telling(act, visit)


async def pending_tellings(act: Act, opened: Round) -> int:
    """Send anew the targets of this round that I am to tell, and return how many there are."""
    shown = 0
    for visit in await act.work.visits.all(
        round_id=opened.id, state=VisitState.PLANNED, is_unannounced=False, told_on=None
    ):
        if opened.coordinator_id == act.me.id:
            await act.forget_card(f"telling:{visit.id}")
            await show_telling(act, visit)
            shown += 1
    return shown


def _after(inspection: Inspection) -> dict[str, str]:
    """Return what follows a visit that is off: another hour, or nothing where nobody inspects any more."""
    is_still_due = inspection.state is InspectionState.CONFIRMED
    return {"key": "schedule.off_for_now" if is_still_due else "schedule.off_for_good"}


async def _state(act: Act, visit: Visit) -> Any:
    if visit.told_on is None or visit.told_by is None:
        return {"key": "schedule.not_told"}
    by = (await act.work.people.get(visit.told_by)).name
    day = {"date": visit.told_on.isoformat()}
    return {"key": f"schedule.told_by.{visit.told_how}", "by": by, "day": day}
