"""What of a platform's draw can be held against the profile: it warns, it neither refuses nor redraws."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from bot.domain.plans.conformity import Check, Line, PlannedRound, Verdict, check
from bot.domain.plans.item_shares import item_parts, least_of
from bot.domain.plans.lines import PlanTerms
from bot.domain.plans.planned_round import WHOLE_BP
from bot.domain.platform.draw import Match
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Inspector

CHECKED = (
    Check.SHARE,
    Check.COVERAGE,
    Check.FREQUENCY,
    Check.HALF_YEAR,
    Check.CAP,
    Check.TEAM,
    Check.LICENCE,
)
"""What the lists show; the platform's pools, its overdraw and who could not be drawn are not in them."""


def platform_lines(
    match: Match,
    roster: Sequence[Inspector],
    profile: Profile,
    *,
    targets_total: int,
    drawn_before: Sequence[int],
    covered_before: int = 0,
    rounds_by_item: Mapping[str, int] | None = None,
    rounds_this_half_year: int = 0,
    terms: PlanTerms | None = None,
    item_names: Mapping[str, str] | None = None,
) -> list[Line]:
    """Return the comparisons that the lists allow.

    `targets_total` counts the register of the scope; `drawn_before` how often each drawn target was drawn
    this year; `covered_before` the targets of the scope that were drawn this year and are not drawn now;
    `rounds_by_item` and `rounds_this_half_year` the rounds held without this one; `terms` the plan's line,
    `item_names` the names of its items by code.
    """
    planned = PlannedRound(
        targets_total=targets_total,
        drawn_this_year=covered_before,
        busiest_target_draws=max(drawn_before, default=0),
        rounds_by_item=rounds_by_item or {},
        rounds_this_half_year=rounds_this_half_year,
        share_bp=share_bp(len(match.targets), targets_total),
        drawn=len(match.targets),
        overdraw=1,
        is_drawn_here=False,
        **_teams_of(match, {line.number for line in roster if line.licensed}),
    )
    if terms is not None:
        planned = planned.model_copy(update=_of_plan(planned, terms, item_names or {}, profile))
    return [line for line in check(planned, profile) if line.check in CHECKED]


def _teams_of(match: Match, licensed: AbstractSet[str]) -> dict[str, int]:
    """Return what the lists show of the teams and of the people in them; `licensed` are their numbers."""
    return {
        "team_count": len(match.teams),
        "team_size": min(len(team) for team in match.teams),
        "licensed_min": min(sum(number in licensed for number in team) for team in match.teams),
        "inspectors_eligible": len(match.people),
        "licensed_eligible": sum(number in licensed for number in match.people),
    }


def _of_plan(
    planned: PlannedRound, terms: PlanTerms, names: Mapping[str, str], profile: Profile
) -> dict[str, Any]:
    """Return what the line of the plan says of each item's share, and of rounds by a higher text."""
    least = least_of(terms.item_codes, terms.item_shares, terms.share_source, profile, terms.share_bp)
    counts = (planned.targets_total, planned.targets_drawn, planned.share_bp)
    parts = {"items": item_parts(least, names, *counts)}
    if not terms.share_source:
        return parts
    return parts | {"own_rounds_max": terms.frequency, "own_source": terms.share_source}


def share_bp(drawn: int, total: int) -> int:
    """Return the share in basis points, rounded down; at least one, at most all."""
    return max(1, min(WHOLE_BP, drawn * WHOLE_BP // max(total, 1)))


def warnings(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that do not agree with the profile, whatever they would mean for a draw made here."""
    return [line for line in lines if line.verdict is not Verdict.OK]
