"""People as a script drives them: they look at their screens, press, join, block, and write as authors do."""

import re
from urllib.parse import parse_qs, urlsplit

from playground import limits
from playground.authors import Author, Place
from playground.errors import ImpossibleError
from playground.groups import GroupDriver
from playground.membership import set_status
from playground.presses import Press, press
from playground.records import Bot, Button, Message, Toast


class PersonDriver(Author):
    """One person at the telephone."""

    @property
    def toasts(self) -> list[Toast]:
        """The answers to this person's presses so far, in the order of the presses."""
        mine = [one for one in self.telegram.presses.values() if one.user_id == self.id]
        return [one.toast for one in mine if one.toast is not None]

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


def _payload(token: str) -> str:
    return f" {token}" if re.fullmatch(limits.START_PAYLOAD, token) else ""
