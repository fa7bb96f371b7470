"""Which notice leaves next: in a chat in the order made, at Telegram's pace, throws before all else."""

from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.outbox.composing import Address, address_of
from bot.outbox.pacing import Pacing

_THROWING_SCREENS = frozenset(
    {"draw.opened", "draw.throw_unknown", "stalled.throw", "draw.throw_read_back", "draw.throw_again"}
)
"""What is said about throws keeps its place among them; everything else in the group waits."""
_RESULTS = frozenset({"draw.result", "draw.result_targets", "platform.result"})
"""What the group reads before anybody is told in private what follows from it."""
_UNPACED = (NoticeKind.ANSWER, NoticeKind.PAPER, NoticeKind.MENU)


class Chosen(NamedTuple):
    """The notice that leaves next, when, and where to; no address where the person has no account."""

    notice: Notice
    earliest: datetime
    address: Address | None


async def choose(work: Any, pacing: Pacing, now: datetime) -> Chosen | None:
    """Return the notice that may leave first: in a chat in the order made, throws before all else."""
    seen: set[Any] = set()
    best: Chosen | None = None
    pending = await work.notices.all(state=NoticeState.PENDING)
    results = [each for each in pending if each.screen in _RESULTS and not each.not_before]
    for notice in sorted(pending, key=_urgency):
        chat = _chat_of(notice)
        if chat in seen:
            continue
        if chat and _follows(notice, results):
            seen.add(chat)
            continue
        address = await address_of(work, notice)
        earliest = max(now, notice.not_before or now)
        if chat and address is not None:
            seen.add(chat)
            earliest = max(pacing.earliest(address.chat_id, now), earliest)
        if best is None or earliest < best.earliest:
            best = Chosen(notice, earliest, address)
        if earliest <= now:
            break
    return best


def _follows(notice: Notice, results: list[Notice]) -> bool:
    """Return whether it waits for a result in the group: one of the same act, which has not failed yet."""
    return notice.chat_id is None and any(
        each.made_at == notice.made_at and each.id < notice.id for each in results
    )


def _urgency(notice: Notice) -> tuple[int, int]:
    """Put first what had its turn already and throws, then the answers that somebody waits for."""
    if notice.is_repeat or notice.kind is NoticeKind.THROW or notice.screen in _THROWING_SCREENS:
        return 0, notice.id
    if notice.kind is NoticeKind.MENU:
        return 3, notice.id
    return 1 if notice.kind is NoticeKind.ANSWER else 2, notice.id


def _chat_of(notice: Notice) -> tuple[int | None, ...] | None:
    """Return what stands for the chat whose pace it must keep, None for what keeps none."""
    if notice.kind in _UNPACED:
        return None
    return notice.person_id, notice.chat_id, notice.account_id
