"""The cards of a request for a later day than an order to correct says."""

from typing import Any

from bot.views.keyboards import Keyboard, button, place_of
from bot.views.values import value_of


def extension_card(data: dict[str, Any]) -> Keyboard:
    """Offer the day that is asked for, another one, or to refuse."""
    if not data["is_open"]:
        return ()
    one = {"extension_id": data["extension"]}
    return (
        (button("extension.grant", "extension.grant", {"day": value_of(data["wanted"], "")}, **one),),
        (button("extension.other", "extension.other", **one),),
        (button("extension.refuse", "extension.refuse", **one),),
    )


def ask_day(data: dict[str, Any]) -> Keyboard:
    """Offer the usual later days."""
    return tuple(
        (button("extension.day", "extension.day", {"n": n, "day": day}, **place_of(data), day=day),)
        for n, day in data["options"]
    )


KEYBOARDS = {
    "extension.card": extension_card,
    "extension.ask_day": ask_day,
}
