"""The card by which two rounds become one visit."""

from typing import Any

from bot.views.keyboards import Keyboard, button


def visit_card(data: dict[str, Any]) -> Keyboard:
    """Offer one visit, and two only where the text leaves the choice."""
    one = {"merge_id": data["merge"]}
    row = []
    if data["can_agree"]:
        row.append(button("visit.agree", "visit.agree", **one))
    if data["can_refuse"]:
        row.append(button("visit.refuse", "visit.refuse", **one))
    return (tuple(row),) if row else ()


def ask_apart(data: dict[str, Any]) -> Keyboard:
    """Offer the usual reasons; any other is typed."""
    return tuple(
        (button(f"visit.apart.{reason}", "visit.apart", merge_id=data["merge"], reason=reason),)
        for reason in data["options"]
    )


KEYBOARDS = {"visit.card": visit_card, "visit.ask_apart": ask_apart}
