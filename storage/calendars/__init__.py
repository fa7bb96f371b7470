"""Where working days are known from; the port is `bot.domain.calendars.working_days.HolidayTable`."""

from storage.calendars.bureau import BureauCalendar
from storage.calendars.office_table import OfficeTableError, parse_table, read_tables

__all__ = ["BureauCalendar", "OfficeTableError", "parse_table", "read_tables"]
