"""The cards of duties, and the reminders with the same buttons."""

from typing import Any

from bot.domain.results.follow_ups import FOLLOW_UP_TERMS
from bot.domain.texts import Button
from bot.views.keyboards import Keyboard, Row, button
from bot.views.requests import decision
from bot.views.values import value_of


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
    back = [
        (button(label["key"], "request.withdraw", _params(label), request_id=request),)
        for request, label in data["withdrawable"]
    ]
    return (*(tuple(row) for row in (first, second) if row), *back, *work, *_records(data["done"]))


def _records(done: list[list[Any]]) -> Keyboard:
    """Offer the due-diligence record of each inspection of a duty that is done."""
    return tuple(
        (button("duty.get_diligence", "duty.diligence", {"name": name}, inspection_id=inspection),)
        for inspection, name in done
    )


def _params(label: dict[str, Any]) -> dict[str, Any]:
    return {name: value_of(value, "") for name, value in label.items() if name != "key"}


def _hour_of(inspection: int, name: str, way: str) -> tuple[Button, ...]:
    """Offer the leader to set the hour of the visit, or to give it up."""
    one = {"inspection_id": inspection}
    ways = {
        "start": button("schedule.start", "schedule.start", {"name": name}, **one),
        "move": button("schedule.move", "schedule.move", {"name": name}, **one),
    }
    return (ways[way],) if way else ()


def reminder(data: dict[str, Any]) -> Keyboard:
    """Offer the acts that settle what is still owed, a row for each."""
    rows = [_settling(*each) for each in data["buttons"]]
    return tuple(row for row in rows if row)


def _settling(kind: str, subject: int, unit: str, name: Any, version: int) -> Row:
    """Return the buttons that settle one deadline; of a kind that has none the message says what to do.

    `version` is that of the record which is signed, released or published.
    """
    named = {"name": value_of(name, "")}
    if kind in FOLLOW_UP_TERMS:
        return (button("follow_up.open", "follow_up.open", named, follow_up_id=subject),)
    buttons = _work(subject, unit, named) | _record(subject, named, version) | _decisions(subject, named)
    return buttons.get(kind, ())


def _work(subject: int, unit: str, named: dict[str, Any]) -> dict[str, Row]:
    """Return the buttons of what somebody does, by the kind of the deadline."""
    inspection: dict[str, Any] = {"inspection_id": subject}
    return {
        "acknowledgement": (button("duty.accept", "duty.accept", duty_id=subject),),
        "confirmation": (button("confirm.everything", "confirm.all", round_id=subject, unit=unit),),
        "reimport": (button("platform.reimport", "platform.reimport", round_id=subject),),
        "countersign": (button("on_paper.countersign", "on_paper.countersign", entry_id=subject),),
        "entry": (button("receipt.enter_for", "receipt.start", named, **inspection),),
        "submission": (button("result.open", "result.start", named, **inspection),),
        "report": (button("round_report.start", "round_report.start", round_id=subject),),
        "paper_correction": (button("on_paper.correct", "on_paper.correct", entry_id=subject),),
    }


def _record(subject: int, named: dict[str, Any], version: int) -> dict[str, Row]:
    """Return the buttons that sign, release or publish this version of a record."""
    shown: dict[str, Any] = {"inspection_id": subject, "version": version}
    return {
        "release": (button("release.do_for", "release.do", named, **shown),),
        "publication": (button("publish.do_for", "publish.do", named, **shown),),
        "signature": (
            button("result.sign_for", "result.sign", named, **shown),
            button("result.read_for", "result.read", named, inspection_id=subject),
        ),
    }


def _decisions(subject: int, named: dict[str, Any]) -> dict[str, Row]:
    """Return the buttons of decisions and of second looks, by the kind of the deadline."""
    version: dict[str, Any] = {"version_id": subject}
    agree = button("visit.agree_for", "visit.agree", named, merge_id=subject)
    return {
        "decision": decision(subject, "recusal.agree")[0],
        "shortage": (button("shortage.show_for", "shortage.show", named, request_id=subject),),
        "open_target": (button("shortage.show_for", "shortage.show_target", named, inspection_id=subject),),
        "amendment": (button("amendment.open_for", "amendment.show", named, amendment_id=subject),),
        "filing": (button("filing.accept", "filing.accept", request_id=subject),),
        "merge": (agree,),
        "merge_or_not": (agree, button("visit.refuse_for", "visit.refuse", named, merge_id=subject)),
        "undrawn": (button("undrawn.open", "undrawn.open", named, undrawn_id=subject),),
        "outcome_check": (button("confirm.agree_for", "confirm.check", named, inspection_id=subject),),
        "deviation": (
            button("deviation.agree", "deviation.approve", dialogue_id=subject),
            button("deviation.no", "deviation.decline", dialogue_id=subject),
        ),
        "ending": (
            button("ending.agree_for", "ending.approve", named, attempt_id=subject),
            button("ending.no", "ending.decline", attempt_id=subject),
        ),
        "cancellation": (
            button("platform.cancel_yes", "platform.cancel_yes", round_id=subject),
            button("platform.cancel_no", "platform.cancel_no", round_id=subject),
        ),
        "adoption": (
            button("platform.accept", "platform.accept", draw_id=subject),
            button("platform.decline", "platform.decline", draw_id=subject),
        ),
        "calendar": (
            button("calendar.confirm", "calendar.confirm", **version),
            button("calendar.decline", "calendar.decline", **version),
        ),
    }


def week(data: dict[str, Any]) -> Keyboard:
    """Offer to have the week sent, or to have it sent no more."""
    if data["is_on"]:
        return ((button("week.switch_off", "week.switch", wanted=0),),)
    return ((button("week.switch_on", "week.switch", wanted=1),),)


def escalated(data: dict[str, Any]) -> Keyboard:
    """Offer the approver of a silent inspector to substitute him on his own motion."""
    return tuple(
        (button("substitution.order_for", "substitution.order", {"name": name}, duty_id=duty),)
        for duty, name in data["silent"]
    )


KEYBOARDS = {
    "duty.card": duty_card,
    "reminder.holder": reminder,
    "reminder.escalated": escalated,
    "week.mine": week,
}
