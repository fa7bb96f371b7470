"""The card of an inspection outside the draws."""

from typing import Any

from bot.domain.results.undrawn import PUBLIC, RECALLABLE, UNRELEASED, UndrawnState
from bot.views.keyboards import Keyboard, Row, button, in_rows


def undrawn_card(data: dict[str, Any]) -> Keyboard:
    """Offer the releaser his decision, and to whoever recorded it to take it back, or ask for that."""
    if data["is_mine"]:
        return _of_recorder(data)
    row = _of_releaser(data)
    return (row,) if row else ()


def _of_recorder(data: dict[str, Any]) -> Keyboard:
    one, at = {"undrawn_id": data["undrawn"]}, data["at"]
    ways = (
        (at == UndrawnState.RECORDED, button("undrawn.withdraw", "undrawn.withdraw", **one)),
        (at == UndrawnState.CORRECTING, button("undrawn.correct", "undrawn.correct", **one)),
        (at in PUBLIC, button("objection.start", "objection.start_undrawn", **one)),
        (data["can_review"], button("review.start", "review.start_undrawn", **one)),
        (at in RECALLABLE, button("undrawn.recall", "undrawn.recall", **one)),
    )
    rows = tuple((each,) for is_offered, each in ways if is_offered)
    return (*rows, *(_papers(data) if data["was_there"] else ()))


def _of_releaser(data: dict[str, Any]) -> Row:
    one = {"undrawn_id": data["undrawn"]}
    if data["at"] in UNRELEASED:
        release = button("undrawn.release", "undrawn.release", **one)
        return (release, button("undrawn.return", "undrawn.return", **one))
    if data["at"] == UndrawnState.RECALLED:
        down = button("undrawn.take_down", "undrawn.take_down", **one)
        return (down, button("undrawn.keep", "undrawn.keep", **one))
    return ()


def named_card(data: dict[str, Any]) -> Keyboard:
    """Offer whoever is said to have inspected to deny it, and what he serves."""
    if not data["can_deny"]:
        return _papers(data)
    return ((button("undrawn.deny", "undrawn.deny", undrawn_id=data["undrawn"]),), *_papers(data))


def _papers(data: dict[str, Any]) -> Keyboard:
    one = {"undrawn_id": data["undrawn"]}
    buttons = [button(f"document.name.{each}", "undrawn.paper", **one, paper=each) for each in data["papers"]]
    return in_rows(buttons, 2)


KEYBOARDS = {"undrawn.card": undrawn_card, "undrawn.named": named_card}
