"""What offices write in a plan: shares, times, names, headings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plans.rows import PLAN_COLUMNS, PlanRow, heading_field, names_in, share_in, window_in


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("全年", (1, 1), (12, 31)),
        ("上半年", (1, 1), (6, 30)),
        ("2026年下半年", (7, 1), (12, 31)),
        ("第三季度", (7, 1), (9, 30)),
        ("4季度", (10, 1), (12, 31)),
        ("2月", (2, 1), (2, 28)),
        ("3月至6月", (3, 1), (6, 30)),
        ("3-6月", (3, 1), (6, 30)),
        ("3月—11月底", (3, 1), (11, 30)),
        ("2026-03-01至2026-06-15", (3, 1), (6, 15)),
        ("2026年3月1日—2026年6月15日", (3, 1), (6, 15)),
        ("3月1日至6月15日", (3, 1), (6, 15)),
        ("2026.5.8", (5, 8), (5, 8)),
    ],
)
def test_window_is_read_as_offices_write_it(
    written: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert window_in(written, 2026) == (date(2026, *first), date(2026, *last))


@pytest.mark.parametrize(
    "written",
    ["", "春天", "6月至3月", "13月", "2月30日", "6月1日至3月1日", "3月1日左右", "1月1日2月1日3月1日"],
)
def test_window_that_says_no_days_is_none(written: str) -> None:
    assert window_in(written, 2026) is None


@given(st.integers(1, 12), st.integers(1, 12))
def test_months_are_whole(first: int, last: int) -> None:
    found = window_in(f"{first}月至{last}月", 2028)

    if first > last:
        assert found is None
    else:
        assert found is not None
        assert (found[0].day, found[0].month, found[1].month) == (1, first, last)


@pytest.mark.parametrize(
    ("written", "is_number", "share"),
    [
        ("5%", False, 500),
        ("５％", False, 500),
        ("0.5%", False, 50),
        ("5", False, 500),
        ("0.05", True, 500),
        ("5", True, None),
        ("1", True, None),
        ("100%", False, 10_000),
        ("101%", False, None),
        ("0%", False, None),
        ("3.333%", False, None),
        ("abc", False, None),
        ("Infinity", False, None),
        ("1e999999", False, None),
        ("1e-999999", True, None),
        ("0.00001", True, None),
    ],
)
def test_share_is_read_in_basis_points_or_not_at_all(
    written: str, is_number: bool, share: int | None
) -> None:
    assert share_in(written, is_number=is_number) == share


@given(st.integers(1, 10_000))
def test_share_that_is_shown_is_read_back(share: int) -> None:
    assert share_in(f"{share / 100:.2f}%") == share


def test_names_are_told_apart() -> None:
    assert names_in(" 校园安全、收费行为；食堂\n、") == ("校园安全", "收费行为", "食堂")


def test_every_heading_names_its_field_and_no_other() -> None:
    found = {word: heading_field(word) for words in PLAN_COLUMNS.values() for word in words}

    assert found == {word: name for name, words in PLAN_COLUMNS.items() for word in words}
    assert heading_field("抽查 比例（%）") == "share"
    assert heading_field("备注") is None


def test_row_has_its_cells_and_nothing_else() -> None:
    row = PlanRow(sheet="抽查计划", row=3, cells={"share": "5%"})

    assert (row.has("share"), row.has("scope")) == ("5%", "")
