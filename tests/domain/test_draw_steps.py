"""Laws of draws in steps: what is missing, what a supplement draws, and to whom its targets go."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ceremony.steps import (
    DRAWN,
    confirmed_pools,
    first_step,
    hand_out,
    missing,
    obtainable,
    rules_of,
    supplement_pool,
    supplement_rules,
)
from bot.domain.draw.plan import Rules
from bot.domain.draw.pools import freeze
from bot.domain.draw.targets import draw_targets, share
from bot.domain.rounds import DrawStep
from bot.regulations import load_profile, profile_keys

LIANCHI, YEARLY = load_profile("lianchi-education-sport-2023"), load_profile("quyang-education-2023")
TIERS = [tier.name for tier in LIANCHI.draw.risk_tiers]
strata = st.sampled_from([*TIERS, "untiered"])
pools = st.lists(st.tuples(strata, st.booleans(), st.booleans()), min_size=1, max_size=60)


def records(rows: list[tuple[str, bool, bool]]) -> list[dict[str, Any]]:
    """Return pool records; the last flag says that the target was drawn."""
    return [
        {"id": f"T{n:03d}", "name": "x", "stratum": stratum, "eligible": ok, "why": "" if ok else "cap"}
        for n, (stratum, ok, _) in enumerate(rows)
    ]


def plan_of(floor_bp: int = 500) -> dict[str, Any]:
    """Return the rules of Lianchi's tiers."""
    shares = [{"name": t.name, "bp": t.share_bp.value, "min": 0} for t in LIANCHI.draw.risk_tiers]
    return {"rules": {"strata": shares, "floor_bp": floor_bp}}


@settings(deadline=None)
@given(pools)
def test_supplement_draws_exactly_what_is_missing_as_far_as_there_is_any(
    rows: list[tuple[str, bool, bool]],
) -> None:
    base = records(rows)
    drawn = {record["id"] for record, row in zip(base, rows, strict=True) if row[2]}
    short = missing(plan_of(), base, drawn, LIANCHI)
    pool = supplement_pool(base, drawn)
    plan = supplement_rules(short, pool)
    rules = Rules.model_validate(
        {**{k: plan[k] for k in ("strata", "floor_bp", "overdraw")}, "teams": {"count": 0, "seats": []}}
    )
    picked, shortfall = draw_targets(pool.targets, range(len(base)), rules)

    assert len(picked) == obtainable(short, pool)
    assert not {pool.targets[i].id for i in picked} & drawn
    assert bool(shortfall) == (len(picked) < sum(short.values()))
    good = drawn | {pool.targets[i].id for i in picked}
    assert missing(plan_of(), base, good, LIANCHI) == {} or shortfall


@settings(deadline=None)
@given(pools)
def test_pool_is_the_same_but_for_those_drawn_before(rows: list[tuple[str, bool, bool]]) -> None:
    base = records(rows)
    drawn = {record["id"] for record, row in zip(base, rows, strict=True) if row[2]}
    pool = supplement_pool(base, drawn)

    assert [(t.id, t.stratum) for t in pool.targets] == [(r["id"], r["stratum"]) for r in base]
    assert {t.id for t in pool.targets if t.why == DRAWN} == drawn
    assert all(t.why == r["why"] for t, r in zip(pool.targets, base, strict=True) if t.id not in drawn)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=5),
    st.lists(st.text("ABCDEF", min_size=1, max_size=2), unique=True, max_size=8),
    st.data(),
)
def test_each_target_goes_to_the_least_loaded_team_that_may_have_it(
    loads: list[int], picked: list[str], data: st.DataObject
) -> None:
    left = dict(enumerate(loads, start=1))
    pairs = [(target, team) for target in picked for team in left]
    forbidden = set(data.draw(st.lists(st.sampled_from(pairs)))) if pairs else set()
    given_out = hand_out(picked, left, forbidden)

    assert [target for target, _ in given_out] == picked
    load = Counter(left)
    for target, team in given_out:
        able = [each for each in left if (target, each) not in forbidden]
        assert team == (min(able, key=lambda each: (load[each], each)) if able else None)
        if team is not None:
            load[team] += 1


def test_yearly_share_is_held_by_what_the_round_planned() -> None:
    base = records([("all", True, False)] * 6)
    plan = {"rules": {"strata": [{"name": "all", "bp": 5000, "min": 0}], "floor_bp": 0}}

    assert missing(plan, base, {"T000", "T001"}, YEARLY) == {"all": 1}


def test_share_of_a_round_is_held_by_the_text_not_by_what_was_planned_above_it() -> None:
    base = records([("untiered", True, False)] * 40)

    assert missing(plan_of(floor_bp=5000), base, {"T000", "T001"}, LIANCHI) == {}
    assert missing(plan_of(floor_bp=5000), base, {"T000"}, LIANCHI) == {"*": share(40, 500) - 1}


def test_only_lianchi_draws_in_steps() -> None:
    steps = {key: first_step(load_profile(key)) for key in profile_keys()}

    assert {key for key, step in steps.items() if step is DrawStep.TARGETS} == {
        "lianchi-education-sport-2023"
    }


def test_second_step_takes_all_confirmed_targets_and_the_conflicts_among_them() -> None:
    base = records([("低风险", True, True), ("低风险", False, True), ("低风险", True, False)])
    person = {"id": "P1", "department": "", "licensed": True, "eligible": True, "why": ""}
    people = freeze(base, [person], [("T001", "P1"), ("T002", "P1")])
    pools = confirmed_pools(base, {"T000", "T001"}, people)

    assert [(target.id, target.eligible) for target in pools.targets] == [("T000", True), ("T001", True)]
    assert pools.conflicts == (("T001", "P1"),)
    assert pools.inspectors == people.inspectors
    rules = rules_of(DrawStep.INSPECTORS, {"strata": [1], "floor_bp": 0, "team_count": 2})
    assert rules == {"strata": [], "floor_bp": 10_000, "team_count": 2}
