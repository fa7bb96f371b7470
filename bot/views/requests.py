"""Recusal and substitution: asking, deciding, filing, and what is left where nobody can follow."""

from collections.abc import Callable
from typing import Any

from bot.views.keyboards import Keyboard, Row, button, in_rows, place_of


def ask_target(data: dict[str, Any]) -> Keyboard:
    """Offer the targets that one may ask to be relieved of, or the whole round."""
    options = [
        (button("recusal.option", "recusal.target", {"name": name}, **place_of(data), target=key),)
        for key, name in data["options"]
    ]
    whole = (button("recusal.whole_round", "recusal.target", **place_of(data), target=""),)
    return (*options, whole)


def ask_ground(data: dict[str, Any]) -> Keyboard:
    """Offer the grounds of the law."""
    grounds = [
        (button(f"recusal.ground.{ground}", "recusal.ground", **place_of(data), ground=ground),)
        for ground in data["options"]
    ]
    return tuple(grounds)


def ask_reason(data: dict[str, Any]) -> Keyboard:
    """Offer the reasons of a substitution."""
    reasons = [
        button(f"substitution.reason.{reason}", "substitution.reason", **place_of(data), reason=reason)
        for reason in data["options"]
    ]
    return in_rows(reasons, 2)


def ask_words(data: dict[str, Any]) -> Keyboard:
    """Offer to send the request without further words."""
    return ((button("recusal.without_words", "recusal.send", **place_of(data)),),)


def ask_person(data: dict[str, Any]) -> Keyboard:
    """Offer the inspectors of the round; more are found by typing a name."""
    people = [
        (
            button(
                "report.person", "report.person", {"name": name, "team": team}, **place_of(data), duty_id=duty
            ),
        )
        for duty, name, team in data["options"]
    ]
    return tuple(people)


def ask_way(data: dict[str, Any]) -> Keyboard:
    """Offer who raises the ground."""
    ways = [
        (button(f"report.way.{way}", "report.way", **place_of(data), way=way),) for way in data["options"]
    ]
    return tuple(ways)


def ask_absent(data: dict[str, Any]) -> Keyboard:
    """Offer who is missing where."""
    return tuple(
        (
            button(
                "absent.option",
                "absent.person",
                {"name": name, "target": target},
                **place_of(data),
                duty_id=duty,
                inspection_id=inspection,
            ),
        )
        for duty, inspection, name, target in data["options"]
    )


def recusal_card(data: dict[str, Any]) -> Keyboard:
    """Offer the decision on a recusal."""
    return decision(data["request"], "recusal.approve") if data["can_decide"] else ()


def substitution_card(data: dict[str, Any]) -> Keyboard:
    """Offer the decision on a substitution."""
    return decision(data["request"], "substitution.approve") if data["can_decide"] else ()


def decision(request_id: int, approve: str) -> Keyboard:
    """Return the two buttons that decide on a request; `approve` is the key of the first one's label."""
    request: dict[str, Any] = {"request_id": request_id}
    return (
        (
            button(approve, "recusal.approve", **request),
            button("recusal.refuse", "recusal.refuse", **request),
        ),
    )


def ask_refusal(data: dict[str, Any]) -> Keyboard:
    """Offer the usual reasons of a refusal; any other is typed."""
    request: dict[str, Any] = {"request_id": data["request"]}
    return tuple(
        (button(f"recusal.refusal.{reason}", "recusal.refuse_code", **request, reason=reason),)
        for reason in data["options"]
    )


def filing_card(data: dict[str, Any]) -> Keyboard:
    """Offer to take note."""
    request: dict[str, Any] = {"request_id": data["request"]}
    return ((button("filing.accept", "filing.accept", **request),),) if data["can_file"] else ()


def paper(data: dict[str, Any]) -> Keyboard:
    """Offer to attach the form, signed and sealed."""
    return ((button("change.attach", "change.attach", request_id=data["request"]),),)


def shortage(data: dict[str, Any]) -> Keyboard:
    """Offer what can be done where nobody is left to follow."""
    rows: list[Row] = []
    request: dict[str, Any] = {"request_id": data["request"]}
    if data["can_keep"]:
        label = "shortage.keep_specialist" if data["has_specialist"] else "shortage.keep"
        rows.append((button(label, "shortage.keep", **request),))
    if data["can_withdraw"]:
        rows.append((button("shortage.new_round", "shortage.withdraw", **request),))
    return tuple(rows)


def short_target(data: dict[str, Any]) -> Keyboard:
    """Offer to take the target out of this round."""
    new = button("shortage.new_round", "shortage.withdraw_target", inspection_id=data["inspection"])
    return ((new,),) if data["can_withdraw"] else ()


def specialist(data: dict[str, Any]) -> Keyboard:
    """Offer to name a specialist."""
    return ((button("specialist.lend", "specialist.lend", duty_id=data["duty"]),),)


def specialist_lent(data: dict[str, Any]) -> Keyboard:
    """Offer to take a specialist back, or to lend another in his place."""
    if not data["is_open"]:
        return ()
    one: dict[str, Any] = {"specialist_id": data["specialist"]}
    return (
        (
            button("specialist.replace", "specialist.replace", **one),
            button("specialist.withdraw", "specialist.withdraw", **one),
        ),
    )


KEYBOARDS: dict[str, Callable[[dict[str, Any]], Keyboard]] = {
    "recusal.ask_target": ask_target,
    "substitution.ask_target": ask_target,
    "recusal.ask_ground": ask_ground,
    "substitution.ask_reason": ask_reason,
    "recusal.ask_words": ask_words,
    "report.ask_person": ask_person,
    "report.ask_way": ask_way,
    "absent.ask": ask_absent,
    "recusal.card": recusal_card,
    "substitution.card": substitution_card,
    "recusal.ask_refusal": ask_refusal,
    "substitution.ask_refusal": ask_refusal,
    "filing.card": filing_card,
    "change.form": paper,
    "change.form_copy": paper,
    "shortage.card": shortage,
    "shortage.target_card": short_target,
    "specialist.card": specialist,
    "specialist.lent": specialist_lent,
}
