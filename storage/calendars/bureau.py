"""The working days of the bureau, from the surest source that knows the day.

The office's own table comes first, then `chinesecalendar`, which raises beyond the last notice, then
`holidays`, which guesses the statutory days of any year: what it says is provisional (预计).
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import chinese_calendar
import holidays

from bot.domain.calendar import DayStatus
from storage.calendars.office_table import OfficeTable, read_tables

SATURDAY = 5


class BureauCalendar:
    """A `HolidayTable` made of the three sources; of several own tables the later one wins."""

    def __init__(self, tables: Iterable[OfficeTable] = ()) -> None:
        """Index the office's own tables."""
        kept = tuple(tables)
        self._own_days = {day.date: not day.is_off_day for table in kept for day in table.days}
        self._own_years = frozenset(table.year for table in kept)
        self._statutory = holidays.country_holidays("CN")

    @classmethod
    def at(cls, path: Path | None) -> "BureauCalendar":
        """Return the calendar with the office's own table file or folder, if it has one.

        Raises:
            OfficeTableError: a table cannot be used.
        """
        return cls(read_tables(path) if path else ())

    def is_working_day(self, day: date) -> DayStatus:
        """Return whether the office works on this day, and whether that is only a guess."""
        if day in self._own_days:
            return DayStatus(self._own_days[day], provisional=False)
        if day.year in self._own_years:
            return DayStatus(day.weekday() < SATURDAY, provisional=False)
        try:
            return DayStatus(chinese_calendar.is_workday(day), provisional=False)
        except NotImplementedError:
            return DayStatus(self._statutory.is_working_day(day), provisional=True)
