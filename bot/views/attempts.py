"""How an attempt ends, and how the next one begins."""

from typing import Any

from bot.domain.texts import LinkButton, text
from bot.views.keyboards import Keyboard, button, in_rows, place_of


def ask_reason(data: dict[str, Any]) -> Keyboard:
    """Offer the reasons that an ending of this kind can have."""
    options = [
        button(f"attempt.reason.{reason}", "ending.propose", **place_of(data), reason=reason)
        for reason in data["reasons"]
    ]
    return in_rows(options, 1)


def card(data: dict[str, Any]) -> Keyboard:
    """Offer the decision."""
    yes = "ending.void_now" if data["kind"] == "void" else "ending.abort_now"
    place = {"attempt_id": data["attempt"]}
    return ((button(yes, "ending.approve", **place), button("ending.no", "ending.decline", **place)),)


def ended(data: dict[str, Any]) -> Keyboard:
    """Offer the redraw, in the group."""
    if not data["can_redraw"]:
        return ()
    return ((button("attempt.redraw", "draw.redraw", attempt_id=data["attempt"]),),)


def stuck(data: dict[str, Any]) -> Keyboard:
    """Offer to give the attempt up."""
    return ((button("attempt.declare_lost", "ending.lost", attempt_id=data["attempt"]),),)


def give_up(data: dict[str, Any]) -> Keyboard:
    """Offer to give up what does not come."""
    return ((button("attempt.give_up", "ending.lost", attempt_id=data["attempt"]),),)


def exception(data: dict[str, Any]) -> Keyboard:
    """Offer to let the draw begin although one of the office's own rules is not met."""
    return ((button("ceremony.allow", "ceremony.allow", attempt_id=data["attempt"]),),)


def remark(data: dict[str, Any]) -> Keyboard:
    """Offer the observer to leave a remark."""
    return ((button("remark.start", "remark.start", attempt_id=data["attempt"]),),)


def board(data: dict[str, Any]) -> Keyboard:
    """Offer the coordinator what he may ask for, and everybody to report a ground of recusal."""
    options = [
        button("ending.ask_void", "ending.ask", {"number": number}, attempt_id=attempt, kind="void")
        for attempt, number in data.get("voidable", [])
    ]
    imports = [
        button("platform.reimport_of", "platform.reimport", {"number": number}, round_id=opened)
        for opened, number in data.get("changeable", [])
    ]
    cancels = [
        button("platform.cancel_of", "platform.cancel", {"number": number}, round_id=opened)
        for opened, number in data.get("cancellable", [])
    ]
    reports = [
        button("report.start", "report.start", {"number": number}, round_id=opened)
        for opened, number in data.get("reportable", [])
    ]
    papers = [
        button("on_paper.start", "on_paper.start", {"number": number}, round_id=opened)
        for opened, number in data.get("enterable", [])
    ]
    signs = [button("scrutiny.start", "scrutiny.show")] if data.get("can_audit") else []
    switches = [
        button(
            "files.switch_off" if takes else "files.switch_on",
            "files.switch",
            {"number": number},
            round_id=opened,
            wanted=int(not takes),
        )
        for opened, number, takes in data.get("switchable", [])
    ]
    return (*in_rows([*options, *imports, *cancels, *reports, *papers, *switches, *signs], 1), *_next(data))


def _next(data: dict[str, Any]) -> Keyboard:
    """Offer what whoever asked may do next; in a group the way into the private chat, for everybody."""
    offered = {
        "draw": button("menu.draw", "status.draw"),
        "duty": button("menu.duty", "status.duty"),
        "pending": button("menu.pending", "status.pending"),
    }
    row: list[Any] = [offered[name] for name in data.get("mine", [])]
    if data.get("is_group"):
        row.append(LinkButton(text("people.open_private"), f"https://t.me/{data['bot']}"))
    return (tuple(row),) if row else ()


KEYBOARDS = {
    "ending.ask_reason": ask_reason,
    "ending.card": card,
    "attempt.ended": ended,
    "attempt.stuck": stuck,
    "attempt.waiting": give_up,
    "ceremony.card": exception,
    "remark.card": remark,
    "status.board": board,
}
