"""The cards of the confirmation of targets: the unit's list, what is the matter, the second person's look."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows, place_of


def confirm_card(data: dict[str, Any]) -> Keyboard:
    """Offer to confirm all that are open, or one of them with what is the matter."""
    unit = {"round_id": data["round"], "unit": data["unit_name"]}
    rows: list[Any] = []
    if data["open"]:
        rows.append((button("confirm.all", "confirm.all", {"n": data["open"]}, **unit),))
    rows += [
        (button("confirm.one", "confirm.ask", {"name": name}, inspection_id=inspection),)
        for inspection, name, _, is_open in data["waiting"]
        if is_open
    ]
    if data["can_amend"]:
        rows.append((button("confirm.amend", "confirm.amend", **unit),))
    return tuple(rows)


def ask_amended(data: dict[str, Any]) -> Keyboard:
    """Offer the targets that were confirmed."""
    return tuple(
        (
            button(
                "confirm.one", "confirm.amend_one", {"name": name}, **place_of(data), inspection_id=inspection
            ),
        )
        for inspection, name in data["options"]
    )


def ask_outcome(data: dict[str, Any]) -> Keyboard:
    """Offer what may be the matter with a target."""
    options = [
        button(f"confirm.outcome.{outcome}", "confirm.set", **place_of(data), outcome=outcome)
        for outcome in data["options"]
    ]
    return in_rows(options, 2)


def check_card(data: dict[str, Any]) -> Keyboard:
    """Offer to agree, and the lead office to correct."""
    one = {"inspection_id": data["inspection"]}
    row = []
    if data["can_check"]:
        row.append(button("confirm.agree", "confirm.check", **one))
    if data["can_correct"]:
        row.append(button("confirm.correct", "confirm.correct", **one))
    return (tuple(row),) if row else ()


def ask_correction(data: dict[str, Any]) -> Keyboard:
    """Offer what may be the case instead."""
    options = [
        button(f"confirm.outcome.{outcome}", "confirm.correct_to", **place_of(data), outcome=outcome)
        for outcome in data["options"]
    ]
    return in_rows(options, 2)


KEYBOARDS = {
    "confirm.card": confirm_card,
    "confirm.ask_amended": ask_amended,
    "confirm.ask_outcome": ask_outcome,
    "confirm.check": check_card,
    "confirm.ask_correction": ask_correction,
}
