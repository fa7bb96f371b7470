"""The round as it is planned, from the registers as they stand now, held against the profile."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.ceremony.steps import OF_TEAMS, first_step
from bot.domain.draw.pools import Inspector, Pools
from bot.domain.plans.conformity import Line, PlannedPart, PlannedRound, check
from bot.domain.plans.joint import department_lines, eligible_for
from bot.domain.plans.planning import (
    BLACKLIST,
    GOOD_RECORD,
    Choice,
    build_pools,
    draw_rules,
    drawn_by_stratum,
    drawn_count,
)
from bot.domain.plans.scope import unmet
from bot.domain.rounds import DrawStep
from bot.usecases.act import Act
from bot.usecases.draws.drawn_this_year import covered_this_year, times_drawn
from bot.usecases.draws.good_records import good_records
from bot.usecases.draws.plan_choice import own_shares
from bot.usecases.draws.rounds_held import rounds_by_item, rounds_of_half_year
from bot.usecases.duties.absences import with_absences
from bot.usecases.duties.conflicts_in_force import with_conflicts
from bot.usecases.registers.targets_in_scope import targets_in


async def pools_of(act: Act, choice: Choice) -> Pools:
    """Return the pools as the registers stand now."""
    targets = await act.work.targets.all(is_active=True)
    roster = [line.on(act.today) for line in await act.work.inspectors.all(is_active=True)]
    if choice.lowers:
        choice = replace(choice, good_record=await good_records(act, targets))
    pools = build_pools(choice, targets, roster, await times_drawn(act), act.office.profile)
    return await with_conflicts(act, await with_absences(act, pools))


async def capped_keys(act: Act, choice: Choice) -> list[str]:
    """Return the keys of the targets that only the yearly cap keeps out."""
    return [record.id for record in (await pools_of(act, choice)).targets if record.why == "cap"]


async def conformity(act: Act, choice: Choice, pools: Pools) -> list[Line]:
    """Return the plan held against the profile, a line per rule."""
    profile = act.office.profile
    rules = draw_rules(choice, profile)
    joint = department_lines(rules["seats"], choice.team_count, rules["overdraw"], pools.inspectors, profile)
    return [*check(await _planned(act, choice, pools, rules), profile), *joint]


def lines_of_step(act: Act, lines: list[Line]) -> list[Line]:
    """Return the comparisons that the first draw of a round needs: those about teams come with the teams."""
    return lines if draws_teams_at_once(act) else [line for line in lines if line.check not in OF_TEAMS]


def draws_teams_at_once(act: Act) -> bool:
    """Return whether one draw takes targets and inspectors; False where the confirmation comes between."""
    return first_step(act.office.profile) is DrawStep.WHOLE


async def _planned(act: Act, choice: Choice, pools: Pools, rules: dict[str, Any]) -> PlannedRound:
    drawn = drawn_count(pools, rules)
    values = {
        "on": act.today,
        "drawn": drawn,
        "items": await own_shares(act, choice, pools, drawn),
        "rounds_by_item": await rounds_by_item(act, choice.scope, choice.item_codes),
        "rounds_this_half_year": await rounds_of_half_year(act),
    }
    values |= await _of_targets(act, choice, pools) | _of_strata(act, pools, rules)
    return PlannedRound(**values, **_of_teams(choice, pools.inspectors, rules), **_of_choice(choice))


async def _of_targets(act: Act, choice: Choice, pools: Pools) -> dict[str, Any]:
    drawn, covered = await times_drawn(act), await covered_this_year(act)
    targets = await targets_in(act, choice.scope)
    can_be = {record.id for record in pools.targets if record.eligible}
    return {
        "targets_total": len(pools.targets),
        "targets_excluded": dict(Counter(record.why for record in pools.targets if not record.eligible)),
        "targets_unqualified": sum(bool(unmet(target, act.office.profile)) for target in targets),
        "drawn_this_year": sum(target.id in covered for target in targets),
        "busiest_target_draws": max(
            (drawn[each.id] for each in targets if each.key in can_be and each.id in drawn), default=0
        ),
    }


def _of_teams(choice: Choice, roster: Sequence[Inspector], rules: dict[str, Any]) -> dict[str, Any]:
    seats = rules["seats"]
    eligible = eligible_for(seats, roster)
    return {
        "team_count": choice.team_count,
        "team_size": sum(seat["size"] for seat in seats),
        "licensed_min": sum(seat["licensed_min"] for seat in seats),
        "inspectors_eligible": len(eligible),
        "licensed_eligible": sum(record.licensed for record in eligible),
        "overdraw": rules["overdraw"],
    }


def _of_choice(choice: Choice) -> dict[str, Any]:
    return {
        "share_bp": choice.share_bp,
        "drawn_here_reason": choice.reason,
        "own_rounds_max": choice.frequency if choice.share_source else None,
        "own_source": choice.share_source,
        "condition": choice.condition,
        "is_directed": bool(choice.directed),
    }


def _of_strata(act: Act, pools: Pools, rules: dict[str, Any]) -> dict[str, Any]:
    """Return the tiers with a share of their own, and those who are drawn at a higher or a lower one."""
    counts = drawn_by_stratum(pools, rules)
    parts = [
        PlannedPart(
            name=each["name"],
            targets_total=counts[each["name"]][0],
            targets_drawn=counts[each["name"]][1],
            share_bp=each["bp"],
        )
        for each in rules["strata"]
    ]
    return {
        "tiers": tuple(parts) if act.office.profile.draw.risk_tiers else (),
        "raised": tuple(part for part in parts if part.name == BLACKLIST),
        "lowered": tuple(part for part in parts if part.name == GOOD_RECORD),
    }
