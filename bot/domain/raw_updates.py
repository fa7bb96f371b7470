"""What can be read off a raw update before anybody has looked whether it is well made.

What Telegram will add to updates one day nobody here knows, and what cannot be read must not stop what
comes after it.
"""

import json
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.mail import Update

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
SILENCE = timedelta(days=6)
"""After a week without updates Telegram goes on from a number at random; a day is for what came in late."""
_ERA = 1 << 40
_LARGEST = 1 << 63


class Received(Protocol):
    """An update that was kept."""

    @property
    def id(self) -> int:
        """Its row's number."""

    @property
    def received_at(self) -> datetime:
        """When it was kept."""


def row_number(update_id: int, newest: Received | None, at: datetime) -> int:
    """Return the row of an update that comes in `at` this instant; `newest` is the last one there is.

    Rows count on where Telegram's numbers begin anew below those that were seen: no update of the new count
    is taken for one of the old, and later ones have higher rows.
    """
    if newest is None:
        return update_id
    era = newest.id // _ERA
    number = era * _ERA + update_id
    is_new_count = number <= newest.id and at - newest.received_at > SILENCE
    return number + _ERA if is_new_count else number


def rows_of(raw: list[dict[str, Any]], newest: Update | None, at: datetime) -> dict[int, Update]:
    """Return the updates as rows by their numbers; `newest` is the last one there is."""
    rows: dict[int, Update] = {}
    for update in raw:
        number = row_number(update["update_id"], newest, at)
        row = rows.setdefault(number, Update(id=number, raw=_written(update), received_at=at))
        newest = row if newest is None or number > newest.id else newest
    return rows


def _written(raw: dict[str, Any]) -> str:
    """Return the update as text; halves of characters, which no database takes, stay escaped."""
    text = json.dumps(raw, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(raw)
    return text


def chat_of(raw: dict[str, Any]) -> int | None:
    """Return the chat that the update belongs to: within it, what is later waits for what is earlier."""
    kind = _kind_of(raw)
    return _number(found_in(raw, kind, "message", "chat", "id") or found_in(raw, kind, "chat", "id"))


def sender_of(raw: dict[str, Any]) -> int | None:
    """Return the account that the update comes from."""
    return _number(found_in(raw, _kind_of(raw), "from", "id"))


def _kind_of(raw: dict[str, Any]) -> str:
    return next((kind for kind in KINDS if kind in raw), "")


def _number(found: object) -> int | None:
    return found if isinstance(found, int) and abs(found) < _LARGEST else None


def found_in(raw: object, *path: str) -> Any:
    """Return what lies at this path of an update, None where the path leads nowhere."""
    for name in path:
        raw = raw.get(name) if isinstance(raw, dict) else None
    return raw
