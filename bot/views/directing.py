"""The conditions of a directed draw (定向), column by column, and the request to pass a cap in principle."""

from typing import Any

from bot.domain.texts import Button, Text
from bot.views.keyboards import Keyboard, button, in_rows, place_of, ways
from bot.views.values import value_of


def ask_directed(data: dict[str, Any]) -> Keyboard:
    """Offer the columns, or the values of one, with the number of targets that have each."""
    done = button("directed.done", "draw.direct_done", **place_of(data))
    clear = button("directed.clear", "draw.direct_clear", **place_of(data))
    foot = ((done, clear) if data["is_directed"] else (done,), ways(data, "draw.cancel"))
    if not data["is_column"]:
        columns = [_column(data, column, n) for column, n in data["options"]]
        return (*in_rows(columns, 2), *foot)
    back = button("directed.columns", "draw.direct", **place_of(data))
    return (*in_rows([_value(data, option) for option in data["options"]], 2), (back,), *foot)


def _column(data: dict[str, Any], column: str, n: int) -> Button:
    values = {"column": Text(f"directed.column.{column}"), "n": n}
    return button("directed.option_column", "draw.direct_by", values, **place_of(data), column=column)


def _value(data: dict[str, Any], option: list[Any]) -> Button:
    value, n, shown, is_chosen = option
    label = "directed.option_chosen" if is_chosen else "directed.option_value"
    return button(
        label, "draw.direct_to", {"value": value_of(shown, ""), "n": n}, **place_of(data), value=value
    )


def ask_over_cap(data: dict[str, Any]) -> Keyboard:
    """Offer only the ways back and out: the reason is typed."""
    return (ways(data, "draw.cancel"),)


def decide(data: dict[str, Any]) -> Keyboard:
    """Offer the lead office to agree or not."""
    place = {"dialogue_id": data["dialogue"]}
    agree = button("deviation.agree", "deviation.approve", **place)
    return ((agree, button("deviation.no", "deviation.decline", **place)),)


KEYBOARDS = {
    "draw.ask_directed": ask_directed,
    "deviation.ask_reason": ask_over_cap,
    "deviation.card": decide,
}
