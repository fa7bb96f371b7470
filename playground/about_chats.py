"""The methods that ask about chats and members, and the one to leave."""

from playground.addressing import known_chat, writable_chat
from playground.errors import ApiError
from playground.limits import DOWNLOAD_BYTES
from playground.membership import member_json, set_status
from playground.params import Params
from playground.records import Bot, Json
from playground.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(world: World, bot: Bot, params: Params) -> Json:
    """Method getChat: the ChatFullInfo."""
    chat = known_chat(world, bot, params)
    if not chat.is_private:
        chat = writable_chat(world, bot, params)
    full: Json = {
        **chat.as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.pinned is not None and not chat.pinned.is_deleted:
        full["pinned_message"] = chat.pinned.json
    return full


def get_chat_member(world: World, bot: Bot, params: Params) -> Json:
    """Method getChatMember: also of those who left or were never here."""
    chat = writable_chat(world, bot, params)
    user_id = params.integer("user_id") or 0
    if user_id not in world.users and world.bot_of_id(user_id) is None:
        raise ApiError.bad_request("PARTICIPANT_ID_INVALID")
    return member_json(world, chat, user_id)


def get_chat_administrators(world: World, bot: Bot, params: Params) -> list[Json]:
    """Method getChatAdministrators: without other bots."""
    chat = writable_chat(world, bot, params)
    if chat.is_private:
        raise ApiError.bad_request("there are no administrators in the private chat")
    ids = [one for one in chat.statuses if chat.is_admin(one)]
    return [member_json(world, chat, one) for one in ids if one == bot.id or one in world.users]


def get_chat_member_count(world: World, bot: Bot, params: Params) -> int:
    """Method getChatMemberCount: with bots."""
    chat = writable_chat(world, bot, params)
    return sum(chat.has(one) for one in chat.statuses)


def leave_chat(world: World, bot: Bot, params: Params) -> bool:
    """Method leaveChat: groups only."""
    chat = writable_chat(world, bot, params)
    if chat.is_private:
        raise ApiError.bad_request("chat member status can't be changed in private chats")
    set_status(world, chat, bot.id, bot.id, "left")
    return True


def send_chat_action(world: World, bot: Bot, params: Params) -> bool:
    """Method sendChatAction: shown to nobody here, but refused where a message would be."""
    writable_chat(world, bot, params)
    return True


def get_file(world: World, _bot: Bot, params: Params) -> Json:
    """Method getFile: up to 20 MB."""
    stored = world.files.get(params.required("file_id"))
    if len(stored.body) > DOWNLOAD_BYTES:
        raise ApiError.bad_request("file is too big")
    return {**stored.as_json(), "file_path": stored.path}
