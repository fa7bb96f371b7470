"""Many draws with fixed seeds: each has a slot-machine transcript of its own after the same commitment.

CI makes WHOLE_DRAWS whole draws and ORDERS orders; the environment can ask for more whole draws.
"""

import os
import random
from itertools import combinations

from bot.domain.draw.entropy import Entry, entropy_hash, seed_of
from bot.domain.draw.plan import Plan, commitment, make_plan
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import draw_all

WHOLE_DRAWS = int(os.environ.get("SHUANGSUIJI_FAIRNESS_DRAWS", "20000"))
ORDERS = 100_000
PEOPLE = 24
PICKED = 8
TEAMS = 4
SEED = "ssj fairness 1"

LEVEL_2 = {"kind": "slot", "count": 11}


def target(number, stratum="a"):
    return {"id": f"T{number:02}", "name": "学校", "stratum": stratum, "eligible": True, "why": ""}


def inspector(number, *, licensed=True):
    return {"id": f"P{number:02}", "department": "x", "licensed": licensed, "eligible": True, "why": ""}


def plan_over(pools, *, strata, floor_bp, teams, licensed_min):
    """Return the announced plan of teams of two."""
    return make_plan(
        draw="SSJ-2026-0001",
        attempt=1,
        prev="0" * 64,
        profile="fairness",
        authority=["公平性试验"],
        pools=pools,
        strata=strata,
        floor_bp=floor_bp,
        overdraw=2,
        team_count=teams,
        seats=[{"department": "*", "size": 2, "licensed_min": licensed_min}],
        entropy=LEVEL_2,
        secret_commitment=None,
        announced_at="2026-11-23T09:00:00+08:00",
        reveal_at=None,
    )


def simple():
    """One stratum, everybody licensed, all loads equal: 8 of 24 targets, four teams of two out of 24."""
    pools = freeze(map(target, range(PEOPLE)), map(inspector, range(PEOPLE)), [])
    strata = [{"name": "a", "bp": 3333, "min": 0}]
    return plan_over(pools, strata=strata, floor_bp=0, teams=TEAMS, licensed_min=1), pools


def mixed():
    """Two strata and a floor that adds two; one person in three is licensed, each team needs one."""
    targets = [target(i, "a" if i < 16 else "b") for i in range(PEOPLE)]
    pools = freeze(targets, [inspector(i, licensed=i < 8) for i in range(PEOPLE)], [])
    strata = [{"name": "a", "bp": 2500, "min": 0}, {"name": "b", "bp": 2500, "min": 0}]
    return plan_over(pools, strata=strata, floor_bp=3333, teams=3, licensed_min=1), pools


def seeds(announced, count, name):
    """Yield the seeds of so many draws, each thrown after the commitment of this plan."""
    die, code = random.Random(f"{SEED} {name}"), commitment(announced)
    for _ in range(count):
        throws = [
            Entry(i=i, kind="slot", src=f"msg:{i + 1}", val=die.randint(1, 64))
            for i in range(LEVEL_2["count"])
        ]
        yield seed_of(code, None, entropy_hash(tuple(throws)))


def orders(count=ORDERS):
    """Yield the order of 24 inspectors of each draw, as numbers."""
    announced, _ = simple()
    for seed in seeds(announced, count, "orders"):
        yield seed.order("order/inspector", PEOPLE)


def draws(scenario, count):
    """Yield the result of each draw of the scenario."""
    announced, pools = scenario()
    plan = Plan.model_validate(announced)
    for seed in seeds(announced, count, scenario.__name__):
        yield draw_all(plan, pools, seed)


def number_of(name):
    """Return 7 for T07 or P07."""
    return int(name[1:])


def no_pairs(n=PEOPLE):
    return dict.fromkeys(combinations(range(n), 2), 0)
