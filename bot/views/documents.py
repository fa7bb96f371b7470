"""The screens of 现场文书: of which target, and which document."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows


def offer(data: dict[str, Any]) -> Keyboard:
    """Offer the targets of my inspections."""
    return tuple(
        (button("document.of", "document.choose", {"name": name}, inspection_id=inspection),)
        for inspection, name in data["options"]
    )


def choose(data: dict[str, Any]) -> Keyboard:
    """Offer the documents of the inspection."""
    buttons = [
        button(f"document.name.{each}", "document.hand_out", inspection_id=data["inspection"], paper=each)
        for each in data["documents"]
    ]
    return in_rows(buttons, 2)


KEYBOARDS = {"document.offer": offer, "document.choose": choose}
