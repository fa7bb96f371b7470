"""What /query offers below a credit file."""

from typing import Any

from bot.views.keyboards import Keyboard, button


def query_file(data: dict[str, Any]) -> Keyboard:
    """Offer the coordinator to record what is said against each of his published results."""
    ways = (("objection.start_in", "objection.start"), ("review.start_in", "review.start"))
    rows = [
        (button(label, action, {"number": number}, inspection_id=inspection_id),)
        for inspection_id, number, can_review in data["objectionable"]
        for label, action in (ways if can_review else ways[:1])
    ]
    return (*rows, *(row for each in data["recallable"] for row in _of_undrawn(*each)))


def _of_undrawn(undrawn_id: int, day: str, can_review: bool, can_recall: bool) -> Keyboard:
    """Offer the same of an inspection that no draw led to, and to ask that it be taken down."""
    one, on = {"undrawn_id": undrawn_id}, {"day": day}
    ways = (
        (True, button("objection.start_undrawn", "objection.start_undrawn", on, **one)),
        (can_review, button("review.start_undrawn", "review.start_undrawn", on, **one)),
        (can_recall, button("undrawn.recall_of", "undrawn.recall", on, **one)),
    )
    return tuple((each,) for is_offered, each in ways if is_offered)


KEYBOARDS = {"query.file": query_file}
