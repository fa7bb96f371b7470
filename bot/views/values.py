"""A notice's data is plain JSON; here it becomes the values of a text.

`{"key": …}` is a nested text, `{"date": …}` a day, `{"bp": …}` a share, `{"start": …}` a one-time link, a
list lines.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.long_lists import BESIDE
from bot.domain.texts import Text, Value

_BP_PER_PERCENT = 100
_NOT_SAID = ("key", "has_foot", "has_past", BESIDE)


def text_of(key: str, data: dict[str, Any], bot_name: str) -> Text:
    """Return the text of this key with all data as its parameters, and the bot's @name as `bot`."""
    params = {name: value_of(value, bot_name) for name, value in data.items() if name not in _NOT_SAID}
    return Text(key, params | {"bot": bot_name})


def value_of(value: Any, bot_name: str) -> Value:
    """Return what a placeholder is filled with."""
    if isinstance(value, list):
        return [value_of(each, bot_name) for each in value]
    if not isinstance(value, dict):
        return value if isinstance(value, str | int) else str(value)
    if "key" in value:
        return text_of(value["key"], value, bot_name)
    if "date" in value:
        return date.fromisoformat(value["date"])
    if "bp" in value:
        return percent(value["bp"])
    return f"https://t.me/{bot_name}?start={value['start']}"


def percent(basis_points: int) -> str:
    """Return a share as people write it: 300 basis points are 3 %."""
    return f"{(Decimal(basis_points) / _BP_PER_PERCENT).normalize():f}%"
