"""From the registers to the frozen pools: who can be drawn, who is left out, and why (protocol section 3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.conformity import share_of
from bot.domain.draw.pools import Pools, freeze
from bot.domain.errors import Refused
from bot.domain.profile import Profile
from bot.domain.register_rows import Inspector, Target

THROWS = 25
"""Dice of a draw at L2: 64.6 bits (protocol section 1)."""

WHOLE_REGISTER = "all"
ALL_LICENSED = "all"


@dataclass(frozen=True)
class Choice:
    """What was chosen: category ("" is the whole register), share in basis points, teams, reason."""

    scope: str
    share_bp: int
    team_count: int
    reason: str = ""

    @property
    def stratum(self) -> str:
        """Return the name of the one stratum of this draw."""
        return self.scope or WHOLE_REGISTER


def build_pools(
    choice: Choice,
    targets: Sequence[Target],
    roster: Sequence[Inspector],
    drawn: Mapping[int, int],
    profile: Profile,
) -> Pools:
    """Return the pools of a draw; `drawn` is how often each target (by row id) was drawn this year.

    Raises:
        Refused: nothing of this category is in the register.
    """
    chosen = [target for target in targets if choice.scope in ("", target.category)]
    if not chosen:
        raise Refused("draw.empty_scope")
    cap = profile.cap.times_per_year.value
    records = [_target(target, choice.stratum, capped=drawn.get(target.id, 0) >= cap) for target in chosen]
    licence_for_all = profile.team.licensed_min_people.value == ALL_LICENSED
    people = [_inspector(line, barred=licence_for_all and not line.licensed) for line in roster]
    return freeze(records, people, [])


def _target(target: Target, stratum: str, *, capped: bool) -> dict[str, Any]:
    why = "cap" if capped else ""
    return {"id": target.key, "name": target.name, "stratum": stratum, "eligible": not why, "why": why}


def _inspector(line: Inspector, *, barred: bool) -> dict[str, Any]:
    why = "unlicensed" if barred else ""
    return {
        "id": line.number,
        "department": line.department,
        "licensed": line.licensed,
        "eligible": not why,
        "why": why,
    }


def draw_rules(choice: Choice, profile: Profile) -> dict[str, Any]:
    """Return the rules of the plan: one stratum, one seat group of anybody, by the profile's numbers."""
    size = profile.team.size_people.value
    licensed = profile.team.licensed_min_people.value
    seat = {"department": "*", "size": size, "licensed_min": size if licensed == ALL_LICENSED else licensed}
    return {
        "strata": [{"name": choice.stratum, "bp": choice.share_bp, "min": 0}],
        "floor_bp": 0,
        "overdraw": profile.draw.overdraw_times.value,
        "team_count": choice.team_count,
        "seats": [seat],
    }


def left_out(pools: Pools) -> dict[str, int]:
    """Return how many records of the pools cannot be drawn, by reason."""
    reasons = [target.why for target in pools.targets] + [inspector.why for inspector in pools.inspectors]
    return dict(Counter(why for why in reasons if why))


def most_teams(pools: Pools, choice_share_bp: int, profile: Profile) -> int:
    """Return the largest number of teams: no more than people allow, and than there are targets to draw."""
    eligible = sum(record.eligible for record in pools.inspectors)
    by_targets = share_of(len(pools.targets), choice_share_bp)
    return int(min(eligible // profile.team.size_people.value, by_targets))
