"""The dialogue of a draw, step by step, and the announcement."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows
from bot.views.values import percent


def ask_scope(data: dict[str, Any]) -> Keyboard:
    """Offer the categories of the register with their sizes."""
    whole = button(
        "draw.option_all", "draw.choose", {"n": data["total"]}, **_place(data), step="scope", value=""
    )
    options = [
        button(
            "draw.option_scope",
            "draw.choose",
            {"name": name, "n": n},
            **_place(data),
            step="scope",
            value=name,
        )
        for name, n in data["options"]
    ]
    return (*in_rows(options, 2), (whole,), *_foot(data))


def ask_share(data: dict[str, Any]) -> Keyboard:
    """Offer shares with the number of targets that each comes to."""
    options = [
        button(
            "draw.option_share",
            "draw.choose",
            {"share": percent(share), "n": n},
            **_place(data),
            step="share_bp",
            value=share,
        )
        for share, n in data["options"]
    ]
    return (*in_rows(options, 2), *_foot(data))


def ask_teams(data: dict[str, Any]) -> Keyboard:
    """Offer numbers of teams."""
    options = [
        button("draw.option_teams", "draw.choose", {"n": n}, **_place(data), step="team_count", value=n)
        for n in data["options"]
    ]
    return (*in_rows(options, 4), *_foot(data))


def ask_reason(data: dict[str, Any]) -> Keyboard:
    """Offer the usual reasons; any other is typed."""
    options = [
        button(f"reason.{reason}", "draw.choose", **_place(data), step="reason", value=reason)
        for reason in data["options"]
    ]
    return (*in_rows(options, 1), *_foot(data))


def ask_decision(data: dict[str, Any]) -> Keyboard:
    """Offer no answer: the decision is typed."""
    return _foot(data)


def preview(data: dict[str, Any]) -> Keyboard:
    """Offer the freeze, unless a rule forbids it."""
    if not data["can_freeze"]:
        return _foot(data | {"can_go_back": True})
    freeze = button("draw.freeze", "draw.freeze", dialogue_id=data["dialogue"], version=data["version"])
    return ((freeze,), *_foot(data | {"can_go_back": True}))


def ready(data: dict[str, Any]) -> Keyboard:
    """Offer to open the throwing, or to ask for an abort while there still is one."""
    abort = button("ending.ask_abort", "ending.ask", attempt_id=data["attempt"], kind="abort")
    return ((button("draw.open", "draw.open", attempt_id=data["attempt"]),), (abort,))


def _place(data: dict[str, Any]) -> dict[str, Any]:
    return {"dialogue_id": data["dialogue"], "version": data["version"]}


def _foot(data: dict[str, Any]) -> Keyboard:
    cancel = button("dialogue.cancel", "draw.cancel", dialogue_id=data["dialogue"])
    if not data["can_go_back"]:
        return ((cancel,),)
    return ((button("dialogue.back", "draw.back", **_place(data)), cancel),)


KEYBOARDS = {
    "draw.ask_scope": ask_scope,
    "draw.ask_share_bp": ask_share,
    "draw.ask_team_count": ask_teams,
    "draw.ask_reason": ask_reason,
    "draw.ask_decision": ask_decision,
    "draw.preview": preview,
    "draw.ready": ready,
}
