"""How often rounds are owed: what the half-year and the year still lack, and until when.

Pure: the caller says on which days rounds were held and what day it is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.domain.profile import Profile

LAST_MONTH_OF_FIRST_HALF = 6


@dataclass(frozen=True, slots=True)
class Owed:
    """A minimum of rounds in a period; `rule` is the profile's key, `due_on` the period's last day."""

    rule: str
    wanted: int
    held: int
    due_on: date

    @property
    def missing(self) -> int:
        """Return how many rounds are still to be held."""
        return max(0, self.wanted - self.held)


def rounds_owed(profile: Profile, held_on: Collection[date], today: date) -> list[Owed]:
    """Return every minimum of rounds that the text sets for the half-year and the year of this day."""
    minima = [
        ("frequency_half_year", half_year(today)),
        ("frequency_min", (date(today.year, 1, 1), date(today.year, 12, 31))),
    ]
    return [
        Owed(rule, wanted, sum(first <= day <= last for day in held_on), last)
        for rule, (first, last) in minima
        if (wanted := profile.sourced(rule).value) is not None
    ]


def half_year(day: date) -> tuple[date, date]:
    """Return the first and the last day of the calendar half-year (半年) of this day."""
    if day.month <= LAST_MONTH_OF_FIRST_HALF:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)
