"""Users, bots, messages, and what the stand-in notes down about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from playground.updates import UpdateQueue

if TYPE_CHECKING:
    from playground.chats import Chat

Json = dict[str, Any]


@dataclass(frozen=True)
class User:
    """A person with an account."""

    id: int
    name: str
    language: str

    def as_json(self) -> Json:
        """The User object as the Bot API gives it."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}


@dataclass
class Bot:
    """A bot with its queue, menu and settings. Privacy mode is on unless it reads everything."""

    id: int
    token: str = field(repr=False)
    username: str
    name: str
    updates: UpdateQueue
    reads_everything: bool = False
    webhook_url: str = ""
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)

    def as_json(self) -> Json:
        """The User object as the Bot API gives it."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(frozen=True)
class Button:
    """An inline button: its visible label, and the data or the address behind it."""

    label: str
    data: str | None
    url: str | None


@dataclass
class Message:
    """A message; `json` is what the Bot API says of it now, `earlier` what it said before edits."""

    chat: "Chat"
    json: Json
    earlier: list[Json] = field(default_factory=list)
    is_deleted: bool = False

    @property
    def id(self) -> int:
        """The message_id within its chat."""
        return int(self.json["message_id"])

    @property
    def sender_id(self) -> int:
        """The numeric id of the sender that the Bot API shows."""
        return int(self.json["from"]["id"])

    @property
    def text(self) -> str:
        """The text, else the caption, else nothing."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def dice(self) -> int | None:
        """The value of the dice, or None."""
        value = self.json.get("dice", {}).get("value")
        return None if value is None else int(value)

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return [[Button(b["text"], b.get("callback_data"), b.get("url")) for b in row] for row in rows]

    @property
    def labels(self) -> list[list[str]]:
        """The visible labels of the inline keyboard, row by row."""
        return [[button.label for button in row] for row in self.buttons]

    def each_button(self) -> Iterator[Button]:
        """All buttons, in reading order."""
        for row in self.buttons:
            yield from row


class EventKind(StrEnum):
    """What can happen in the world."""

    SENT = "sent"
    DICE = "dice"
    EDITED = "edited"
    DELETED = "deleted"
    PRESSED = "pressed"
    TOAST = "toast"
    MEMBER = "member"


@dataclass(frozen=True)
class Event:
    """One thing that happened; `text` is the pressed label, the toast, or the new status of `user_id`."""

    kind: EventKind
    at: datetime
    chat: "Chat"
    message: Message | None = None
    user_id: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Toast:
    """The bot's answer to a pressed button: an overlay, or an alert that must be closed."""

    text: str
    is_alert: bool


@dataclass(frozen=True)
class Call:
    """One request of a bot: what it asked, and what it was told (`fault` if the answer was tampered with)."""

    at: datetime
    bot: str
    method: str
    params: Json
    result: Any = None
    error: str | None = None
    fault: str | None = None
