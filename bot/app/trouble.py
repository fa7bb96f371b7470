"""When the database takes nothing: whoever waits is told, and the lead office; nothing is lost meanwhile.

What is said here cannot go through the outbox, whose rows cannot be written either; it is said once.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.domain.deadlines import SHANGHAI
from bot.domain.errors import StoreBroken, Unwritable
from bot.domain.people import Person, Role
from bot.domain.ports import Clock, Render, Store, Telegram
from bot.domain.raw_updates import found_in
from bot.domain.texts import Text
from bot.usecases.actors import grants_on

log = structlog.get_logger()
_PAUSE = timedelta(seconds=3)
_ALARM_EVERY = timedelta(hours=1)


class Trouble:
    """One spell after the other in which nothing can be written."""

    def __init__(self, store: Store, telegram: Telegram, clock: Clock, render: Render) -> None:
        """Take the ports; nothing is said before meet()."""
        self._store, self._telegram, self._clock, self._render = store, telegram, clock, render
        self._told: set[object] = set()
        self._alarmed_at: datetime | None = None
        self._telling = asyncio.Lock()

    async def meet(self, error: Unwritable, raw: Sequence[dict[str, Any]] = ()) -> None:
        """Tell those who have sent these updates, and the lead office once in an hour; then pause."""
        log.error("the database takes nothing", why=error.why)
        async with self._telling:
            if self._alarmed_at is None or self._clock.now() - self._alarmed_at >= _ALARM_EVERY:
                self._alarmed_at = self._clock.now()
                await self._tell_lead_office(f"trouble.{error.why}")
            for update in raw:
                await self._tell_sender(update)
        await self._clock.wait_until(self._clock.now() + _PAUSE)

    async def over(self) -> None:
        """Tell the lead office that it is over, if there was any."""
        if self._alarmed_at is not None:
            self._alarmed_at = None
            self._told.clear()
            await self._tell_lead_office("trouble.over")

    async def _tell_lead_office(self, key: str) -> None:
        for person in await self._lead_office(self._clock.now().astimezone(SHANGHAI).date()):
            await self._say(person.account_id or 0, person.language, key)

    async def _lead_office(self, day: date) -> list[Person]:
        """Return who can be told; nobody where the database cannot be read either."""
        try:
            async with self._store.reading() as work:
                ids = {each.person_id for each in await grants_on(work, day, role=Role.LEAD_OFFICE)}
                people = await work.people.all(id=tuple(ids))
        except (Unwritable, StoreBroken):
            return []
        return [each for each in people if each.account_id is not None]

    async def _tell_sender(self, update: dict[str, Any]) -> None:
        """Answer a press once, and a private chat once in a spell; talk in groups is not answered."""
        query = found_in(update, "callback_query", "id")
        sender = found_in(update, "callback_query" if query else "message", "from", "id")
        what = query or sender
        if not isinstance(sender, int) or not isinstance(what, str | int) or what in self._told:
            return
        self._told.add(what)
        language = await self._language_of(sender)
        if query:
            words = self._render(language, Text("trouble.wait"))
            await self._call("answerCallbackQuery", {"callback_query_id": what, "text": words})
        elif found_in(update, "message", "chat", "type") == "private":
            await self._say(sender, language, "trouble.wait")

    async def _language_of(self, account_id: int | None) -> str:
        try:
            async with self._store.reading() as work:
                person = await work.people.one(account_id=account_id)
        except (Unwritable, StoreBroken):
            person = None
        return person.language if person else "zh_CN"

    async def _say(self, account_id: int, language: str, key: str) -> None:
        await self._call("sendMessage", {"chat_id": account_id, "text": self._render(language, Text(key))})

    async def _call(self, method: str, params: dict[str, Any]) -> None:
        try:
            await self._telegram.call(method, params)
        except TelegramError as error:
            log.warning("nobody could be told", method=method, error=type(error).__name__)
