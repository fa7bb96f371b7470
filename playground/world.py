"""The state of the world: accounts, chats, messages, files, and what the bots did.

It knows HTTP and pages not at all, and time only through `now`.
"""

import asyncio
import random
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING

from playground.chats import Chat, ChatKind
from playground.files import FileStore
from playground.numbering import Numbering
from playground.privacy import hears
from playground.records import Bot, Call, Event, EventKind, Json, Message, User
from playground.updates import UpdateQueue

if TYPE_CHECKING:
    from playground.presses import Press

_TOKEN = re.compile(r"(\d+):[\w-]+")
# Beyond 32 bits, as real ids are, so that a column that is too narrow is noticed.
_FIRST_USER = 7_000_000_001
_FIRST_GROUP = -5_000_000_001
_FIRST_SUPERGROUP = -1_002_000_000_001
_FIRST_UPDATE = 900_000_001
_FIRST_NUMBER = 4_000_000_000_000_001


class World:
    """Everything that Telegram's servers would know.

    Args:
        now: the time, aware; every date comes from it.
        rng: makes the dice, and nothing else.
    """

    def __init__(self, now: Callable[[], datetime], rng: random.Random) -> None:
        self.now = now
        self.rng = rng
        self.bots: dict[str, Bot] = {}
        self.users: dict[int, User] = {}
        self.groups: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}
        self.files = FileStore()
        self.calls: list[Call] = []
        self.presses: dict[str, Press] = {}
        self._listeners: list[Callable[[Event], None]] = []
        self.version = 0
        self._stirred = asyncio.Event()
        self._user_ids = Numbering(_FIRST_USER)
        self._group_ids = Numbering(_FIRST_GROUP, -1)
        self._supergroup_ids = Numbering(_FIRST_SUPERGROUP, -1)
        # A bot sees one counter for all its private chats and basic groups together.
        self._shared_ids = Numbering(1)
        self._numbers = Numbering(_FIRST_NUMBER)

    # Accounts and chats

    def add_bot(
        self, token: str, username: str, name: str | None = None, *, reads_everything: bool = False
    ) -> Bot:
        """Registers a bot; its id is the number before the colon of its token.

        Raises:
            ValueError: the token does not look like one.
        """
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ValueError("a bot token looks like 123456:letters")
        queue = UpdateQueue(_FIRST_UPDATE, self.stir)
        bot = Bot(int(match[1]), token, username, name or username, queue, reads_everything)
        self.bots[token] = bot
        return bot

    def add_user(self, name: str, language: str, user_id: int | None = None) -> User:
        """Registers a person; without `user_id` the next free one is given."""
        user = User(next(self._user_ids) if user_id is None else user_id, name, language)
        self.users[user.id] = user
        self.stir()
        return user

    def account(self, account_id: int) -> User | Bot:
        """The person or bot of that id.

        Raises:
            KeyError: there is none.
        """
        bot = self.bot_of_id(account_id)
        return self.users[account_id] if bot is None else bot

    def bot_of_id(self, bot_id: int) -> Bot | None:
        """The bot of that id, or None."""
        return next((bot for bot in self.bots.values() if bot.id == bot_id), None)

    def private(self, bot: Bot, user: User) -> Chat:
        """The conversation of a person with a bot; made on first use."""
        key = (bot.id, user.id)
        if key not in self.privates:
            self.privates[key] = Chat(
                user.id, "private", user.name, self._shared_id, bot_id=bot.id, statuses={user.id: "member"}
            )
        return self.privates[key]

    def new_group(self, title: str, kind: ChatKind, *, is_forum: bool = False) -> Chat:
        """A new, empty group; supergroups number their messages by themselves."""
        if kind == "supergroup":
            own = Numbering(1)
            chat = Chat(next(self._supergroup_ids), kind, title, own.__next__, is_forum=is_forum)
        else:
            chat = Chat(next(self._group_ids), kind, title, self._shared_id)
        self.groups[chat.id] = chat
        self.stir()
        return chat

    def new_number(self) -> str:
        """A number that was not given before, for a callback query or an album."""
        return str(next(self._numbers))

    def _shared_id(self) -> int:
        return next(self._shared_ids)

    # Messages

    def seconds(self) -> int:
        """The time as the Bot API writes it: whole seconds since 1970."""
        return int(self.now().timestamp())

    def post(self, chat: Chat, sender: Json, content: Json, reply_to: Message | None = None) -> Message:
        """Puts a message into a chat and tells the listeners; delivers it to no bot."""
        body = {
            "message_id": chat.next_id(),
            "date": self.seconds(),
            "chat": chat.as_json(),
            **sender,
            **content,
        }
        if reply_to is not None:
            body["reply_to_message"] = {
                key: value for key, value in deepcopy(reply_to.json).items() if key != "reply_to_message"
            }
            if "message_thread_id" in reply_to.json:
                body.setdefault("message_thread_id", reply_to.json["message_thread_id"])
                body.setdefault("is_topic_message", True)
        message = Message(chat, body)
        chat.messages[message.id] = message
        self.publish(EventKind.DICE if message.dice else EventKind.SENT, chat, message, message.sender_id)
        return message

    def change(self, message: Message, **fields: object) -> None:
        """Edits a message: sets the fields (None takes one away) and remembers what was there before."""
        message.earlier.append(message.json)
        merged = {**message.json, "edit_date": self.seconds(), **fields}
        message.json = {key: value for key, value in merged.items() if value is not None}
        self.publish(EventKind.EDITED, message.chat, message, message.sender_id)

    def deliver(self, message: Message, kind: str = "message") -> None:
        """Queues an update about the message for every bot that is there and may hear it."""
        for bot in self.bots_in(message.chat):
            if hears(bot, message.chat, message.json):
                bot.updates.put(kind, deepcopy(message.json))

    def bots_in(self, chat: Chat) -> list[Bot]:
        """The bots that are members of the chat."""
        return [bot for bot in self.bots.values() if chat.has(bot.id)]

    # What happened

    @property
    def unconfirmed(self) -> int:
        """The number of updates that no bot's offset has confirmed yet."""
        return sum(len(bot.updates) for bot in self.bots.values())

    def on_event(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Calls `listener` with every event from now on; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(
        self,
        kind: EventKind,
        chat: Chat,
        message: Message | None = None,
        user_id: int | None = None,
        text: str = "",
    ) -> None:
        """Tells every listener what happened."""
        event = Event(kind, self.now(), chat, message, user_id, text)
        for listener in tuple(self._listeners):
            listener(event)
        self.stir()

    def stir(self) -> None:
        """Wakes everybody who waits for something to change; `version` counts the changes."""
        self.version += 1
        self._stirred.set()
        self._stirred = asyncio.Event()

    async def changed(self) -> None:
        """Returns at the next change of anything."""
        await self._stirred.wait()

    async def until(self, is_so: Callable[[], bool], seconds: float = 10) -> None:
        """Returns once `is_so()` holds; it is asked again after every change.

        Raises:
            TimeoutError: it did not hold within `seconds` of real time.
        """
        async with asyncio.timeout(seconds):
            while not is_so():
                await self.changed()
