"""People as a script drives them: they write, press, send, block, and look at their screens."""

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

from playground import limits
from playground.chats import Chat
from playground.entities import found
from playground.errors import ImpossibleError
from playground.groups import GroupDriver
from playground.membership import set_status
from playground.presses import Press, press
from playground.records import Bot, Button, Json, Message, Toast, User
from playground.senders import Disguise
from playground.sending import DICE_FACES

if TYPE_CHECKING:
    from playground.stand_in import Telegram

Place = Literal["private"] | GroupDriver | Chat
_TRUE_SELF = Disguise()


class PersonDriver:
    """One person at the telephone. "private" is the chat with the first bot."""

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

    @property
    def toasts(self) -> list[Toast]:
        """The answers to this person's presses so far, in the order of the presses."""
        mine = [one for one in self.telegram.presses.values() if one.user_id == self.id]
        return [one.toast for one in mine if one.toast is not None]

    def chat(self, place: Place) -> Chat:
        """The chat behind a place."""
        if isinstance(place, Chat):
            return place
        if isinstance(place, GroupDriver):
            return place.chat
        return self.telegram.private(self.telegram.bot, self.user)

    def screen(self, place: Place = "private") -> list[Message]:
        """The messages this person sees there now, oldest first; nothing in a group that he is not in."""
        chat = self.chat(place)
        return chat.visible() if chat.has(self.id) else []

    def last(self, place: Place = "private") -> Message:
        """The newest message this person sees there.

        Raises:
            ImpossibleError: the screen is empty.
        """
        seen = self.screen(place)
        if not seen:
            raise ImpossibleError(f"{self.name} sees nothing there")
        return seen[-1]

    async def says(
        self,
        place: Place,
        text: str,
        reply_to: Message | None = None,
        forward_from: "PersonDriver | Message | str | None" = None,
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

    def presses(self, message: Message, label_or_data: str) -> Press:
        """Presses the button with that label, else data; await it for the bot's answer, or leave it."""
        button = self.button(message, label_or_data)
        if button.data is None:
            raise ImpossibleError(f"{button.label} is a link: follow it")
        if not message.chat.has(self.id) or message.is_deleted:
            raise ImpossibleError(f"{self.name} does not see that message")
        return self.presses_raw(message, button.data)

    def presses_raw(self, message: Message, data: str) -> Press:
        """Sends a callback query with any data, as a forged client could."""
        bot = self.telegram.bot_of_id(message.sender_id) or self.telegram.bot
        return press(self.telegram, bot, self.user, message, data)

    async def follows(self, message: Message, label: str, group: GroupDriver | None = None) -> Message:
        """Opens the link of the button with that label."""
        url = self.button(message, label).url
        if url is None:
            raise ImpossibleError(f"{label} is not a link")
        return await self.opens_link(url, group)

    def button(self, message: Message, label_or_data: str) -> Button:
        """The button with that label, else with that data.

        Raises:
            ImpossibleError: the message has no such button now.
        """
        buttons = list(message.each_button())
        for button in buttons:
            if button.label == label_or_data:
                return button
        for button in buttons:
            if button.data == label_or_data:
                return button
        raise ImpossibleError(f"no button {label_or_data!r} among {message.labels}")

    async def opens_link(self, link: str, group: GroupDriver | None = None) -> Message:
        """Opens https://t.me/<bot>?start=TOKEN: presses Start; ?startgroup=TOKEN: adds the bot to `group`.

        A token that is too long or holds other letters is dropped without a word, as Telegram does.
        """
        address = urlsplit(link)
        bot = self.telegram.bot_named(address.path.strip("/"))
        query = parse_qs(address.query, keep_blank_values=True)
        if "startgroup" in query:
            if group is None:
                raise ImpossibleError("a startgroup link asks for a group")
            group.add_bot(bot, by=self)
            return await self.says(group, f"/start@{bot.username}{_payload(query['startgroup'][0])}")
        self.unblocks_bot(bot)
        return await self.says(
            self.telegram.private(bot, self.user), f"/start{_payload(query.get('start', [''])[0])}"
        )

    def joins(self, group: GroupDriver) -> None:
        """Joins a group."""
        group.add(self)

    def leaves(self, group: GroupDriver) -> None:
        """Leaves a group."""
        set_status(self.telegram, group.chat, self.id, self.id, "left")
        gone = self.telegram.post(
            group.chat, {"from": self.user.as_json()}, {"left_chat_member": self.user.as_json()}
        )
        self.telegram.deliver(gone)

    def has_started(self) -> None:
        """Makes this person one who pressed Start long ago: the bot may write to him."""
        chat = self.chat("private")
        if chat.bot_id is not None:
            chat.statuses[chat.bot_id] = "member"

    def blocks_bot(self, bot: Bot | None = None) -> None:
        """Blocks a bot: it gets my_chat_member, and 403 when it writes."""
        bot = bot or self.telegram.bot
        chat = self.telegram.private(bot, self.user)
        if chat.status(bot.id) != "kicked":
            set_status(self.telegram, chat, self.id, bot.id, "kicked")

    def unblocks_bot(self, bot: Bot | None = None) -> None:
        """Unblocks a bot that was blocked: it gets my_chat_member."""
        bot = bot or self.telegram.bot
        chat = self.telegram.private(bot, self.user)
        if chat.status(bot.id) == "kicked":
            set_status(self.telegram, chat, self.id, bot.id, "member")

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


def _payload(token: str) -> str:
    return f" {token}" if re.fullmatch(limits.START_PAYLOAD, token) else ""
