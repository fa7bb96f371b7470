"""A line of the plan held against each profile, and what a year's lines come to."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.plans.line_faults import least_share, plan_faults
from bot.domain.plans.lines import PlanLine, PlanState, PlanTerms, current_lines, next_number
from bot.domain.registers.rows import Item
from bot.regulations import load_profile

ITEMS = (Item(code="A1", name="校园安全", basis="消防法"), Item(code="A2", name="食堂", basis=" "))
GOOD: dict[str, Any] = {
    "item_codes": ("A1",),
    "share_bp": 500,
    "frequency": 2,
    "from_on": date(2026, 1, 1),
    "until_on": date(2026, 6, 30),
    "team_people": 2,
    "method": "现场",
    "secrecy": "保密",
    "use": "公示",
    "purpose": "监管",
}
CHANGLI, ORDOS, QUYANG = "changli-education-2017", "ordos-education-sport", "quyang-education-2023"


def faults(profile: str, **more: Any) -> list[tuple[str, str]]:
    terms = PlanTerms(**(GOOD | more))
    return [(fault.code, fault.rule) for fault in plan_faults(terms, 2026, ITEMS, load_profile(profile))]


@pytest.mark.parametrize("profile", [CHANGLI, ORDOS, QUYANG, "quyang-county-2022"])
def test_good_line_stands_under_every_profile(profile: str) -> None:
    assert faults(profile) == []


@pytest.mark.parametrize(
    ("more", "code", "rule"),
    [
        ({"item_codes": ()}, "no_items", "plan"),
        ({"item_codes": ("X",)}, "unknown_item", "item_list"),
        ({"item_codes": ("A1", "A2")}, "no_basis", "legal_basis"),
        ({"share_bp": 499}, "share_low", "share"),
        ({"from_on": date(2025, 12, 31)}, "window", "plan"),
        ({"until_on": date(2027, 1, 1)}, "window", "plan"),
        ({"until_on": date(2026, 1, 1), "from_on": date(2026, 1, 2)}, "window", "plan"),
        ({"team_people": 1}, "people", "team"),
        ({"secrecy": ""}, "missing", "plan"),
    ],
)
def test_each_fault_is_named_with_its_rule(more: dict[str, Any], code: str, rule: str) -> None:
    assert faults(CHANGLI, **more) == [(f"plan.fault.{code}", rule)]


def test_ordos_allows_two_rounds_and_a_lower_share_by_a_higher_text_only() -> None:
    assert faults(ORDOS, frequency=3) == [("plan.fault.frequency", "frequency_max")]
    assert faults(ORDOS, share_bp=300) == [("plan.fault.share_low", "share")]
    assert faults(ORDOS, share_bp=300, share_source="国务院令") == []
    assert faults(ORDOS, frequency=4, share_source="国务院令") == []
    assert faults(CHANGLI, share_bp=300, share_source="国务院令") == [("plan.fault.share_low", "share")]


def test_only_what_the_text_lists_has_to_be_stated() -> None:
    """Quyang's plan names scope, share, frequency and time; Changli's purpose, secrecy and use as well."""
    empty = dict.fromkeys(("method", "secrecy", "use", "purpose"), "")

    assert faults(QUYANG, **empty) == []
    assert len(faults(CHANGLI, **empty)) == 4


def test_directed_lines_are_refused_where_the_text_forbids_them() -> None:
    profile = load_profile(QUYANG)
    no = profile.draw.directed_allowed.model_copy(update={"value": False})
    strict = profile.model_copy(update={"draw": profile.draw.model_copy(update={"directed_allowed": no})})

    found = plan_faults(PlanTerms(**GOOD, condition="民办"), 2026, ITEMS, strict)

    assert [fault.code for fault in found] == ["plan.fault.directed"]
    assert faults(QUYANG, condition="民办") == []


def test_least_share_is_the_profiles_unless_a_higher_text_goes_first() -> None:
    assert [least_share("", load_profile(key)) for key in (CHANGLI, ORDOS, QUYANG)] == [500, 500, 300]
    assert [least_share("国务院令", load_profile(key)) for key in (CHANGLI, ORDOS)] == [500, 1]


def line(number: int, version: int, state: PlanState) -> PlanLine:
    made = {"made_by": 1, "made_at": datetime(2026, 1, 1, tzinfo=UTC)}
    return PlanLine(year=2026, number=number, version=version, state=state, terms={}, **made)


def test_year_shows_what_is_issued_and_what_is_in_work_and_gives_no_number_twice() -> None:
    lines = [
        line(2, 1, PlanState.DROPPED),
        line(1, 2, PlanState.DRAFT),
        line(1, 1, PlanState.ISSUED),
        line(3, 1, PlanState.REPLACED),
        line(3, 2, PlanState.CONSENTING),
    ]

    assert [(each.number, each.version) for each in current_lines(lines)] == [(1, 1), (1, 2), (3, 2)]
    assert next_number(lines) == 4
    assert next_number([]) == 1


def test_line_says_its_terms() -> None:
    terms = PlanTerms(**GOOD)

    kept = line(1, 1, PlanState.DRAFT).model_copy(update={"terms": terms.model_dump(mode="json")})

    assert kept.says == terms
