"""The stand-in as scripts and tests use it: the world, its people and groups, its server, its faults."""

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from playground.chats import Chat
from playground.faults import Fault, FaultPlan
from playground.groups import GroupDriver
from playground.people import PersonDriver
from playground.records import Bot
from playground.server import Server
from playground.world import World


class Telegram(World):
    """A whole small Telegram on loopback, in memory.

    `clock_button`, if the host sets it, stands on the page under `clock_label` and is awaited when pressed;
    `zone` is the time zone in which the page shows the time; `notes` are words beside a person's name, by id.
    """

    def __init__(self, now: Callable[[], datetime], rng: random.Random) -> None:
        super().__init__(now, rng)
        self.faults = FaultPlan()
        self.people: dict[int, PersonDriver] = {}
        self.clock_button: Callable[[], Awaitable[None]] | None = None
        self.clock_label = "过一个工作日"
        self.notes: dict[int, str] = {}
        self.zone: tzinfo = ZoneInfo("Asia/Shanghai")
        self._drivers: list[GroupDriver] = []
        self._server: Server | None = None

    async def start(self, port: int = 0) -> str:
        """Listens on 127.0.0.1; returns the base address, such as http://127.0.0.1:8081."""
        self._server = Server(self)
        return f"http://127.0.0.1:{self._server.start(port)}"

    async def stop(self) -> None:
        """Closes every connection; the world stays, so that it can be looked at."""
        if self._server is not None:
            await self._server.stop()
            self._server = None

    @property
    def bot(self) -> Bot:
        """The first bot.

        Raises:
            StopIteration: none was added yet.
        """
        return next(iter(self.bots.values()))

    def bot_named(self, username: str) -> Bot:
        """The bot of that username.

        Raises:
            KeyError: there is none.
        """
        for bot in self.bots.values():
            if bot.username.casefold() == username.casefold():
                return bot
        raise KeyError(username)

    def person(self, name: str, language: str = "zh-hans", id: int | None = None) -> PersonDriver:  # noqa: A002
        """A new person with an account; he has not pressed Start."""
        user = self.add_user(name, language, id)
        self.people[user.id] = PersonDriver(self, user)
        return self.people[user.id]

    def group(
        self, title: str, kind: Literal["group", "supergroup"] = "group", *, forum: bool = False
    ) -> GroupDriver:
        """A new, empty group; a forum is always a supergroup."""
        driver = GroupDriver(self, self.new_group(title, "supergroup" if forum else kind, is_forum=forum))
        self._drivers.append(driver)
        return driver

    def group_of(self, chat: Chat) -> GroupDriver:
        """The driver of a group's chat.

        Raises:
            KeyError: it is none.
        """
        for driver in self._drivers:
            if driver.chat is chat:
                return driver
        raise KeyError(chat.id)

    def fail_next(
        self,
        method: str,
        fault: Fault,
        chat: "PersonDriver | GroupDriver | Chat | int | None" = None,
        times: int = 1,
    ) -> None:
        """Lets the next `times` requests of a method (`*`: any) fail, in one chat or wherever they go."""
        chat_id = chat if isinstance(chat, int) or chat is None else chat.id
        self.faults.add(method, fault, chat_id, times)

    def set_foreign_webhook(self, url: str = "https://example.org/stolen") -> None:
        """Somebody else with the token sets a webhook: getUpdates answers 409 until deleteWebhook."""
        self.bot.webhook_url = url
        self.bot.updates.end_polls()
