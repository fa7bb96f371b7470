"""The screens of 委托 and 岗位移交: which role, who, from when to when, and the preview of the act."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows, place_of


def ask_role(data: dict[str, Any]) -> Keyboard:
    """Offer the roles that can be delegated."""
    roles = [
        button(f"role.{role}", "lend.role", **place_of(data), grant_id=grant)
        for grant, role in data["options"]
    ]
    return in_rows(roles, 2)


def ask_successor(data: dict[str, Any]) -> Keyboard:
    """Offer the people."""
    return tuple(
        (
            button(
                "people.successor",
                "people.successor",
                {"name": name, "unit": f"（{unit}）" if unit else ""},
                **place_of(data),
                person_id=person,
            ),
        )
        for person, name, unit in data["options"]
    )


def ask_days(data: dict[str, Any]) -> Keyboard:
    """Offer the usual spans; others are typed."""
    spans = [
        button(f"leave.period.{period}", "lend.days", **place_of(data), period=period)
        for period in data["periods"]
    ]
    return in_rows(spans, 3)


def lend_preview(data: dict[str, Any]) -> Keyboard:
    """Offer to delegate, or to leave."""
    return ((button("lend.confirm", "lend.confirm", **place_of(data)),),)


def handover_preview(data: dict[str, Any]) -> Keyboard:
    """Offer to hand over, or to leave."""
    return ((button("handover.confirm", "handover.confirm", **place_of(data)),),)


KEYBOARDS = {
    "lend.ask_role": ask_role,
    "people.ask_successor": ask_successor,
    "lend.ask_days": ask_days,
    "lend.preview": lend_preview,
    "handover.preview": handover_preview,
}
