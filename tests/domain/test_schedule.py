"""When a target is visited: what is typed, which days are offered, what speaks against them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.working_days import is_working_day
from bot.domain.errors import Invalid
from bot.domain.visits.schedule import (
    PeriodKind,
    SchoolPeriod,
    are_close,
    offered_days,
    read_moment,
    school_days_against,
    starts_at,
)
from bot.domain.visits.visit import Visit, VisitState, ended_as
from storage.calendars import BureauCalendar

MONDAY = date(2026, 9, 21)
CALENDAR = BureauCalendar()
DAYS = st.dates(date(2026, 4, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("10月9日 9:30", date(2026, 10, 9), time(9, 30)),
        ("2026-10-09 09:30", date(2026, 10, 9), time(9, 30)),
        ("10.9", date(2026, 10, 9), None),
        ("１０月９日９：３０", date(2026, 10, 9), time(9, 30)),
        ("9时", None, time(9)),
        ("14点5分", None, time(14, 5)),
        ("1月8日 8:30", date(2027, 1, 8), time(8, 30)),
    ],
)
def test_what_is_typed_is_understood(typed: str, day: date | None, hour: time | None) -> None:
    assert read_moment(typed, MONDAY) == (day, hour)


@pytest.mark.parametrize("typed", ["", "明天", "25:00", "13月1日", "2月30日 9:00", "9", "10月9日 第一中学"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match=r"schedule\.bad_moment"):
        read_moment(typed, MONDAY)


@given(DAYS, st.times(time(0), time(23, 59)))
def test_a_moment_as_we_show_it_is_read_back(day: date, hour: time) -> None:
    assert read_moment(f"{day.isoformat()} {hour:%H:%M}", MONDAY) == (
        day,
        hour.replace(second=0, microsecond=0),
    )


@given(DAYS)
def test_offered_days_are_the_next_working_days_without_a_gap(today: date) -> None:
    days = offered_days(today, CALENDAR)

    span = [today + timedelta(days=n) for n in range((days[-1] - today).days + 1)]
    assert days == [day for day in span if is_working_day(day, CALENDAR)]
    assert len(days) == 8


def period(name: str, first: date, last: date, *categories: str) -> SchoolPeriod:
    return SchoolPeriod(name=name, kind=PeriodKind.EXAM, starts_on=first, ends_on=last, categories=categories)


def test_only_periods_of_the_day_and_of_the_category_speak_against_it() -> None:
    whole = period("期中", date(2026, 11, 10), date(2026, 11, 12))
    junior = period("抽测", date(2026, 11, 9), date(2026, 11, 10), "公办初级中学")
    later = period("期末", date(2026, 11, 13), date(2026, 11, 14))

    against = [
        school_days_against([whole, junior, later], date(2026, 11, 10), each)
        for each in ("公办初级中学", "幼儿园")
    ]

    assert against == [[junior, whole], [whole]]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before its start"):
        period("反了", date(2026, 11, 12), date(2026, 11, 10))


@given(st.integers(-300, 300))
def test_visits_are_close_within_two_hours_either_way(minutes: int) -> None:
    at = starts_at(MONDAY, time(10))

    assert are_close(at, [at + timedelta(minutes=minutes)]) is (abs(minutes) < 120)


@pytest.mark.parametrize(
    ("hour", "state"), [(9, VisitState.MISSED), (10, VisitState.MISSED), (11, VisitState.MOVED)]
)
def test_a_visit_given_up_before_its_hour_is_moved_and_after_it_missed(hour: int, state: VisitState) -> None:
    now = datetime(2026, 9, 21, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    values = {"inspection_id": 1, "round_id": 1, "is_unannounced": True, "planned_by": 1, "planned_at": now}

    assert ended_as(Visit.model_validate(values | {"starts_at": now.replace(hour=hour)}), now) is state
