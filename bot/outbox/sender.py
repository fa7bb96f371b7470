"""The sender: notices are rows; claim, send, mark. None is lost, a repeat says so, no throw is repeated."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog

from bot.domain.mail import Card, Notice, NoticeKind, NoticeState
from bot.domain.ports import Clock, Crashpoint, Papers, Store, Telegram
from bot.domain.rounds import AttemptState
from bot.news import News
from bot.outbox.composing import Address, Call, Office, address_of, compose
from bot.outbox.outcomes import Outcome, classify, is_card_gone, retry_after
from bot.outbox.pacing import Pacing
from bot.outbox.throws import THROWING_SCREENS, Throws

log = structlog.get_logger()
_OPEN = (NoticeState.PENDING, NoticeState.SENDING)
_UNPACED = (NoticeKind.ANSWER, NoticeKind.PAPER)
_LONGEST_BACKOFF = timedelta(seconds=60)


class Chosen(NamedTuple):
    """The notice that leaves next, when, and where to; no address where the person has no account."""

    notice: Notice
    earliest: datetime
    address: Address | None


class Outbox:
    """Sends what the use cases have put into the outbox, one at a time, at Telegram's pace."""

    def __init__(
        self,
        store: Store,
        telegram: Telegram,
        clock: Clock,
        *,
        office: Office,
        throws: Throws,
        papers: Papers,
        crash: Crashpoint,
    ) -> None:
        """Take the ports; nothing is sent before run()."""
        self._store, self._telegram, self._clock = store, telegram, clock
        self._office, self._throws, self._papers, self._crash = office, throws, papers, crash
        self._pacing = Pacing()
        self.news = News()
        self._is_stopping = False

    def stop(self) -> None:
        """End run() once the notice in hand is marked; what has not left stays in its row."""
        self._is_stopping = True
        self.news.ring()

    async def recover(self) -> None:
        """After a crash: what was being sent may have arrived; it is repeated and says so, a throw is not."""
        async with self._store.writing() as work:
            for notice in await work.notices.all(state=NoticeState.SENDING):
                await self._uncertain(work, notice)

    async def run(self) -> None:
        """Send until stop()."""
        while not self._is_stopping:
            self.news.forget()
            if not await self.send_next() and not self._is_stopping:
                await self.news.rest()

    async def send_next(self) -> bool:
        """Send the next notice that may leave, waiting for it if it must; return False if there is none."""
        async with self._store.writing() as work:
            chosen = await self._choose(work)
            claimed = await self._claim(work, chosen) if chosen and self._is_sent(chosen) else None
        if chosen is None:
            return False
        if chosen.earliest > self._clock.now():
            await self._wait_until(chosen.earliest)
        elif chosen.notice.kind is NoticeKind.PAPER:
            await self._write_paper(chosen.notice)
        elif claimed is not None:
            await self._send(*claimed)
        return True

    def _is_sent(self, chosen: Chosen) -> bool:
        """Return whether it leaves now, and by a call."""
        return chosen.earliest <= self._clock.now() and chosen.notice.kind is not NoticeKind.PAPER

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

    async def _choose(self, work: Any) -> Chosen | None:
        """Return the notice that may leave first: in a chat in the order made, throws before all else."""
        now = self._clock.now()
        seen: set[Any] = set()
        best: Chosen | None = None
        pending = await work.notices.all(state=NoticeState.PENDING)
        for notice in sorted(pending, key=_urgency):
            chat = _chat_of(notice)
            if chat in seen:
                continue
            address = await address_of(work, notice)
            earliest = max(now, notice.not_before or now)
            if chat and address is not None:
                seen.add(chat)
                earliest = max(self._pacing.earliest(address.chat_id, now), earliest)
            if best is None or earliest < best.earliest:
                best = Chosen(notice, earliest, address)
            if earliest <= now:
                break
        return best

    async def _claim(self, work: Any, chosen: Chosen) -> tuple[Notice, Call, Address] | None:
        """Mark the notice as being sent, in the transaction that chose it; None where it need not leave."""
        notice, address = chosen.notice, chosen.address
        if address is None:
            await self._undeliverable(work, notice, "no account")
            return None
        if await self._is_superseded(work, notice):
            await work.notices.move(notice, NoticeState.SUPERSEDED)
            return None
        try:
            call = await compose(work, self._office, notice, address)
        except Exception as error:  # one notice that cannot be said must not silence the others
            log.exception("notice cannot be composed", notice=notice.id, screen=notice.screen)
            await work.notices.move(notice, NoticeState.FAILED, error=repr(error))
            return None
        return await work.notices.move(notice, NoticeState.SENDING), call, address

    async def _send(self, notice: Notice, call: Call, address: Address) -> None:
        self._crash("outbox.claimed")
        if call.chat_id:
            self._pacing.sent(call.chat_id, self._clock.now())
        try:
            result = await self._telegram.call(call.method, call.params, call.files)
        except Exception as error:  # noqa: BLE001 - classified: every error ends in one of the outcomes
            await self._failed(notice, call, address, error)
        else:
            self._crash("outbox.accepted")
            await self._sent(notice, call, address, result)
        self._crash("outbox.marked")

    async def _is_superseded(self, work: Any, notice: Notice) -> bool:
        """Return whether it need not leave: a throw of what has ended, a card overtaken by newer states."""
        if notice.kind is NoticeKind.THROW:
            attempt = await work.attempts.get(notice.data["attempt_id"])
            return attempt.state is not AttemptState.THROWING
        if not notice.card or notice.is_repeat:
            return False
        where = {"person_id": notice.person_id, "chat_id": notice.chat_id, "account_id": notice.account_id}
        newer = (NoticeState.PENDING, NoticeState.SENT)
        later = await work.notices.all(card=notice.card, state=newer, **where)
        return any(each.id > notice.id for each in later)

    async def _sent(self, notice: Notice, call: Call, address: Address, result: Any) -> None:
        message_id = result.get("message_id") if isinstance(result, dict) else None
        async with self._store.writing() as work:
            data = _without_secrets(notice.data)
            notice = await work.notices.move(notice, NoticeState.SENT, message_id=message_id, data=data)
            if message_id:
                await self._remember(work, notice, call, address, message_id)
            if notice.kind is NoticeKind.THROW:
                await self._throws.thrown(work, notice, result)

    async def _remember(
        self, work: Any, notice: Notice, call: Call, address: Address, message_id: int
    ) -> None:
        if notice.card and call.card is None:
            card = Card(
                telegram_chat_id=address.chat_id, name=notice.card, message_id=message_id, notice_id=notice.id
            )
            await work.cards.add(card)
        elif call.card is not None and call.card.message_id != message_id:
            await work.cards.change(call.card, message_id=message_id, notice_id=notice.id)
        if address.chat is not None and call.method != "editMessageText":
            await self._throws.seen(work, notice, address.chat, message_id)

    async def _failed(self, notice: Notice, call: Call, address: Address, error: Exception) -> None:
        outcome = classify(error)
        async with self._store.writing() as work:
            if outcome is Outcome.DONE:
                await work.notices.move(notice, NoticeState.SENT)
            elif outcome is Outcome.WAIT:
                until = self._clock.now() + retry_after(error)
                self._pacing.hold(call.chat_id, until)
                await work.notices.move(notice, NoticeState.PENDING, not_before=until)
            elif outcome is Outcome.MIGRATED:
                await self._throws.migrated(work, address.chat_id, getattr(error, "new_chat_id", 0))
                await work.notices.move(notice, NoticeState.PENDING)
            elif outcome is Outcome.NOT_SENT:
                await self._again(work, notice)
            elif outcome is Outcome.UNCERTAIN:
                await self._uncertain(work, notice)
            elif outcome is Outcome.UNREACHABLE:
                await self._undeliverable(work, notice, str(error), address)
            elif outcome is Outcome.TOO_LATE:
                await self._undeliverable(work, notice, str(error))
            else:
                await self._give_up(work, notice, call, error)

    async def _again(self, work: Any, notice: Notice) -> None:
        """Back off and try again: nothing has left."""
        wait = min(timedelta(seconds=2**notice.failures), _LONGEST_BACKOFF)
        later = {"failures": notice.failures + 1, "not_before": self._clock.now() + wait}
        await work.notices.move(notice, NoticeState.PENDING, **later)

    async def _uncertain(self, work: Any, notice: Notice) -> None:
        if notice.kind is NoticeKind.THROW:
            unknown = await work.notices.move(notice, NoticeState.UNKNOWN, failures=notice.failures + 1)
            await self._throws.unknown(work, unknown)
        elif notice.kind in (NoticeKind.ANSWER, NoticeKind.PAPER, NoticeKind.LEAVE):
            await work.notices.move(notice, NoticeState.PENDING)
        else:
            repeat = {"is_repeat": True, "failures": notice.failures + 1}
            await work.notices.move(notice, NoticeState.PENDING, **repeat)

    async def _undeliverable(
        self, work: Any, notice: Notice, why: str, address: Address | None = None
    ) -> None:
        await work.notices.move(notice, NoticeState.UNDELIVERABLE, error=why)
        if address is not None and address.person is not None:
            await self._throws.unreachable(work, address.person)
        if address is not None and address.chat is not None and notice.kind is NoticeKind.THROW:
            await self._throws.gone(work, address.chat)

    async def _give_up(self, work: Any, notice: Notice, call: Call, error: Exception) -> None:
        """A bad request stays bad: keep the row, and send the card anew if its message is gone."""
        if call.card is not None and is_card_gone(error):
            await work.cards.change(call.card, message_id=0)
            await work.notices.move(notice, NoticeState.PENDING)
            return
        log.error("notice failed", notice=notice.id, screen=notice.screen, error=str(error))
        await work.notices.move(notice, NoticeState.FAILED, error=str(error))

    async def _write_paper(self, notice: Notice) -> None:
        """Write the paper from the database as it stands; writing it twice is the same."""
        try:
            await self._papers(notice.screen, notice.data["subject_id"])
        except Exception:  # a full disk must not silence the chat; the paper is tried again
            log.exception("paper cannot be written", notice=notice.id, kind=notice.screen)
            async with self._store.writing() as work:
                await self._again(work, notice)
            return
        self._crash("paper.written")
        async with self._store.writing() as work:
            for each in await work.notices.all(
                kind=NoticeKind.PAPER, screen=notice.screen, state=NoticeState.PENDING
            ):
                if each.id == notice.id:
                    await work.notices.move(each, NoticeState.SENT)


def _urgency(notice: Notice) -> tuple[int, int]:
    """Put first what had its turn already and throws, then the answers that somebody waits for."""
    if notice.is_repeat or notice.kind is NoticeKind.THROW or notice.screen in THROWING_SCREENS:
        return 0, notice.id
    return 1 if notice.kind is NoticeKind.ANSWER else 2, notice.id


def _chat_of(notice: Notice) -> tuple[int | None, ...] | None:
    """Return what stands for the chat whose pace it must keep, None for what keeps none."""
    if notice.kind in _UNPACED:
        return None
    return notice.person_id, notice.chat_id, notice.account_id


def _without_secrets(data: dict[str, Any]) -> dict[str, Any]:
    """Forget the tokens of one-time links once they have been handed over."""
    return {} if '"start"' in repr(data).replace("'", '"') else data
