"""From registers to pools: who can be drawn, who is left out, and how many teams there can be."""

from typing import Any

import pytest

from bot.domain.errors import Refused
from bot.domain.plans.planning import Choice, build_pools, draw_rules, left_out, most_teams
from bot.domain.registers.rows import Inspector, Target
from bot.regulations import load_profile, profile_keys

QUYANG = load_profile("quyang-education-2023")
CHANGLI = load_profile("changli-education-2017")
SCHOOL, KINDERGARTEN = "初级中学", "幼儿园"


def choice(**values: Any) -> Choice:
    return Choice(**({"scope": SCHOOL, "share_bp": 5000, "team_count": 2} | values))


def targets(n: int, category: str = SCHOOL, start: int = 1) -> list[Target]:
    return [
        Target(id=at, number=f"N{at:03d}", name=f"第{at}校", category=category)
        for at in range(start, start + n)
    ]


def roster(licensed: int, others: int = 0) -> list[Inspector]:
    return [
        Inspector(id=at, number=f"Q{at:03d}", name=f"人{at}", department="股", licensed=at <= licensed)
        for at in range(1, licensed + others + 1)
    ]


def test_scope_chooses_the_pool_and_its_stratum() -> None:
    register = [*targets(2), *targets(1, KINDERGARTEN, start=3)]

    narrow = build_pools(choice(), register, roster(2), {}, QUYANG)
    whole = build_pools(choice(scope=""), register, roster(2), {}, QUYANG)

    assert [record.plain() for record in narrow.targets] == [
        {"id": f"N00{n}", "name": f"第{n}校", "stratum": SCHOOL, "eligible": True, "why": ""} for n in (1, 2)
    ]
    assert [(record.id, record.stratum) for record in whole.targets] == [
        (f"N00{n}", "all") for n in (1, 2, 3)
    ]


def test_credit_code_names_a_target_where_there_is_one() -> None:
    coded = Target(id=1, code="12130634MB0000000A", number="N001", name="第1校", category=SCHOOL)

    assert [each.id for each in build_pools(choice(), [coded], [], {}, QUYANG).targets] == [coded.code]


def test_empty_scope_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        build_pools(choice(scope=KINDERGARTEN), targets(3), roster(2), {}, QUYANG)

    assert refused.value.code == "draw.empty_scope"


def test_target_at_the_year_s_cap_is_excluded_and_still_counts() -> None:
    cap = int(QUYANG.cap.times_per_year.value)

    pools = build_pools(choice(), targets(3), roster(2), {1: cap, 2: cap - 1}, QUYANG)

    assert [(each.id, each.eligible, each.why) for each in pools.targets] == [
        ("N001", False, "cap"),
        ("N002", True, ""),
        ("N003", True, ""),
    ]
    assert most_teams(pools, choice(share_bp=10000), QUYANG) == 1


def test_unlicensed_are_barred_only_where_all_must_be_licensed() -> None:
    strict = build_pools(choice(), targets(2), roster(2, others=1), {}, QUYANG)
    lenient = build_pools(choice(), targets(2), roster(2, others=1), {}, CHANGLI)

    assert [(each.eligible, each.why) for each in strict.inspectors] == [
        (True, ""),
        (True, ""),
        (False, "unlicensed"),
    ]
    assert [(each.eligible, each.why) for each in lenient.inspectors] == [(True, "")] * 3


def test_left_out_counts_by_reason() -> None:
    pools = build_pools(choice(), targets(4), roster(1, others=3), {1: 99, 4: 99}, QUYANG)

    assert left_out(pools) == {"cap": 2, "unlicensed": 3}
    assert left_out(build_pools(choice(), targets(1), roster(1), {}, QUYANG)) == {}


@pytest.mark.parametrize(
    ("people", "schools", "share_bp", "expected"),
    [(8, 6, 5000, 3), (4, 6, 5000, 2), (1, 6, 5000, 0), (9, 6, 10000, 4), (20, 7, 1000, 1)],
)
def test_teams_are_limited_by_people_and_by_targets(
    people: int, schools: int, share_bp: int, expected: int
) -> None:
    pools = build_pools(choice(), targets(schools), roster(people), {}, QUYANG)

    assert most_teams(pools, choice(share_bp=share_bp), QUYANG) == expected


def test_rules_take_the_numbers_of_the_profile() -> None:
    rules = draw_rules(choice(share_bp=300, team_count=4), QUYANG)

    assert rules == {
        "strata": [{"name": SCHOOL, "bp": 300, "min": 0}],
        "floor_bp": 0,
        "overdraw": QUYANG.draw.overdraw_times.value,
        "team_count": 4,
        "seats": [{"department": "*", "size": 2, "licensed_min": 2}],
    }


@pytest.mark.parametrize("key", profile_keys())
def test_every_profile_yields_pools_and_rules_of_plain_numbers(key: str) -> None:
    profile = load_profile(key)
    pools = build_pools(choice(), targets(6), roster(8), {1: 1}, profile)
    rules = draw_rules(choice(), profile)
    (seat,) = rules["seats"]

    numbers = [rules["overdraw"], seat["size"], seat["licensed_min"], most_teams(pools, choice(), profile)]
    assert [type(each) for each in numbers] == [int] * 4
    assert 1 <= seat["licensed_min"] <= seat["size"]


def test_reason_is_part_of_the_choice_and_of_nothing_else() -> None:
    assert draw_rules(choice(reason="rehearsal"), QUYANG) == draw_rules(choice(), QUYANG)
