"""The screens of declared conflicts of interest: the list, the search, the grounds."""

from typing import Any

from bot.views.keyboards import Keyboard, button, place_of


def conflict_list(data: dict[str, Any]) -> Keyboard:
    """Offer to declare, for oneself or for another, to withdraw, and the lead office the other way."""
    rows: list[Any] = []
    if data["can_declare"]:
        rows.append((button("conflict.declare", "conflict.declare"),))
    if data["can_declare_for"]:
        rows.append((button("conflict.declare_for", "conflict.declare_for"),))
    rows += [
        (button("conflict.withdraw", "conflict.withdraw", {"name": name}, declaration_id=declared),)
        for declared, name in data["withdrawable"]
    ]
    if way := data["other_way"]:
        rows.append((button(f"conflict.choose.{way}", "conflict.handle", way=way),))
    return tuple(rows)


def pick_person(data: dict[str, Any]) -> Keyboard:
    """Offer the inspectors that were found."""
    options = [
        (
            button(
                "conflict.option_person",
                "conflict.person",
                {"name": name, "unit": unit},
                **place_of(data),
                person_id=person,
            ),
        )
        for person, name, unit in data["options"]
    ]
    return tuple(options)


def pick_target(data: dict[str, Any]) -> Keyboard:
    """Offer the targets that were found."""
    options = [
        (
            button(
                "conflict.option_target",
                "conflict.target",
                {"name": name},
                **place_of(data),
                target_id=target,
            ),
        )
        for target, name in data["options"]
    ]
    return tuple(options)


def ask_ground(data: dict[str, Any]) -> Keyboard:
    """Offer the grounds of the law."""
    grounds = [
        (button(f"recusal.ground.{ground}", "conflict.ground", **place_of(data), ground=ground),)
        for ground in data["options"]
    ]
    return tuple(grounds)


KEYBOARDS = {
    "conflict.list": conflict_list,
    "conflict.pick_person": pick_person,
    "conflict.pick_target": pick_target,
    "conflict.ask_ground": ask_ground,
}
