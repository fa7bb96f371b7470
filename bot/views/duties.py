"""The cards of duties, and the reminders with the same buttons."""

from typing import Any

from bot.domain.texts import Button
from bot.views.keyboards import Keyboard, button
from bot.views.requests import decision


def duty_card(data: dict[str, Any]) -> Keyboard:
    """Offer to accept, to be relieved, to ask for help, and to begin at each target that is confirmed."""
    duty = {"duty_id": data["duty"]}
    first, second = [], []
    if data["can_accept"]:
        first.append(button("duty.accept", "duty.accept", **duty))
    if data["can_ask"]:
        first.append(button("recusal.ask", "recusal.start", **duty))
        first.append(button("substitution.ask", "substitution.start", **duty))
    if data["can_ask"] and data["can_ask_specialist"]:
        second.append(button("specialist.ask", "specialist.ask", **duty))
    if data["work"]:
        second.append(button("absent.report", "absent.start", **duty))
    work = [
        (
            button("result.open", "result.start", {"name": name}, inspection_id=inspection),
            *_hour_of(inspection, name, way),
        )
        for inspection, name, way in data["work"]
    ]
    return (*(tuple(row) for row in (first, second) if row), *work)


def _hour_of(inspection: int, name: str, way: str) -> tuple[Button, ...]:
    """Offer the leader to set the hour of the visit, or to give it up."""
    one = {"inspection_id": inspection}
    ways = {
        "start": button("schedule.start", "schedule.start", {"name": name}, **one),
        "move": button("schedule.move", "schedule.move", {"name": name}, **one),
    }
    return (ways[way],) if way else ()


def reminder(data: dict[str, Any]) -> Keyboard:
    """Offer the act that settles the reminder."""
    subject = data["subject"]
    if data["deadline"] == "decision":
        return decision(subject, "recusal.agree")
    buttons = {
        "acknowledgement": button("duty.accept", "duty.accept", duty_id=subject),
        "confirmation": button("confirm.everything", "confirm.all", round_id=subject, unit=data["unit_name"]),
        "reimport": button("platform.reimport", "platform.reimport", round_id=subject),
        "outcome_check": button("confirm.agree", "confirm.check", inspection_id=subject),
        "entry": button("receipt.enter", "receipt.start", inspection_id=subject),
    }
    return ((buttons[data["deadline"]],),)


def escalated(data: dict[str, Any]) -> Keyboard:
    """Offer the approver of a silent inspector to substitute him on his own motion."""
    if data["deadline"] != "acknowledgement" or not data["can_order"]:
        return ()
    return ((button("substitution.order", "substitution.order", duty_id=data["subject"]),),)


KEYBOARDS = {
    "duty.card": duty_card,
    "reminder.holder": reminder,
    "reminder.escalated": escalated,
}
