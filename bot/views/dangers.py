"""The report of a danger."""

from typing import Any

from bot.views.keyboards import Keyboard, button, place_of


def report(data: dict[str, Any]) -> Keyboard:
    """Offer the lead office to take it."""
    return ((button("danger.take", "danger.take", danger_id=data["danger"]),),) if data["is_open"] else ()


def ordered(data: dict[str, Any]) -> Keyboard:
    """Offer that nothing was ordered on the spot."""
    return ((button("danger.nothing_ordered", "danger.nothing_ordered", **place_of(data)),),)


KEYBOARDS = {"danger.card": report, "danger.ask_ordered": ordered}
