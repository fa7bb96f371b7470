"""Days of leave: how they are typed, and that only the day of the draw leaves anybody out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draw.pools import Inspector as Drawable
from bot.domain.draw.pools import freeze
from bot.domain.duties.leave import Leave, LeaveReason, read_period, usual_periods, without_absent
from bot.domain.errors import Invalid
from bot.domain.registers.rows import Inspector

TODAY = date(2026, 9, 21)
AT = datetime(2026, 9, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("10月8日至10月15日", date(2026, 10, 8), date(2026, 10, 15)),
        ("10月8日-15日", date(2026, 10, 8), date(2026, 10, 15)),
        ("2026-10-08 2026-10-15", date(2026, 10, 8), date(2026, 10, 15)),
        ("2026年10月8日到11月2日", date(2026, 10, 8), date(2026, 11, 2)),
        ("10.8-10.15", date(2026, 10, 8), date(2026, 10, 15)),
        ("１０月８日", date(2026, 10, 8), date(2026, 10, 8)),
        ("9月1日至9月21日", date(2026, 9, 1), date(2026, 9, 21)),
        ("12月28日至1月5日", date(2026, 12, 28), date(2027, 1, 5)),
        ("1月5日", date(2027, 1, 5), date(2027, 1, 5)),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, first: date, last: date) -> None:
    assert read_period(typed, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("下周", "leave.bad_days"),
        ("2月30日", "leave.bad_days"),
        ("10月8日至32日", "leave.bad_days"),
        ("10月8日至7日", "leave.bad_days"),
        ("2026-10-08 2026-10-01", "leave.bad_days"),
        ("10月15日至10月8日", "leave.bad_days"),
        ("9月1日至9月20日", "leave.past"),
        ("2026-10-08 2027-10-09", "leave.too_long"),
    ],
)
def test_days_that_cannot_be_are_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_period(typed, TODAY)

    assert refused.value.code == code


@given(st.text(max_size=30))
def test_any_text_is_a_span_or_refused(typed: str) -> None:
    try:
        first, last = read_period(typed, TODAY)
    except Invalid:
        return
    assert first <= last >= TODAY


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_usual_spans_begin_today(today: date) -> None:
    periods = usual_periods(today)

    assert {first for first, _ in periods.values()} == {today}
    assert periods["today"][1] == today
    assert periods["week"][1].isoweekday() == 7
    assert (periods["month"][1] + timedelta(days=1)).day == 1


@given(st.integers(-3, 3), st.integers(0, 3), st.booleans(), st.booleans())
def test_only_who_is_away_on_the_day_of_the_draw_is_left_out(
    start: int, length: int, is_withdrawn: bool, is_barred: bool
) -> None:
    why = "unlicensed" if is_barred else ""
    people = [
        Drawable(id=number, department="", licensed=True, eligible=not why, why=why)
        for number in ("P1", "P2")
    ]
    roster = [Inspector(number=f"P{n}", name="", person_id=n) for n in (1, 2)]
    first = TODAY + timedelta(days=start)
    last = first + timedelta(days=length)
    leave = Leave(
        person_id=1,
        starts_on=first,
        ends_on=last,
        reason=LeaveReason.DUTY,
        declared_by=1,
        declared_at=AT,
        is_withdrawn=is_withdrawn,
    )
    pools = freeze([], people, [])

    after = without_absent(pools, [leave], roster, TODAY)

    is_away = first <= TODAY <= last and not is_withdrawn
    expected = why or ("leave" if is_away else "")
    assert [person.why for person in after.inspectors] == [expected, why]
    assert [person.eligible for person in after.inspectors] == [not expected, not why]
    assert after.targets == pools.targets
