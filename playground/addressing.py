"""From a chat_id to a chat, and whether the bot may write there."""

from playground.chats import Chat
from playground.errors import ApiError
from playground.params import Params
from playground.records import Bot, Json, Message
from playground.world import World


def known_chat(world: World, bot: Bot, params: Params) -> Chat:
    """The chat that `chat_id` names, as far as the bot ever met it.

    Raises:
        ApiError: 400 "chat not found"; 400 with migrate_to_chat_id for what became a supergroup.
    """
    given = params.required("chat_id")
    number = int(given) if given.lstrip("-").isdecimal() else 0
    if number in world.users:
        return world.private(bot, world.users[number])
    chat = world.groups.get(number)
    if chat is None or bot.id not in chat.statuses:
        raise ApiError.bad_request("chat not found")
    if chat.migrated_to is not None:
        raise ApiError.bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    return chat


def writable_chat(world: World, bot: Bot, params: Params) -> Chat:
    """The chat that `chat_id` names, if the bot may write there.

    Raises:
        ApiError: as for `known_chat`; 403 for people who never pressed Start or blocked it, and for groups
            that the bot left or was removed from.
    """
    chat = known_chat(world, bot, params)
    status = chat.status(bot.id)
    if chat.is_private and status == "left":
        raise ApiError.forbidden("bot can't initiate conversation with a user")
    if chat.is_private and status == "kicked":
        raise ApiError.forbidden("bot was blocked by the user")
    if status == "kicked":
        raise ApiError.forbidden(f"bot was kicked from the {chat.kind} chat")
    if status == "left":
        raise ApiError.forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def own_message(chat: Chat, bot: Bot, params: Params) -> Message:
    """The message of the bot itself that `message_id` names, to be edited.

    Raises:
        ApiError: 400 where there is none, or it is somebody else's.
    """
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None or message.is_deleted:
        raise ApiError.bad_request("message to edit not found")
    if message.sender_id != bot.id:
        raise ApiError.bad_request("message can't be edited")
    return message


def reply_target(chat: Chat, params: Params) -> Message | None:
    """The message that `reply_parameters` answers, or None.

    Raises:
        ApiError: 400 where it is gone and the bot did not allow sending without it.
    """
    reply: Json = params.structure("reply_parameters") or {}
    if not reply:
        return None
    if str(reply.get("chat_id", chat.id)) != str(chat.id):
        raise ApiError.bad_request("the playground does not model replies across chats")
    message = chat.messages.get(int(reply["message_id"]))
    if message is not None and not message.is_deleted:
        return message
    if reply.get("allow_sending_without_reply"):
        return None
    raise ApiError.bad_request("message to be replied not found")
