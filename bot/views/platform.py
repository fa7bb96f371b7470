"""A draw of the platform that is carried on here: the file, its preview, its dispatch, its changes."""

from typing import Any

from bot.views.keyboards import Keyboard, button, place_of


def preview(data: dict[str, Any]) -> Keyboard:
    """Offer to take the lists over, unless they ask for what is impossible."""
    drop = button("platform.drop", "platform.drop", dialogue_id=data["dialogue"])
    if not data["can_confirm"]:
        return ((drop,),)
    place = place_of(data)
    return ((button("platform.confirm", "platform.confirm", **place), drop),)


def posted(data: dict[str, Any]) -> Keyboard:
    """Offer the dispatch."""
    return ((button("platform.dispatch", "platform.dispatch", draw_id=data["draw"]),),)


def wanted(data: dict[str, Any]) -> Keyboard:
    """Offer the import of the changed lists while something is to be changed."""
    if not data["is_open"]:
        return ()
    return ((button("platform.reimport", "platform.reimport", round_id=data["round"]),),)


def offer(data: dict[str, Any]) -> Keyboard:
    """Offer the lead office's decision."""
    if not data["is_open"]:
        return ()
    place = {"draw_id": data["draw"]}
    return (
        (button("platform.accept", "platform.accept", **place),),
        (button("platform.decline", "platform.decline", **place),),
    )


def ask_cancel(data: dict[str, Any]) -> Keyboard:
    """Offer the reasons for which a round is cancelled."""
    return tuple(
        (
            button(
                f"platform.cancel_reason.{reason}",
                "platform.cancel_for",
                **place_of(data),
                reason=reason,
            ),
        )
        for reason in data["reasons"]
    )


def cancel_card(data: dict[str, Any]) -> Keyboard:
    """Offer the lead office's decision on a cancellation."""
    place = {"round_id": data["round"]}
    return (
        (button("platform.cancel_yes", "platform.cancel_yes", **place),),
        (button("platform.cancel_no", "platform.cancel_no", **place),),
    )


KEYBOARDS = {
    "platform.ask_cancel": ask_cancel,
    "platform.cancel_card": cancel_card,
    "platform.preview": preview,
    "platform.posted": posted,
    "platform.wanted": wanted,
    "platform.offer": offer,
}
