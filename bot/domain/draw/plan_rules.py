"""When a draw plan is valid, and when a valid one could still fail (protocol section 4).

Such a plan is never announced, since after the throw nothing may fail.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.domain.draw.bytes import Rejected, dumps, is_hash
from bot.domain.draw.entropy import LEVELS, SECRET_LEVELS, has_enough_outcomes
from bot.domain.draw.plan import Balls, Drand, Plan, Rules, SeatGroup, TeamRule
from bot.domain.draw.pools import Inspector, Pools, conflict_problems, id_problems
from bot.domain.draw.records import is_instant, moment

ANYONE = "*"
WHOLE_BP = 10_000
REDRAW_LEVELS = ("L2", "L3")


class Shortage(NamedTuple):
    """A seat group for which the roster is too small; `seat` counts from 0, the rest are people."""

    seat: int
    wanted: int
    eligible: int
    licensed_wanted: int
    licensed: int


def people_for(seat: SeatGroup, inspectors: Sequence[Inspector]) -> list[Inspector]:
    """Return the eligible people who may sit in this seat group, in the order given."""
    return [who for who in inspectors if who.eligible and seat.department in (ANYONE, who.department)]


def shortages(rules: Rules, inspectors: Sequence[Inspector]) -> list[Shortage]:
    """Return the seat groups that the eligible people cannot fill; such a draw could fail."""
    found = []
    for number, seat in enumerate(rules.teams.seats):
        people = people_for(seat, inspectors)
        need = (rules.teams.count * seat.size, rules.teams.count * seat.licensed_min)
        have = (len(people), sum(who.licensed for who in people))
        if have[0] < need[0] or have[1] < need[1]:
            found.append(Shortage(number, need[0], have[0], need[1], have[1]))
    return found


def _strata(rules: Rules) -> Iterator[str]:
    names = [stratum.name for stratum in rules.strata]
    if len(set(names)) != len(names) or ANYONE in names:
        yield "stratum_name"
    if not all(0 <= stratum.bp <= WHOLE_BP for stratum in rules.strata):
        yield "bp"
    if any(stratum.min < 0 for stratum in rules.strata):
        yield "min"
    if not 0 <= rules.floor_bp <= WHOLE_BP:
        yield "floor_bp"


def _seats(teams: TeamRule) -> Iterator[str]:
    departments = [seat.department for seat in teams.seats]
    if teams.count < 0 or (teams.count == 0) != (not departments):
        yield "team_count"
    if len(set(departments)) != len(departments) or (ANYONE in departments and len(departments) > 1):
        yield "departments"
    if any(seat.size < 1 for seat in teams.seats):
        yield "size"
    if not all(0 <= seat.licensed_min <= seat.size for seat in teams.seats):
        yield "licensed_min"


def _entropy(plan: Plan) -> Iterator[str]:
    entropy = plan.entropy
    if not has_enough_outcomes(entropy):
        yield "entropy_count"
    if isinstance(entropy, Drand) and (not is_hash(entropy.chain) or entropy.round < 1):
        yield "drand_round"
    if isinstance(entropy, Balls | Drand) and not _is_later(entropy.not_before, plan.announced_at):
        yield "not_before"


def _secret(plan: Plan) -> Iterator[str]:
    wanted = LEVELS[plan.entropy.kind] in SECRET_LEVELS or plan.reveal_at is not None
    if wanted and plan.secret is None:
        yield "secret_missing"
    if not wanted and plan.secret is not None:
        yield "secret_needless"
    if plan.secret is not None and not is_hash(plan.secret):
        yield "secret_form"


def _is_later(text: str, announced_at: str) -> bool:
    return is_instant(text) and is_instant(announced_at) and moment(text) > moment(announced_at)


def _times(plan: Plan) -> Iterator[str]:
    if not is_instant(plan.announced_at):
        yield "announced_at"
    if plan.reveal_at is not None and not _is_later(plan.reveal_at, plan.announced_at):
        yield "reveal_at"


def _head(plan: Plan) -> Iterator[str]:
    if plan.v != 1:
        yield "version"
    if not plan.draw:
        yield "draw"
    if plan.attempt < 1:
        yield "attempt"
    if not is_hash(plan.prev):
        yield "prev"
    if plan.rules.overdraw < 1:
        yield "overdraw"


def rule_problems(plan: Plan) -> list[str]:
    """Return the rules of section 4 that the plan breaks by itself, as codes in a fixed order."""
    rules = plan.rules
    found = [*_head(plan), *_strata(rules), *_seats(rules.teams)]
    return [*found, *_entropy(plan), *_secret(plan), *_times(plan)]


def supply_problems(plan: Plan, inspectors: Sequence[Inspector]) -> list[str]:
    """Return why this plan could fail with this roster: `people_short`, `licensed_short`."""
    found = shortages(plan.rules, inspectors)
    codes = ["people_short"] if any(short.eligible < short.wanted for short in found) else []
    return codes + (["licensed_short"] if any(s.licensed < s.licensed_wanted for s in found) else [])


def _pool_problems(plan: Plan, pools: Pools) -> list[str]:
    found = id_problems(pools.targets) + id_problems(pools.inspectors) + conflict_problems(pools)
    summary = pools.summary()
    return found + [f"pool_{name}" for name, said in plan.pools.plain().items() if said != summary[name]]


def _redraw_problems(plan: Plan) -> list[str]:
    is_weak = plan.attempt > 1 and LEVELS[plan.entropy.kind] not in REDRAW_LEVELS
    return ["redraw_level"] if is_weak else []


def plan_problems(plan: Mapping[str, Any], pools: Pools) -> list[str]:
    """Return every reason why this plan must not be announced, as codes; an empty list frees it.

    `shape` or `canonical` stand alone: such a plan cannot be read further.
    """
    try:
        dumps([dict(plan), pools.plain()])
        read = Plan.model_validate(dict(plan))
    except Rejected:
        return ["canonical"]
    except ValidationError:
        return ["shape"]
    found = rule_problems(read) + _redraw_problems(read)
    found += _pool_problems(read, pools) + supply_problems(read, pools.inspectors)
    return list(dict.fromkeys(found))
