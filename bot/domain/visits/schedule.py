"""When a target is visited: the days that are offered, what speaks against one, the reading of a time."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.domain.calendars.working_days import ONE_DAY, HolidayTable, is_working_day
from bot.domain.deadlines import SHANGHAI
from bot.domain.errors import Invalid
from bot.domain.frozen import Frozen

OFFERED_DAYS = 8
HOURS = ("08:30", "09:30", "10:30", "14:30", "15:30", "16:30")
"""The hours that are offered by a button; any other is typed."""
APART = timedelta(hours=2)
"""Two visits of one person that begin closer than this are warned of."""
_LONG_PAST = timedelta(days=183)
_MOMENT = re.compile(
    r"(?:(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?)?\s*(?:(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?)?"
)


class PeriodKind(StrEnum):
    """What happens at schools on some days."""

    HOLIDAY = "holiday"
    EXAM = "exam"


class SchoolPeriod(Frozen):
    """Days on which schools are closed or hold an examination, both ends included; no category is all."""

    name: str
    kind: PeriodKind
    starts_on: date
    ends_on: date
    categories: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        """Refuse a period that ends before it begins."""
        if self.ends_on < self.starts_on:
            raise ValueError(f"{self.name} ends on {self.ends_on}, before its start on {self.starts_on}")
        return self

    def covers(self, day: date, category: str) -> bool:
        """Return whether a target of this category is concerned on this day."""
        is_of_all = not self.categories or category in self.categories
        return is_of_all and self.starts_on <= day <= self.ends_on


def school_days_against(periods: Iterable[SchoolPeriod], day: date, category: str) -> list[SchoolPeriod]:
    """Return the school holidays and examinations that speak against a visit on this day, by their start."""
    against = [each for each in periods if each.covers(day, category)]
    return sorted(against, key=lambda each: (each.starts_on, each.name))


def offered_days(today: date, table: HolidayTable, count: int = OFFERED_DAYS) -> list[date]:
    """Return the next working days, today included."""
    days: list[date] = []
    day = today
    while len(days) < count:
        if is_working_day(day, table):
            days.append(day)
        day += ONE_DAY
    return days


def read_moment(text: str, today: date) -> tuple[date | None, time | None]:
    """Return the day and the hour of 10月9日 9:30, 2026-10-09 09:30, 9:30 or 9时, None for what is absent.

    A day without a year is of this year, or of the next where that would be long past.

    Raises:
        Invalid: neither a day nor an hour, or one that there is not.
    """
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or not any(found.groups()):
        raise Invalid("schedule.bad_moment")
    year, month, day, hour, minute = found.groups()
    try:
        clock = time(int(hour), int(minute or 0)) if hour else None
        return (_day(year, int(month), int(day), today) if month else None), clock
    except ValueError:
        raise Invalid("schedule.bad_moment") from None


def starts_at(day: date, hour: time) -> datetime:
    """Return the instant of a day and an hour in Asia/Shanghai."""
    return datetime.combine(day, hour, SHANGHAI)


def are_close(one: datetime, others: Sequence[datetime]) -> bool:
    """Return whether a visit begins within two hours of another one."""
    return any(abs(one - each) < APART for each in others)


def _day(year: str | None, month: int, day: int, today: date) -> date:
    found = date(int(year or today.year), month, day)
    return found.replace(year=found.year + 1) if not year and found < today - _LONG_PAST else found
