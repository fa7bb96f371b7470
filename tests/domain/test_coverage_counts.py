"""What the year has covered, under texts that ask it of the year, of the half-year and of each round."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.working_days import DayStatus, is_working_day, working_days_between
from bot.domain.plans.coverage import (
    Held,
    Owing,
    by_register,
    by_round,
    cap_hits,
    duties_of,
    rounds_of_items,
    warning_days,
    warning_due,
)
from bot.regulations import load_profile

CHANGLI, ORDOS = load_profile("changli-education-2017"), load_profile("ordos-education-sport")
QUYANG = load_profile("quyang-education-2023")
REGISTERS = {"初中": list(range(1, 61)), "小学": list(range(61, 101))}


class Weekdays:
    """Saturdays and Sundays are off, nothing else."""

    def is_working_day(self, day: date) -> DayStatus:
        """Return whether it is a weekday."""
        return DayStatus(day.weekday() < 5, provisional=False)


def held(number: int, day: date, *targets: int, scope: str = "") -> Held:
    return Held(f"R{number}", day, scope, frozenset(targets))


def test_yearly_share_counts_each_target_once_over_all_rounds() -> None:
    rounds = [held(1, date(2026, 3, 1), 1, 2), held(2, date(2026, 5, 1), 2, 61)]

    found = by_register(REGISTERS, rounds, QUYANG)

    shown = [
        (each.name, each.total, each.covered, each.wanted, each.missing, each.reached_bp) for each in found
    ]
    assert shown == [("", 100, 3, 3, 0, 300), ("初中", 60, 2, 2, 0, 333), ("小学", 40, 1, 2, 1, 250)]
    assert by_round(REGISTERS, rounds, QUYANG) == []


def test_target_that_could_not_be_inspected_is_not_covered() -> None:
    dropped = Held("R1", date(2026, 3, 1), "", frozenset({1, 2}), dropped=frozenset({2}))
    again = held(2, date(2026, 5, 1), 2)

    assert by_register(REGISTERS, [dropped], QUYANG)[0].covered == 1
    assert by_register(REGISTERS, [dropped, again], QUYANG)[0].covered == 2


def test_empty_register_is_covered_by_nothing() -> None:
    (whole,) = by_register({}, [], QUYANG)

    assert (whole.total, whole.covered, whole.wanted, whole.reached_bp) == (0, 0, 0, 0)


def test_share_of_each_round_is_that_of_its_scope() -> None:
    rounds = [
        held(1, date(2026, 3, 1), *range(1, 6)),
        held(2, date(2026, 4, 1), 61, scope="小学"),
        held(3, date(2026, 4, 1), 1, scope="已撤类别"),
    ]

    found = by_round(REGISTERS, rounds, CHANGLI)

    shown = [(each.number, each.drawn, each.total, each.wanted, each.missing) for each in found]
    assert shown == [("R1", 5, 100, 5, 0), ("R2", 1, 40, 2, 1), ("R3", 1, 1, 1, 0)]
    assert [each.wanted for each in by_register(REGISTERS, rounds, CHANGLI)] == [0, 0, 0]


def test_a_target_in_two_registers_is_counted_once_in_the_whole() -> None:
    """A round from a register of Ordos 第六条 is held against that register."""
    registers = {**REGISTERS, "机关名录库": list(range(51, 91))}

    found = by_round(
        registers, [held(1, date(2026, 3, 1), 51, scope="机关名录库"), held(2, date(2026, 3, 1), 1)], ORDOS
    )

    assert [(each.total, each.wanted) for each in found] == [(40, 2), (100, 5)]


def test_round_whose_item_another_text_fixes_a_share_for_is_held_to_that_share() -> None:
    fixed = Held("R1", date(2026, 3, 1), "初中", frozenset(range(1, 10)), least_bp=5_000, source="工作要点")

    (found,) = by_round(REGISTERS, [fixed], ORDOS)

    assert (found.wanted, found.missing, found.source) == (30, 21, "工作要点")


def test_rounds_are_counted_by_item() -> None:
    rounds = [
        Held(f"R{n}", date(2026, n, 1), "", frozenset({n}), frozenset(items))
        for n, items in enumerate(("ab", "b", ""), start=1)
    ]

    assert rounds_of_items(rounds) == [("a", 1), ("b", 2)]


def test_periods_owe_what_their_text_asks() -> None:
    today = date(2026, 8, 1)
    rounds = [held(1, date(2026, 3, 1), 1)]

    assert duties_of(REGISTERS, rounds, CHANGLI, today) == [
        Owing("rounds", "frequency_half_year", 1, 0, date(2026, 7, 1), date(2026, 12, 31))
    ]
    assert duties_of(REGISTERS, rounds, QUYANG, today) == [
        Owing("share", "share", 3, 1, date(2026, 1, 1), date(2026, 12, 31))
    ]
    assert duties_of(REGISTERS, rounds, ORDOS, today) == []
    assert duties_of(REGISTERS, rounds, CHANGLI, date(2026, 6, 1))[0].missing == 0


def test_cap_counts_targets_drawn_as_often_as_it_allows() -> None:
    rounds = [held(n, date(2026, n, 1), 1, n + 1) for n in (1, 2, 3)]

    assert cap_hits(rounds, ORDOS) == 1
    assert cap_hits(rounds[:1], ORDOS) == 0
    struck_off = [replace(each, struck_off=frozenset({1})) for each in rounds[1:]]
    assert cap_hits([rounds[0], *struck_off], ORDOS) == 0


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_warnings_come_on_working_days_a_month_and_ten_working_days_before(last: date) -> None:
    first, second = warning_days(last, Weekdays())

    assert is_working_day(first, Weekdays())
    assert is_working_day(second, Weekdays())
    assert first <= second <= last
    assert timedelta(28) <= last - first <= timedelta(33)
    assert working_days_between(second - timedelta(1), last, Weekdays()) == 10


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 29), None),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 12, 17), date(2026, 11, 30)),
        (date(2026, 12, 18), date(2026, 12, 18)),
        (date(2026, 12, 31), date(2026, 12, 18)),
        (date(2027, 1, 1), None),
        (date(2026, 6, 1), None),
    ],
)
def test_warning_that_stands_is_the_latest_one(today: date, day: date | None) -> None:
    owing = Owing("rounds", "frequency_half_year", 1, 0, date(2026, 7, 1), date(2026, 12, 31))

    assert warning_due(owing, today, Weekdays()) == day
    assert warning_due(Owing("rounds", "x", 1, 1, owing.first, owing.last), today, Weekdays()) is None
