"""Updates that came in, and notices that go out: both are rows before anything happens to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.domain.people import Record

_LONGEST_NAME = 60
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')


class Update(Record):
    """A raw update, committed before it is confirmed to Telegram; `id` is Telegram's update_id."""

    raw: str
    received_at: datetime
    state: str = "pending"
    failures: int = 0


class NoticeKind(StrEnum):
    """What the sender does with a notice."""

    MESSAGE = "message"
    ANSWER = "answer"
    THROW = "throw"
    LEAVE = "leave"
    PAPER = "paper"
    MENU = "menu"


class NoticeState(StrEnum):
    """What became of a notice; `unknown` only ever holds a throw."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    UNDELIVERABLE = "undeliverable"
    FAILED = "failed"
    SUPERSEDED = "superseded"


SITE = "page"
"""The paper that is all public pages."""


class Notice(Record):
    """One thing to send; its id is the notice number that every repeat bears.

    To a person (`person_id`), a bound chat (`chat_id`) or a bare account (`account_id`); `screen` names the
    view, `data` is all that it shows; a notice with a `card` edits the message that this card has there.
    """

    kind: NoticeKind = NoticeKind.MESSAGE
    person_id: int | None = None
    chat_id: int | None = None
    account_id: int | None = None
    screen: str
    data: dict[str, Any] = Field(default_factory=dict)
    card: str = ""
    unique_key: str | None = None
    state: NoticeState = NoticeState.PENDING
    is_repeat: bool = False
    failures: int = 0
    not_before: datetime | None = None
    message_id: int | None = None
    error: str = ""
    made_at: datetime


class Menu(Record):
    """A menu of commands that was set: for whom and where (`place`, a BotCommandScope), and what it says.

    `said` is "" where Telegram would not take it, or where it was taken away.
    """

    scope: str
    account_id: int
    person_id: int | None = None
    place: dict[str, Any]
    said: str


class Card(Record):
    """A message that is edited instead of sent anew; it bears the number of its first notice for life."""

    telegram_chat_id: int
    name: str
    message_id: int
    notice_id: int


class ButtonRow(Record):
    """What a button does; the callback data bears only this row's number and its seal."""

    action: str
    args: dict[str, Any]
    notice_id: int
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along with a message, and how it is called where it arrives."""

    path: str
    name: str


def file_name(words: str, ending: str) -> str:
    """Return a name for a file with this ending; what no system has in a name becomes a dash."""
    plain = "".join(each if each.isprintable() and each not in _NOT_IN_NAMES else "-" for each in words)
    return plain[:_LONGEST_NAME] + ending
