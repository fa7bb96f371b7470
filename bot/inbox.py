"""Telegram in: raw updates are committed before they are confirmed, each is handled in one transaction."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.domain.mail import Update
from bot.domain.ports import Clock, Crashpoint, Store
from bot.news import News

log = structlog.get_logger()

KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
_POLL_SECONDS = 25
_MOST_CONFLICTS = 3
_MOST_FAILURES = 3
_PAUSE = timedelta(seconds=3)


class Updates(Protocol):
    """Where raw updates come from."""

    async def updates(self, offset: int, timeout_seconds: int, kinds: list[str]) -> list[dict[str, Any]]:
        """Return the updates from this offset on."""
        ...


class AnotherPoller(Exception):  # noqa: N818 - said to the operator, not an error of ours
    """Somebody else polls with the same token (409)."""


class ForeignWebhook(Exception):  # noqa: N818 - said to the operator, not an error of ours
    """Somebody has set a webhook for this token, and gets the updates in our place (409)."""


class Inbox:
    """Fetches updates into rows, and hands one row after the other to the handlers."""

    def __init__(
        self,
        store: Store,
        source: Updates,
        clock: Clock,
        handle: Callable[[dict[str, Any]], Awaitable[None]],
        crash: Crashpoint,
    ) -> None:
        """Take the ports; `handle` gets one raw update and marks its row done in its own transaction."""
        self._store, self._source, self._clock = store, source, clock
        self._handle, self._crash = handle, crash
        self.news = News()
        self._offset = 0
        self._handled = -1  # no update has a negative id
        self._is_stopping = False

    def stop(self) -> None:
        """End handle_forever() once the update in hand is finished."""
        self._is_stopping = True
        self.news.ring()

    async def fetch_forever(self) -> None:
        """Poll, commit, and confirm by the next poll; raise AnotherPoller or ForeignWebhook on a conflict."""
        conflicts = 0
        while True:
            try:
                raw = await self._source.updates(self._offset, _POLL_SECONDS, KINDS)
                conflicts = 0
            except InvalidToken:
                raise
            except Conflict as error:
                if "webhook" in error.message:
                    raise ForeignWebhook from error
                conflicts += 1
                if conflicts >= _MOST_CONFLICTS:
                    raise AnotherPoller from error
                await asyncio.sleep(_PAUSE.total_seconds())
                continue
            except (NetworkError, TelegramError) as error:
                log.warning("polling failed", error=type(error).__name__)
                await asyncio.sleep(_PAUSE.total_seconds())
                continue
            await self._keep(raw)

    async def _keep(self, raw: list[dict[str, Any]]) -> None:
        if not raw:
            return
        self._crash("fetch.before_commit")
        async with self._store.writing() as work:
            for update in raw:
                if not await work.updates.one(id=update["update_id"]):
                    text = json.dumps(update, ensure_ascii=False)
                    row = Update(id=update["update_id"], raw=text, received_at=self._clock.now())
                    await work.updates.add(row)
        self._crash("fetch.after_commit")
        self._offset = max(update["update_id"] for update in raw) + 1
        self.news.ring()

    async def handle_forever(self) -> None:
        """Handle the rows in the order of their ids."""
        while not self._is_stopping:
            self.news.forget()
            if not await self.handle_next() and not self._is_stopping:
                await self.news.rest()

    async def handle_next(self) -> bool:
        """Handle the oldest pending update; return False if there is none."""
        async with self._store.reading() as work:
            row = await work.updates.one(state="pending")
        if row is None:
            return False
        if row.id == self._handled:
            await self._skip(row)
            return True
        self._crash("handle.before")
        try:
            await self._handle(json.loads(row.raw))
            self._handled = row.id
        except Exception:
            log.exception("update could not be handled", update=row.id)
            await self._failed(row)
        return True

    async def _skip(self, row: Update) -> None:
        """Mark a row that was handled and that no use case was interested in."""
        async with self._store.writing() as work:
            await work.updates.move(row, "skipped")

    async def _failed(self, row: Update) -> None:
        """Try again a few times, then set it aside, so that it never blocks the queue."""
        async with self._store.writing() as work:
            row = await work.updates.get(row.id)
            state = "quarantined" if row.failures + 1 >= _MOST_FAILURES else "pending"
            if row.state == "pending":
                await work.updates.change(row, failures=row.failures + 1, state=state)
