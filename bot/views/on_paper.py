"""The screens of 代录 and 补签."""

from typing import Any

from bot.views.keyboards import Keyboard, button, place_of


def ask_what(data: dict[str, Any]) -> Keyboard:
    """Offer the duties that wait to be accepted, and the targets whose form is not in yet."""
    place = place_of(data)
    return tuple(
        (
            button(
                f"on_paper.what.{kind}",
                "on_paper.what",
                {"name": name},
                **place,
                kind=kind,
                subject_id=subject,
            ),
        )
        for kind, subject, name in data["options"]
    )


def ask_day(data: dict[str, Any]) -> Keyboard:
    """Offer the usual days."""
    place = place_of(data)
    return (tuple(button(f"paper.day.{day}", "on_paper.day", **place, day=day) for day in data["days"]),)


def ask_findings(data: dict[str, Any]) -> Keyboard:
    """Offer that nothing is abnormal, where nothing else is asked."""
    if not data["is_plain"]:
        return ()
    return ((button("on_paper.all_normal", "on_paper.all_normal", **place_of(data)),),)


def ask_target(data: dict[str, Any]) -> Keyboard:
    """Offer that the target has signed."""
    return ((button("signature.signed", "on_paper.target_signed", **place_of(data)),),)


def entry_card(data: dict[str, Any]) -> Keyboard:
    """Offer to countersign or to dispute."""
    if not data["is_open"]:
        return ()
    one = {"entry_id": data["entry"]}
    return (
        (
            button("on_paper.countersign", "on_paper.countersign", **one),
            button("on_paper.dispute", "on_paper.dispute", **one),
        ),
    )


def disputed(data: dict[str, Any]) -> Keyboard:
    """Offer the coordinator to enter the paper again."""
    if not data["can_correct"]:
        return ()
    return ((button("on_paper.correct", "on_paper.correct", entry_id=data["entry"]),),)


KEYBOARDS = {
    "on_paper.disputed": disputed,
    "on_paper.ask_what": ask_what,
    "on_paper.ask_day_acknowledgement": ask_day,
    "on_paper.ask_day_result": ask_day,
    "on_paper.ask_findings": ask_findings,
    "on_paper.ask_target": ask_target,
    "on_paper.card": entry_card,
}
