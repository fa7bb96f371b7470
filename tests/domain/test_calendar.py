"""Working days: the vectors of 2026, and the laws of counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.working_days import (
    DayStatus,
    DueDate,
    add_working_days,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)
from storage.calendars import BureauCalendar

TABLE = BureauCalendar()

VECTORS = [
    ("2025-12-31", "2026-01-04", "2026-01-08", "2026-01-15", "2026-01-29"),
    ("2026-02-13", "2026-02-14", "2026-02-27", "2026-03-05", "2026-03-19"),
    ("2026-02-14", "2026-02-24", "2026-02-28", "2026-03-06", "2026-03-20"),
    ("2026-04-30", "2026-05-06", "2026-05-11", "2026-05-18", "2026-06-01"),
    ("2026-09-24", "2026-09-28", "2026-10-09", "2026-10-15", "2026-10-29"),
    ("2026-09-30", "2026-10-08", "2026-10-13", "2026-10-20", "2026-11-03"),
    ("2026-10-09", "2026-10-10", "2026-10-15", "2026-10-22", "2026-11-05"),
]
"""Event, and what is due 1, 5, 10 and 20 working days later."""

MADE_UP_2026 = {
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
}

SATURDAY = 5
days_known = st.dates(date(2006, 1, 1), date(2026, 10, 1))
terms = st.integers(1, 40)


class NoWork:
    """A table by which nobody ever works."""

    def is_working_day(self, day: date) -> DayStatus:  # noqa: ARG002 - whatever the day
        return DayStatus(working=False, provisional=False)


@pytest.mark.parametrize(
    ("event", "n", "due"),
    [(event, n, due) for event, *dues in VECTORS for n, due in zip((1, 5, 10, 20), dues, strict=True)],
)
def test_add_working_days_meets_the_vectors(event, n, due):
    counted = add_working_days(date.fromisoformat(event), n, TABLE)
    assert counted == DueDate(date.fromisoformat(due), provisional=False)


def test_made_up_weekend_days_of_2026_are_working_days():
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    worked = {day for day in year if day.weekday() >= SATURDAY and is_working_day(day, TABLE)}
    assert worked == MADE_UP_2026


def test_2026_has_248_working_days():
    assert working_days_between(date(2025, 12, 31), date(2026, 12, 31), TABLE) == 248


def test_next_working_day_skips_the_golden_week():
    assert next_working_day(date(2026, 9, 30), TABLE) == DueDate(date(2026, 10, 8), provisional=False)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 10, 8), date(2026, 9, 30)),
        (date(2026, 1, 4), date(2025, 12, 31)),
        (date(2026, 9, 22), date(2026, 9, 21)),
    ],
)
def test_previous_working_day_is_the_last_one_worked(day, before):
    assert previous_working_day(day, TABLE) == before


def test_term_into_an_unannounced_year_is_provisional():
    assert add_working_days(date(2026, 12, 10), 20, TABLE) == DueDate(date(2027, 1, 8), provisional=True)


def test_term_that_ends_on_the_last_announced_day_is_certain():
    assert add_working_days(date(2026, 12, 30), 1, TABLE) == DueDate(date(2026, 12, 31), provisional=False)


class GuessedMonday:
    """A table by which only Monday 2026-03-02 is a guess."""

    def is_working_day(self, day: date) -> DayStatus:
        return DayStatus(working=True, provisional=day == date(2026, 3, 2))


def test_one_guess_on_the_way_makes_the_date_provisional():
    sunday = date(2026, 3, 1)
    assert add_working_days(sunday, 2, GuessedMonday()) == DueDate(date(2026, 3, 3), provisional=True)
    assert add_working_days(date(2026, 3, 2), 1, GuessedMonday()) == DueDate(
        date(2026, 3, 3), provisional=False
    )


@pytest.mark.parametrize("n", [0, -1])
def test_add_working_days_refuses_a_term_of_no_days(n):
    with pytest.raises(ValueError, match=f"at least one working day, not {n}"):
        add_working_days(date(2026, 3, 2), n, TABLE)


def test_add_working_days_says_when_the_calendar_ends():
    with pytest.raises(ValueError, match="calendar ends"):
        add_working_days(date(9999, 12, 20), 1, NoWork())


@pytest.mark.parametrize("end", [date(2026, 3, 2), date(2026, 2, 27)])
def test_working_days_between_is_zero_unless_the_end_is_later(end):
    assert working_days_between(date(2026, 3, 2), end, TABLE) == 0


@given(days_known, terms)
def test_add_working_days_equals_the_plain_model(start, n):
    following = (start + timedelta(days=k) for k in range(1, 400))
    worked = [day for day in following if TABLE.is_working_day(day).working]
    assert add_working_days(start, n, TABLE).day == worked[n - 1]


@given(days_known, terms, terms)
def test_terms_add_up(start, first, second):
    half = add_working_days(start, first, TABLE)
    assert add_working_days(half.day, second, TABLE) == add_working_days(start, first + second, TABLE)


@given(days_known, terms)
def test_counting_back_gives_the_term(start, n):
    due = add_working_days(start, n, TABLE).day
    assert working_days_between(start, due, TABLE) == n
    assert is_working_day(due, TABLE)


@given(days_known, st.integers(0, 30), terms)
def test_later_events_are_never_due_earlier(start, later, n):
    assert (
        add_working_days(start, n, TABLE).day <= add_working_days(start + timedelta(days=later), n, TABLE).day
    )


@given(days_known)
def test_previous_undoes_next(start):
    worked = next_working_day(start, TABLE).day
    assert next_working_day(previous_working_day(worked, TABLE), TABLE).day == worked
