"""A chat: its members, its messages, and how the Bot API describes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from playground.records import Json, Message

ChatKind = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]
PRESENT: frozenset[str] = frozenset({"creator", "administrator", "member"})
ADMINS: frozenset[str] = frozenset({"creator", "administrator"})


@dataclass
class Chat:
    """A private chat of one user with one bot, a basic group, or a supergroup.

    `statuses` maps user or bot id to its status; in a private chat the bot's status is "left" before the
    person pressed Start and "kicked" while it is blocked. `next_id` yields the next message id.
    """

    id: int
    kind: ChatKind
    title: str
    next_id: Callable[[], int]
    bot_id: int | None = None
    is_forum: bool = False
    statuses: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    pinned: Message | None = None
    migrated_to: int | None = None

    @property
    def is_private(self) -> bool:
        """Whether this is a conversation of one person with one bot."""
        return self.kind == "private"

    def status(self, user_id: int) -> Status:
        """The status of a user or bot here; "left" for a stranger."""
        return self.statuses.get(user_id, "left")

    def has(self, user_id: int) -> bool:
        """Whether the user or bot is here now."""
        return self.status(user_id) in PRESENT

    def is_admin(self, user_id: int) -> bool:
        """Whether the user or bot administers this chat."""
        return self.status(user_id) in ADMINS

    def visible(self) -> list[Message]:
        """The messages that were not deleted, in order, in their current state."""
        return [message for message in self.messages.values() if not message.is_deleted]

    def as_json(self) -> Json:
        """The Chat object as the Bot API gives it within a message."""
        if self.is_private:
            return {"id": self.id, "type": "private", "first_name": self.title}
        described: Json = {"id": self.id, "type": self.kind, "title": self.title}
        if self.is_forum:
            described["is_forum"] = True
        return described
