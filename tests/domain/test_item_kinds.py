"""What a list writes of an item's result, and what is typed for it: understood as written, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.registers.item_kinds import (
    Choice,
    ItemKind,
    Span,
    are_options,
    choices_of,
    finds_abnormal,
    item_kind_word,
    judges,
    read_item_kind,
    read_value,
    shown_value,
    span_of,
)

NUMBER, CHOICE, TEXT, FINDING = ItemKind.NUMBER, ItemKind.CHOICE, ItemKind.TEXT, ItemKind.FINDING


@pytest.mark.parametrize("kind", ItemKind)
def test_word_of_a_kind_is_read_back(kind: ItemKind) -> None:
    assert read_item_kind(f" {item_kind_word(kind)} ") is kind


def test_other_word_is_no_kind() -> None:
    assert read_item_kind("照片") is None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", Span()),
        ("人", Span(unit="人")),
        ("30-45 人", Span(Decimal(30), Decimal(45), "人")),
        ("０．３至１．０ mg/L", Span(Decimal("0.3"), Decimal("1.0"), "mg/L")),
        ("不少于2名", Span(Decimal(2), None, "名")),
        ("≤ 45", Span(None, Decimal(45))),
        ("大约 45 人左右", None),
        ("45", None),
    ],
)
def test_range_is_read_as_it_is_written(options: str, expected: Span | None) -> None:
    assert span_of(options) == expected


def test_choices_keep_their_order_and_their_marks() -> None:
    found = choices_of("合格、基本合格；不合格（不正常）")
    assert found == (Choice("合格", False), Choice("基本合格", False), Choice("不合格", True))


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        (CHOICE, "甲、乙", True),
        (CHOICE, "甲", False),
        (CHOICE, "甲、甲", False),
        (CHOICE, "甲、（不正常）", False),
        (NUMBER, "", True),
        (NUMBER, "45-30", False),
        (NUMBER, "适量 3", False),
        (FINDING, "", True),
        (FINDING, "甲、乙", False),
        (TEXT, "", True),
    ],
)
def test_options_fit_their_kind(kind: ItemKind, options: str, expected: bool) -> None:
    assert are_options(kind, options) is expected


@pytest.mark.parametrize(
    ("kind", "options", "typed", "expected"),
    [
        (NUMBER, "30-45 人", " ４２人 ", "42"),
        (NUMBER, "", "0.50", "0.5"),
        (NUMBER, "", "100", "100"),
        (NUMBER, "", "42 人", None),
        (NUMBER, "", "-3", None),
        (NUMBER, "", "1e3", None),
        (CHOICE, "合格、不合格（不正常）", "不合格", "不合格"),
        (CHOICE, "合格、不合格（不正常）", "优秀", None),
        (TEXT, "", " 李校长\n在岗 ", "李校长 在岗"),
        (TEXT, "", " ", None),
        (FINDING, "", "正常", None),
    ],
)
def test_value_is_kept_in_one_form_or_refused(
    kind: ItemKind, options: str, typed: str, expected: str | None
) -> None:
    assert read_value(kind, options, typed) == expected


@given(*[st.decimals(0, 999, places=2)] * 3)
def test_number_is_abnormal_exactly_outside_its_range(one: Decimal, other: Decimal, value: Decimal) -> None:
    least, most = sorted((one, other))
    options = f"{least}-{most} 人"
    assert judges(NUMBER, options)
    assert finds_abnormal(NUMBER, options, str(value)) is not (least <= value <= most)


def test_list_judges_by_a_mark_or_a_range_only() -> None:
    assert judges(CHOICE, "合格、不合格（不正常）")
    assert finds_abnormal(CHOICE, "合格、不合格（不正常）", "不合格")
    assert not finds_abnormal(CHOICE, "合格、不合格（不正常）", "合格")
    assert not any((judges(CHOICE, "甲、乙"), judges(NUMBER, "人"), judges(TEXT, ""), judges(FINDING, "")))
    assert not finds_abnormal(TEXT, "", "不正常")


def test_number_is_shown_with_its_unit() -> None:
    assert shown_value(NUMBER, "30-45 人", "42") == "42 人"
    assert shown_value(NUMBER, "", "42") == shown_value(CHOICE, "42、人", "42") == "42"
