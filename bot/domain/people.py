"""People, the roles they hold, the links that bind their accounts, and the chats where they meet."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.domain.frozen import Frozen


class Record(Frozen):
    """A row that the database keeps; `id` is 0 until it is stored."""

    id: int = 0


class Role(StrEnum):
    """Who uses the product (`product.md`, "Who uses it")."""

    COORDINATOR = "coordinator"
    LEAD_OFFICE = "lead_office"
    APPROVER = "approver"
    LIST_ADMINISTRATOR = "list_administrator"
    RELEASER = "releaser"
    INSPECTOR = "inspector"
    OBSERVER = "observer"
    AUDITOR = "auditor"


class Person(Record):
    """A human being, bound to at most one Telegram account by its numeric id."""

    name: str
    unit: str = ""
    account_id: int | None = None
    language: str = "zh_CN"
    is_unreachable: bool = False
    wants_week: bool = False


def each_once(people: Iterable[Person]) -> list[Person]:
    """Return the people in their order, nobody twice."""
    return list({person.id: person for person in people}.values())


class Grant(Record):
    """A role that a person holds for a unit; the empty unit is the whole bureau.

    A delegation (委托) is a grant that `lent_by` somebody for a period, both days included; `rounds`
    and `undrawn`, inspections outside the draws, are those that came with it while it lasts.
    """

    person_id: int
    role: Role
    unit: str = ""
    is_revoked: bool = False
    lent_by: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    has_begun: bool = False
    rounds: list[int] = Field(default_factory=list)
    undrawn: list[int] = Field(default_factory=list)

    def holds_on(self, day: date) -> bool:
        """Return whether the role can be exercised on this day."""
        has_come = self.starts_on is None or self.starts_on <= day
        return not self.is_revoked and has_come and (self.ends_on is None or day <= self.ends_on)


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    BIND = "bind"
    GROUP = "group"


class Link(Record):
    """A one-time link; only the SHA-256 of its token (128 random bits) is kept."""

    token_hash: str
    purpose: LinkPurpose
    person_id: int
    expires_at: datetime
    used_at: datetime | None = None


class ChatKind(StrEnum):
    """Where an act takes place."""

    PRIVATE = "private"
    OFFICE = "office"
    UNKNOWN_GROUP = "unknown_group"


class Chat(Record):
    """A group that the lead office has bound; `telegram_id` changes when it becomes a supergroup.

    `former_id` is the one before: the messages of that time stay in the old group, with their buttons.

    `is_away` says that the bot was removed from it; `thread_id` is the topic in which the bot writes.
    """

    telegram_id: int
    former_id: int | None = None
    title: str = ""
    thread_id: int | None = None
    language: str = "zh_CN"
    is_bound: bool = True
    is_supergroup: bool = False
    is_away: bool = False
    last_message_id: int = 0


class Guest(Record):
    """An account that is bound to nobody, and the language that it asked for."""

    account_id: int
    language: str


class Dialogue(Record):
    """A guided dialogue is a row: the draft that it edits, and what the next typed message means.

    `asked` is the question that stands open (`{"screen": …, "card": …, "data": {…}}`), `past` the questions
    before it, each with the draft as it was then and the id of the message that answered it.
    """

    person_id: int
    chat_id: int | None = None
    topic: str
    awaits: str = ""
    draft: dict[str, object] = Field(default_factory=dict)
    version: int = 1
    is_open: bool = True
    asked: dict[str, object] = Field(default_factory=dict)
    past: list[dict[str, Any]] = Field(default_factory=list)
    asked_at: datetime | None = None


class Setting(Record):
    """A value that the database keeps about its office: the profile in force, the key that seals buttons."""

    name: str
    value: str
