"""The working days of the bureau, from the surest source that knows the day.

The notice that the office has loaded comes first, then its own table file, then `chinesecalendar`, which
raises beyond the last notice, then `holidays`, which guesses the statutory days of any year: what it says is
provisional (预计). Of several tables of one year only the last counts, and it counts for the whole year.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import chinese_calendar
import holidays
from chinese_calendar import constants as announced

from bot.domain.calendars.tables import SATURDAY, ListedDay, Source, YearTable
from bot.domain.calendars.working_days import DayStatus
from storage.calendars.office_table import read_tables


class BureauCalendar:
    """A `CalendarBook` made of these sources; what a notice says of December is the newer year's word."""

    def __init__(
        self, tables: Iterable[YearTable] = (), loaded: Iterable[tuple[int, YearTable]] = ()
    ) -> None:
        """Index the office's table files, then the versions that it has loaded, as `[(row id, table), …]`."""
        self._years: dict[int, YearTable] = {}
        self._loaded: dict[int, int] = {}
        self._single: list[ListedDay] = []
        self._seen: dict[date, DayStatus] = {}
        self._statutory = holidays.country_holidays("CN", language="zh_CN")
        for table in tables:
            self._take(table)
        for version, table in loaded:
            self.adopt(table, version)
        self._index()

    @classmethod
    def at(cls, path: Path | None, loaded: Iterable[tuple[int, YearTable]] = ()) -> "BureauCalendar":
        """Return the calendar with the office's own table file or folder, if it has one, and what it loaded.

        Raises:
            OfficeTableError: a table cannot be used.
        """
        return cls(read_tables(path) if path else (), loaded)

    @property
    def version(self) -> int:
        """Return the row id of the newest table that was loaded, or 0."""
        return max(self._loaded.values(), default=0)

    def is_working_day(self, day: date) -> DayStatus:
        """Return whether the office works on this day, and whether that is only a guess."""
        # A thousand reminders ask for the same few days at once, and what is announced is slow to look up.
        if day not in self._seen:
            self._seen[day] = self._looked_up(day)
        return self._seen[day]

    def _looked_up(self, day: date) -> DayStatus:
        if day in self._days:
            return DayStatus(self._days[day], provisional=False)
        if day.year in self._years:
            return DayStatus(day.weekday() < SATURDAY, provisional=False)
        try:
            return DayStatus(chinese_calendar.is_workday(day), provisional=False)
        except NotImplementedError:
            return DayStatus(self._statutory.is_working_day(day), provisional=True)

    def source(self, year: int) -> Source:
        """Return where this year is known from."""
        if year in self._loaded:
            return Source.LOADED
        if year in self._years:
            return Source.OWN_FILE
        is_guess = self.is_working_day(date(year, 1, 1)).provisional
        return Source.PROVISIONAL if is_guess else Source.ANNOUNCED

    def listed(self, year: int) -> tuple[ListedDay, ...]:
        """Return the days of this year that a notice, or a guess, names."""
        base = self._years[year].days if year in self._years else self._known(year)
        days = {each.date: each for each in (*base, *self._single) if each.date.year == year}
        later = self._years[year + 1].days if year + 1 in self._years else ()
        days |= {each.date: each for each in later if each.date.year == year}
        return tuple(days[day] for day in sorted(days))

    def with_table(self, table: YearTable, version: int = 0) -> "BureauCalendar":
        """Return this calendar with a table of the office in place of what it had for that year."""
        kept = [each for year, each in self._years.items() if year not in self._loaded]
        loaded = [(number, self._years[year]) for year, number in self._loaded.items()]
        single = YearTable(days=tuple(self._single))
        return BureauCalendar([*kept, single], [*loaded, (version, table)])

    def adopt(self, table: YearTable, version: int) -> None:
        """Take in a table that has come into force."""
        self._take(table)
        if table.year is not None:
            self._loaded[table.year] = version
        self._index()

    def _take(self, table: YearTable) -> None:
        if table.year is None:
            self._single += table.days
        else:
            named = {each.date for each in table.days}
            self._single = [each for each in self._single if each.date not in named]
            self._years[table.year] = table

    def _index(self) -> None:
        self._seen.clear()
        tables = [self._years[year].days for year in sorted(self._years)]
        self._days = {each.date: not each.is_off_day for days in (*tables, self._single) for each in days}

    def _known(self, year: int) -> tuple[ListedDay, ...]:
        """Return what the libraries name of a year."""
        if self.source(year) is Source.PROVISIONAL:
            named = holidays.country_holidays("CN", years=year, language="zh_CN")
            return tuple(ListedDay(date=day, name=name, is_off_day=True) for day, name in named.items())
        off = [ListedDay(date=day, is_off_day=True) for day in announced.holidays if day.year == year]
        worked = [ListedDay(date=day, is_off_day=False) for day in announced.workdays if day.year == year]
        return (*off, *worked)
