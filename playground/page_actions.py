"""What somebody who plays the roles by hand can do on the page; each does what a person's driver does."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from playground.chats import Chat
from playground.errors import ImpossibleError
from playground.page_view import key_of
from playground.params import Params
from playground.records import Json, Message

if TYPE_CHECKING:
    from playground.people import PersonDriver
    from playground.stand_in import Telegram

Action = Callable[["Telegram", Params, Chat | None], Awaitable[Json | None]]


def _person(telegram: "Telegram", params: Params) -> "PersonDriver":
    return telegram.people[params.integer("as") or 0]


def _opened(chat: Chat | None) -> Chat:
    if chat is None:
        raise ImpossibleError("请先打开一个聊天")
    return chat


def _message(chat: Chat, params: Params, name: str) -> Message | None:
    return chat.messages.get(params.integer(name) or 0)


async def _say(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    place = _opened(chat)
    await _person(telegram, params).says(place, params.required("text"), _message(place, params, "reply_to"))
    return None


async def _edit(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    message = _message(_opened(chat), params, "message")
    if message is not None:
        await _person(telegram, params).edits(message, params.required("text"))
    return None


async def _press(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    message = _message(_opened(chat), params, "message")
    if message is not None:
        _person(telegram, params).presses(message, params.required("data"))
    return None


async def _link(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    group = None if chat is None or chat.is_private else telegram.group_of(chat)
    person = _person(telegram, params)
    if group is None and "startgroup=" in params.required("url"):
        group = telegram.group(f"{person.name}的群")
        group.add(person)
    sent = await person.opens_link(params.required("url"), group)
    return {"chat": key_of(telegram, sent.chat)}


async def _dice(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    place = _opened(chat)
    await _person(telegram, params).throws(place, reply_to=_message(place, params, "reply_to"))
    return None


async def _block(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    _person(telegram, params).blocks_bot(telegram.bot_of_id(_opened(chat).bot_id or 0))
    return None


async def _unblock(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    _person(telegram, params).unblocks_bot(telegram.bot_of_id(_opened(chat).bot_id or 0))
    return None


async def _join(telegram: "Telegram", params: Params, _chat: Chat | None) -> Json | None:
    group = telegram.groups[params.integer("group") or 0]
    _person(telegram, params).joins(telegram.group_of(group))
    return {"chat": key_of(telegram, group)}


async def _leave(telegram: "Telegram", params: Params, chat: Chat | None) -> Json | None:
    _person(telegram, params).leaves(telegram.group_of(_opened(chat)))
    return None


async def _new_person(telegram: "Telegram", params: Params, _chat: Chat | None) -> Json | None:
    name = params.required("text").strip()
    if not name:
        raise ImpossibleError("请填写名字")
    return {"as": telegram.person(name).id}


async def _clock(telegram: "Telegram", _params: Params, _chat: Chat | None) -> Json | None:
    if telegram.clock_button is not None:
        await telegram.clock_button()
        telegram.stir()
    return None


ACTIONS: dict[str, Action] = {
    "say": _say,
    "edit": _edit,
    "press": _press,
    "link": _link,
    "dice": _dice,
    "block": _block,
    "unblock": _unblock,
    "join": _join,
    "leave": _leave,
    "person": _new_person,
    "clock": _clock,
}


async def upload(telegram: "Telegram", params: Params, chat: Chat) -> None:
    """Sends the uploaded `photo` or `file` as the page's person."""
    person, caption = _person(telegram, params), params.text("caption") or ""
    reply_to = _message(chat, params, "reply_to")
    for kind, sent in params.uploads.items():
        if kind == "photo":
            await person.sends_photo(chat, sent.body, caption, reply_to=reply_to)
        else:
            await person.sends_file(chat, sent.name, sent.body, caption, reply_to=reply_to)
