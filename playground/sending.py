"""The methods that send messages."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from playground import images, limits
from playground.addressing import reply_target, writable_chat
from playground.chats import Chat
from playground.entities import formatted
from playground.errors import ApiError
from playground.params import Params, Upload
from playground.records import Bot, Json, Message
from playground.world import World

DICE_FACES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
_MOST_LATITUDE, _MOST_LONGITUDE = 90, 180


@dataclass(frozen=True)
class Envelope:
    """Where a message goes, what it answers and what hangs below it; checked before its content is read."""

    world: World
    bot: Bot
    chat: Chat
    reply_to: Message | None
    extra: Json

    @classmethod
    def of(cls, world: World, bot: Bot, params: Params) -> "Envelope":
        """Reads and checks the parameters that all sending methods share."""
        chat = writable_chat(world, bot, params)
        extra: Json = _thread(chat, params)
        if params.flag("protect_content"):
            extra["has_protected_content"] = True
        return cls(world, bot, chat, reply_target(chat, params), extra | keyboard(params))

    def post(self, content: Json) -> Json:
        """Sends it; returns the message as the Bot API answers it."""
        fields = {**content, **self.extra}
        return deepcopy(self.world.post(self.chat, {"from": self.bot.as_json()}, fields, self.reply_to).json)


def keyboard(params: Params) -> Json:
    """The inline keyboard as a field of the message; nothing for other markups.

    Raises:
        ApiError: 400 where Telegram would refuse it.
    """
    markup: Json = params.structure("reply_markup") or {}
    rows = markup.get("inline_keyboard")
    if not rows:
        return {}
    limits.check_keyboard(rows)
    return {"reply_markup": {"inline_keyboard": rows}}


def _thread(chat: Chat, params: Params) -> Json:
    thread = params.integer("message_thread_id")
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise ApiError.bad_request("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def text_content(params: Params) -> Json:
    """The fields `text`, `entities` and `link_preview_options` of a text message."""
    text, entities = formatted(
        params.required("text"), params.text("parse_mode"), params.structure("entities")
    )
    limits.check_text(text)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := params.structure("link_preview_options"):
        content["link_preview_options"] = preview
    return content


def caption_content(caption: str | None, parse_mode: str | None, given: list[Json] | None) -> Json:
    """The fields `caption` and `caption_entities`; nothing for an empty caption."""
    text, entities = formatted(caption or "", parse_mode, given)
    limits.check_caption(text)
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def send_message(world: World, bot: Bot, params: Params) -> Json:
    """Method sendMessage."""
    return Envelope.of(world, bot, params).post(text_content(params))


def send_dice(world: World, bot: Bot, params: Params) -> Json:
    """Method sendDice: the server makes the value."""
    emoji = (params.text("emoji") or "🎲").replace("\ufe0f", "")
    if emoji not in DICE_FACES:
        raise ApiError.bad_request("wrong dice emoji")
    envelope = Envelope.of(world, bot, params)
    return envelope.post({"dice": {"emoji": emoji, "value": world.rng.randint(1, DICE_FACES[emoji])}})


def send_location(world: World, bot: Bot, params: Params) -> Json:
    """Method sendLocation."""
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if abs(latitude) > _MOST_LATITUDE or abs(longitude) > _MOST_LONGITUDE:
        raise ApiError.bad_request("wrong location specified")
    return Envelope.of(world, bot, params).post({"location": {"latitude": latitude, "longitude": longitude}})


def send_photo(world: World, bot: Bot, params: Params) -> Json:
    """Method sendPhoto: an upload or a file_id."""
    return _send_file(world, bot, params, "photo")


def send_document(world: World, bot: Bot, params: Params) -> Json:
    """Method sendDocument: an upload or a file_id."""
    return _send_file(world, bot, params, "document")


def _send_file(world: World, bot: Bot, params: Params, kind: str) -> Json:
    envelope = Envelope.of(world, bot, params)
    caption = caption_content(
        params.text("caption"), params.text("parse_mode"), params.structure("caption_entities")
    )
    return envelope.post(_file_content(world, params, kind, params.text(kind), kind) | caption)


def _file_content(world: World, params: Params, kind: str, named: str | None, part: str) -> Json:
    """The field `photo` or `document`; `named` is a file_id or attach://part, else the part `part` counts."""
    if named is not None and not named.startswith("attach://"):
        return _stored_content(world, kind, named)
    upload = params.uploads.get(part if named is None else named.removeprefix("attach://"))
    if upload is None:
        raise ApiError.bad_request(f"there is no {kind} in the request")
    return _uploaded_content(world, kind, upload)


def _stored_content(world: World, kind: str, file_id: str) -> Json:
    for chat in (*world.privates.values(), *world.groups.values()):
        for message in chat.messages.values():
            held: Any = message.json.get(kind)
            sizes = held if isinstance(held, list) else [held or {}]
            if any(size.get("file_id") == file_id for size in sizes):
                return {kind: deepcopy(held)}
    raise ApiError.bad_request("wrong file identifier/HTTP URL specified")


def _uploaded_content(world: World, kind: str, upload: Upload) -> Json:
    if not upload.body:
        raise ApiError.bad_request("file must be non-empty")
    if kind == "document":
        limits.check_upload(len(upload.body))
        return world.files.add_document(upload.name, upload.body)
    limits.check_photo(len(upload.body))
    if images.dimensions(upload.body) is None:
        raise ApiError.bad_request("IMAGE_PROCESS_FAILED")
    return world.files.add_photo(upload.body)


def send_media_group(world: World, bot: Bot, params: Params) -> list[Json]:
    """Method sendMediaGroup: photos or documents, two to ten; one media_group_id."""
    items: list[Json] = params.structure("media") or []
    least, most = limits.ALBUM_ITEMS
    if not least <= len(items) <= most:
        raise ApiError.bad_request(f"group must include {least}-{most} items")
    envelope = Envelope.of(world, bot, params)
    contents = [_album_content(world, params, item) for item in items]
    album = {"media_group_id": world.new_number()}
    return [envelope.post(content | album) for content in contents]


def _album_content(world: World, params: Params, item: Json) -> Json:
    kind = item["type"]
    if kind not in {"photo", "document"}:
        raise ApiError.bad_request(f"the playground does not model {kind} in albums")
    caption = caption_content(item.get("caption"), item.get("parse_mode"), item.get("caption_entities"))
    return _file_content(world, params, kind, item.get("media"), kind) | caption
