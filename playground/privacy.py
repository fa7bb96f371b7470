"""Which messages reach a bot: privacy mode, as Telegram switches it on for every new bot."""

from playground.chats import Chat
from playground.records import Bot, Json

_SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "group_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
    }
)


def hears(bot: Bot, chat: Chat, message: Json) -> bool:
    """Whether an update about this message is made for the bot, which is a member of the chat."""
    if message["from"]["id"] == bot.id:
        return "pinned_message" in message
    if chat.is_private or bot.reads_everything or chat.is_admin(bot.id):
        return True
    return (
        not _SERVICE.isdisjoint(message)
        or _is_command_for(bot, message.get("text", ""))
        or message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id
        or message.get("via_bot", {}).get("id") == bot.id
    )


def _is_command_for(bot: Bot, text: str) -> bool:
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if not first.startswith("/") or first == "/":
        return False
    _, at, username = first.partition("@")
    return not at or username.casefold() == bot.username.casefold()
