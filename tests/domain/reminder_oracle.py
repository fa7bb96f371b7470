"""What has to be said of terms, walked day by day: what histories of reminders are held against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendars.working_days import DayStatus

DAY = timedelta(days=1)
OPENS, CLOSES = time(8, 30), time(18)
APPROVERS, LEAD_OFFICE = (11, 12), (12, 13)  # the twelfth stands above in two ways


@dataclass(frozen=True)
class Table:
    """A calendar: weekdays are worked, but for `odd` days, which are the other way round."""

    odd: frozenset[date]

    def works(self, day: date) -> bool:
        """Return whether the day is worked."""
        return (day.weekday() < 5) != (day in self.odd)

    def is_working_day(self, day: date) -> DayStatus:
        """Return the same as the product's port wants it."""
        return DayStatus(self.works(day), provisional=False)


@dataclass(frozen=True)
class Fact:
    """A term as the oracle knows it: by what happened, not by what the product made of it."""

    id: int
    started_on: date
    term_days: int
    named: date | None
    holder: int
    opened_under: int
    is_open: bool = True


@dataclass(frozen=True)
class Strike:
    """One strike of the clock: what the bot's clock says, what holds then, and whether it is committed."""

    at: datetime
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    is_committed: bool


Said = tuple[int, int, str, bool, int]
"""Which strike, which deadline, which kind, whether upwards, and to whom."""


def expected(strikes: list[Strike]) -> Iterator[Said]:
    """Yield what had to be said, by walking each term day by day; every committed strike is remembered."""
    heard: dict[object, datetime] = {}
    for n, strike in enumerate(strikes):
        if not strike.is_committed or not is_awake(strike):
            continue
        known = {name for name, when in heard.items() if when - strike.at <= 2 * DAY}
        for fact in strike.facts:
            told: set[tuple[int, bool]] = set()
            for kind, mark, level in _stands(fact, strike):
                for person in {"approver": APPROVERS, "lead_office": LEAD_OFFICE}.get(level, (fact.holder,)):
                    names = {(fact.id, kind, mark, level, person)}
                    if level != "holder":
                        names.add((fact.id, person, _due(fact, strike.tables)))
                    if not names & known and (person, level != "holder") not in told:
                        told.add((person, level != "holder"))
                        heard |= dict.fromkeys(names, strike.at)
                        known |= names
                        yield n, fact.id, kind, level != "holder", person


def is_awake(strike: Strike) -> bool:
    return OPENS <= strike.at.time() < CLOSES and strike.tables[-1].works(strike.at.date())


def _stands(fact: Fact, strike: Strike) -> list[tuple[str, date, str]]:
    """Return what is to be said of a term on this day, as `[(kind, the day that it marks, to whom)]`."""
    today, due, works = strike.at.date(), _due(fact, strike.tables), strike.tables[-1].works
    if not fact.is_open or today < fact.started_on:
        return []
    if today > due:
        late = [day for day in _days(due + DAY, today) if works(day)]
        above = [
            (level, late[nth - 1]) for level, nth in (("approver", 2), ("lead_office", 3)) if nth <= len(late)
        ]
        return [("overdue", today, "holder"), *(("overdue", day, level) for level, day in above)]
    term = [day for day in _days(fact.started_on + DAY, due) if works(day)]
    before = due - DAY
    while not works(before):
        before -= DAY
    last = ("given", fact.started_on)
    for day in _days(fact.started_on, today):
        if day == due:
            last = ("last_day", day)
        elif day == before and day > fact.started_on:
            last = ("day_before", day)
        elif term and day == term[(len(term) + 1) // 2 - 1] and day > fact.started_on:
            last = ("half_way", day)
    return [] if last[0] == "given" else [(*last, "holder")]


def _due(fact: Fact, tables: tuple[Table, ...]) -> date:
    """Return the last day: counted when the term was opened, and later only where a newer table says so."""
    if fact.named:
        return fact.named
    due = fact.started_on
    for table in tables[fact.opened_under :]:
        counted, left = fact.started_on, fact.term_days
        while left:
            counted += DAY
            left -= table.works(counted)
        is_first = due == fact.started_on
        due = max(due, counted)
        while not is_first and not table.works(due):
            due += DAY
    return due


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
