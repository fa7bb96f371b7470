"""How this office carries out its rounds, from its settings and the table of school days that they name."""

from bot.domain.conduct import Conduct
from bot.settings import Settings
from storage.calendars.school_table import read_school_table


def conduct_of(settings: Settings) -> Conduct:
    """Return the office's conduct; raise SchoolTableError where its table cannot be used."""
    path = settings.school_calendar
    school = read_school_table(path) if path else ()
    return Conduct(settings.acknowledgement_days, settings.disclosure_hours, school)
