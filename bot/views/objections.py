"""The cards of objections, and of a record that is corrected."""

from typing import Any

from bot.domain.results.objections import OF_REVIEW, Outcome
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


def review_card(data: dict[str, Any]) -> Keyboard:
    """Offer the decisions on what the office itself has found, while it is open."""
    if not data["is_open"]:
        return ()
    one = {"objection_id": data["objection"]}
    return tuple(
        (button(f"review.answer.{outcome}", "objection.answer", **one, outcome=outcome.value),)
        for outcome in OF_REVIEW
    )


def query_file(data: dict[str, Any]) -> Keyboard:
    """Offer the coordinator to record what is said against each of his published results."""
    ways = (("objection.start_in", "objection.start"), ("review.start_in", "review.start"))
    rows = [
        (button(label, action, {"number": number}, inspection_id=inspection_id),)
        for inspection_id, number, can_review in data["objectionable"]
        for label, action in (ways if can_review else ways[:1])
    ]
    return (*rows, *(row for each in data["recallable"] for row in _of_undrawn(*each)))


def _of_undrawn(undrawn_id: int, day: str, can_recall: bool) -> Keyboard:
    """Offer the same of an inspection that no draw led to, and to ask that it be taken down."""
    one, on = {"undrawn_id": undrawn_id}, {"day": day}
    rows = ((button("objection.start_undrawn", "objection.start_undrawn", on, **one),),)
    recall = (button("undrawn.recall_of", "undrawn.recall", on, **one),)
    return (*rows, recall) if can_recall else rows


def correction_asked(data: dict[str, Any]) -> Keyboard:
    """Offer to open the record."""
    return ((button("correction.open", "result.start", inspection_id=data["inspection"]),),)


KEYBOARDS = {
    "objection.card": objection_card,
    "review.card": review_card,
    "correction.asked": correction_asked,
    "correction.further": correction_asked,
    "query.file": query_file,
}
