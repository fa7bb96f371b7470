"""Small pieces that keyboards are made of."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.domain.texts import Button, LinkButton, text

Row = tuple[Button | LinkButton, ...]
Keyboard = tuple[Row, ...]


def button(label: str, action: str, label_params: dict[str, Any] | None = None, **args: Any) -> Button:
    """Return a button with the label's key, the action's name, and the action's arguments."""
    return Button(text(label, **(label_params or {})), action, args)


def place_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return which question of which dialogue a button answers."""
    return {"dialogue_id": data["dialogue"], "version": data["version"]}


def past_days(action: str) -> Callable[[dict[str, Any]], Keyboard]:
    """Return what offers the usual days of something that is over; others are typed."""

    def offer(data: dict[str, Any]) -> Keyboard:
        return (tuple(button(f"paper.day.{day}", action, **place_of(data), day=day) for day in data["days"]),)

    return offer


def cancel(data: dict[str, Any], action: str = "dialogue.cancel") -> Row:
    """Return a row with the button that leaves the dialogue."""
    return (button("dialogue.cancel", action, dialogue_id=data["dialogue"]),)


def ways(data: dict[str, Any], action: str = "dialogue.cancel") -> Row:
    """Return the row below a question: the way back where one was answered before it, and the way out."""
    back = (button("dialogue.back", "dialogue.back", **place_of(data)),) if data["has_past"] else ()
    return (*back, *cancel(data, action))


def leave(data: dict[str, Any]) -> Row:
    """Return the way out of a question that is asked outside a dialogue."""
    return (button("dialogue.cancel", "question.leave", card=data["card_name"]),)


def in_rows(buttons: Sequence[Button], width: int) -> Keyboard:
    """Return the buttons in rows of this width."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
