"""What a notice's row says once its call has ended: sent, to be repeated, waiting, or never to arrive."""

from datetime import timedelta
from typing import Any

import structlog

from bot.domain.mail import Card, Notice, NoticeKind, NoticeState
from bot.domain.ports import Clock
from bot.outbox.composing import Address, Call
from bot.outbox.effects import Effects
from bot.outbox.outcomes import Outcome, classify, is_card_gone, retry_after
from bot.outbox.pacing import Pacing

log = structlog.get_logger()
_NOT_NOW = (Outcome.UNREACHABLE, Outcome.FAILED, Outcome.MIGRATED)
"""A menu for somebody who is not there is no fault; it is set when he appears."""
_IDEMPOTENT = (NoticeKind.ANSWER, NoticeKind.PAPER, NoticeKind.LEAVE, NoticeKind.MENU)
_MOST_DOUBLED = 6
"""From 1 second the wait is doubled so often and no more: then it is a minute, however long it lasts."""
_LONGEST_BACKOFF = timedelta(seconds=60)


class Marks:
    """Marks the rows of the outbox, and tells the use cases what became of their notices."""

    def __init__(self, clock: Clock, effects: Effects, pacing: Pacing) -> None:
        """Take the clock, what follows from an outcome, and the pace that a `retry_after` slows down."""
        self._clock, self._effects, self._pacing = clock, effects, pacing

    async def sent(self, work: Any, notice: Notice, call: Call, address: Address, result: Any) -> None:
        """It has arrived: keep its message, forget its secrets, and take what a throw came to."""
        message_id = result.get("message_id") if isinstance(result, dict) else None
        data = _without_secrets(notice.data)
        notice = await work.notices.move(notice, NoticeState.SENT, message_id=message_id, data=data)
        if message_id:
            await self._remember(work, notice, call, address, message_id)
        if notice.kind is NoticeKind.THROW:
            await self._effects.thrown(work, notice, result)

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
            await self._effects.seen(work, notice, address.chat, message_id)

    async def failed(self, work: Any, notice: Notice, call: Call, address: Address, error: Exception) -> None:
        """Do what the error asks for: wait, follow the group, repeat, or give up and say so."""
        outcome = classify(error)
        if notice.kind is NoticeKind.MENU and outcome in _NOT_NOW:
            await work.notices.move(notice, NoticeState.UNDELIVERABLE, error=str(error))
            await self._effects.menu_refused(work, notice)
        elif outcome is Outcome.DONE:
            await work.notices.move(notice, NoticeState.SENT)
        elif outcome is Outcome.WAIT:
            until = self._clock.now() + retry_after(error)
            self._pacing.hold(call.chat_id, until)
            await work.notices.move(notice, NoticeState.PENDING, not_before=until)
        elif outcome is Outcome.MIGRATED:
            await self._effects.migrated(work, address.chat_id, getattr(error, "new_chat_id", 0))
            await work.notices.move(notice, NoticeState.PENDING)
        elif outcome is Outcome.NOT_SENT:
            await self.again(work, notice)
        elif outcome is Outcome.UNCERTAIN:
            await self.uncertain(work, notice)
        elif outcome is Outcome.UNREACHABLE:
            await self.undeliverable(work, notice, str(error), address)
        elif outcome is Outcome.TOO_LATE:
            await self.undeliverable(work, notice, str(error))
        else:
            await self._give_up(work, notice, call, address, error)

    async def again(self, work: Any, notice: Notice) -> None:
        """Back off and try again: nothing has left."""
        await work.notices.move(notice, NoticeState.PENDING, **self._later(notice))

    def _later(self, notice: Notice) -> dict[str, Any]:
        wait = min(timedelta(seconds=2 ** min(notice.failures, _MOST_DOUBLED)), _LONGEST_BACKOFF)
        return {"failures": notice.failures + 1, "not_before": self._clock.now() + wait}

    async def uncertain(self, work: Any, notice: Notice) -> None:
        """It may have arrived: it is repeated and says so; a throw is read back, never repeated.

        It is repeated at once, and from then on ever later: a server that goes on failing is left in peace.
        """
        later = self._later(notice) if notice.failures else {"failures": 1}
        if notice.kind is NoticeKind.THROW:
            unknown = await work.notices.move(notice, NoticeState.UNKNOWN, failures=notice.failures + 1)
            await self._effects.unknown(work, unknown)
        elif notice.kind in _IDEMPOTENT:
            await work.notices.move(notice, NoticeState.PENDING, **later)
        else:
            await work.notices.move(notice, NoticeState.PENDING, is_repeat=True, **later)

    async def undeliverable(
        self, work: Any, notice: Notice, why: str, address: Address | None = None
    ) -> None:
        """It never arrives: say so to those who must know."""
        await work.notices.move(notice, NoticeState.UNDELIVERABLE, error=why)
        if address is not None and address.person is not None:
            await self._effects.unreachable(work, address.person)
        if address is not None and address.chat is not None and notice.kind is NoticeKind.THROW:
            await self._effects.gone(work, address.chat)

    async def _give_up(
        self, work: Any, notice: Notice, call: Call, address: Address, error: Exception
    ) -> None:
        """A bad request stays bad. A card that is gone is sent anew, a topic that is gone is left."""
        if call.card is not None and is_card_gone(error):
            await work.cards.change(call.card, message_id=0)
            await work.notices.move(notice, NoticeState.PENDING)
            return
        if address.chat is not None and "message thread not found" in str(error).lower():
            await work.chats.change(address.chat, thread_id=None)
            await work.notices.move(notice, NoticeState.PENDING)
            return
        log.error("notice failed", notice=notice.id, screen=notice.screen, error=str(error))
        await work.notices.move(notice, NoticeState.FAILED, error=str(error))


def _without_secrets(data: dict[str, Any]) -> dict[str, Any]:
    """Forget the tokens of one-time links once they have been handed over."""
    return {} if '"start"' in repr(data).replace("'", '"') else data
