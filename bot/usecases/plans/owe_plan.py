"""The year's plan is due (Ordos 第八条): from early January it is owed, reminded of, and settled by 公布."""

from datetime import date
from typing import Any

from bot.domain.calendars.working_days import is_working_day
from bot.domain.deadlines import SHANGHAI, Deadline, OfficeHours
from bot.domain.people import Person, Role, each_once
from bot.usecases.act import Act
from bot.usecases.plans.show_plan import collected, last_edition

PLAN = "plan"


async def owe_plan(act: Act, hours: OfficeHours) -> None:
    """Open the year's deadline on its first working day, and tell whom it is about; once."""
    due = act.office.profile.plan.due_on(act.today.year)
    asleep = not hours.has(act.at.astimezone(SHANGHAI).time())
    if due is None or act.today > due or asleep or not is_working_day(act.today, act.office.calendar):
        return
    known = await act.work.deadlines.one(kind=PLAN, subject_kind=PLAN, subject_id=due.year)
    if known is None and await last_edition(act, due.year) is None:
        deadline = await act.work.deadlines.add(_deadline(act, due))
        for person in await planners(act):
            await act.notify("plan.owed", person, **_values(act, deadline))


async def planners(act: Act) -> list[Person]:
    """Return the coordinators and the lead office, each once."""
    people = [*(await act.holders(Role.COORDINATOR))[0], *(await act.holders(Role.LEAD_OFFICE))[0]]
    return each_once(people)


def _deadline(act: Act, due: date) -> Deadline:
    return Deadline(
        kind=PLAN,
        subject_kind=PLAN,
        subject_id=due.year,
        rule="plan_due",
        article=act.office.profile.rule("plan_due").article,
        role=Role.LEAD_OFFICE,
        started_on=act.today,
        due_on=due,
    )


def _values(act: Act, deadline: Deadline) -> dict[str, Any]:
    values = {"year": deadline.subject_id, "due": act.due(deadline), "ground": act.ground(deadline.rule)}
    return {**values, "collected": collected(act)}
