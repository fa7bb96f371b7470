"""A share per item with the text that fixes it: what is read, what a line has to draw, what is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plans.item_shares import ItemShare, are_asked_for, item_parts, least_of, shares_in
from bot.domain.plans.line_faults import plan_faults
from bot.domain.plans.lines import PlanTerms
from bot.regulations import load_profile, profile_keys
from tests.domain.test_plan_lines import GOOD, ITEMS

CODES = {"校园安全": "A1", "A1": "A1", "收费（行为）": "A2", "A2": "A2"}
ORDOS = load_profile("ordos-education-sport")
CHANGLI = load_profile("changli-education-2017")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("校园安全 10%（某办法第五条）", [("A1", 1000, "某办法第五条")]),
        (
            "校园安全：10％(某办法)；A2 2.5% （某令 (2020) 第3条）",
            [("A1", 1000, "某办法"), ("A2", 250, "某令 (2020) 第3条")],
        ),
        (
            "收费（行为）100%（某办法）\n校园安全 5%（某细则）",
            [("A2", 10_000, "某办法"), ("A1", 500, "某细则")],
        ),
    ],
)
def test_shares_of_items_are_read(text: str, found: list[tuple[str, int, str]]) -> None:
    shares = shares_in(text, CODES)
    assert shares is not None
    assert [(each.code, each.share_bp, each.source) for each in shares] == found


@pytest.mark.parametrize(
    "text",
    [
        "校园安全 10%",
        "别的 10%（某办法）",
        "校园安全 0%（某办法）",
        "校园安全 101%（某办法）",
        "校园安全 十分之一（某办法）",
        "A1 5%（甲）；校园安全 6%（乙）",
    ],
)
def test_share_without_text_number_or_item_is_not_read(text: str) -> None:
    assert shares_in(text, CODES) is None


@given(own=st.integers(1, 10_000), line=st.integers(1, 10_000))
def test_line_stands_where_it_reaches_the_share_of_every_item(own: int, line: int) -> None:
    items = [ITEMS[0], ITEMS[0].model_copy(update={"code": "B1", "name": "乙事项"})]
    share = ItemShare(code="B1", share_bp=own, source="某办法第五条")
    terms = PlanTerms(**{**GOOD, "item_codes": ("A1", "B1"), "share_bp": line, "item_shares": (share,)})
    found = {fault.code for fault in plan_faults(terms, 2026, items, ORDOS)}
    low = {"plan.fault.share_low"} if line < 500 else set()
    assert found == low | ({"plan.fault.item_share_low"} if line < own else set())


def test_share_of_an_item_that_the_line_has_not_is_refused() -> None:
    share = ItemShare(code="B1", share_bp=500, source="某办法")
    terms = PlanTerms(**{**GOOD, "item_shares": (share,)})
    assert [each.code for each in plan_faults(terms, 2026, ITEMS, ORDOS)] == ["plan.fault.item_share_alone"]


def test_only_ordos_asks_for_a_share_of_each_item() -> None:
    asking = [key for key in profile_keys() if are_asked_for(load_profile(key), ("A1", "A2"))]
    assert asking == ["ordos-education-sport"]
    assert not are_asked_for(ORDOS, ("A1",))


def test_higher_text_counts_only_where_the_regulation_lets_it_go_first() -> None:
    shares = [ItemShare(code="A1", share_bp=300, source="某办法")]
    assert least_of(("A1", "A2"), shares, "", ORDOS) == {"A1": (300, "某办法"), "A2": (500, "")}
    assert least_of(("A1", "A2"), shares, "国务院令", ORDOS, 200) == {
        "A1": (300, "某办法"),
        "A2": (200, "国务院令"),
    }
    assert least_of(("A1", "A2"), shares, "国务院令", CHANGLI) == {"A1": (500, ""), "A2": (500, "")}


def test_parts_name_the_item_its_least_share_and_its_source() -> None:
    parts = item_parts(
        {"A1": (300, "某办法"), "A2": (1000, "国务院令"), "A3": (500, "")}, {"A1": "甲"}, 40, 4, 1000
    )
    assert [(each.name, each.own_minimum_bp, each.own_source, each.targets_drawn) for each in parts] == [
        ("甲", 300, "某办法", 4),
        ("A2", 1000, "国务院令", 4),
        ("A3", None, "", 4),
    ]
