"""The card of a request to amend a signed record."""

from typing import Any

from bot.views.keyboards import Keyboard, button


def amendment_card(data: dict[str, Any]) -> Keyboard:
    """Offer a partner to join in, the approver to approve, and both to refuse."""
    one = {"amendment_id": data["amendment"]}
    refusal = button("amendment.refuse", "amendment.refuse", **one)
    if data["can_join"]:
        return ((button("amendment.join", "amendment.join", **one), refusal),)
    return (
        ((button("amendment.approve", "amendment.approve", **one), refusal),) if data["can_approve"] else ()
    )


KEYBOARDS = {"amendment.card": amendment_card}
