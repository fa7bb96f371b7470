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


def query_file(data: dict[str, Any]) -> Keyboard:
    """Offer the coordinator to record what the target says against each of his published results."""
    return tuple(
        (button("objection.start_in", "objection.start", {"number": number}, inspection_id=inspection_id),)
        for inspection_id, number in data["objectionable"]
    )


def correction_asked(data: dict[str, Any]) -> Keyboard:
    """Offer to open the record."""
    return ((button("correction.open", "result.start", inspection_id=data["inspection"]),),)


KEYBOARDS = {
    "objection.card": objection_card,
    "correction.asked": correction_asked,
    "query.file": query_file,
}
