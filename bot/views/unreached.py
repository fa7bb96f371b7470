"""The screens of 书面告知: the coordinator's list, the day, and who told."""

from typing import Any

from bot.views.keyboards import Keyboard, button, past_days


def paper_card(data: dict[str, Any]) -> Keyboard:
    """Offer to enter that somebody was told on paper."""
    return tuple(
        (button("paper.enter", "paper.start", {"name": name}, unreached_id=row),)
        for row, name in data["waiting"]
    )


def ask_by(data: dict[str, Any]) -> Keyboard:
    """Offer oneself; another name is typed."""
    place = {"dialogue_id": data["dialogue"], "version": data["version"]}
    return ((button("paper.by_me", "paper.by_me", **place),),)


KEYBOARDS = {
    "paper.card": paper_card,
    "paper.ask_day": past_days("paper.day"),
    "paper.ask_by": ask_by,
}
