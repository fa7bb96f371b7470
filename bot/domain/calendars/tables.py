"""A year's holidays as a table of the days that differ, the versions that an office keeps, and what is wrong.

A table lists days only; how a notice is read stands in `notice.py` and `files.py`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.calendars.working_days import HolidayTable
from bot.domain.people import Record

SATURDAY = 5
FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
"""What every notice arranges (全国年节及纪念日放假办法 第二条), as the notices name it."""
_FIXED = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
_DECEMBER = 12


class ListedDay(BaseModel):
    """A day that a notice names: off, or worked although it is a weekend."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)
    date: dt.date
    name: str = ""
    is_off_day: bool = Field(alias="isOffDay")


class YearTable(BaseModel):
    """The notice of one year; without `year` only the listed days are known, as for a local closing day."""

    model_config = ConfigDict(frozen=True)
    year: int | None = None
    days: tuple[ListedDay, ...]


class Source(StrEnum):
    """Where a year is known from, the surest first."""

    LOADED = "loaded"
    OWN_FILE = "own_file"
    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"


class CalendarState(StrEnum):
    """The life of a version of a year: read, put to a second person, in force, or none of it any more."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    DROPPED = "dropped"


class CalendarVersion(Record):
    """One version of a year's table; `until` is the last day on which a second person may confirm it."""

    year: int
    version: int
    state: CalendarState = CalendarState.DRAFT
    days: list[ListedDay]
    digest: str
    proposed_by: int
    proposed_at: dt.datetime
    until: dt.date | None = None
    confirmed_by: int | None = None
    confirmed_at: dt.datetime | None = None

    @property
    def table(self) -> YearTable:
        """Return the version as a table."""
        return YearTable(year=self.year, days=tuple(self.days))


class CalendarBook(HolidayTable, Protocol):
    """A calendar that can say where it has a year from, and take in a newer table."""

    @property
    def version(self) -> int:
        """Return the row id of the newest table that was loaded, or 0."""
        ...

    def listed(self, year: int) -> tuple[ListedDay, ...]:
        """Return the days of this year that a notice, or a guess, names."""
        ...

    def source(self, year: int) -> Source:
        """Return where this year is known from."""
        ...

    def with_table(self, table: YearTable, version: int = 0) -> "CalendarBook":
        """Return this calendar with a table of the office in place of what it had for that year."""
        ...

    def adopt(self, table: YearTable, version: int) -> None:
        """Take in a table that has come into force."""
        ...


@dataclass(frozen=True)
class NoticeFault:
    """What cannot be right in a notice: a message key and its values."""

    code: str
    params: Mapping[str, str | int | dt.date] = field(default_factory=dict)


@dataclass(frozen=True)
class NoticeReading:
    """What a notice says, and everything that cannot be right in it; `year` 0 is not said."""

    year: int
    days: tuple[ListedDay, ...]
    faults: tuple[NoticeFault, ...] = ()

    @property
    def table(self) -> YearTable:
        """Return the reading as a table."""
        return YearTable(year=self.year, days=self.days)


def table_faults(year: int, days: tuple[ListedDay, ...]) -> Iterator[NoticeFault]:
    """Yield everything that a year's notice cannot say, whatever its form.

    A day that is off and worked, or of another year; work on a weekday; a festival that is not arranged, a
    statutory day (1 January, 1 May, 1 to 3 October) that is not off.
    """
    for day, n in sorted(Counter(each.date for each in days).items()):
        if n > 1:
            yield NoticeFault("calendar.fault.twice", {"day": day})
    for each in days:
        if each.date.year != year and (each.date.year, each.date.month) != (year - 1, _DECEMBER):
            yield NoticeFault("calendar.fault.outside", {"day": each.date, "year": year})
        elif not each.is_off_day and each.date.weekday() < SATURDAY:
            yield NoticeFault("calendar.fault.weekday_worked", {"day": each.date})
    names = {each.name for each in days if each.is_off_day}
    missing = [festival for festival in FESTIVALS if not any(festival in name for name in names)]
    if missing:
        yield NoticeFault("calendar.fault.festival", {"names": "、".join(missing)})
    off = {each.date for each in days if each.is_off_day}
    for month, day_of_month in _FIXED:
        day = dt.date(year, month, day_of_month)
        if day not in off:
            yield NoticeFault("calendar.fault.statutory", {"day": day})


def changes(book: CalendarBook, table: YearTable) -> list[tuple[dt.date, bool]]:
    """Return the days that the table changes, as `[(day, is worked now), …]`, in order."""
    newer = book.with_table(table)
    known = () if table.year is None else book.listed(table.year)
    days = {each.date for each in (*known, *table.days)}
    now = {day: newer.is_working_day(day).working for day in sorted(days)}
    return [(day, worked) for day, worked in now.items() if book.is_working_day(day).working != worked]
