"""From the registers to the frozen pools: who can be drawn, who is left out, and why (protocol section 3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.draw.pools import Pools, freeze
from bot.domain.errors import Refused
from bot.domain.plans.conformity import WHOLE_BP, share_of
from bot.domain.plans.item_shares import ItemShare
from bot.domain.plans.joint import ALL_LICENSED, seat_groups, teams_possible
from bot.domain.plans.planned_round import FILTERED
from bot.domain.plans.scope import Directed, in_scope, is_closed, is_within, tier_of, unmet
from bot.domain.profiles.profile import Profile, ShareBase
from bot.domain.registers.rows import Inspector, Target

THROWS = 25
"""Dice of a draw at L2: 64.6 bits (protocol section 1)."""

WHOLE_REGISTER = "all"
BLACKLIST, GOOD_RECORD = "blacklist", "good_record"
"""Strata with a share of their own, higher or lower than the general one."""
UNTIERED, UNQUALIFIED = "untiered", "unqualified"
"""Strata that are in no plan: only the floor reaches them."""


@dataclass(frozen=True)
class Choice:
    """What was chosen: scope (see `in_scope`), share in basis points, teams, reason.

    `directed` are conditions set for this draw, `raised_bp` the share of the blacklisted (0: the general
    one); `lowers` draws those with a good record, the keys `good_record`, at a lower share, and `over_cap`
    are the keys of targets that may pass a cap in principle, as the lead office agreed.
    `departments` inspect together, the initiator first; none is a round of anybody. `share_source` is the
    higher text that fixes the share, as the line of the plan says; `frequency` the rounds that it allows;
    `item_shares` what such texts fix for single items.
    `item_codes` are the items of that line, none are all of the item list; `condition` what it asks of a
    directed draw, in words, `team_people` how many it puts into a team.
    """

    scope: str
    share_bp: int
    team_count: int
    reason: str = ""
    directed: Directed = ()
    raised_bp: int = 0
    lowers: bool = False
    good_record: frozenset[str] = frozenset()
    over_cap: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    share_source: str = ""
    item_shares: tuple[ItemShare, ...] = ()
    frequency: int = 0
    item_codes: tuple[str, ...] = ()
    condition: str = ""
    team_people: int = 0

    @property
    def stratum(self) -> str:
        """Return the name of the stratum of all who have no share of their own."""
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
    chosen = [target for target in targets if in_scope(target, choice.scope)]
    if not chosen:
        raise Refused("draw.empty_scope")
    records = [_target(target, choice, drawn.get(target.id, 0), profile) for target in chosen]
    licence_for_all = profile.team.licensed_min_people.value == ALL_LICENSED
    people = [_inspector(line, barred=licence_for_all and not line.licensed) for line in roster]
    return freeze(records, people, [])


def _target(target: Target, choice: Choice, drawn: int, profile: Profile) -> dict[str, Any]:
    why = _why(target, choice, drawn, profile)
    stratum = _stratum(target, choice, profile)
    return {"id": target.key, "name": target.name, "stratum": stratum, "eligible": not why, "why": why}


def _why(target: Target, choice: Choice, drawn: int, profile: Profile) -> str:
    """Return why a target cannot be drawn, or ""; a cap in principle can be passed, an absolute one never."""
    if is_closed(target):
        return "closed"
    if unmet(target, profile) or not is_within(target, choice.directed):
        return FILTERED
    is_over = target.key in choice.over_cap and not profile.cap.is_absolute.value
    return "cap" if drawn >= profile.cap.times_per_year.value and not is_over else ""


def _stratum(target: Target, choice: Choice, profile: Profile) -> str:
    """Return the class whose share the target counts for; those without a known tier only for the floor.

    Where the share is one of those that qualify, the others count for no tier.
    """
    if profile.draw.risk_tiers:
        if profile.draw.share_base.value is ShareBase.QUALIFIED and unmet(target, profile):
            return UNQUALIFIED
        return tier_of(target, profile) or UNTIERED
    if choice.raised_bp and target.is_blacklisted:
        return BLACKLIST
    return GOOD_RECORD if choice.lowers and target.key in choice.good_record else choice.stratum


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
    """Return the rules of the plan: the strata, the seats of anybody or of each department."""
    return {
        **_shares(choice, profile),
        "overdraw": profile.draw.overdraw_times.value,
        "team_count": choice.team_count,
        "seats": seat_groups(choice.departments, profile, choice.team_people),
    }


def lowered_share(choice: Choice, profile: Profile) -> int:
    """Return the share of those with a good record in basis points, rounded up (rule `lowered_share`)."""
    part = profile.weight.lowered_to_bp.value or WHOLE_BP
    return -(-choice.share_bp * part // WHOLE_BP)


def _shares(choice: Choice, profile: Profile) -> dict[str, Any]:
    """Return the strata; where there are several, the share chosen is the floor over all of them.

    Where some are drawn at a lower share, the floor is what the text asks of the whole.
    """
    shares = {tier.name: tier.share_bp.value for tier in profile.draw.risk_tiers}
    if not shares:
        shares = {choice.stratum: choice.share_bp}
        if choice.raised_bp:
            shares[BLACKLIST] = choice.raised_bp
        if choice.lowers:
            shares[GOOD_RECORD] = lowered_share(choice, profile)
    floor_bp = profile.draw.share_bp.value if choice.lowers else choice.share_bp
    is_one = shares == {choice.stratum: choice.share_bp}
    strata = [{"name": name, "bp": share_bp, "min": 0} for name, share_bp in shares.items()]
    return {"strata": strata, "floor_bp": 0 if is_one else floor_bp}


def drawn_by_stratum(pools: Pools, rules: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Return (records, drawn) of each stratum of the rules, before the floor is filled up."""
    found = {}
    for stratum in rules["strata"]:
        members = [record.eligible for record in pools.targets if record.stratum == stratum["name"]]
        wanted = max(share_of(len(members), stratum["bp"]), stratum["min"])
        found[stratum["name"]] = (len(members), min(wanted, sum(members)))
    return found


def drawn_count(pools: Pools, rules: Mapping[str, Any]) -> int:
    """Return how many targets the draw will pick: the tickets decide which, never how many."""
    eligible = sum(record.eligible for record in pools.targets)
    taken = sum(drawn for _, drawn in drawn_by_stratum(pools, rules).values())
    return max(taken, min(share_of(len(pools.targets), rules["floor_bp"]), eligible))


def left_out(pools: Pools) -> dict[str, int]:
    """Return how many records of the pools cannot be drawn, by reason."""
    reasons = [target.why for target in pools.targets] + [inspector.why for inspector in pools.inspectors]
    return dict(Counter(why for why in reasons if why))


def most_teams(pools: Pools, choice: Choice, profile: Profile) -> int:
    """Return the largest number of teams: no more than people allow, and than there are targets to draw."""
    rules = draw_rules(choice, profile)
    return min(teams_possible(rules["seats"], pools.inspectors), drawn_count(pools, rules))
