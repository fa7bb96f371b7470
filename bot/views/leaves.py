"""The screens of leave: the list, the person, the days, the reason."""

from typing import Any

from bot.domain.texts import Button
from bot.views.keyboards import Keyboard, button, in_rows, place_of
from bot.views.values import value_of


def leave_list(data: dict[str, Any]) -> Keyboard:
    """Offer to enter leave, for oneself or for another, and to withdraw what is entered."""
    rows: list[Any] = []
    if data["can_declare"]:
        rows.append((button("leave.declare", "leave.declare"),))
    if data["can_declare_for"]:
        rows.append((button("leave.declare_for", "leave.declare_for"),))
    rows += [(_withdraw(*entry),) for entry in data["withdrawable"]]
    return tuple(rows)


def pick_person(data: dict[str, Any]) -> Keyboard:
    """Offer the inspectors that were found."""
    options = [
        (
            button(
                "leave.option",
                "leave.person",
                {"name": name, "unit": unit},
                **place_of(data),
                person_id=person,
            ),
        )
        for person, name, unit in data["options"]
    ]
    return tuple(options)


def ask_days(data: dict[str, Any]) -> Keyboard:
    """Offer the usual spans; others are typed."""
    options = [
        button(f"leave.period.{period}", "leave.days", **place_of(data), period=period)
        for period in data["periods"]
    ]
    return in_rows(options, 3)


def ask_reason(data: dict[str, Any]) -> Keyboard:
    """Offer the classes of reasons."""
    options = [
        button(f"leave.reason.{reason}", "leave.reason", **place_of(data), reason=reason)
        for reason in data["reasons"]
    ]
    return in_rows(options, 2)


def _withdraw(leave_id: int, person: str, days: dict[str, Any]) -> Button:
    label = {"person": person, "days": value_of(days, "")}
    return button("leave.withdraw", "leave.withdraw", label, leave_id=leave_id)


KEYBOARDS = {
    "leave.list": leave_list,
    "leave.pick_person": pick_person,
    "leave.ask_days": ask_days,
    "leave.ask_reason": ask_reason,
}
