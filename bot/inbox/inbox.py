"""Fetching updates into rows, and handing them to their handlers: in each chat one after the other."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.domain.errors import StoreBroken, Unwritable
from bot.domain.mail import Update
from bot.domain.ports import Clock, Crashpoint, Store
from bot.domain.raw_updates import KINDS, SILENCE, chat_of
from bot.inbox.ports import AnotherPoller, ForeignWebhook, Hearing, Trouble, Updates
from bot.inbox.queue import Queue
from bot.news import News

log = structlog.get_logger()
_POLL_SECONDS = 25
_MOST_CONFLICTS = 3
_MOST_FAILURES = 3
_PAUSE = timedelta(seconds=3)
_MOST_AT_ONCE = 16
"""Updates in hand, each of another chat: so many that they share a commit, so few that no turn is long."""


@dataclass
class _Hand:
    """An update in hand: the task that handles it, its chat, and whether it has stepped aside."""

    task: asyncio.Task[None]
    chat: int | None
    is_aside: bool = False


class Inbox:
    """Fetches updates into rows, and hands them to the handlers: several at once, of each chat one."""

    def __init__(
        self,
        store: Store,
        source: Updates,
        clock: Clock,
        handle: Callable[[dict[str, Any]], Awaitable[None]],
        *,
        crash: Crashpoint,
        trouble: Trouble,
        hearing: Hearing,
    ) -> None:
        """Take the ports; `handle` gets one raw update and marks its row done in its own transaction."""
        self._store, self._source, self._clock = store, source, clock
        self._handle, self._crash, self._trouble, self._hearing = handle, crash, trouble, hearing
        self.news = News()
        self._offset, self._offset_at = 0, clock.now()
        self._queue = Queue(store, clock)
        self._hands: dict[int, _Hand] = {}
        self._room = asyncio.Semaphore(_MOST_AT_ONCE)
        self._broken: BaseException | None = None
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
                raw = await self._source.updates(self._next_offset(), _POLL_SECONDS, [*KINDS])
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
                self._hearing.cut()
                await asyncio.sleep(_PAUSE.total_seconds())
                continue
            try:
                await self._hearing.answered()
                await self._keep(raw)
            except Unwritable as error:  # not confirmed: Telegram keeps them, and gives them again
                await self._trouble.meet(error, raw)

    def _next_offset(self) -> int:
        """Return what confirms the updates so far; after a silence all, as their numbers may begin anew."""
        return self._offset if self._clock.now() - self._offset_at <= SILENCE else 0

    async def _keep(self, raw: list[dict[str, Any]]) -> None:
        if not raw:
            return
        self._crash("fetch.before_commit")
        async with self._store.writing() as work:
            fresh = await self._queue.fresh(work, raw)
            await work.updates.add_all(fresh)
        self._crash("fetch.after_commit")
        self._queue.add(fresh)
        await self._trouble.over()
        self._offset, self._offset_at = max(update["update_id"] for update in raw) + 1, self._clock.now()
        self.news.ring()

    def step_aside(self, update_id: int) -> None:
        """Let the updates of other chats be handled while this one takes its time; its own chat waits."""
        hand = self._hands.get(update_id)
        if hand is not None and not hand.is_aside:
            hand.is_aside = True
            self._room.release()

    async def handle_forever(self) -> None:
        """Hand over one row after the other, each when it is its turn."""
        try:
            while not self._is_stopping:
                if self._broken:
                    raise self._broken
                self.news.forget()
                if not await self._found_work() and not self._is_stopping:
                    await (self.news.next() if self._hands else self.news.rest())
            if self._hands:
                await asyncio.wait([hand.task for hand in self._hands.values()])
        finally:
            left = [hand.task for hand in self._hands.values()]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def break_with(self, error: BaseException) -> None:
        """Have handle_forever() end with this error."""
        self._broken = error
        self.news.ring()

    async def _found_work(self) -> bool:
        try:
            return await self.handle_next()
        except Unwritable as error:
            await self._trouble.meet(error)
            return True

    async def handle_next(self) -> bool:
        """Take the update whose turn it is in hand, once there is room; return False if there is none."""
        await self._room.acquire()
        row = None
        try:
            if not self._is_stopping:
                row = await self._queue.next({hand.chat for hand in self._hands.values()})
        finally:
            if row is None:
                self._room.release()
        if row is None:
            return False
        self._crash("handle.before")
        raw = json.loads(row.raw)
        task = asyncio.create_task(self._attempt(row, raw))
        self._hands[row.id] = _Hand(task, chat_of(raw))
        task.add_done_callback(self._ended)
        return True

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Keep what went wrong beyond the update itself: handle_forever() ends with it."""
        if not task.cancelled() and task.exception() is not None:
            self._broken = task.exception()

    async def _attempt(self, row: Update, raw: dict[str, Any]) -> None:
        try:
            await self._handle_once(row, raw)
        except Unwritable as error:  # no fault of the update: it is tried again until it is taken
            await self._trouble.meet(error, [raw])
        finally:
            if not self._hands.pop(row.id).is_aside:
                self._room.release()
            self.news.ring()

    async def _handle_once(self, row: Update, raw: dict[str, Any]) -> None:
        """Raise StoreBroken or Unwritable where not even its failure can be written down."""
        try:
            await self._handle(raw | {"update_id": row.id})
            await self._close(row)
        except (StoreBroken, Unwritable):
            raise
        except Exception:
            log.exception("update could not be handled", update=row.id)
            await self._failed(row)

    async def _close(self, row: Update) -> None:
        """Forget a row that was handled; one that no use case was interested in is marked as skipped."""
        async with self._store.reading() as work:
            row = await work.updates.get(row.id)
        if row.state == "pending":
            async with self._store.writing() as work:
                await work.updates.move(row, "skipped")
        self._queue.drop(row.id)

    async def _failed(self, row: Update) -> None:
        """Try again a few times, then set it aside, so that it never blocks the queue."""
        async with self._store.writing() as work:
            row = await work.updates.get(row.id)
            state = "quarantined" if row.failures + 1 >= _MOST_FAILURES else "pending"
            if row.state == "pending":
                await work.updates.change(row, failures=row.failures + 1, state=state)
