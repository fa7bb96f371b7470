"""Whoever writes into a chat: texts, files, albums, places, dice, and the edits of them."""

from typing import TYPE_CHECKING, Literal

from playground import limits
from playground.chats import Chat
from playground.entities import found
from playground.errors import ImpossibleError
from playground.groups import GroupDriver
from playground.records import Json, Message, User
from playground.senders import Disguise
from playground.sending import DICE_FACES

if TYPE_CHECKING:
    from playground.stand_in import Telegram

Place = Literal["private"] | GroupDriver | Chat
_TRUE_SELF = Disguise()


class Author:
    """One account that writes. "private" is the chat with the first bot."""

    def __init__(self, telegram: "Telegram", user: User) -> None:
        self.telegram = telegram
        self.user = user

    @property
    def id(self) -> int:
        """The numeric account id."""
        return self.user.id

    @property
    def name(self) -> str:
        """The first name."""
        return self.user.name

    def chat(self, place: Place) -> Chat:
        """The chat behind a place."""
        if isinstance(place, Chat):
            return place
        if isinstance(place, GroupDriver):
            return place.chat
        return self.telegram.private(self.telegram.bot, self.user)

    async def says(
        self,
        place: Place,
        text: str,
        reply_to: Message | None = None,
        forward_from: "Author | Message | str | None" = None,
        via_bot: str | None = None,
        *,
        as_channel: bool = False,
        anonymous_admin: bool = False,
        automatic_forward: bool = False,
        thread: int | None = None,
    ) -> Message:
        """Writes a text; commands in it are recognised as Telegram does."""
        visible = text.strip()
        if not 0 < limits.utf16_units(visible) <= limits.TEXT_UNITS:
            raise ImpossibleError("a message has 1 to 4096 UTF-16 units")
        content = _texted("text", "entities", visible)
        if thread is not None:
            content |= {"message_thread_id": thread, "is_topic_message": True}
        disguise = Disguise(forward_from, via_bot, as_channel, anonymous_admin, automatic_forward)
        return self._send(self.chat(place), content, reply_to, disguise)

    async def edits(self, message: Message, new_text: str) -> Message:
        """Edits an own message; the bot gets edited_message if it may hear it."""
        if message.sender_id != self.id:
            raise ImpossibleError("only one's own messages can be edited")
        is_text = "text" in message.json
        names = ("text", "entities") if is_text else ("caption", "caption_entities")
        fields: Json = {names[1]: None} | _texted(*names, new_text.strip())
        self.telegram.change(message, **fields)
        self.telegram.deliver(message, "edited_message")
        return message

    async def edits_photo(self, message: Message, body: bytes) -> Message:
        """Puts another picture in the place of an own one; its caption goes with the first."""
        return self._puts_in_place(message, self.telegram.files.add_photo(body))

    async def edits_video(self, message: Message, body: bytes) -> Message:
        """Puts a video in the place of an own picture; its caption goes with the first."""
        return self._puts_in_place(
            message, {"photo": None} | self.telegram.files.add_video(body, "video", seconds=8)
        )

    def _puts_in_place(self, message: Message, media: Json) -> Message:
        self.telegram.change(message, **{"caption": None, "caption_entities": None} | media)
        self.telegram.deliver(message, "edited_message")
        return message

    async def sends_photo(
        self,
        place: Place,
        body: bytes,
        caption: str = "",
        album: str | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Sends a picture as a photo; those with the same `album` share one media_group_id."""
        content = self.telegram.files.add_photo(body) | _texted(
            "caption", "caption_entities", caption.strip()
        )
        if album is not None:
            content["media_group_id"] = album
        return self._send(self.chat(place), content, reply_to)

    async def sends_file(
        self, place: Place, filename: str, body: bytes, caption: str = "", reply_to: Message | None = None
    ) -> Message:
        """Sends a file as it is."""
        content = self.telegram.files.add_document(filename, body)
        return self._send(
            self.chat(place), content | _texted("caption", "caption_entities", caption.strip()), reply_to
        )

    async def sends_voice(self, place: Place, body: bytes, seconds: int = 3) -> Message:
        """Sends a voice message."""
        return self._send(self.chat(place), self.telegram.files.add_voice(body, seconds))

    async def sends_video(
        self, place: Place, body: bytes, caption: str = "", album: str | None = None, kind: str = "video"
    ) -> Message:
        """Sends a video, a round `video_note`, or an `animation`; an album may hold pictures and videos."""
        content = self.telegram.files.add_video(body, kind, seconds=8)
        content |= _texted("caption", "caption_entities", caption.strip())
        content |= {"media_group_id": album} if album is not None else {}
        return self._send(self.chat(place), content)

    async def sends_place(self, place: Place, latitude: float, longitude: float) -> Message:
        """Sends the place where he is."""
        return self._send(self.chat(place), {"location": {"latitude": latitude, "longitude": longitude}})

    async def throws(self, place: Place, emoji: str = "🎲", reply_to: Message | None = None) -> Message:
        """Throws dice; the server makes the value."""
        value = self.telegram.rng.randint(1, DICE_FACES[emoji])
        return self._send(self.chat(place), {"dice": {"emoji": emoji, "value": value}}, reply_to)

    async def forwards(self, message: Message, place: Place) -> Message:
        """Forwards a message as it is now, without its keyboard."""
        kept = ("text", "entities", "caption", "caption_entities", "dice", "photo", "document", "location")
        content = {name: message.json[name] for name in kept if name in message.json}
        return self._send(self.chat(place), content, None, Disguise(forward_from=message))

    def _send(
        self, chat: Chat, content: Json, reply_to: Message | None = None, disguise: Disguise = _TRUE_SELF
    ) -> Message:
        self._check_may_write(chat)
        sender = disguise.fields(self.telegram, self.user, chat)
        message = self.telegram.post(chat, sender, content, reply_to)
        self.telegram.deliver(message)
        return message

    def _check_may_write(self, chat: Chat) -> None:
        if not chat.has(self.id) or chat.migrated_to is not None:
            raise ImpossibleError(f"{self.name} cannot write there")
        if chat.is_private and chat.bot_id is not None:
            if chat.status(chat.bot_id) == "kicked":
                raise ImpossibleError(f"{self.name} blocked the bot")
            chat.statuses[chat.bot_id] = "member"


def _texted(name: str, entities_name: str, text: str) -> Json:
    if not text:
        return {}
    entities = found(text)
    return {name: text, entities_name: entities} if entities else {name: text}
