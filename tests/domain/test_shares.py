"""Shares as people write them, and those on the buttons."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plans.planned_round import WHOLE_BP
from bot.domain.plans.shares import offered_shares, percentage_in


def test_percentage_is_read_in_any_width_and_nothing_else_is() -> None:
    written = ["8%", " 8 % ", "８．５％", "3.25", "101%", "0"]

    assert [percentage_in(text) for text in written] == [800, 800, 850, 325, 10_100, 0]
    assert [percentage_in(text) for text in ("", "%", "-1%", "3.333%", "1e999999", "八%")] == [None] * 6


@given(st.integers(1, WHOLE_BP))
def test_offered_shares_begin_with_the_least_and_rise(least: int) -> None:
    offered = offered_shares(least)

    assert offered[0] == least
    assert offered == sorted(set(offered))
    assert offered[-1] <= WHOLE_BP
    assert len(offered) <= 8
