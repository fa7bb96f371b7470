"""What the page shows: one person's chats, and one chat as that person sees it, as JSON."""

from datetime import datetime
from typing import TYPE_CHECKING

from playground.about_bots import menu_of
from playground.chats import Chat
from playground.records import Json, Message

if TYPE_CHECKING:
    from playground.people import PersonDriver
    from playground.stand_in import Telegram

_DAYS = "一二三四五六日"
_PREVIEW_CHARACTERS = 60


def state(telegram: "Telegram", user_id: int | None, key: str | None) -> Json:
    """The view of one person (the first one if unknown) with one chat open (none if `key` is unknown)."""
    person = telegram.people.get(user_id or 0) or next(iter(telegram.people.values()), None)
    now = telegram.now().astimezone(telegram.zone)
    chats = [] if person is None else chats_of(telegram, person)
    chat = next((one for one in chats if key_of(telegram, one) == key), None)
    return {
        "version": telegram.version,
        "clock": {
            "text": f"{now.month}月{now.day}日 周{_DAYS[now.weekday()]} {now:%H:%M}",
            "button": telegram.clock_label if telegram.clock_button is not None else None,
        },
        "me": None if person is None else person.id,
        "people": [
            {
                "id": one.id,
                "name": one.name,
                "note": telegram.notes.get(one.id, ""),
                "latest": _latest(telegram, one),
            }
            for one in telegram.people.values()
        ],
        "chats": [] if person is None else [_entry(telegram, person, one) for one in chats],
        "joinable": [] if person is None else _joinable(telegram, person),
        "chat": None if chat is None or person is None else _opened(telegram, person, chat),
    }


def key_of(telegram: "Telegram", chat: Chat) -> str:
    """The chat's name in the page's address: its id, and the bot's too where it is not the first bot."""
    if chat.bot_id is None or chat.bot_id == telegram.bot.id:
        return str(chat.id)
    return f"{chat.id}.{chat.bot_id}"


def chats_of(telegram: "Telegram", person: "PersonDriver") -> list[Chat]:
    """The chats on a person's list: the groups he is in, then one private chat for each bot."""
    groups = [one for one in telegram.groups.values() if one.has(person.id) and one.migrated_to is None]
    return groups + [telegram.private(bot, person.user) for bot in telegram.bots.values()]


def _joinable(telegram: "Telegram", person: "PersonDriver") -> list[Json]:
    return [
        {"key": str(one.id), "title": one.title}
        for one in telegram.groups.values()
        if not one.has(person.id) and one.migrated_to is None
    ]


def _latest(telegram: "Telegram", person: "PersonDriver") -> int:
    """The newest message id in the person's private chats, for the mark of what is unread."""
    ids = [
        message.id
        for bot in telegram.bots.values()
        for message in telegram.private(bot, person.user).visible()
    ]
    return max(ids, default=0)


def _title(telegram: "Telegram", chat: Chat) -> str:
    bot = None if chat.bot_id is None else telegram.bot_of_id(chat.bot_id)
    return chat.title if bot is None else bot.name


def _entry(telegram: "Telegram", person: "PersonDriver", chat: Chat) -> Json:
    seen = person.screen(chat)
    newest = seen[-1] if seen else None
    return {
        "key": key_of(telegram, chat),
        "title": _title(telegram, chat),
        "is_group": not chat.is_private,
        "latest": newest.id if newest else 0,
        "preview": _preview(newest) if newest else "",
        "time": _clock(telegram, newest.json["date"]) if newest else "",
    }


def _opened(telegram: "Telegram", person: "PersonDriver", chat: Chat) -> Json:
    bot = telegram.bot if chat.bot_id is None else telegram.bot_of_id(chat.bot_id) or telegram.bot
    present = sum(chat.has(one) for one in chat.statuses)
    return {
        "key": key_of(telegram, chat),
        "title": _title(telegram, chat),
        "subtitle": "机器人" if chat.is_private else f"{present} 位成员",
        "is_group": not chat.is_private,
        "is_started": not chat.is_private or chat.status(bot.id) != "left",
        "is_blocked": chat.is_private and chat.status(bot.id) == "kicked",
        "description": bot.descriptions.get(("description", ""), ""),
        "pinned": _preview(chat.pinned) if chat.pinned and not chat.pinned.is_deleted else "",
        "menu": menu_of(bot, chat, person.id, person.user.language),
        "messages": [_bubble(telegram, person, message) for message in person.screen(chat)],
    }


def _bubble(telegram: "Telegram", person: "PersonDriver", message: Message) -> Json:
    body = message.json
    sender = body.get("sender_chat") or body["from"]
    answered: Json | None = body.get("reply_to_message")
    origin: Json = body.get("forward_origin", {})
    return {
        "id": message.id,
        "is_mine": message.sender_id == person.id,
        "from": sender["id"],
        "name": _name(sender),
        "time": _clock(telegram, body["date"]),
        "day": _day(telegram, body["date"]),
        "is_edited": "edit_date" in body,
        "service": _service(body),
        "text": message.text,
        "entities": body.get("entities") or body.get("caption_entities") or [],
        "photo": body["photo"][-1]["file_id"] if "photo" in body else None,
        "document": body.get("document"),
        "dice": body.get("dice"),
        "location": body.get("location"),
        "reply": None
        if answered is None
        else {"name": _name(answered["from"]), "text": _preview_of(answered)},
        "forward": origin.get("sender_user_name") or _name(origin.get("sender_user", {})),
        "buttons": [
            [{"label": button.label, "data": button.data, "url": button.url} for button in row]
            for row in message.buttons
        ],
        "waiting": [
            one.id for one in telegram.presses.values() if one.message is message and not one.is_answered
        ],
    }


def _name(account: Json) -> str:
    return str(account.get("title") or account.get("first_name") or "")


def _local(telegram: "Telegram", seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, telegram.zone)


def _clock(telegram: "Telegram", seconds: int) -> str:
    return f"{_local(telegram, seconds):%H:%M}"


def _day(telegram: "Telegram", seconds: int) -> str:
    day = _local(telegram, seconds)
    return f"{day.month}月{day.day}日"


def _preview(message: Message) -> str:
    return _preview_of(message.json)


def _preview_of(body: Json) -> str:
    words = body.get("text") or body.get("caption") or _service(body) or ""
    if "photo" in body:
        words = f"[图片] {words}"
    elif "document" in body:
        words = f"[文件] {body['document']['file_name']} {words}"
    elif "dice" in body:
        words = f"{body['dice']['emoji']} {body['dice']['value']}"
    elif "location" in body:
        words = "[位置]"
    return " ".join(words.split())[:_PREVIEW_CHARACTERS]


def _service(body: Json) -> str | None:
    """What a service message says, or None for others."""
    who = _name(body["from"])
    if "new_chat_members" in body:
        return f"{'、'.join(_name(one) for one in body['new_chat_members'])} 加入了群组"
    if "left_chat_member" in body:
        return f"{_name(body['left_chat_member'])} 离开了群组"
    if "pinned_message" in body:
        return f"{who} 置顶了一条消息"
    if "migrate_from_chat_id" in body or "migrate_to_chat_id" in body:
        return "群组已升级为超级群组"
    if "forum_topic_created" in body:
        return f"新话题：{body['forum_topic_created']['name']}"
    return None
