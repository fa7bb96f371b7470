"""The cards of duties: accept, recuse, decide, file; and the reminders with the same buttons."""

from typing import Any

from bot.views.keyboards import Keyboard, button, place_of


def duty_card(data: dict[str, Any]) -> Keyboard:
    """Offer to accept, to ask for recusal, and to begin at each target that is confirmed."""
    first = []
    if data["can_accept"]:
        first.append(button("duty.accept", "duty.accept", duty_id=data["duty"]))
    if data["can_ask"]:
        first.append(button("recusal.ask", "recusal.start", duty_id=data["duty"]))
    work = [
        (button("result.open", "result.start", {"name": name}, inspection_id=inspection),)
        for inspection, name in data["work"]
    ]
    return (*((tuple(first),) if first else ()), *work)


def ask_target(data: dict[str, Any]) -> Keyboard:
    """Offer the targets that one may ask to be relieved of, or the whole round."""
    place = place_of(data)
    options = [
        (button("recusal.option", "recusal.target", {"name": name}, **place, target=key),)
        for key, name in data["options"]
    ]
    return (*options, (button("recusal.whole_round", "recusal.target", **place, target=""),))


def ask_ground(data: dict[str, Any]) -> Keyboard:
    """Offer the grounds of the law."""
    place = place_of(data)
    grounds = [
        (button(f"recusal.ground.{ground}", "recusal.ground", **place, ground=ground),)
        for ground in data["options"]
    ]
    return tuple(grounds)


def ask_words(data: dict[str, Any]) -> Keyboard:
    """Offer to send the request without further words."""
    place = place_of(data)
    return ((button("recusal.without_words", "recusal.send", **place),),)


def recusal_card(data: dict[str, Any]) -> Keyboard:
    """Offer the decision."""
    if not data["can_decide"]:
        return ()
    request = {"request_id": data["request"]}
    return (
        (
            button("recusal.approve", "recusal.approve", **request),
            button("recusal.refuse", "recusal.refuse", **request),
        ),
    )


def ask_refusal(data: dict[str, Any]) -> Keyboard:
    """Offer the usual reasons of a refusal; any other is typed."""
    return tuple(
        (
            button(
                f"recusal.refusal.{reason}", "recusal.refuse_code", request_id=data["request"], reason=reason
            ),
        )
        for reason in data["options"]
    )


def filing_card(data: dict[str, Any]) -> Keyboard:
    """Offer to take note."""
    return (
        ((button("filing.accept", "filing.accept", request_id=data["request"]),),) if data["can_file"] else ()
    )


def reminder(data: dict[str, Any]) -> Keyboard:
    """Offer the act that settles the reminder."""
    subject = data["subject"]
    buttons = {
        "acknowledgement": button("duty.accept", "duty.accept", duty_id=subject),
        "confirmation": button("confirm.everything", "confirm.all", round_id=subject, unit=data["unit_name"]),
        "reimport": button("platform.reimport", "platform.reimport", round_id=subject),
        "outcome_check": button("confirm.agree", "confirm.check", inspection_id=subject),
        "entry": button("receipt.enter", "receipt.start", inspection_id=subject),
    }
    return ((buttons[data["deadline"]],),)


KEYBOARDS = {
    "duty.card": duty_card,
    "recusal.ask_target": ask_target,
    "recusal.ask_ground": ask_ground,
    "recusal.ask_words": ask_words,
    "recusal.card": recusal_card,
    "recusal.ask_refusal": ask_refusal,
    "filing.card": filing_card,
    "reminder.holder": reminder,
}
