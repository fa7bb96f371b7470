"""The dialogue of a draw, step by step, and the announcement."""

from typing import Any

from bot.domain.texts import LinkButton, text
from bot.views import directing
from bot.views.keyboards import Keyboard, button, cancel, in_rows, place_of
from bot.views.randomness import how
from bot.views.values import percent


def ask_place(data: dict[str, Any]) -> Keyboard:
    """Offer to draw here, or to carry on what the platform drew."""
    here = button("draw.option_here", "draw.choose", **place_of(data), step="place", value="here")
    there = button("draw.option_platform", "platform.start", **place_of(data))
    return ((here,), (there,), *_foot(data))


def ask_scope(data: dict[str, Any]) -> Keyboard:
    """Offer the categories of the register with their sizes."""
    whole = button(
        "draw.option_all", "draw.choose", {"n": data["total"]}, **place_of(data), step="scope", value=""
    )
    options = [
        button(
            "draw.option_scope",
            "draw.choose",
            {"name": name, "n": n},
            **place_of(data),
            step="scope",
            value=name,
        )
        for name, n in data["options"]
    ]
    return (*in_rows(options, 2), (whole,), *_foot(data))


def ask_share(data: dict[str, Any]) -> Keyboard:
    """Offer shares with the number of targets that each comes to."""
    direct = button("directed.set", "draw.direct", **place_of(data))
    return (*_shares(data, "share_bp"), *(((direct,),) if data["may_direct"] else ()), *_foot(data))


def ask_raised(data: dict[str, Any]) -> Keyboard:
    """Offer shares of the blacklisted with the number of targets that each comes to."""
    return (*_shares(data, "raised_bp"), *_foot(data))


def ask_departments(data: dict[str, Any]) -> Keyboard:
    """Offer the departments, each to take part or not; then the joint round, or teams of anybody."""
    options = [
        button(
            "joint.chosen" if place else "joint.option",
            "joint.toggle",
            {"name": name, "place": place},
            **place_of(data),
            name=name,
        )
        for name, place in data["options"]
    ]
    count = data["chosen"]
    settle = [button("joint.none", "joint.settle", **place_of(data), joint=False)]
    if count:
        settle.insert(0, button("joint.settle", "joint.settle", {"n": count}, **place_of(data), joint=True))
    return (*in_rows(options, 1), *in_rows(settle, 1), *_foot(data))


def ask_teams(data: dict[str, Any]) -> Keyboard:
    """Offer numbers of teams."""
    options = [
        button("draw.option_teams", "draw.choose", {"n": n}, **place_of(data), step="team_count", value=n)
        for n in data["options"]
    ]
    return (*in_rows(options, 4), *_foot(data))


def ask_reason(data: dict[str, Any]) -> Keyboard:
    """Offer the usual reasons; any other is typed."""
    options = [
        button(f"reason.{reason}", "draw.choose", **place_of(data), step="reason", value=reason)
        for reason in data["options"]
    ]
    return (*in_rows(options, 1), *_foot(data))


def ask_decision(data: dict[str, Any]) -> Keyboard:
    """Offer no answer: the decision is typed."""
    return _foot(data)


def preview(data: dict[str, Any]) -> Keyboard:
    """Offer the freeze, unless a rule forbids it."""
    direct = ((button("directed.set", "draw.direct", **place_of(data)),),) if data["may_direct"] else ()
    if not data["can_freeze"]:
        return (*direct, *_lower(data), *how(data), *_foot(data | {"can_go_back": True}))
    freeze = button("draw.freeze", "draw.freeze", **place_of(data))
    deviate = button("deviation.ask", "deviation.ask", **place_of(data))
    more = ((deviate,),) if data.get("can_deviate") else ()
    link = LinkButton(text("people.open_private"), f"https://t.me/{data['bot']}")
    unbound = ((link,),) if data["has_unbound"] else ()
    return (
        (freeze,),
        *direct,
        *_lower(data),
        *how(data),
        *more,
        *unbound,
        *_foot(data | {"can_go_back": True}),
    )


def _lower(data: dict[str, Any]) -> Keyboard:
    """Offer the lower share of those with a good record where the text knows one, or to take it back."""
    if data.get("is_lowered"):
        return ((button("draw.not_lowered", "draw.lower", **place_of(data), is_lowered=False),),)
    lower = button("draw.lowered", "draw.lower", **place_of(data), is_lowered=True)
    return ((lower,),) if data.get("can_lower") else ()


def _shares(data: dict[str, Any], step: str) -> Keyboard:
    options = [
        button(
            "draw.option_share",
            "draw.choose",
            {"share": percent(share), "n": n},
            **place_of(data),
            step=step,
            value=share,
        )
        for share, n in data["options"]
    ]
    return in_rows(options, 2)


def _foot(data: dict[str, Any]) -> Keyboard:
    if not data["can_go_back"]:
        return (cancel(data, "draw.cancel"),)
    return ((button("dialogue.back", "draw.back", **place_of(data)), *cancel(data, "draw.cancel")),)


KEYBOARDS = {
    "draw.ask_place": ask_place,
    "draw.ask_scope": ask_scope,
    "draw.ask_share_bp": ask_share,
    **directing.KEYBOARDS,
    "draw.ask_raised_bp": ask_raised,
    "draw.ask_departments": ask_departments,
    "draw.ask_team_count": ask_teams,
    "draw.ask_reason": ask_reason,
    "draw.ask_decision": ask_decision,
    "draw.preview": preview,
}
