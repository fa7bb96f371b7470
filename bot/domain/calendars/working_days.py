"""Chinese working days: public holidays are out, made-up weekend days (调休) are in.

Knows how to count, not which days are off: that comes through `HolidayTable`, whose data live in storage.
The day of the event is never counted (民法典 第二百零一条), and a date that rests on a day whose
holiday notice is not out yet says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayStatus:
    """What a table says of one day; `provisional` means that its year has not been announced."""

    working: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day that was counted out; `provisional` if any day on the way was (预计)."""

    day: date
    provisional: bool


class HolidayTable(Protocol):
    """Where working days are known from."""

    def is_working_day(self, day: date) -> DayStatus:
        """Return what is known of this day."""
        ...


def is_working_day(day: date, table: HolidayTable) -> bool:
    """Return whether the office works on this day, as far as is known today."""
    return table.is_working_day(day).working


def add_working_days(start: date, n: int, table: HolidayTable) -> DueDate:
    """Return the `n`-th working day after `start`, which itself is not counted.

    Args:
        start: the day of the event, working or not.
        n: working days, at least one.
        table: what is known of each day.

    Raises:
        ValueError: `n` is below one; a term of no days is no term.
    """
    if n < 1:
        raise ValueError(f"A term has at least one working day, not {n}.")
    provisional = False
    for day in _days_after(start):
        status = table.is_working_day(day)
        provisional = provisional or status.provisional
        n -= status.working
        if n == 0:
            return DueDate(day, provisional)
    raise ValueError(f"The calendar ends before the term that starts on {start} does.")


def next_working_day(start: date, table: HolidayTable) -> DueDate:
    """Return the first working day after `start`."""
    return add_working_days(start, 1, table)


def previous_working_day(start: date, table: HolidayTable) -> date:
    """Return the last working day before `start`."""
    day = start - ONE_DAY
    while not is_working_day(day, table):
        day -= ONE_DAY
    return day


def working_days_between(start: date, end: date, table: HolidayTable) -> int:
    """Return how many working days follow `start` up to and including `end`; 0 if `end` is not later."""
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=n), table) for n in range(1, span + 1))


def _days_after(start: date) -> Iterator[date]:
    """Yield every day after `start` that the calendar has."""
    day = start
    while day < date.max:
        day += ONE_DAY
        yield day
