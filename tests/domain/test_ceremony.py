"""Hours of the office: counted while it is open, and the instant at which so many have passed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.working_days import is_working_day
from bot.domain.ceremony.conditions import (
    Ceremony,
    after_office_hours,
    is_office_open,
    office_hours_between,
    shown_time,
)
from bot.domain.deadlines import OFFICE_HOURS, SHANGHAI
from storage.calendars.bureau import BureauCalendar

TABLE = BureauCalendar.at(None)
HOUR = timedelta(hours=1)
EARLIEST, LATEST = datetime(2026, 9, 1), datetime(2026, 10, 20)  # noqa: DTZ001 - Hypothesis adds the zone
moments = st.datetimes(EARLIEST, LATEST, timezones=st.just(SHANGHAI))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-09-21 09:00", 4, "2026-09-21 13:00"),
        ("2026-09-21 16:30", 4, "2026-09-22 11:00"),
        ("2026-09-21 20:00", 1, "2026-09-22 09:30"),
        ("2026-09-24 17:00", 2, "2026-09-28 09:30"),  # Mid-Autumn on the 25th, then a weekend
        ("2026-09-30 17:30", 1, "2026-10-08 09:00"),  # the National Day
    ],
)
def test_time_is_waited_in_hours_of_the_office(start: str, hours: int, end: str) -> None:
    assert after_office_hours(at(start), hours, TABLE) == at(end)


@given(start=moments, hours=st.integers(1, 60))
def test_waiting_ends_at_the_first_instant_that_has_so_many_hours(start: datetime, hours: int) -> None:
    end = after_office_hours(start, hours, TABLE)

    assert office_hours_between(start, end, TABLE) == hours * HOUR
    assert office_hours_between(start, end - timedelta(seconds=1), TABLE) < hours * HOUR


@given(start=moments, middle=moments, end=moments)
def test_hours_add_up(start: datetime, middle: datetime, end: datetime) -> None:
    start, middle, end = sorted((start, middle, end))
    parts = office_hours_between(start, middle, TABLE) + office_hours_between(middle, end, TABLE)

    assert office_hours_between(start, end, TABLE) == parts


@given(moment=moments)
def test_time_passes_exactly_while_the_office_is_open(moment: datetime) -> None:
    passed = office_hours_between(moment, moment + timedelta(microseconds=1), TABLE)

    assert (passed > timedelta(0)) == is_office_open(moment, TABLE)
    assert not is_office_open(moment, TABLE) or is_working_day(moment.date(), TABLE)


def test_later_start_leaves_nothing() -> None:
    assert office_hours_between(at("2026-09-22 09:00"), at("2026-09-21 09:00"), TABLE) == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-09-21 08:29", False),
        ("2026-09-21 08:30", True),
        ("2026-09-21 18:00", False),
        ("2026-09-20 12:00", True),  # a Sunday that is worked
        ("2026-09-26 12:00", False),
    ],
)
def test_window_is_open_on_working_days_only(moment: str, is_open: bool) -> None:
    assert Ceremony(window=OFFICE_HOURS).is_open(at(moment), TABLE) is is_open
    assert Ceremony().is_open(at(moment), TABLE)


def test_instant_is_shown_in_shanghai() -> None:
    assert shown_time(datetime.fromisoformat("2026-09-21T05:30:00+00:00")) == "2026-09-21 13:30"
