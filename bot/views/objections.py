"""The cards of objections, and of a record that is corrected."""

from typing import Any

from bot.domain.results.objections import Outcome
from bot.views.keyboards import Keyboard, button


def objection_card(data: dict[str, Any]) -> Keyboard:
    """Offer the answers while it is open."""
    if not data["is_open"]:
        return ()
    return tuple(
        (
            button(
                f"objection.answer.{outcome}",
                "objection.answer",
                objection_id=data["objection"],
                outcome=outcome.value,
            ),
        )
        for outcome in Outcome
    )


def correction_asked(data: dict[str, Any]) -> Keyboard:
    """Offer to open the record."""
    return ((button("correction.open", "result.start", inspection_id=data["inspection"]),),)


KEYBOARDS = {"objection.card": objection_card, "correction.asked": correction_asked}
