"""A year's table: what a notice cannot say is named with its day, and what a newer table changes."""

from datetime import date

import pytest

from bot.domain.calendars.files import read_notice
from bot.domain.calendars.tables import ListedDay, NoticeFault, YearTable, changes, table_faults
from storage.calendars import BureauCalendar
from tests.stories.notices import NOTICE

WHOLE = read_notice(NOTICE).days


def off(day: date, name: str = "") -> ListedDay:
    return ListedDay(date=day, name=name, is_off_day=True)


def worked(day: date) -> ListedDay:
    return ListedDay(date=day, is_off_day=False)


def without(*days: date) -> tuple[ListedDay, ...]:
    return tuple(each for each in WHOLE if each.date not in days)


def fault(code: str, **params: str | int | date) -> NoticeFault:
    return NoticeFault(f"calendar.fault.{code}", params)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (WHOLE, []),
        ((*WHOLE, off(date(2027, 1, 1))), [fault("twice", day=date(2027, 1, 1))]),
        (
            (*WHOLE, worked(date(2027, 6, 6)), off(date(2027, 6, 6)), off(date(2027, 1, 2))),
            [fault("twice", day=date(2027, 1, 2)), fault("twice", day=date(2027, 6, 6))],
        ),
        ((*WHOLE, off(date(2026, 12, 31))), []),
        ((*WHOLE, off(date(2026, 11, 30))), [fault("outside", day=date(2026, 11, 30), year=2027)]),
        ((*WHOLE, off(date(2025, 12, 31))), [fault("outside", day=date(2025, 12, 31), year=2027)]),
        ((*WHOLE, off(date(2028, 1, 1))), [fault("outside", day=date(2028, 1, 1), year=2027)]),
        ((*WHOLE, worked(date(2027, 6, 11))), [fault("weekday_worked", day=date(2027, 6, 11))]),
        ((*WHOLE, worked(date(2027, 6, 12))), []),
        (without(date(2027, 6, 9), date(2027, 9, 15)), [fault("festival", names="端午、中秋")]),
        (
            (*without(date(2027, 6, 9)), off(date(2027, 6, 9), "端"), off(date(2027, 6, 10), "午")),
            [fault("festival", names="端午")],
        ),
        (
            without(*(date(2027, *each) for each in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)))),
            [
                fault("statutory", day=date(2027, *each))
                for each in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
            ],
        ),
    ],
)
def test_what_a_year_cannot_say_is_named_with_its_day(
    days: tuple[ListedDay, ...], found: list[NoticeFault]
) -> None:
    assert list(table_faults(2027, days)) == found


def test_newer_table_changes_the_days_that_are_worked_otherwise() -> None:
    known = BureauCalendar().with_table(YearTable(year=2027, days=WHOLE))
    later = (*without(date(2027, 2, 20), date(2027, 6, 9)), off(date(2027, 6, 10)), off(date(2027, 6, 12)))

    assert changes(known, YearTable(year=2027, days=WHOLE)) == []
    assert changes(known, YearTable(year=2027, days=later)) == [
        (date(2027, 2, 20), False),
        (date(2027, 6, 9), True),
        (date(2027, 6, 10), False),
    ]


def test_closing_days_without_a_year_change_only_themselves() -> None:
    known = BureauCalendar().with_table(YearTable(year=2027, days=WHOLE))
    closed = YearTable(days=(off(date(2027, 6, 15)), off(date(2027, 6, 11)), off(date(2027, 6, 13))))

    assert changes(known, closed) == [(date(2027, 6, 11), False), (date(2027, 6, 15), False)]
