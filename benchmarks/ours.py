"""Our side of each measurement: the functions of the draw as the bot calls them."""

from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.cases import SHARE, STRATA, ids, problem, strata
from benchmarks.measure import answer
from bot.domain.draw.bundle import assemble_bundle, bundle_bytes
from bot.domain.draw.entropy import Seed
from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.matching import match_teams
from bot.domain.draw.plan import Plan, make_plan
from bot.domain.draw.pools import Pools, freeze
from bot.domain.draw.result import draw_all, fix_result
from bot.domain.draw.verification import exit_status, verify

Work = Callable[[], Any]
WHOLE_BP = 10_000
TEAMS = 10


def _seed(number: int) -> Seed:
    return Seed(number.to_bytes(32, "big"))


def _pools(count: int, people: int, classes: list[str]) -> Pools:
    targets = (
        {"id": name, "name": "学校", "stratum": stratum, "eligible": True, "why": ""}
        for name, stratum in zip(ids(count), classes, strict=True)
    )
    inspectors = (
        {"id": f"P{i:05}", "department": "x", "licensed": True, "eligible": True, "why": ""}
        for i in range(people)
    )
    return freeze(targets, inspectors, [])


def _plan(pools: Pools, names: tuple[str, ...], teams: int) -> dict[str, Any]:
    return make_plan(
        draw="SSJ-2026-0001",
        attempt=1,
        prev="0" * 64,
        profile="benchmark",
        authority=["测速"],
        pools=pools,
        strata=[{"name": name, "bp": WHOLE_BP // SHARE, "min": 0} for name in names],
        floor_bp=0,
        overdraw=2,
        team_count=teams,
        seats=[{"department": "*", "size": 2, "licensed_min": 1}] if teams else [],
        entropy={"kind": "slot", "count": 11},
        secret_commitment=None,
        announced_at="2026-11-23T09:00:00+08:00",
        reveal_at=None,
    )


def order(count: int, seed: int) -> Work:
    """Put so many targets in order by their tickets."""
    return lambda: _seed(seed).order("order/target", count)


def draw(count: int, seed: int) -> Work:
    """Draw 5 % of one class of frozen records."""
    pools = _pools(count, 0, ["a"] * count)
    plan = Plan.model_validate(_plan(pools, ("a",), 0))
    return lambda: draw_all(plan, pools, _seed(seed))


def stratified(count: int, seed: int) -> Work:
    """Draw 5 % of each of five classes of frozen records."""
    pools = _pools(count, 0, strata(count, seed))
    plan = Plan.model_validate(_plan(pools, STRATA, 0))
    return lambda: draw_all(plan, pools, _seed(seed))


def match(targets: int, teams: int, seed: int) -> Work:
    """Match targets to teams, conflicts included."""
    made = problem(targets, teams, seed)
    positions = {name: position for position, name in enumerate(made.targets)}
    conflicts = frozenset(made.conflicts)
    return lambda: match_teams(made.targets, positions, made.teams, conflicts, _seed(seed))


def verified(targets: int, people: int, seed: int) -> Work:
    """Verify a published file: 5 % of five classes, ten teams of two."""
    pools = _pools(targets, people, strata(targets, seed))
    plan = _plan(pools, STRATA, TEAMS)
    thrown = [{"i": i, "kind": "slot", "src": f"msg:{i + 1}", "val": i + 1} for i in range(11)]
    fixed = fix_result(plan, pools, thrown, None)
    bundle = assemble_bundle(plan=plan, pools=pools, transcript=thrown, secret=None, fixed=fixed)
    raw = bundle_bytes(bundle)
    copy = ObserversCopy(bundle["commitment"], fixed.entropy_hash, fixed.result_hash, fixed.result_hash)
    del pools, bundle
    return lambda: _must_pass(exit_status(verify(raw, copy)))


def _must_pass(status: int) -> None:
    if status:
        raise AssertionError(status)


MAKERS: Mapping[str, Callable[..., Work]] = {
    "order": order,
    "draw": draw,
    "stratified": stratified,
    "match": match,
    "verify": verified,
}

if __name__ == "__main__":
    answer(MAKERS)
