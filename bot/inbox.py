"""Telegram in: raw updates are committed before they are confirmed, each is handled in one transaction."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.domain.errors import StoreBroken, Unwritable
from bot.domain.mail import Update
from bot.domain.ports import Clock, Crashpoint, Store, UnitOfWork
from bot.news import News
from bot.waiting import Waiting

log = structlog.get_logger()

KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
_POLL_SECONDS = 25
_MOST_CONFLICTS = 3
_MOST_FAILURES = 3
_MOST_OF_A_STRANGER = 5
"""Messages of somebody who is bound to nobody that wait at once; what is more is kept, and not answered."""
_PAUSE = timedelta(seconds=3)


class Updates(Protocol):
    """Where raw updates come from."""

    async def updates(self, offset: int, timeout_seconds: int, kinds: list[str]) -> list[dict[str, Any]]:
        """Return the updates from this offset on."""
        ...


class Trouble(Protocol):
    """Who says that the database takes nothing, and waits."""

    async def meet(self, error: Unwritable, raw: Sequence[dict[str, Any]] = ()) -> None:
        """Tell those who have sent these updates, and the lead office; return when to try again."""
        ...

    async def over(self) -> None:
        """Say that it is over, if there was any."""
        ...


class AnotherPoller(Exception):  # noqa: N818 - said to the operator, not an error of ours
    """Somebody else polls with the same token (409)."""


class ForeignWebhook(Exception):  # noqa: N818 - said to the operator, not an error of ours
    """Somebody has set a webhook for this token, and gets the updates in our place (409)."""


@dataclass
class _Hand:
    """An update in hand: the task that handles it, its chat, and whether it has stepped aside."""

    task: asyncio.Task[None]
    chat: int | None
    aside: asyncio.Event = field(default_factory=asyncio.Event)


class Inbox:
    """Fetches updates into rows, and hands one row after the other to the handlers."""

    def __init__(
        self,
        store: Store,
        source: Updates,
        clock: Clock,
        handle: Callable[[dict[str, Any]], Awaitable[None]],
        *,
        crash: Crashpoint,
        trouble: Trouble,
    ) -> None:
        """Take the ports; `handle` gets one raw update and marks its row done in its own transaction."""
        self._store, self._source, self._clock = store, source, clock
        self._handle, self._crash, self._trouble = handle, crash, trouble
        self.news = News()
        self._offset = 0
        self._handled: set[int] = set()
        self._hands: dict[int, _Hand] = {}
        self._waiting = Waiting()
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
            try:
                await self._keep(raw)
            except Unwritable as error:  # not confirmed: Telegram keeps them, and gives them again
                await self._trouble.meet(error, raw)

    async def _keep(self, raw: list[dict[str, Any]]) -> None:
        if not raw:
            return
        self._crash("fetch.before_commit")
        fresh: list[Update] = []
        async with self._store.writing() as work:
            for update in raw:
                if not await work.updates.one(id=update["update_id"]):
                    text = json.dumps(update, ensure_ascii=False)
                    state = "skipped" if await self._is_flood(work, update, fresh) else "pending"
                    row = Update(id=update["update_id"], raw=text, received_at=self._clock.now(), state=state)
                    fresh.append(await work.updates.add(row))
        self._crash("fetch.after_commit")
        for row in sorted(fresh, key=lambda each: each.id):
            if row.state == "pending":
                self._waiting.add(row.id, _chat_of(json.loads(row.raw)))
        await self._trouble.over()
        self._offset = max(update["update_id"] for update in raw) + 1
        self.news.ring()

    def step_aside(self, update_id: int) -> None:
        """Let the updates of other chats be handled while this one takes its time; its own chat waits."""
        if hand := self._hands.get(update_id):
            hand.aside.set()

    async def handle_forever(self) -> None:
        """Handle one row after the other, each when it is its turn."""
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
        """Handle the update whose turn it is; return False if there is none.

        One that steps aside is left in hand; the next ones are handled meanwhile.
        """
        row = await self._next()
        if row is None:
            return False
        if row.id in self._handled:
            self._handled.discard(row.id)
            await self._skip(row)
            return True
        self._crash("handle.before")
        hand = self._hands[row.id] = _Hand(
            asyncio.create_task(self._attempt(row)), _chat_of(json.loads(row.raw))
        )
        hand.task.add_done_callback(self._ended)
        waiting = asyncio.create_task(hand.aside.wait())
        try:
            await asyncio.wait((hand.task, waiting), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        return True

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Keep what went wrong beyond the update itself: handle_forever() ends with it."""
        if not task.cancelled() and task.exception() is not None:
            self._broken = task.exception()

    async def _is_flood(self, work: UnitOfWork, update: dict[str, Any], fresh: list[Update]) -> bool:
        """Return whether somebody who is bound to nobody has more waiting than can be his need."""
        chat = _chat_of(update)
        beside = sum(each.state == "pending" and _chat_of(json.loads(each.raw)) == chat for each in fresh)
        if self._waiting.count(chat) + beside < _MOST_OF_A_STRANGER or (chat or 0) < 0:
            return False
        return await work.people.one(account_id=chat) is None

    async def _next(self) -> Update | None:
        """Return the row whose turn it is; what the rows say counts, whatever was known to wait."""
        held = {hand.chat for hand in self._hands.values()}
        async with self._store.reading() as work:
            while True:
                number = self._waiting.first(held)
                if number is None and not await self._look_up(work):
                    return None
                if number is not None:
                    row = await work.updates.get(number)
                    if row.state == "pending":
                        self._waiting.had_turn(number)
                        return row
                    self._waiting.drop(number)
                    self._handled.discard(number)

    async def _look_up(self, work: UnitOfWork) -> bool:
        """Learn of rows that wait and are not known, as after a start; return whether there was any."""
        before = len(self._waiting)
        async for page in work.updates.pages("id", state="pending"):
            for (number,) in page:
                if number not in self._waiting:
                    row = await work.updates.get(number)
                    self._waiting.add(number, _chat_of(json.loads(row.raw)))
        return len(self._waiting) > before

    async def _attempt(self, row: Update) -> None:
        try:
            await self._handle(json.loads(row.raw))
            self._handled.add(row.id)
        except StoreBroken:
            raise
        except Unwritable as error:  # no fault of the update: it is tried again until it is taken
            await self._trouble.meet(error, [json.loads(row.raw)])
        except Exception:
            log.exception("update could not be handled", update=row.id)
            await self._failed(row)
        finally:
            self._hands.pop(row.id, None)
            self.news.ring()

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


def _chat_of(raw: dict[str, Any]) -> int | None:
    """Return the chat that the update belongs to: within it, what is later waits for what is earlier."""
    body: dict[str, Any] = next((raw[kind] for kind in KINDS if kind in raw), {})
    chat = (body.get("message") or body).get("chat") or {}
    found: int | None = chat.get("id")
    return found
