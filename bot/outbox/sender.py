"""The sender: notices are rows; claim, send, mark. None is lost, a repeat says so, no throw is repeated."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.domain.errors import StoreBroken, Unwritable
from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.ports import Clock, Crashpoint, Papers, Store, Telegram
from bot.news import News
from bot.outbox.choosing import Chosen, choose
from bot.outbox.composing import Address, Call, Office, compose
from bot.outbox.effects import Effects
from bot.outbox.marking import Marks
from bot.outbox.overtaken import is_overtaken
from bot.outbox.pacing import Pacing

log = structlog.get_logger()

Claimed = tuple[Notice, Call, Address]
"""What is being sent: its row says so, in case nobody lives to see what becomes of it."""


class Outbox:
    """Sends what the use cases have put into the outbox, one at a time, at Telegram's pace."""

    def __init__(
        self,
        store: Store,
        telegram: Telegram,
        clock: Clock,
        *,
        office: Office,
        effects: Effects,
        papers: Papers,
        crash: Crashpoint,
        wait: Callable[[Unwritable], Awaitable[None]],
        give_way: Callable[[], Awaitable[None]],
    ) -> None:
        """Take the ports; nothing is sent before run().

        `wait` returns when the database may take again, `give_way` when others have had it before.
        """
        self._store, self._telegram, self._clock = store, telegram, clock
        self._office, self._papers, self._crash = office, papers, crash
        self._pacing = Pacing()
        self._marks = Marks(clock, effects, self._pacing)
        self.news = News()
        self._wait, self._give_way, self._may_have_left = wait, give_way, False
        self._is_stopping = False

    def stop(self) -> None:
        """End run() once the notice in hand is marked; what has not left stays in its row."""
        self._is_stopping = True
        self.news.ring()

    async def recover(self) -> None:
        """After a crash: what was being sent may have arrived; it is repeated and says so, a throw is not."""
        async with self._store.writing() as work:
            for notice in await work.notices.all(state=NoticeState.SENDING):
                await self._marks.uncertain(work, notice)

    async def run(self) -> None:
        """Send until stop()."""
        while not self._is_stopping:
            self.news.forget()
            if not await self._found_work() and not self._is_stopping:
                await self.news.rest()

    async def _found_work(self) -> bool:
        """Send the next one; what left and could not be marked is taken up as after a crash."""
        try:
            if self._may_have_left:
                await self.recover()
                self._may_have_left = False
            return await self.send_next()
        except Unwritable as error:
            self._may_have_left = True
            await self._wait(error)
            return True

    async def send_next(self) -> bool:
        """Send what may leave, one after the other, waiting for the next if it must; return False if none is.

        The transaction that marks what was sent chooses and claims the next: one commit for each notice.
        """
        await self._give_way()
        async with self._store.writing() as work:
            chosen, claimed = await self._take(work)
        while claimed is not None:
            mark = await self._send(*claimed)
            await self._give_way()
            async with self._store.writing() as work:
                await mark(work)
                chosen, claimed = (None, None) if self._is_stopping else await self._take(work)
            self._crash("outbox.marked")
        if chosen is None:
            return False
        if chosen.earliest > self._clock.now():
            await self._wait_until(chosen.earliest)
        elif chosen.notice.kind is NoticeKind.PAPER:
            await self._write_paper(chosen.notice)
        return True

    async def _take(self, work: Any) -> tuple[Chosen | None, Claimed | None]:
        """Choose the next notice; claim it if it leaves now, and by a call."""
        chosen = await choose(work, self._pacing, self._clock.now())
        if chosen is None or chosen.earliest > self._clock.now() or chosen.notice.kind is NoticeKind.PAPER:
            return chosen, None
        return chosen, await self._claim(work, chosen)

    async def _wait_until(self, earliest: datetime) -> None:
        """Wait, but no longer than until there is news: another chat need not wait for this one."""
        tasks = {
            asyncio.ensure_future(self._clock.wait_until(earliest)),
            asyncio.ensure_future(self.news.next()),
        }
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def _claim(self, work: Any, chosen: Chosen) -> Claimed | None:
        """Mark the notice as being sent, in the transaction that chose it; None where it need not leave."""
        notice, address = chosen.notice, chosen.address
        if address is None:
            await self._marks.undeliverable(work, notice, "no account")
            return None
        if await is_overtaken(work, notice):
            await work.notices.move(notice, NoticeState.SUPERSEDED)
            return None
        try:
            call = await compose(work, self._office, notice, address)
        except (Unwritable, StoreBroken):
            raise
        except Exception as error:  # one notice that cannot be said must not silence the others
            log.exception("notice cannot be composed", notice=notice.id, screen=notice.screen)
            await work.notices.move(notice, NoticeState.FAILED, error=repr(error))
            return None
        return await work.notices.move(notice, NoticeState.SENDING), call, address

    async def _send(self, notice: Notice, call: Call, address: Address) -> Callable[[Any], Awaitable[None]]:
        """Make the call; return what marks its outcome within a transaction."""
        self._crash("outbox.claimed")
        if call.chat_id:
            self._pacing.sent(call.chat_id, self._clock.now())
        try:
            result = await self._telegram.call(call.method, call.params, call.files)
        except Exception as error:  # noqa: BLE001 - classified: every error ends in one of the outcomes
            return partial(self._marks.failed, notice=notice, call=call, address=address, error=error)
        self._crash("outbox.accepted")
        return partial(self._marks.sent, notice=notice, call=call, address=address, result=result)

    async def _write_paper(self, notice: Notice) -> None:
        """Write the paper from the database as it stands: whatever asked for it by now is settled by that."""
        where = {"kind": NoticeKind.PAPER, "screen": notice.screen, "state": NoticeState.PENDING}
        async with self._store.reading() as work:
            asked = [each for each in await work.notices.all(**where) if each.data == notice.data]
        try:
            await self._papers(notice.screen, notice.data["subject_id"])
        except (Unwritable, StoreBroken):
            raise
        except Exception:  # a full disk must not silence the chat; the paper is tried again
            log.exception("paper cannot be written", notice=notice.id, kind=notice.screen)
            async with self._store.writing() as work:
                await self._marks.again(work, notice)
            return
        self._crash("paper.written")
        async with self._store.writing() as work:
            await work.notices.change_all([each.id for each in asked], state=NoticeState.SENT)
