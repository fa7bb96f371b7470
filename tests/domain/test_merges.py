"""When two rounds of one year may be one visit, and what orders it."""

import pytest

from bot.domain.inspections import UNVISITED, Inspection, InspectionState
from bot.domain.registers.rows import Item
from bot.domain.rounds import ENDED, Round, RoundState
from bot.domain.visits.merges import (
    ground_of_merging,
    have_different_initiators,
    is_before_visit,
    is_mandatory,
    sections_of,
)
from bot.regulations import load_profile, profile_keys

ITEMS = [Item(code="A", name="甲", basis="法")]


def a_round(coordinator: int, *departments: str, state: RoundState = RoundState.CONFIRMING) -> Round:
    return Round(
        number="SSJ-2026-0001",
        state=state,
        profile="",
        scope="",
        share_bp=500,
        team_count=1,
        reason="",
        item_list_id=1,
        coordinator_id=coordinator,
        chat_id=1,
        departments=list(departments),
    )


@pytest.mark.parametrize(
    ("first", "second", "different"),
    [
        (a_round(1), a_round(2), True),
        (a_round(1), a_round(1), False),
        (a_round(1, "甲", "乙"), a_round(1, "乙", "甲"), True),
        (a_round(1, "甲", "乙"), a_round(1, "甲", "丙"), False),
        (a_round(1, "甲", "乙"), a_round(1), False),
    ],
)
def test_initiators_differ_by_person_or_by_department(
    first: Round, second: Round, *, different: bool
) -> None:
    sections = sections_of(first, ITEMS), sections_of(second, ITEMS)
    assert have_different_initiators(first, second, sections) is different
    assert have_different_initiators(second, first, sections[::-1]) is different


@pytest.mark.parametrize(
    ("first", "second", "different"),
    [((), (), False), (("甲",), (), False), (("甲",), ("乙",), True), (("甲", "乙"), ("乙",), False)],
)
def test_sections_of_a_round_without_departments_are_those_of_its_items(
    first: tuple[str, ...], second: tuple[str, ...], *, different: bool
) -> None:
    sections = [
        sections_of(a_round(1), [Item(code="A", name="甲", basis="法", department=name) for name in names])
        for names in (first, second)
    ]
    assert have_different_initiators(a_round(1), a_round(1), (sections[0], sections[1])) is different


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize("inspected", list(InspectionState))
def test_only_what_is_not_visited_yet_can_be_merged(state: RoundState, inspected: InspectionState) -> None:
    inspection = Inspection(round_id=1, target_id=1, target_key="N1", team=1, state=inspected)

    expected = inspected in UNVISITED and state not in ENDED

    assert is_before_visit(inspection, a_round(1, state=state)) is expected


def test_only_ordos_orders_one_visit_and_each_says_why() -> None:
    orders = {key: is_mandatory(load_profile(key)) for key in profile_keys()}
    grounds = {key: ground_of_merging(load_profile(key)) for key in profile_keys()}

    assert [key for key, ordered in orders.items() if ordered] == ["ordos-education-sport"]
    assert grounds == {
        "changli-education-2017": "one_visit",
        "lianchi-education-sport-2023": "joint",
        "ordos-education-sport": "same_target",
        "quyang-county-2022": "one_visit",
        "quyang-education-2023": "one_visit",
    }
