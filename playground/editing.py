"""The methods that change or take back what a bot sent, and the answer to a pressed button."""

from copy import deepcopy

from playground import limits
from playground.addressing import own_message, writable_chat
from playground.chats import Chat
from playground.errors import ApiError
from playground.params import Params
from playground.records import Bot, EventKind, Json, Message, Toast
from playground.sending import caption_content, keyboard, text_content
from playground.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TEXT_FIELDS = ("text", "entities", "link_preview_options")
_CAPTION_FIELDS = ("caption", "caption_entities")
_CAPTIONED = frozenset({"photo", "document"})


def edit_message_text(world: World, bot: Bot, params: Params) -> Json:
    """Method editMessageText: replaces text and keyboard; a keyboard that is not given again goes away."""
    message = _editable(world, bot, params)
    if "text" not in message.json:
        raise ApiError.bad_request("there is no text in the message to edit")
    return _edit(world, message, _TEXT_FIELDS, text_content(params) | keyboard(params))


def edit_message_caption(world: World, bot: Bot, params: Params) -> Json:
    """Method editMessageCaption: replaces caption and keyboard."""
    message = _editable(world, bot, params)
    if _CAPTIONED.isdisjoint(message.json):
        raise ApiError.bad_request("there is no caption in the message to edit")
    caption = caption_content(
        params.text("caption"), params.text("parse_mode"), params.structure("caption_entities")
    )
    return _edit(world, message, _CAPTION_FIELDS, caption | keyboard(params))


def edit_message_reply_markup(world: World, bot: Bot, params: Params) -> Json:
    """Method editMessageReplyMarkup: replaces the keyboard alone."""
    return _edit(world, _editable(world, bot, params), (), keyboard(params))


def _editable(world: World, bot: Bot, params: Params) -> Message:
    return own_message(writable_chat(world, bot, params), bot, params)


def _edit(world: World, message: Message, replaced: tuple[str, ...], new: Json) -> Json:
    fields = dict.fromkeys((*replaced, "reply_markup")) | new
    if all(message.json.get(name) == value for name, value in fields.items()):
        raise ApiError.bad_request(_NOT_MODIFIED)
    world.change(message, **fields)
    return deepcopy(message.json)


def delete_message(world: World, bot: Bot, params: Params) -> bool:
    """Method deleteMessage: within 48 hours; others' messages only in private chats or as administrator."""
    chat = writable_chat(world, bot, params)
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None or message.is_deleted:
        raise ApiError.bad_request("message to delete not found")
    if not _may_delete(world, chat, bot, message):
        raise ApiError.bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    world.publish(EventKind.DELETED, chat, message, bot.id)
    return True


def _may_delete(world: World, chat: Chat, bot: Bot, message: Message) -> bool:
    age = world.seconds() - message.json["date"]
    if chat.is_private and message.dice is not None:
        return bool(limits.PRIVATE_DICE_KEPT_SECONDS < age < limits.DELETABLE_SECONDS)
    is_own = message.sender_id == bot.id
    return bool(age < limits.DELETABLE_SECONDS and (is_own or chat.is_private or chat.is_admin(bot.id)))


def answer_callback_query(world: World, bot: Bot, params: Params) -> bool:
    """Method answerCallbackQuery: once for each press."""
    text = params.text("text") or ""
    if len(text) > limits.TOAST_CHARACTERS:
        raise ApiError.bad_request("MESSAGE_TOO_LONG")
    press = world.presses.get(params.required("callback_query_id"))
    if press is None or press.bot_id != bot.id or press.is_answered:
        raise ApiError.bad_request("query is too old and response timeout expired or query ID is invalid")
    press.resolve(Toast(text, params.flag("show_alert")))
    world.publish(EventKind.TOAST, press.message.chat, press.message, press.user_id, text)
    return True


def pin_chat_message(world: World, bot: Bot, params: Params) -> bool:
    """Method pinChatMessage: in groups as administrator; leaves a service message that the bot hears."""
    chat = _pinnable(world, bot, params)
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None or message.is_deleted:
        raise ApiError.bad_request("message to pin not found")
    if chat.pinned is not message:
        chat.pinned = message
        service = world.post(chat, {"from": bot.as_json()}, {"pinned_message": deepcopy(message.json)})
        world.deliver(service)
    return True


def unpin_chat_message(world: World, bot: Bot, params: Params) -> bool:
    """Method unpinChatMessage: takes the pinned message down."""
    chat = _pinnable(world, bot, params)
    if chat.pinned is None or params.integer("message_id") not in {None, chat.pinned.id}:
        raise ApiError.bad_request("message to unpin not found")
    chat.pinned = None
    world.stir()
    return True


def _pinnable(world: World, bot: Bot, params: Params) -> Chat:
    chat = writable_chat(world, bot, params)
    if not chat.is_private and not chat.is_admin(bot.id):
        raise ApiError.bad_request("not enough rights to manage pinned messages in the chat")
    return chat
