"""The later draws of a round: the second step's inspectors, and a supplement of targets."""

from typing import Any

from bot.domain.texts import Button
from bot.views.keyboards import Keyboard, button, in_rows, place_of, ways
from bot.views.randomness import how


def ready(data: dict[str, Any]) -> Keyboard:
    """Offer to draw the inspectors."""
    return ((button("step.begin", "step.start", round_id=data["round"]),),)


def ask_teams(data: dict[str, Any]) -> Keyboard:
    """Offer numbers of teams."""
    options = [
        button("draw.option_teams", "step.teams", {"n": n}, **place_of(data), value=n)
        for n in data["options"]
    ]
    return (*in_rows(options, 4), ways(data, "draw.cancel"))


def preview(data: dict[str, Any]) -> Keyboard:
    """Offer the freeze, unless a rule forbids it."""
    return _plan(button("draw.freeze", "step.freeze", **place_of(data)), data)


def needed(data: dict[str, Any]) -> Keyboard:
    """Offer the supplementary draw where the pool has anything left."""
    if not data["obtainable"]:
        return ()
    return ((button("supplement.begin", "supplement.start", round_id=data["round"]),),)


def supplement(data: dict[str, Any]) -> Keyboard:
    """Offer the freeze."""
    return _plan(button("draw.freeze", "supplement.freeze", **place_of(data)), data)


def _plan(freeze: Button, data: dict[str, Any]) -> Keyboard:
    """Offer the freeze where it is allowed, and the choices that every draw has."""
    return (*(((freeze,),) if data["can_freeze"] else ()), *how(data), ways(data, "draw.cancel"))


KEYBOARDS = {
    "step.ready": ready,
    "step.ask_teams": ask_teams,
    "step.preview": preview,
    "supplement.needed": needed,
    "supplement.preview": supplement,
}
