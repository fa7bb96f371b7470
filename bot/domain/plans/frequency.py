"""How often rounds are owed: what the half-year and the year still lack, and until when.

Pure: the caller says on which days rounds were held and what day it is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.plans.scope import in_scope
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Target

LAST_MONTH_OF_FIRST_HALF = 6


@dataclass(frozen=True, slots=True)
class DrawnFor:
    """What a round draws for: its scope, and the codes of its items."""

    scope: str
    items: frozenset[str]


def rounds_by_item(wanted: DrawnFor, held: Iterable[DrawnFor], targets: Sequence[Target]) -> dict[str, int]:
    """Return, for each item of a round, how many others drew for it from a scope that shares a target.

    The targets of an item are those that its scope holds (随机抽查事项对应的监管对象, Ordos 第九条): the same
    item drawn from kindergartens does not stand against a round of it among sports venues.
    """
    mine = [target for target in targets if in_scope(target, wanted.scope)]
    others = [each for each in held if any(in_scope(target, each.scope) for target in mine)]
    return {item: sum(item in each.items for each in others) for item in sorted(wanted.items)}


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
