"""The shares of risk tiers, of items and of those who qualify, against the regulations that have them."""

import pytest
from pydantic import ValidationError

from bot.domain.plans.conformity import Check, PlannedPart, PlannedRound, Verdict, check
from bot.domain.profiles.profile import Profile
from bot.regulations import load_profile

QUYANG = load_profile("quyang-education-2023")
CHANGLI = load_profile("changli-education-2017")
ORDOS = load_profile("ordos-education-sport")
LIANCHI = load_profile("lianchi-education-sport-2023")
OK, VIOLATES, SHORTAGE = Verdict.OK, Verdict.VIOLATES, Verdict.SHORTAGE


def planned(**changes) -> PlannedRound:
    people = {"team_count": 3, "team_size": 2, "licensed_min": 2, "inspectors_eligible": 14}
    fields = {"targets_total": 340, "share_bp": 300, "licensed_eligible": 12, "overdraw": 2, **people}
    return PlannedRound(**{**fields, **changes})


def parts(subject: Check, profile: Profile, **changes) -> list[tuple]:
    """Return (subject, article, demanded, planned, verdict) of every line of one kind."""
    return [
        (each.subject, each.article, each.demanded, each.planned, each.verdict)
        for each in check(planned(**changes), profile)
        if each.check is subject
    ]


def part(name: str, total: int, drawn: int, share_bp: int, **own) -> PlannedPart:
    return PlannedPart(name=name, targets_total=total, targets_drawn=drawn, share_bp=share_bp, **own)


TIERS = (
    part("高风险", 3, 3, 10_000),
    part("较高风险", 11, 9, 8_000),
    part("一般风险", 20, 10, 4_999),
    part("低风险", 41, 8, 2_500),
)


def test_each_risk_tier_has_a_share_of_its_own():
    assert parts(Check.SHARE, LIANCHI, share_bp=4_000, tiers=TIERS) == [
        ("", "二", 500, 4_000, OK),
        ("高风险", "二", 10_000, 10_000, OK),
        ("较高风险", "二", 8_000, 8_000, OK),
        ("一般风险", "二", 5_000, 4_999, VIOLATES),
        ("低风险", "二", 2_000, 2_500, OK),
    ]


def test_each_risk_tier_is_covered_by_itself():
    assert parts(Check.COVERAGE, LIANCHI, targets_total=75, share_bp=4_000, tiers=TIERS) == [
        ("", "二", 4, 30, OK),
        ("高风险", "二", 3, 3, OK),
        ("较高风险", "二", 9, 9, OK),
        ("一般风险", "二", 10, 10, OK),
        ("低风险", "二", 9, 8, SHORTAGE),
    ]


@pytest.mark.parametrize(("share_bp", "violated"), [(500, 4), (2_000, 3), (9_999, 1), (10_000, 0)])
def test_one_share_without_tiers_is_that_of_every_tier(share_bp, violated):
    verdicts = [each[-1] for each in parts(Check.SHARE, LIANCHI, share_bp=share_bp)]
    assert verdicts == [OK, *[VIOLATES] * violated, *[OK] * (4 - violated)]
    assert len(parts(Check.COVERAGE, LIANCHI, share_bp=share_bp)) == 1


def test_those_who_do_not_qualify_are_no_base_where_the_text_says_so():
    filtered = {"filtered": 240, "closed": 20}
    assert parts(Check.COVERAGE, QUYANG, targets_excluded=filtered) == [("", "第十七条", 11, 11, OK)]
    unqualified = {"targets_excluded": filtered, "targets_unqualified": 240}
    assert parts(Check.COVERAGE, LIANCHI, share_bp=10_000, **unqualified) == [("", "二", 5, 80, OK)]


def test_share_is_that_of_each_item_with_its_source():
    items = (
        part("A", 40, 2, 500),
        part("B", 41, 2, 499),
        part("C", 41, 2, 500),
        part("D", 50, 5, 1_000, own_minimum_bp=2_000, own_source="某办法第三条"),
    )
    assert parts(Check.SHARE, ORDOS, items=items) == [
        ("A", "第九条", 500, 500, OK),
        ("B", "第九条", 500, 499, VIOLATES),
        ("C", "第九条", 500, 500, OK),
        ("D", "某办法第三条", 2_000, 1_000, VIOLATES),
    ]
    assert parts(Check.COVERAGE, ORDOS, items=items) == [
        ("A", "第九条", 2, 2, OK),
        ("B", "第九条", 3, 2, SHORTAGE),
        ("C", "第九条", 3, 2, SHORTAGE),
        ("D", "某办法第三条", 10, 5, SHORTAGE),
    ]


def test_higher_text_may_ask_for_less():
    items = (part("A", 100, 1, 100, own_minimum_bp=100, own_source="某办法第三条"),)
    assert parts(Check.SHARE, ORDOS, items=items) == [("A", "某办法第三条", 100, 100, OK)]


def test_share_of_another_text_counts_only_where_the_text_gives_way_to_it():
    strict = ORDOS.model_dump()
    strict["draw"]["higher_rule_first"] = CHANGLI.draw.higher_rule_first.model_dump()
    items = (part("A", 100, 1, 100, own_minimum_bp=100, own_source="某办法第三条"),)
    assert parts(Check.SHARE, Profile.model_validate(strict), items=items) == [
        ("A", "第九条", 500, 100, VIOLATES)
    ]


def test_items_change_nothing_where_the_share_is_of_the_register():
    items = (part("A", 40, 0, 1),)
    assert parts(Check.SHARE, QUYANG, items=items) == [("", "第十七条", 300, 300, OK)]


def test_share_of_another_text_names_it():
    with pytest.raises(ValidationError, match="names that text"):
        part("A", 100, 1, 100, own_minimum_bp=100)
