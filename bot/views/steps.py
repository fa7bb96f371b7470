"""The later draws of a round: the second step's inspectors, and a supplement of targets."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows


def ready(data: dict[str, Any]) -> Keyboard:
    """Offer to draw the inspectors."""
    return ((button("step.begin", "step.start", round_id=data["round"]),),)


def ask_teams(data: dict[str, Any]) -> Keyboard:
    """Offer numbers of teams."""
    options = [
        button("draw.option_teams", "step.teams", {"n": n}, **_place(data), value=n) for n in data["options"]
    ]
    return (*in_rows(options, 4), _cancel(data))


def preview(data: dict[str, Any]) -> Keyboard:
    """Offer the freeze, unless a rule forbids it."""
    freeze = (button("draw.freeze", "step.freeze", **_place(data)),)
    return (freeze, _cancel(data)) if data["can_freeze"] else (_cancel(data),)


def needed(data: dict[str, Any]) -> Keyboard:
    """Offer the supplementary draw where the pool has anything left."""
    if not data["obtainable"]:
        return ()
    return ((button("supplement.begin", "supplement.start", round_id=data["round"]),),)


def supplement(data: dict[str, Any]) -> Keyboard:
    """Offer the freeze."""
    return ((button("draw.freeze", "supplement.freeze", **_place(data)),), _cancel(data))


def _place(data: dict[str, Any]) -> dict[str, Any]:
    return {"dialogue_id": data["dialogue"], "version": data["version"]}


def _cancel(data: dict[str, Any]) -> tuple[Any, ...]:
    return (button("dialogue.cancel", "draw.cancel", dialogue_id=data["dialogue"]),)


KEYBOARDS = {
    "step.ready": ready,
    "step.ask_teams": ask_teams,
    "step.preview": preview,
    "supplement.needed": needed,
    "supplement.preview": supplement,
}
