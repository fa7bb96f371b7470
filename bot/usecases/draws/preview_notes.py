"""What the text reminds an office of before a draw: to have it watched, and whom to inspect more."""

from collections.abc import Sequence
from typing import Any

from bot.domain.people import Role
from bot.domain.register_rows import Target
from bot.domain.scope import raises_blacklist
from bot.usecases.act import Act


async def note_lines(act: Act, targets: Sequence[Target]) -> list[dict[str, Any]]:
    """Return a line where nobody is bound who could watch, and one for those to be inspected more.

    A higher share of the blacklisted is asked for by itself (`raised_bp`); frequency and intensity are the
    office's to choose (rules `observers` and `intensity`).
    """
    notes: list[dict[str, Any]] = []
    _, is_lead_office = await act.holders(Role.OBSERVER)
    if is_lead_office and act.office.profile.draw.observers_may_watch.value:
        notes.append({"key": "draw.note.unwatched", "ground": act.ground("observers")})
    listed = sum(each.blacklisted is True for each in targets)
    if listed and act.office.profile.duties.intensity.value and not raises_blacklist(act.office.profile):
        notes.append({"key": "draw.note.intensity", "n": listed, "ground": act.ground("intensity")})
    return notes
