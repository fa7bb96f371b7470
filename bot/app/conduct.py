"""How this office carries out its rounds, from its settings and the table of school days that they name."""

from bot.domain.conduct import Conduct
from bot.settings import Settings
from storage.calendars.school_table import SchoolTable


def conduct_of(settings: Settings) -> Conduct:
    """Return the office's conduct; raise SchoolTableError where its table cannot be used."""
    school = {"school": SchoolTable(settings.school_calendar)} if settings.school_calendar else {}
    return Conduct(
        acknowledgement_days=settings.acknowledgement_days,
        disclosure_hours=settings.disclosure_hours,
        words_kept_years=settings.words_kept_years,
        roster_numbers=settings.roster_numbers,
        **school,
    )
