"""Draws in steps and supplementary draws (`draw-protocol.md` section 11): what each draws, by which rules."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.draw.plan_rules import WHOLE_BP
from bot.domain.draw.pools import Pools, Target, freeze
from bot.domain.draw.targets import share
from bot.domain.plans.conformity import Check
from bot.domain.profiles.draw import InspectorsDrawn, Period
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import DrawStep

DRAWN = "drawn"
"""Why a target of the pool is not eligible in a supplementary draw."""
FLOOR = "*"
"""What is missing of the share over all strata stands under this name, as in a shortfall."""
OF_TEAMS = (Check.TEAM, Check.SEATS, Check.LICENCE, Check.LICENSED, Check.OVERDRAW, Check.RESERVE)
"""The comparisons that are made where inspectors are drawn."""


def first_step(profile: Profile) -> DrawStep:
    """Return what the first draw of a round draws under this regulation (rule `draw_order`)."""
    follows = profile.draw.inspectors_drawn.value is InspectorsDrawn.AFTER_CONFIRMATION
    return DrawStep.TARGETS if follows else DrawStep.WHOLE


def rules_of(step: DrawStep, rules: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules of the plan for this step, from those of a draw of all at once (section 11)."""
    if step is DrawStep.INSPECTORS:
        return {**rules, "strata": [], "floor_bp": WHOLE_BP}
    if step is DrawStep.WHOLE:
        return dict(rules)
    return {**rules, "team_count": 0, "seats": []}


def targets_alone(pools: Pools) -> Pools:
    """Return the pools of a draw of targets only: nobody else could be drawn in it."""
    return pools._replace(inspectors=(), conflicts=())


def confirmed_pools(base: Iterable[Mapping[str, Any]], confirmed: set[str], people: Pools) -> Pools:
    """Return the pools of the second step: the confirmed targets, `people`'s inspectors and conflicts.

    `base` are the records of the targets' draws, in which all confirmed ones stand.
    """
    records = {record["id"]: record for record in base if record["id"] in confirmed}
    targets = [{**record, "eligible": True, "why": ""} for record in records.values()]
    pairs = [pair for pair in people.conflicts if pair[0] in confirmed]
    return freeze(targets, people.inspectors, pairs)


def supplement_pool(base: Sequence[Mapping[str, Any]], drawn: set[str]) -> Pools:
    """Return the same records with those drawn before ineligible, for a draw of targets only."""
    records = [
        {**record, "eligible": False, "why": DRAWN} if record["id"] in drawn else record for record in base
    ]
    return freeze(records, [], [])


def missing(
    plan: Mapping[str, Any], base: Sequence[Mapping[str, Any]], good: set[str], profile: Profile
) -> dict[str, int]:
    """Return how many inspectable targets each stratum (`*`: all together) is short of its least share.

    `base` is the pool of the first draw with the ineligible, which count for the shares; `good` are the ids
    of those drawn that can be inspected. The least share is the profile's; where it is a yearly one, several
    rounds may make it up, and what this round planned is its part.
    """
    pool = [Target.model_validate(record) for record in base]
    sizes = Counter(record.stratum for record in pool)
    have = Counter(record.stratum for record in pool if record.id in good)
    short = {}
    for stratum in plan["rules"]["strata"]:
        name = stratum["name"]
        wanted = share(sizes[name], _least_bp(name, stratum["bp"], profile))
        if have[name] < wanted:
            short[name] = wanted - have[name]
    floor = share(len(pool), _least_bp(FLOOR, plan["rules"]["floor_bp"], profile))
    total = sum(have.values()) + sum(short.values())
    return short | ({FLOOR: floor - total} if total < floor else {})


def _least_bp(name: str, planned_bp: int, profile: Profile) -> int:
    tiers = {tier.name: tier.share_bp.value for tier in profile.draw.risk_tiers}
    if name not in tiers and profile.draw.share_period.value is Period.YEAR:
        return planned_bp
    return min(planned_bp, tiers.get(name, profile.draw.share_bp.value))


def supplement_rules(short: Mapping[str, int], pool: Pools) -> dict[str, Any]:
    """Return the rules that draw the missing number of each stratum, and the rest from anywhere.

    A floor is a share: of more than ten thousand records it may come to a few targets more, never to fewer.
    """
    strata = [{"name": name, "bp": 0, "min": n} for name, n in short.items() if name != FLOOR]
    floor_bp = _floor_bp(sum(short.values()), len(pool.targets)) if FLOOR in short else 0
    return {"strata": strata, "floor_bp": floor_bp, "overdraw": 1, "team_count": 0, "seats": []}


def _floor_bp(wanted: int, records: int) -> int:
    """Return the smallest share in basis points that comes to at least so many of these records."""
    return min((wanted - 1) * WHOLE_BP // records + 1, WHOLE_BP)


def obtainable(short: Mapping[str, int], pool: Pools) -> int:
    """Return how many of the missing targets the pool still has."""
    eligible = Counter(record.stratum for record in pool.targets if record.eligible)
    found = {name: min(n, eligible[name]) for name, n in short.items() if name != FLOOR}
    rest = eligible.total() - sum(found.values())
    wanted = sum(short.values()) - sum(found.values()) if FLOOR in short else 0
    return sum(found.values()) + min(wanted, rest)


def hand_out(
    picked: Iterable[str], left: Mapping[int, int], forbidden: set[tuple[str, int]]
) -> list[tuple[str, int | None]]:
    """Return the team of each target, None where all teams are in conflict with it (section 11).

    In the order of `picked`, each goes to the team with fewest targets left to inspect that is not in
    conflict, the lowest number first; `left` counts them by team, and what is handed out counts as well.
    """
    load = dict(left)
    given: list[tuple[str, int | None]] = []
    for target in picked:
        able = [team for team in sorted(load) if (target, team) not in forbidden]
        team = min(able, key=lambda each: load[each], default=None)
        if team is not None:
            load[team] += 1
        given.append((target, team))
    return given
