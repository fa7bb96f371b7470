"""What the announcement says of registers that changed since the last draw."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ceremony.pool_changes import Difference, difference

Pool = list[dict[str, Any]]


def record(key: str, why: str = "") -> dict[str, Any]:
    return {"id": key, "eligible": not why, "why": why}


pools = st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from(("", "closed", "cap", "leave"))).map(
    lambda found: [record(key, why) for key, why in found.items()]
)


@given(before=pools, now=pools)
def test_sizes_follow_from_what_came_and_went(before: Pool, now: Pool) -> None:
    found = difference(before, now)

    assert len(before) + found.came - found.gone == len(now)
    assert 0 <= found.out <= min(len(before), len(now))
    assert difference(now, now) == Difference(came=0, gone=0, out=0, moved=0)


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({}, 0),
        ({"stratum": "低风险"}, 1),
        ({"department": "体育科"}, 1),
        ({"licensed": False}, 1),
        ({"name": "乙"}, 0),
    ],
)
def test_who_counts_as_something_else_is_counted(changes: dict[str, Any], moved: int) -> None:
    before = record("A") | {"stratum": "高风险", "department": "教育科", "licensed": True, "name": "甲"}

    assert difference([before], [before | changes]) == Difference(came=0, gone=0, out=0, moved=moved)


@pytest.mark.parametrize(
    ("why", "out"), [("closed", 1), ("leave", 1), ("unlicensed", 1), ("cap", 0), ("filtered", 0)]
)
def test_who_cannot_be_drawn_any_more_is_counted_unless_the_announcement_says_why(why: str, out: int) -> None:
    assert (
        difference([record("A"), record("B", "closed")], [record("A", why), record("B", "closed")]).out == out
    )
