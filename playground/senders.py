"""Under which identity a message appears: the person's, the group's, a channel's, forwarded, via a bot."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.chats import Chat
from playground.records import Json, Message, User
from playground.world import World

if TYPE_CHECKING:
    from playground.authors import Author

# The stand-in accounts that Telegram itself puts into `from`.
ANONYMOUS_ADMIN_ID = 1087968824
CHANNEL_ID = 136817688
TELEGRAM_ID = 777000
_FIRST_CHANNEL = -1_009_000_000_000
_UNKNOWN_BOT_ID = 600_000_001

ANONYMOUS_ADMIN: Json = {
    "id": ANONYMOUS_ADMIN_ID,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
_CHANNEL_BOT: Json = {"id": CHANNEL_ID, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
_TELEGRAM: Json = {"id": TELEGRAM_ID, "is_bot": False, "first_name": "Telegram"}


@dataclass(frozen=True)
class Disguise:
    """What is unusual about a message; nothing by default.

    `forward_from` is the person, the message or the hidden sender's name that it is forwarded from.
    """

    forward_from: "Author | Message | str | None" = None
    via_bot: str | None = None
    as_channel: bool = False
    anonymous_admin: bool = False
    automatic_forward: bool = False

    def fields(self, world: World, user: User, chat: Chat) -> Json:
        """The message's sender fields."""
        shown: Json = {**self._sender(user, chat)}
        if self.forward_from is not None:
            shown["forward_origin"] = _origin(self.forward_from, world.seconds())
        if self.via_bot is not None:
            shown["via_bot"] = _via(world, self.via_bot)
        return shown

    def _sender(self, user: User, chat: Chat) -> Json:
        if self.anonymous_admin:
            return {"from": ANONYMOUS_ADMIN, "sender_chat": chat.as_json()}
        channel = {"id": _FIRST_CHANNEL - user.id, "type": "channel", "title": f"{user.name}的频道"}
        if self.automatic_forward:
            return {"from": _TELEGRAM, "sender_chat": channel, "is_automatic_forward": True}
        if self.as_channel:
            return {"from": _CHANNEL_BOT, "sender_chat": channel}
        return {"from": user.as_json()}


def _origin(source: "Author | Message | str", now: int) -> Json:
    if isinstance(source, str):
        return {"type": "hidden_user", "date": now, "sender_user_name": source}
    if isinstance(source, Message):
        return {"type": "user", "date": source.json["date"], "sender_user": source.json["from"]}
    return {"type": "user", "date": now, "sender_user": source.user.as_json()}


def _via(world: World, username: str) -> Json:
    for bot in world.bots.values():
        if bot.username == username:
            return bot.as_json()
    return {"id": _UNKNOWN_BOT_ID, "is_bot": True, "first_name": username, "username": username}
