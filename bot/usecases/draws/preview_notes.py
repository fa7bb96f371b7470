"""What the text reminds an office of before a draw: to have it watched, whom to inspect more, whom less."""

from collections.abc import Sequence
from typing import Any

from bot.domain.people import Role
from bot.domain.plans.planning import Choice, lowered_share
from bot.domain.plans.scope import raises_blacklist
from bot.domain.registers.rows import Target
from bot.usecases.act import Act


async def note_lines(act: Act, choice: Choice, targets: Sequence[Target], good: int) -> list[dict[str, Any]]:
    """Return a line where nobody is bound who could watch, and those of who is inspected more, or less.

    A higher share of the blacklisted is asked for by itself (`raised_bp`); frequency and intensity are the
    office's to choose (rules `observers` and `intensity`), and so is a lower share of the `good` many with a
    good record, which a press sets.
    """
    notes: list[dict[str, Any]] = []
    _, is_lead_office = await act.holders(Role.OBSERVER)
    if is_lead_office and act.office.profile.draw.observers_may_watch.value:
        notes.append({"key": "draw.note.unwatched", "ground": act.ground("observers")})
    listed = sum(each.is_blacklisted for each in targets)
    if listed and act.office.profile.duties.intensity.value and not raises_blacklist(act.office.profile):
        notes.append({"key": "draw.note.intensity", "n": listed, "ground": act.ground("intensity")})
    return notes + ([_lower_note(act, choice, good)] if good and not choice.lowers else [])


def _lower_note(act: Act, choice: Choice, good: int) -> dict[str, Any]:
    """Say of how many the text allows a lower share, and which it would be."""
    return {
        "key": "draw.note.lower",
        "n": good,
        "ground": act.ground("intensity"),
        "lowered": {"bp": lowered_share(choice, act.office.profile)},
        "part": {"bp": act.office.profile.weight.lowered_to_bp.value},
        "part_ground": act.ground("lowered_share"),
        "least": {"bp": act.office.profile.draw.share_bp.value},
        "least_ground": act.ground("share"),
    }
