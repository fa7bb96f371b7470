"""The screens of 代录 and 补签."""

from typing import Any

from bot.domain.duties.on_paper import PaperKind
from bot.views.keyboards import Keyboard, button, past_days, place_of


def ask_kind(data: dict[str, Any]) -> Keyboard:
    """Offer what can be on the paper."""
    place = place_of(data)
    return tuple(
        (button(f"on_paper.kind.{kind}", "on_paper.kind", **place, kind=kind),) for kind in data["options"]
    )


def ask_outcomes(data: dict[str, Any]) -> Keyboard:
    """Offer that every target is as in the register."""
    return ((button("on_paper.all_correct", "on_paper.all_correct", **place_of(data)),),)


def ask_words(data: dict[str, Any]) -> Keyboard:
    """Offer that the request says nothing beyond its ground."""
    return ((button("on_paper.no_words", "on_paper.no_words", **place_of(data)),),)


def ask_what(data: dict[str, Any]) -> Keyboard:
    """Offer whose paper of this kind it can be."""
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


def ask_findings(data: dict[str, Any]) -> Keyboard:
    """Offer that nothing is abnormal, where nothing else is asked, or that nothing could be inspected."""
    place = place_of(data)
    normal = (button("on_paper.all_normal", "on_paper.all_normal", **place),)
    nothing = (button("on_paper.not_inspected", "on_paper.not_inspected", **place),)
    return (normal, nothing) if data["is_plain"] else (nothing,)


def ask_conclusion(data: dict[str, Any]) -> Keyboard:
    """Offer the standard outcomes that the form can name."""
    place = place_of(data)
    return tuple(
        (button(f"conclusion.{code}", "on_paper.conclude", **place, code=code),) for code in data["options"]
    )


def ask_statement(data: dict[str, Any]) -> Keyboard:
    """Offer that the form holds no word of the target."""
    return ((button("on_paper.no_statement", "on_paper.no_statement", **place_of(data)),),)


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
    "on_paper.ask_kind": ask_kind,
    "on_paper.ask_what": ask_what,
    **{f"on_paper.ask_day_{kind}": past_days("on_paper.day") for kind in PaperKind},
    "on_paper.ask_outcomes": ask_outcomes,
    "on_paper.ask_words": ask_words,
    "on_paper.ask_findings": ask_findings,
    "on_paper.ask_conclusion": ask_conclusion,
    "on_paper.ask_statement": ask_statement,
    "on_paper.ask_target": ask_target,
    "on_paper.card": entry_card,
}
