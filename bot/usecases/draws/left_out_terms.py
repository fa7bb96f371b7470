"""Who cannot be drawn, in words: how many for which reason, and by which condition of the text."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.plans.planning import Choice
from bot.domain.plans.scope import is_within, unmet, unmet_counts
from bot.domain.profiles.draw import Condition
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Target
from bot.usecases.office import ground_of


def left_out_lines(
    profile: Profile, choice: Choice, targets: Sequence[Target], counts: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return how many cannot be drawn by reason, and how many fail each condition on which ground."""
    lines = []
    for why, n in sorted(counts.items()):
        lines.append({"key": f"draw.left_out.{why}", "n": n})
        if why == "filtered":
            lines += _filtered_lines(profile, choice, targets)
    return lines


def _filtered_lines(profile: Profile, choice: Choice, targets: Sequence[Target]) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for condition, n, silent in unmet_counts(targets, profile):
        what, ground = condition_text(condition), ground_of(condition.wanted.ref)
        lines.append(
            {"key": "draw.left_out.condition", "what": what, "n": n, "silent": silent, "ground": ground}
        )
    outside = sum(not unmet(each, profile) and not is_within(each, choice.directed) for each in targets)
    return [*lines, *([{"key": "draw.left_out.outside", "n": outside}] if outside else [])]


def condition_text(condition: Condition) -> dict[str, Any]:
    """Return a condition of the text on who can be drawn."""
    wanted = condition.wanted.value
    shown = {"date": wanted.isoformat()} if hasattr(wanted, "isoformat") else wanted
    return {"key": f"condition.{condition.kind}", "wanted": shown}
