"""The cards of what becomes of an abnormal finding."""

from typing import Any

from bot.domain.results.follow_ups import RESULTS, FollowUpState, Measure
from bot.domain.texts import Button, text
from bot.views.keyboards import Keyboard, button, place_of


def follow_up_card(data: dict[str, Any]) -> Keyboard:
    """Offer the coordinator what he can do now, and the documents that he serves."""
    return (*_next_acts(data), *((_paper(data["follow_up"], each),) for each in data["papers"]))


def _paper(follow_up: int, name: str) -> Button:
    """Offer one document of the measure."""
    title = {"paper": text(f"document.name.{name}")}
    return button("follow_up.paper", "follow_up.paper", title, follow_up_id=follow_up, paper=name)


def _next_acts(data: dict[str, Any]) -> Keyboard:
    """Offer to propose, send visitors, conclude or publish."""
    one = {"follow_up_id": data["follow_up"]}
    if data["at"] == FollowUpState.OPEN:
        return tuple(
            (button(f"follow_up.measure.{each}", "follow_up.propose", **one, measure=each.value),)
            for each in Measure
        )
    if data["at"] == FollowUpState.IN_HAND:
        return tuple(
            (button(f"follow_up.result.{each}", "follow_up.conclude", **one, result=each.value),)
            for each in RESULTS[Measure(data["measure"])]
        )
    if data["can_publish"]:
        return ((button("follow_up.publish", "follow_up.publish", **one),),)
    if data["can_send_others"]:
        return ((button("follow_up.others", "follow_up.others", **one),),)
    rows: dict[str, Keyboard] = {
        FollowUpState.ORDERED: (
            (button("follow_up.reported", "follow_up.reported", **one),),
            (button("follow_up.unreported", "follow_up.unreported", **one),),
            (button("extension.start", "extension.start", **one),),
        ),
    }
    return rows.get(data["at"], ())


def decision_card(data: dict[str, Any]) -> Keyboard:
    """Offer the lead office to agree, or to send it back."""
    one = {"follow_up_id": data["follow_up"]}
    if data["at"] != FollowUpState.PROPOSED:
        return ()
    return (
        (
            button("follow_up.agree", "follow_up.agree", **one, read=data["read"]),
            button("follow_up.return", "follow_up.return", **one),
        ),
    )


def visit_card(data: dict[str, Any]) -> Keyboard:
    """Offer the leader to say what he has seen, the others to sign it."""
    one = {"follow_up_id": data["follow_up"]}
    if data["at"] == FollowUpState.REVISITING and data["leads"]:
        return tuple(
            (button(f"follow_up.result.{each}", "follow_up.seen", **one, result=each.value),)
            for each in RESULTS[Measure.CORRECT]
        )
    if data["at"] == FollowUpState.REVISITED and not data["leads"]:
        return (
            (
                button("result.sign_it", "follow_up.sign", **one, read=data["read"]),
                button("result.send_back", "follow_up.dispute", **one),
            ),
        )
    return ()


def release_card(data: dict[str, Any]) -> Keyboard:
    """Offer the release of the outcome."""
    if data["at"] != FollowUpState.CONCLUDED:
        return ()
    return ((button("release.do", "follow_up.release", follow_up_id=data["follow_up"]),),)


def ask_day(data: dict[str, Any]) -> Keyboard:
    """Offer the usual terms to correct."""
    return tuple(
        (button("follow_up.day", "follow_up.day", {"n": n, "day": day}, **place_of(data), day=day),)
        for n, day in data["options"]
    )


KEYBOARDS = {
    "follow_up.card": follow_up_card,
    "follow_up.decide": decision_card,
    "follow_up.visit": visit_card,
    "follow_up.release": release_card,
    "follow_up.ask_day": ask_day,
}
