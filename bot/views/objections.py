"""The cards of objections, and of a record that is corrected."""

from typing import Any

from bot.domain.results.objections import OF_REVIEW, Outcome
from bot.views.keyboards import Keyboard, button


def objection_card(data: dict[str, Any]) -> Keyboard:
    """Offer the answers while it is open."""
    if not data["is_open"]:
        return ()
    one = {"objection_id": data["objection"]}
    return tuple(
        (button(f"objection.answer.{outcome}", "objection.answer", **one, outcome=outcome.value),)
        for outcome in Outcome
    )


def review_card(data: dict[str, Any]) -> Keyboard:
    """Offer the decisions on what the office itself has found, while it is open."""
    if not data["is_open"]:
        return ()
    one = {"objection_id": data["objection"]}
    return tuple(
        (button(f"review.answer.{outcome}", "objection.answer", **one, outcome=outcome.value),)
        for outcome in OF_REVIEW
    )


def correction_asked(data: dict[str, Any]) -> Keyboard:
    """Offer to open the record."""
    return ((button("correction.open", "result.start", inspection_id=data["inspection"]),),)


KEYBOARDS = {
    "objection.card": objection_card,
    "review.card": review_card,
    "correction.asked": correction_asked,
    "correction.further": correction_asked,
}
