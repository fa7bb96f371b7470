"""The card of an inspection outside the draws."""

from typing import Any

from bot.views.keyboards import Keyboard, button


def undrawn_card(data: dict[str, Any]) -> Keyboard:
    """Offer the release or the return, and to whoever recorded it to take it back."""
    one = {"undrawn_id": data["undrawn"]}
    if not data["is_open"]:
        return ()
    if data["is_mine"]:
        return ((button("undrawn.withdraw", "undrawn.withdraw", **one),),)
    release = button("undrawn.release", "undrawn.release", **one)
    return ((release, button("undrawn.return", "undrawn.return", **one)),)


KEYBOARDS = {"undrawn.card": undrawn_card}
