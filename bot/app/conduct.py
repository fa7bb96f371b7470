"""How this office carries out its rounds, from its settings and the table of school days that they name."""

from bot.domain.conduct import Conduct
from bot.settings import Settings
from storage.calendars.school_table import SchoolTable


def conduct_of(settings: Settings) -> Conduct:
    """Return the office's conduct; raise SchoolTableError where its table cannot be used."""
    days, hours = settings.acknowledgement_days, settings.disclosure_hours
    if settings.school_calendar is None:
        return Conduct(days, hours)
    return Conduct(days, hours, SchoolTable(settings.school_calendar))
