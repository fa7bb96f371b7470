"""What the year has covered so far, held against the profile: shares of the registers, rounds, the cap.

Pure: the caller says who is in the registers and who was drawn on which day; yields numbers, never sentences.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.calendars.working_days import ONE_DAY, HolidayTable, previous_working_day
from bot.domain.plans.frequency import half_year, rounds_owed
from bot.domain.plans.planned_round import WHOLE_BP, share_of
from bot.domain.profiles.profile import Period, Profile

WORKING_DAYS_BEFORE = 10
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Held:
    """A round that was drawn: its day, scope ("" is all), targets by row id, and the codes of its items.

    `visited` are those of its targets that were inspected by now; `dropped` those that could not be: they
    count for no share; `struck_off`
    those of them where nobody came: they do not count for the cap either. `least_bp` is the share that the
    text of `source` fixes for an item of the round, 0 where none goes before the profile's.
    """

    number: str
    day: date
    scope: str
    targets: frozenset[int]
    items: frozenset[str] = frozenset()
    visited: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    struck_off: frozenset[int] = frozenset()
    least_bp: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class RegisterCoverage:
    """One register: `covered` were drawn, `visited` of them are inspected by now.

    `wanted` targets are asked of the year by the text, 0 where it asks for none.
    """

    name: str
    total: int
    covered: int
    visited: int
    wanted: int

    @property
    def reached_bp(self) -> int:
        """Return the share covered in basis points, rounded down."""
        return self.covered * WHOLE_BP // self.total if self.total else 0

    @property
    def missing(self) -> int:
        """Return how many targets the year still lacks."""
        return max(0, self.wanted - self.covered)


@dataclass(frozen=True, slots=True)
class RoundCoverage:
    """One round against the share asked of it: `wanted` targets of those in its scope, by `source` if any."""

    number: str
    drawn: int
    total: int
    wanted: int
    source: str = ""

    @property
    def missing(self) -> int:
        """Return how many targets the round lacks."""
        return max(0, self.wanted - self.drawn)


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed until the end of a period; `rule` is the profile's key, `kind` says in what it counts."""

    kind: str
    rule: str
    wanted: int
    held: int
    first: date
    last: date

    @property
    def missing(self) -> int:
        """Return what the period still lacks."""
        return max(0, self.wanted - self.held)


def by_register(
    registers: Mapping[str, Sequence[int]], held: Iterable[Held], profile: Profile
) -> list[RegisterCoverage]:
    """Return the whole register ("" first) and each category: `{"小学": [1, 2]}` are row ids."""
    held = tuple(held)
    drawn = frozenset().union(*(each.targets - each.dropped for each in held))
    visited = frozenset().union(*(each.visited for each in held))
    least = profile.draw.share_bp.value if profile.draw.share_period.value is Period.YEAR else 0
    everybody = sorted({target for targets in registers.values() for target in targets})
    parts = {"": everybody, **{name: registers[name] for name in sorted(registers) if name}}
    return [
        RegisterCoverage(
            name=name,
            total=len(ids),
            covered=len(drawn.intersection(ids)),
            visited=len(visited.intersection(ids)),
            wanted=share_of(len(ids), least),
        )
        for name, ids in parts.items()
    ]


def by_round(
    registers: Mapping[str, Sequence[int]], held: Iterable[Held], profile: Profile
) -> list[RoundCoverage]:
    """Return each round with what its share asks, where the text asks it of each round; else nothing.

    `registers` are all the scopes that a round can have; one target may be in several.
    """
    if profile.draw.share_period.value is not Period.ROUND:
        return []
    everything = len({target for ids in registers.values() for target in ids})
    sizes = {name: len(ids) for name, ids in registers.items()} | {"": everything}
    least = profile.draw.share_bp.value
    return [
        RoundCoverage(
            each.number, len(each.targets), total, share_of(total, each.least_bp or least), each.source
        )
        for each in held
        for total in [max(sizes.get(each.scope, 0), len(each.targets))]
    ]


def rounds_of_items(held: Iterable[Held]) -> list[tuple[str, int]]:
    """Return how many rounds of the year have drawn for each item, by code; none that no round has."""
    return sorted(Counter(item for each in held for item in each.items).items())


def cap_hits(held: Iterable[Held], profile: Profile) -> int:
    """Return how many targets have been drawn in the year as often as the cap allows, or more."""
    times = Counter(target for each in held for target in each.targets - each.struck_off)
    return sum(n >= profile.cap.times_per_year.value for n in times.values())


def duties_of(
    registers: Mapping[str, Sequence[int]], held: Sequence[Held], profile: Profile, today: date
) -> list[Owing]:
    """Return what the periods of this day owe: rounds of the half-year or year, and the yearly share."""
    year = (date(today.year, 1, 1), date(today.year, 12, 31))
    starts = {"frequency_half_year": half_year(today)[0]}
    found = [
        Owing("rounds", owed.rule, owed.wanted, owed.held, starts.get(owed.rule, year[0]), owed.due_on)
        for owed in rounds_owed(profile, [each.day for each in held], today)
    ]
    whole = by_register(registers, held, profile)[0]
    if whole.wanted:
        found.append(Owing("share", "share", whole.wanted, whole.covered, *year))
    return found


def warning_days(last: date, table: HolidayTable) -> tuple[date, date]:
    """Return when people are warned that a period ends: a month before it, and ten working days before it.

    The month is counted back from the last day; a day off moves to the working day before it.
    """
    end_before = last.replace(day=1) - ONE_DAY
    a_month_before = end_before.replace(day=min(last.day, end_before.day))
    first = previous_working_day(a_month_before + ONE_DAY, table)
    second = last + ONE_DAY
    for _ in range(WORKING_DAYS_BEFORE):
        second = previous_working_day(second, table)
    return first, second


def warning_due(duty: Owing, today: date, table: HolidayTable) -> date | None:
    """Return the latest day of warning that has come for a period that is still short, or None."""
    if not duty.missing or not duty.first <= today <= duty.last:
        return None
    return max((day for day in warning_days(duty.last, table) if day <= today), default=None)
