"""The questions of a line of the plan, one after another; what is usual is a button, all else is typed."""

from typing import Any

from bot.domain.texts import Button
from bot.views.keyboards import Keyboard, button, in_rows, place_of, ways
from bot.views.values import percent


def ask_items(data: dict[str, Any]) -> Keyboard:
    """Offer the items, those that are picked with a tick, and to go on."""
    options = [
        _pick(data, "items", code, name, is_picked=is_picked) for code, name, is_picked in data["options"]
    ]
    done = [
        button("plan.done", "plan.answer", {"n": data["n"]}, **place_of(data), question="items", value="")
    ]
    return (*in_rows(options, 1), *([tuple(done)] if data["n"] else []), *_foot(data))


def ask_departments(data: dict[str, Any]) -> Keyboard:
    """Offer the departments, those that are picked with a tick, and to go on with them or alone."""
    options = [
        _pick(data, "departments", name, name, is_picked=is_picked) for name, is_picked in data["options"]
    ]
    place = {**place_of(data), "question": "departments", "value": ""}
    done = (
        button("plan.done", "plan.answer", {"n": data["n"]}, **place)
        if data["n"]
        else button("plan.alone", "plan.answer", **place)
    )
    return (*in_rows(options, 2), (done,), *_foot(data))


def ask_scope(data: dict[str, Any]) -> Keyboard:
    """Offer the categories of the register with their sizes, and the whole."""
    options = [
        _answer(data, "scope", name, "draw.option_scope", name=name, n=n) for name, n in data["options"]
    ]
    whole = _answer(data, "scope", "", "draw.option_all", n=data["total"])
    return (*in_rows(options, 2), (whole,), *_foot(data))


def ask_condition(data: dict[str, Any]) -> Keyboard:
    """Offer an undirected draw; a condition is typed."""
    return ((_answer(data, "condition", "", "plan.undirected"),), *_foot(data))


def ask_share_source(data: dict[str, Any]) -> Keyboard:
    """Offer the profile's own share; another text is typed."""
    return ((_answer(data, "share_source", "", "plan.own_share"),), *_foot(data))


def ask_item_shares(data: dict[str, Any]) -> Keyboard:
    """Offer that no item has a share of its own; those that have are typed."""
    return ((_answer(data, "item_shares", "", "plan.no_item_shares"),), *_foot(data))


def ask_share(data: dict[str, Any]) -> Keyboard:
    """Offer shares."""
    options = [
        _answer(data, "share_bp", share, "plan.option_share", share=percent(share))
        for share in data["options"]
    ]
    return (*in_rows(options, 4), *_foot(data))


def ask_frequency(data: dict[str, Any]) -> Keyboard:
    """Offer rounds a year."""
    options = [_answer(data, "frequency", n, "plan.option_times", n=n) for n in data["options"]]
    return (*in_rows(options, 4), *_foot(data))


def ask_window(data: dict[str, Any]) -> Keyboard:
    """Offer the year, its halves and quarters; other days are typed."""
    options = [_answer(data, "window", name, f"plan.window.{name}") for name in data["options"]]
    return (*in_rows(options, 3), *_foot(data))


def ask_people(data: dict[str, Any]) -> Keyboard:
    """Offer people of a team."""
    options = [_answer(data, "team_people", n, "plan.option_people", n=n) for n in data["options"]]
    return (*in_rows(options, 4), *_foot(data))


def _usual(question: str) -> Any:
    def ask(data: dict[str, Any]) -> Keyboard:
        """Offer the usual wordings; another one is typed."""
        options = [_answer(data, question, code, f"plan.option.{code}") for code in data["options"]]
        return (*in_rows(options, 1), *_foot(data))

    return ask


def ask_change(data: dict[str, Any]) -> Keyboard:
    """Offer nothing but to leave: the reason of a change is typed."""
    return _foot(data)


def preview(data: dict[str, Any]) -> Keyboard:
    """Offer to keep the line where nothing is wrong with it, to change any answer, or to leave."""
    keep = [(button("plan.save", "plan.save", **place_of(data)),)] if data["can_save"] else []
    changes = [
        button(f"plan.field.{name}", "plan.again", **place_of(data), question=name)
        for name in data["questions"]
    ]
    return (*keep, *in_rows(changes, 3), *_foot(data))


def _pick(data: dict[str, Any], question: str, value: str, name: str, *, is_picked: bool) -> Button:
    label = "plan.picked" if is_picked else "plan.unpicked"
    return button(label, "plan.pick", {"name": name}, **place_of(data), question=question, value=value)


def _answer(data: dict[str, Any], question: str, value: str | int, label: str, **params: Any) -> Button:
    return button(label, "plan.answer", params, **place_of(data), question=question, value=value)


def _foot(data: dict[str, Any]) -> Keyboard:
    return (ways(data, "plan.cancel"),)


KEYBOARDS = {
    "plan.ask_items": ask_items,
    "plan.ask_scope": ask_scope,
    "plan.ask_condition": ask_condition,
    "plan.ask_share_source": ask_share_source,
    "plan.ask_item_shares": ask_item_shares,
    "plan.ask_share_bp": ask_share,
    "plan.ask_frequency": ask_frequency,
    "plan.ask_window": ask_window,
    "plan.ask_departments": ask_departments,
    "plan.ask_team_people": ask_people,
    **{f"plan.ask_{name}": _usual(name) for name in ("method", "secrecy", "use", "purpose")},
    "plan.ask_change": ask_change,
    "plan.preview": preview,
}
