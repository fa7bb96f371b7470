"""A planned hour has passed and nothing was begun: the leader is asked once, on the next working day."""

from bot.domain.ceremony.conditions import is_office_open
from bot.domain.deadlines import SHANGHAI, OfficeHours
from bot.domain.inspections import InspectionState
from bot.domain.rounds import ENDED
from bot.domain.visits.visit import Visit, VisitState
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.moments import when
from bot.usecases.target_name import target_name


async def ask_after_visits(act: Act, hours: OfficeHours) -> None:
    """Ask every leader whose visit was due before today; a key per visit keeps it to one."""
    if not is_office_open(act.at, act.office.calendar, hours):
        return
    for visit in await act.work.visits.all(state=VisitState.PLANNED):
        if visit.starts_at.astimezone(SHANGHAI).date() < act.today:
            await _ask(act, visit)


async def _ask(act: Act, visit: Visit) -> None:
    inspection = await act.work.inspections.get(visit.inspection_id)
    opened = await act.work.rounds.get(inspection.round_id)
    people = await team_people(act, inspection)
    if inspection.state is not InspectionState.SCHEDULED or opened.state in ENDED or not people:
        return
    await act.notify(
        "schedule.passed",
        people[0],
        key=f"visit_passed:{visit.id}",
        inspection=inspection.id,
        number=opened.number,
        name=await target_name(act, inspection),
        when=when(visit.starts_at),
    )
