"""A month and ten working days before a period ends short, coordinators and lead office hear of it, once."""

from bot.domain.calendars.working_days import is_working_day
from bot.domain.deadlines import SHANGHAI, OfficeHours
from bot.domain.plans.coverage import duties_of, warning_due
from bot.usecases.act import Act
from bot.usecases.plans.owe_plan import planners
from bot.usecases.plans.show_coverage import held_this_year, owing_text, registers_by_category


async def warn_of_coverage(act: Act, hours: OfficeHours) -> None:
    """Put the warning that stands now, and was not given yet, into the outbox; on working days only."""
    calendar = act.office.calendar
    if not hours.has(act.at.astimezone(SHANGHAI).time()) or not is_working_day(act.today, calendar):
        return
    registers, held = await registers_by_category(act), await held_this_year(act)
    if not registers:
        return
    for owing in duties_of(registers, held, act.office.profile, act.today):
        day = warning_due(owing, act.today, calendar)
        if day is None:
            continue
        for person in await planners(act):
            key = f"coverage:{owing.rule}:{owing.last}:{day}:{person.id}"
            await act.notify("coverage.warning", person, key=key, owing=owing_text(act, owing))
