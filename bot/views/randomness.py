"""How the randomness of a draw is made, from its choice to the press for the throws."""

from typing import Any

from bot.views.keyboards import Keyboard, button, in_rows, place_of, ways
from bot.views.values import text_of, value_of


def how(data: dict[str, Any]) -> Keyboard:
    """Offer another way to make the randomness, and to keep the result hidden for a time."""
    way = button("draw.change_way", "draw.ways", **place_of(data))
    secrecy = button("draw.change_secrecy", "draw.ask_reveal", **place_of(data))
    return ((way,), (secrecy,))


def ask_reveal(data: dict[str, Any]) -> Keyboard:
    """Offer times until which the result stays hidden, and an open draw where it was to be hidden."""
    options = [
        button("draw.option_reveal", "draw.reveal", {"at": value_of(shown, "")}, **place_of(data), at=at)
        for at, shown in data["options"]
    ]
    if data["is_secret"]:
        options.append(button("draw.option_open", "draw.reveal", **place_of(data), at=""))
    return (*in_rows(options, 1), ways(data, "draw.cancel"))


def ask_entropy(data: dict[str, Any]) -> Keyboard:
    """Offer the ways to make the randomness."""
    options = [
        button(
            way["key"],
            "draw.way",
            dict(text_of(way["key"], way, "").params),
            **place_of(data),
            kind=kind,
            count=n,
        )
        for kind, n, way in data["options"]
    ]
    return (*in_rows(options, 1), ways(data, "draw.cancel"))


def ask_source(data: dict[str, Any]) -> Keyboard:
    """Offer only the ways back and out: the source is typed."""
    return (ways(data, "draw.cancel"),)


def ready_by(data: dict[str, Any]) -> Keyboard:
    """Offer to begin another way of making randomness than throws, or to ask for an abort."""
    place = {"attempt_id": data["attempt"]}
    abort = (button("ending.ask_abort", "ending.ask", **place, kind="abort"),)
    if not data["is_public"]:
        return ((button("draw.begin", "draw.open", **place),), abort)
    missing = (button("source.missing", "ending.lost", **place),)
    return ((button("source.enter", "source.start", **place),), abort, missing)


def reading(data: dict[str, Any]) -> Keyboard:
    """Offer to type what was read."""
    return ((button("reading.start", "reading.start", attempt_id=data["attempt"]),),)


def source_opened(data: dict[str, Any]) -> Keyboard:
    """Offer to give up a source that gives nothing."""
    return ((button("source.missing", "ending.lost", attempt_id=data["attempt"]),),)


def ready(data: dict[str, Any]) -> Keyboard:
    """Offer to open the throwing, or to ask for an abort while there still is one."""
    abort = button("ending.ask_abort", "ending.ask", attempt_id=data["attempt"], kind="abort")
    throw = button("draw.open", "draw.open", attempt_id=data["attempt"])
    ask = button("draw.open_for", "draw.open_for", attempt_id=data["attempt"])
    return ((throw,), *(((ask,),) if data["has_observers"] else ()), (abort,))


def opened_for(data: dict[str, Any]) -> Keyboard:
    """Offer the observers to press for the throws."""
    return ((button("draw.press", "draw.press", attempt_id=data["attempt"]),),)


KEYBOARDS = {
    "draw.ready": ready,
    "draw.opened_for": opened_for,
    "draw.ready_by": ready_by,
    "draw.ready_public": ready_by,
    "draw.ask_entropy": ask_entropy,
    "draw.ask_reveal": ask_reveal,
    "draw.ask_source_balls": ask_source,
    "draw.ask_source_drand": ask_source,
    "reading.card_d10": reading,
    "reading.card_balls": reading,
    "reading.card_drand": reading,
    "source.opened": source_opened,
}
