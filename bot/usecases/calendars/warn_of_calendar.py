"""While a year's holidays are not known the lead office is told, once a month; of the next from November."""

from bot.domain.calendars.tables import Source
from bot.domain.calendars.working_days import is_working_day
from bot.domain.deadlines import SHANGHAI, OfficeHours
from bot.domain.people import Role
from bot.usecases.act import Act

_NOVEMBER = 11
"""The notice on the next year comes out in late October or November."""


async def warn_of_calendar(act: Act, hours: OfficeHours) -> None:
    """Tell every holder of the lead office which year is missing; a key per month keeps it to one."""
    if not hours.has(act.at.astimezone(SHANGHAI).time()) or not is_working_day(
        act.today, act.office.calendar
    ):
        return
    years = [act.today.year] + ([act.today.year + 1] if act.today.month >= _NOVEMBER else [])
    for year in years:
        if act.office.calendar.source(year) is Source.PROVISIONAL:
            for person in (await act.holders(Role.LEAD_OFFICE))[0]:
                key = f"calendar_missing:{year}:{act.today:%Y-%m}:{person.id}"
                await act.notify("calendar.missing", person, key=key, year=year)
