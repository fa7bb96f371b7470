from datetime import UTC, datetime

import pytest
from draw_builders import ANNOUNCED, LATER, SECRET, draws, inspector, plan_of, pools_of, target, throws
from hypothesis import given
from pydantic import ValidationError

from bot.domain.draw.bytes import Rejected
from bot.domain.draw.plan import Plan
from bot.domain.draw.plan_rules import Shortage, plan_problems, shortages
from bot.domain.draw.pools import freeze, membership, root
from bot.domain.draw.records import instant, moment
from bot.domain.draw.result import fix_result

POOLS = pools_of()
BALLS = {"kind": "balls", "game": "k8", "issue": "1", "count": 20, "max": 80, "not_before": LATER}
DRAND = {"kind": "drand", "chain": "ab" * 32, "round": 1, "not_before": LATER}


def seat(department="*", size=2, licensed_min=1):
    return {"department": department, "size": size, "licensed_min": licensed_min}


def stratum(name="a", bp=500, least=0):
    return {"name": name, "bp": bp, "min": least}


def entropy(kind, count):
    return {"entropy": {"kind": kind, "count": count}}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"draw": ""}, ["draw"]),
        ({"attempt": 0}, ["attempt"]),
        ({"attempt": 2}, []),
        ({"attempt": 2, "entropy": {"kind": "none"}, "secret_commitment": "0" * 64}, ["redraw_level"]),
        ({"prev": "0" * 63}, ["prev"]),
        ({"prev": "A" * 64}, ["prev"]),
        ({"strata": [stratum(), stratum()]}, ["stratum_name"]),
        ({"strata": [stratum("*")]}, ["stratum_name"]),
        ({"strata": [stratum(bp=0), stratum("b", bp=10000)]}, []),
        ({"strata": [stratum(bp=-1)]}, ["bp"]),
        ({"strata": [stratum(bp=10001)]}, ["bp"]),
        ({"strata": [stratum(least=-1)]}, ["min"]),
        ({"floor_bp": -1}, ["floor_bp"]),
        ({"floor_bp": 10001}, ["floor_bp"]),
        ({"overdraw": 1}, []),
        ({"overdraw": 0}, ["overdraw"]),
        ({"team_count": 0, "seats": []}, []),
        ({"team_count": 0}, ["team_count"]),
        ({"seats": []}, ["team_count"]),
        ({"team_count": -1, "seats": [seat()]}, ["team_count"]),
        ({"seats": [seat("x"), seat("*", 1, 0)]}, ["departments"]),
        ({"seats": [seat("x", 1, 0), seat("x", 1, 0)]}, ["departments"]),
        ({"seats": [seat(size=0, licensed_min=0)]}, ["size"]),
        ({"seats": [seat(size=2, licensed_min=3)]}, ["licensed_min"]),
        ({"seats": [seat(licensed_min=-1)]}, ["licensed_min"]),
        ({"team_count": 4}, []),
        ({"team_count": 5}, ["people_short"]),
        ({"seats": [seat("y")]}, ["people_short", "licensed_short"]),
        (entropy("slot", 10), ["entropy_count"]),
        (entropy("slot", -1), ["entropy_count"]),
        (entropy("slot", 2**53 - 1), []),
        (entropy("die", 24), ["entropy_count"]),
        (entropy("die", 25), []),
        (entropy("d10", 19), ["entropy_count"]),
        (entropy("d10", 20), []),
        ({"entropy": {"kind": "text", "count": 1}, "secret_commitment": "0" * 64}, ["entropy_count"]),
        ({"entropy": {"kind": "text", "count": 2}}, ["secret_missing"]),
        ({"entropy": {"kind": "none"}}, ["secret_missing"]),
        ({"entropy": BALLS}, []),
        ({"entropy": BALLS | {"count": 2**50, "max": 2**52}}, []),
        ({"entropy": BALLS | {"count": 5, "max": 35}}, ["entropy_count"]),
        ({"entropy": BALLS | {"count": 81}}, ["entropy_count"]),
        ({"entropy": BALLS | {"count": -1}}, ["entropy_count"]),
        ({"entropy": BALLS | {"not_before": ANNOUNCED}}, ["not_before"]),
        ({"entropy": DRAND}, []),
        ({"entropy": DRAND | {"chain": "ab"}}, ["drand_round"]),
        ({"entropy": DRAND | {"round": 0}}, ["drand_round"]),
        ({"entropy": DRAND | {"not_before": "tomorrow"}}, ["not_before"]),
        ({"secret_commitment": "0" * 64}, ["secret_needless"]),
        ({"secret_commitment": "0" * 64, "reveal_at": LATER}, []),
        ({"secret_commitment": "0", "reveal_at": LATER}, ["secret_form"]),
        ({"reveal_at": LATER}, ["secret_missing"]),
        ({"secret_commitment": "0" * 64, "reveal_at": ANNOUNCED}, ["reveal_at"]),
        ({"announced_at": "2026-11-23 09:00:00"}, ["announced_at"]),
        ({"authority": ["e\u0301"]}, ["canonical"]),
        ({"overdraw": 2**53}, ["canonical"]),
        ({"overdraw": True}, ["shape"]),
        ({"entropy": {"kind": "coin", "count": 64}}, ["shape"]),
        ({"strata": [stratum() | {"why": ""}]}, ["shape"]),
    ],
)
def test_plan_problems_are(changes, codes):
    assert plan_problems(plan_of(POOLS, **changes), POOLS) == codes


def test_plan_problems_name_another_version():
    assert plan_problems(plan_of(POOLS) | {"v": 2}, POOLS) == ["version"]


def test_plan_problems_name_the_pool_that_is_not_the_frozen_one():
    assert plan_problems(plan_of(POOLS), pools_of(targets=9)) == ["pool_targets"]
    assert plan_problems(plan_of(POOLS), pools_of(inspectors=9)) == ["pool_inspectors"]
    assert plan_problems(plan_of(POOLS), pools_of(conflicts=[("T01", "P01")])) == ["pool_conflicts"]


def test_plan_problems_count_licensed_people():
    pools = freeze([], [inspector(i, licensed=i < 1, why="leave" if i > 4 else "") for i in range(9)], [])
    plan = plan_of(pools)
    assert plan_problems(plan, pools) == ["licensed_short"]
    rules = Plan.model_validate(plan).rules
    assert shortages(rules, pools.inspectors) == [Shortage(0, 4, 5, 2, 1)]


@pytest.mark.parametrize(
    ("licensed", "people", "found", "codes"),
    [
        (2, 4, [], []),
        (2, 5, [], []),
        (3, 4, [], []),
        (2, 3, [Shortage(0, 4, 3, 2, 2)], ["people_short"]),
        (1, 4, [Shortage(0, 4, 4, 2, 1)], ["licensed_short"]),
        (1, 3, [Shortage(0, 4, 3, 2, 1)], ["people_short", "licensed_short"]),
    ],
)
def test_shortage_is_where_people_or_licences_are_fewer_than_wanted(licensed, people, found, codes):
    pools = freeze([], [inspector(i, licensed=i < licensed) for i in range(people)], [])
    plan = plan_of(pools)
    assert shortages(Plan.model_validate(plan).rules, pools.inspectors) == found
    assert plan_problems(plan, pools) == codes


@pytest.mark.parametrize(
    ("pools", "codes"),
    [
        (freeze([target(1) | {"id": "t1"}], [], []), ["id"]),
        (freeze([target(1) | {"id": ""}], [], []), ["id"]),
        (freeze([target(1) | {"id": "T" * 33}], [], []), ["id"]),
        (freeze([target(1), target(1, stratum="b")], [], []), ["duplicate_id"]),
        (freeze([target(1, why="Cap")], [], []), ["why"]),
        (freeze([target(1, why="cap") | {"eligible": True}], [], []), ["why"]),
        (freeze([target(1) | {"eligible": False}], [], []), ["why"]),
        (freeze([], [inspector(1) | {"id": "P\n"}], []), ["id"]),
        (freeze([target(1)], [inspector(1)], [("T01", "P01")] * 2), ["conflict_order"]),
        (freeze([target(1)], [inspector(1)], [("T01", "P02")]), ["conflict_unknown"]),
        (freeze([target(1)], [inspector(1)], [("T02", "P01")]), ["conflict_unknown"]),
    ],
)
def test_plan_problems_hold_for_the_pools(pools, codes):
    assert plan_problems(plan_of(pools, team_count=0, seats=[]), pools) == codes


@pytest.mark.parametrize(
    ("targets", "conflicts"),
    [([target(1) | {"phone": "1"}], []), ([{"id": "T1"}], []), ([], ["TP"]), ([], [("T1", "P1", "P2")])],
)
def test_freeze_refuses_other_shapes(targets, conflicts):
    with pytest.raises(ValidationError):
        freeze(targets, [], conflicts)


def test_freeze_sorts_by_the_bytes_of_the_id():
    pools = freeze([target(1) | {"id": name} for name in ("T1", "T-", "T", "A9", "0")], [], [])
    assert [record.id for record in pools.targets] == ["0", "A9", "T", "T-", "T1"]


def test_membership_shows_one_school_under_the_root():
    pool = POOLS.plain()["targets"]
    assert [len(membership(pool, position)) for position in (0, 9)] == [4, 2]
    assert membership(pool[:2], 1) == [root(pool[:1])]


@pytest.mark.parametrize(
    ("changes", "transcript", "secret", "code"),
    [
        ({"overdraw": 0}, throws("slot", [1] * 11), None, "overdraw"),
        ({}, throws("slot", [1] * 10), None, "transcript_count"),
        ({}, [{"i": 0}], None, "transcript"),
        ({}, throws("slot", [1] * 11), SECRET, "secret_presence"),
        ({"secret_commitment": "0" * 64, "reveal_at": LATER}, throws("slot", [1] * 11), SECRET, "secret"),
        (
            {"secret_commitment": "0" * 64, "reveal_at": LATER},
            throws("slot", [1] * 11),
            SECRET.upper(),
            "secret_form",
        ),
        (
            {"secret_commitment": "0" * 64, "reveal_at": LATER},
            throws("slot", [1] * 11),
            None,
            "secret_presence",
        ),
    ],
)
def test_fix_result_refuses_inputs_of_no_valid_draw(changes, transcript, secret, code):
    with pytest.raises(Rejected, match=f"^{code}$"):
        fix_result(plan_of(POOLS, **changes), POOLS, transcript, secret)


@given(draws())
def test_a_valid_plan_never_fails(draw):
    assert draw.problems == []
    assert draw.bundle["commitment"] == draw.commitment


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T09:00:00+08:00",
        "2026-11-23T01:00:00Z",
        "2026-11-23t01:00:00.0z",
        "2026-11-22T23:30:00.000-01:30",
    ],
)
def test_instant_reads_rfc_3339(text):
    assert instant(text) == instant(ANNOUNCED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-23",
        "2026-11-23T09:00:00",
        "2026-11-23T09:00+08:00",
        "2026-11-31T09:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T09:00:00+0800",
        "2026-11-23T09:00:00Z\n",
        "0000-11-23T09:00:00Z",
        "２026-11-23T09:00:00Z",
    ],
)
def test_instant_refuses_other_texts(text):
    with pytest.raises(Rejected, match=r"^time$"):
        instant(text)


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("2026-11-23T09:00:00+08:00", ""),
        ("2026-11-23t01:00:00.000Z", ""),
        ("2026-11-23T09:00:00.050+08:00", "05"),
    ],
)
def test_moment_is_a_second_and_its_decimals_however_it_is_written(text, decimals):
    assert moment(text) == (datetime(2026, 11, 23, 1, tzinfo=UTC), decimals)
