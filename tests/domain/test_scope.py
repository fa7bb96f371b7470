"""Conditions, tiers and the blacklist: who can be drawn, for which share, and how many are drawn."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draw.plan import Rules
from bot.domain.draw.pools import Pools
from bot.domain.draw.targets import draw_targets
from bot.domain.plans.planning import Choice, build_pools, draw_rules, drawn_count, lowered_share, most_teams
from bot.domain.plans.scope import (
    in_scope,
    is_low_risk,
    is_within,
    lowers_good_record,
    scopes_in,
    tier_of,
    unmet_counts,
    values_of,
)
from bot.domain.profiles.books import RegisterKind
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Inspector, Target
from bot.regulations import load_profile

QUYANG, ORDOS, CHANGLI, LIANCHI = (
    load_profile(key)
    for key in (
        "quyang-education-2023",
        "ordos-education-sport",
        "changli-education-2017",
        "lianchi-education-sport-2023",
    )
)
REGISTERED = [
    Target(id=1, number="N1", name="甲", category="初中", kind=RegisterKind.PUBLIC_BODY),
    Target(id=2, number="N2", name="乙", category="初中"),
    Target(id=3, number="N3", name="丙", category="培训机构", kind=RegisterKind.ENTERPRISE),
]
QUALIFIED = {
    "district": "保定市莲池区",
    "registered_on": date(2023, 5, 31),
    "report_year": 2022,
    "standing": "合格",
}


def target(n: int, **values: Any) -> Target:
    return Target(id=n, number=f"N{n:03d}", name=f"第{n}校", category="校外培训机构", **values)


def choice(**values: Any) -> Choice:
    given: dict[str, Any] = {"scope": "", "share_bp": 500, "team_count": 1}
    return Choice(**given | values)


def pools(
    register: list[Target], profile: Profile, drawn: dict[int, int] | None = None, **values: Any
) -> Pools:
    people = [Inspector(number=f"Q{n}", name=f"人{n}", licensed=True) for n in range(9)]
    return build_pools(choice(**values), register, people, drawn or {}, profile)


def kept(register: list[Target], profile: Profile, **values: Any) -> list[tuple[str, str]]:
    """Return (stratum, why) of every target."""
    return [(each.stratum, each.why) for each in pools(register, profile, **values).targets]


@pytest.mark.parametrize(
    "lacking",
    [
        {"registered_on": date(2023, 6, 1)},
        {"registered_on": None},
        {"district": "竞秀区"},
        {"district": ""},
        {"report_year": 2021},
        {"report_year": None},
        {"standing": "不合格"},
        {"standing": "经营异常"},
        {"standing": ""},
    ],
)
def test_target_that_misses_a_condition_stays_in_the_pool_and_counts_for_no_tier(
    lacking: dict[str, Any],
) -> None:
    register = [
        target(1, risk_tier="高风险", **QUALIFIED),
        target(2, risk_tier="高风险", **(QUALIFIED | lacking)),
    ]
    assert kept(register, LIANCHI) == [("高风险", ""), ("unqualified", "filtered")]
    ((_, n, silent),) = unmet_counts(register, LIANCHI)
    assert (n, silent) == (1, int(next(iter(lacking.values())) in ("", None)))


def test_later_report_and_a_district_with_its_city_meet_the_conditions() -> None:
    assert (
        unmet_counts([target(1, **(QUALIFIED | {"report_year": 2023, "district": "莲池区"}))], LIANCHI) == []
    )
    assert unmet_counts([target(1)], QUYANG) == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("高风险", "高风险"),
        ("高", "高风险"),
        ("较高", "较高风险"),
        ("低风险等级", "低风险"),
        ("A", None),
        ("", None),
        (None, None),
    ],
)
def test_tier_is_known_by_its_name_with_or_without_its_ending(written: str | None, name: str | None) -> None:
    assert tier_of(target(1, risk_tier=written), LIANCHI) == name


@pytest.mark.parametrize("standing", ["注销", "已吊销", "停业", "迁出"])
def test_closed_target_cannot_be_drawn_and_counts_for_the_share(standing: str) -> None:
    assert kept([target(1, standing=standing), target(2, standing="在册")], QUYANG) == [
        ("all", "closed"),
        ("all", ""),
    ]


def test_directed_draw_leaves_out_whoever_is_outside() -> None:
    register = [
        target(1, district="甲镇", kind="enterprise"),
        target(2, district="甲镇", blacklisted=True),
        target(3, district="乙镇", kind="enterprise"),
        target(4, kind="enterprise"),
    ]
    directed = (("district", ("甲镇", "乙镇")), ("kind", ("enterprise",)))
    assert [each.why for each in pools(register, ORDOS, directed=directed).targets] == [
        "",
        "filtered",
        "",
        "filtered",
    ]
    assert values_of(register, "district") == [("乙镇", 1), ("甲镇", 2)]
    assert values_of(register, "blacklisted") == [("no", 3), ("yes", 1)]
    assert [is_within(each, (("blacklisted", ("yes",)),)) for each in register] == [False, True, False, False]


def test_cap_in_principle_is_passed_by_those_agreed_to_and_an_absolute_one_by_nobody() -> None:
    register, drawn = [target(1), target(2)], {1: 2, 2: 2}
    over = {"over_cap": ("N001",)}
    assert [each.why for each in pools(register, QUYANG, drawn, **over).targets] == ["", "cap"]
    assert [each.why for each in pools(register, ORDOS, drawn, **over).targets] == ["cap", "cap"]


def test_tiers_have_the_shares_of_the_text_and_the_share_chosen_is_the_floor() -> None:
    rules = draw_rules(choice(share_bp=600), LIANCHI)
    tiers = [("高风险", 10000), ("较高风险", 8000), ("一般风险", 5000), ("低风险", 2000)]
    assert [(each["name"], each["bp"]) for each in rules["strata"]] == tiers
    assert rules["floor_bp"] == 600


def test_blacklisted_have_a_share_of_their_own() -> None:
    # Two by the register, one by the lead office's decision that the register does not know.
    register = [target(n, blacklisted=n <= 2, is_listed=n == 3) for n in range(1, 21)]
    raised = choice(share_bp=500, raised_bp=5000)
    rules = draw_rules(raised, CHANGLI)
    assert rules["strata"] == [
        {"name": "all", "bp": 500, "min": 0},
        {"name": "blacklist", "bp": 5000, "min": 0},
    ]
    assert rules["floor_bp"] == 500
    # One of 17 and two of three.
    assert drawn_count(pools(register, CHANGLI, raised_bp=5000), rules) == 3
    assert most_teams(pools(register, CHANGLI, raised_bp=5000), raised, CHANGLI) == 3


def test_good_records_have_a_lower_share_and_the_whole_what_the_text_asks() -> None:
    register = [target(n, blacklisted=n == 1) for n in range(1, 21)]
    lowered: dict[str, Any] = {"share_bp": 1500, "lowers": True, "good_record": frozenset({"N003", "N004"})}
    rules = draw_rules(choice(**lowered), QUYANG)
    assert (rules["strata"], rules["floor_bp"]) == (
        [{"name": "all", "bp": 1500, "min": 0}, {"name": "good_record", "bp": 750, "min": 0}],
        300,
    )
    held = pools(register, QUYANG, **lowered)
    assert [each.id for each in held.targets if each.stratum == "good_record"] == ["N003", "N004"]
    assert drawn_count(held, rules) == 4  # three of 18 and one of two


@pytest.mark.parametrize(
    ("share_bp", "part_bp", "expected"),
    [(300, 5000, 150), (301, 5000, 151), (300, 8000, 240), (300, 10_000, 300), (1, 1, 1)],
)
def test_lower_share_is_the_part_of_the_profile_rounded_up(
    share_bp: int, part_bp: int, expected: int
) -> None:
    part = QUYANG.weight.lowered_to_bp.model_copy(update={"value": part_bp})
    weight = QUYANG.weight.model_copy(update={"lowered_to_bp": part})
    profile = QUYANG.model_copy(update={"weight": weight})

    assert lowered_share(choice(share_bp=share_bp, lowers=True), profile) == expected


@pytest.mark.parametrize(
    ("profile", "allows"), [(QUYANG, True), (ORDOS, False), (CHANGLI, False), (LIANCHI, False)]
)
def test_only_a_text_that_says_so_lowers_the_share_of_a_good_record(profile: Profile, allows: bool) -> None:
    assert lowers_good_record(profile) is allows


@pytest.mark.parametrize(
    ("tier", "is_low"), [(None, True), ("", True), ("低风险", True), ("一般", False), ("高", False)]
)
def test_risk_is_low_where_the_register_says_so_or_nothing(tier: str | None, is_low: bool) -> None:
    assert is_low_risk(target(1, risk_tier=tier)) is is_low


registers = st.lists(
    st.tuples(
        st.sampled_from(["高", "较高", "一般", "低", "未评", None]),
        st.booleans(),
        st.booleans(),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=40,
)


@given(registers, st.sampled_from([QUYANG, ORDOS, CHANGLI, LIANCHI]), st.integers(1, 10000), st.randoms())
def test_number_drawn_is_known_before_the_draw(rows: Any, profile: Profile, share_bp: int, dice: Any) -> None:
    """Whatever the tickets say, the protocol picks as many as the preview says."""
    register = [
        target(n, risk_tier=tier, blacklisted=black, **(QUALIFIED if good else {}))
        for n, (tier, good, black, _) in enumerate(rows)
    ]
    drawn = {n: times for n, (*_, times) in enumerate(rows)}
    chosen = choice(share_bp=share_bp, raised_bp=min(2 * share_bp, 10000) if profile is CHANGLI else 0)
    held = build_pools(chosen, register, [], drawn, profile)
    rules = draw_rules(chosen, profile)
    order = list(range(len(held.targets)))
    dice.shuffle(order)
    plan = {name: rules[name] for name in ("strata", "floor_bp", "overdraw")}
    teams = {"count": rules["team_count"], "seats": rules["seats"]}
    picked, missing = draw_targets(held.targets, order, Rules.model_validate(plan | {"teams": teams}))
    assert len(picked) == drawn_count(held, rules)
    assert all(held.targets[at].eligible for at in picked)
    if not missing:
        assert len(picked) * 10000 >= len(held.targets) * share_bp


@pytest.mark.parametrize(
    ("scope", "ids"),
    [("", [1, 2, 3]), ("初中", [1, 2]), ("机关名录库", [1]), ("企业名录库", [3]), ("社团名录库", [])],
)
def test_scope_is_the_whole_a_register_or_a_category(scope: str, ids: list[int]) -> None:
    """Ordos 第六条: targets are entered in the register of enterprises, public bodies or associations."""
    assert [target.id for target in REGISTERED if in_scope(target, scope)] == ids


def test_registers_are_offered_before_the_categories() -> None:
    assert scopes_in(REGISTERED) == [("企业名录库", 1), ("机关名录库", 1), ("初中", 2), ("培训机构", 1)]


def test_pool_of_a_register_is_all_of_it_and_nobody_else() -> None:
    choice = Choice(scope="机关名录库", share_bp=500, team_count=1)
    pools = build_pools(choice, REGISTERED, [], {}, ORDOS)
    assert [(each.id, each.stratum) for each in pools.targets] == [("N1", "机关名录库")]
