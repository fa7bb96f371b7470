"""How a draw is held: who watches, in which hours, and how long what does not come is waited for."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain.calendars.working_days import ONE_DAY, HolidayTable, is_working_day
from bot.domain.deadlines import OFFICE_HOURS, SHANGHAI, OfficeHours

_MIDNIGHT = time(0)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Ceremony:
    """The office's own rules for its draws: product defaults that its settings change.

    `least_observers` are bound before the randomness may begin; `window` is when it may begin on a working
    day, None is at any time; `waiting_hours` are hours of the office, counted by `office_hours_between`.
    """

    least_observers: int = 0
    window: OfficeHours | None = None
    waiting_hours: int = 4

    def is_open(self, at: datetime, table: HolidayTable) -> bool:
        """Return whether the randomness may begin at this instant."""
        local = at.astimezone(SHANGHAI)
        return self.window is None or (is_working_day(local.date(), table) and self.window.has(local.time()))


def office_hours_between(
    start: datetime, end: datetime, table: HolidayTable, hours: OfficeHours = OFFICE_HOURS
) -> timedelta:
    """Return how long the office was open from start until end; nothing where end is not later."""
    passed = timedelta(0)
    day = start.astimezone(SHANGHAI).date()
    while day <= end.astimezone(SHANGHAI).date():
        if is_working_day(day, table):
            opens = max(start, datetime.combine(day, hours.opens, SHANGHAI))
            closes = min(end, datetime.combine(day, hours.closes, SHANGHAI))
            passed += max(closes - opens, timedelta(0))
        day += ONE_DAY
    return passed


def after_office_hours(
    start: datetime, waiting_hours: int, table: HolidayTable, hours: OfficeHours = OFFICE_HOURS
) -> datetime:
    """Return the first instant at which the office has been open for so many hours since start."""
    left = waiting_hours * _HOUR
    day = start.astimezone(SHANGHAI).date()
    while True:
        evening = datetime.combine(day, hours.closes, SHANGHAI)
        today = office_hours_between(max(start, datetime.combine(day, _MIDNIGHT, SHANGHAI)), evening, table)
        if today >= left:
            opens = max(start, datetime.combine(day, hours.opens, SHANGHAI))
            return (opens + left if left else start).astimezone(UTC)
        left -= today
        day += ONE_DAY


def is_office_open(at: datetime, table: HolidayTable, hours: OfficeHours = OFFICE_HOURS) -> bool:
    """Return whether people may be asked at this instant."""
    local = at.astimezone(SHANGHAI)
    return is_working_day(local.date(), table) and hours.has(local.time())


def shown_time(at: datetime) -> str:
    """Return an instant as it is told to people: `2026-09-21 13:30`, in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
