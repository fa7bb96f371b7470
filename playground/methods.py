"""The methods that this stand-in knows, by their names in lower case, as Telegram compares them."""

from collections.abc import Callable
from typing import Any

from playground import about_bots, about_chats, editing, sending
from playground.params import Params
from playground.records import Bot
from playground.world import World

Method = Callable[[World, Bot, Params], Any]

_NAMED: dict[str, Method] = {
    "getMe": about_bots.get_me,
    "setMyCommands": about_bots.set_my_commands,
    "getMyCommands": about_bots.get_my_commands,
    "deleteMyCommands": about_bots.delete_my_commands,
    "setMyDescription": about_bots.set_my_description,
    "setMyShortDescription": about_bots.set_my_short_description,
    "getWebhookInfo": about_bots.get_webhook_info,
    "deleteWebhook": about_bots.delete_webhook,
    "getChat": about_chats.get_chat,
    "getChatMember": about_chats.get_chat_member,
    "getChatMemberCount": about_chats.get_chat_member_count,
    "getChatAdministrators": about_chats.get_chat_administrators,
    "leaveChat": about_chats.leave_chat,
    "sendChatAction": about_chats.send_chat_action,
    "getFile": about_chats.get_file,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendLocation": sending.send_location,
    "sendDice": sending.send_dice,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
    "pinChatMessage": editing.pin_chat_message,
    "unpinChatMessage": editing.unpin_chat_message,
}
METHODS: dict[str, tuple[str, Method]] = {name.casefold(): (name, method) for name, method in _NAMED.items()}
GET_UPDATES = "getUpdates"
