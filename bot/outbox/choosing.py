"""Which notice leaves next: in a chat in the order made, at Telegram's pace, throws before all else."""

from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from bot.domain.mail import SITE, Notice, NoticeKind, NoticeState
from bot.outbox.composing import Address
from bot.outbox.pacing import Pacing

_THROWING_SCREENS = frozenset(
    {"draw.opened", "draw.throw_unknown", "stalled.throw", "draw.throw_read_back", "draw.throw_again"}
)
"""What is said about throws keeps its place among them; everything else in the group waits."""
_RESULTS = frozenset({"draw.result", "draw.result_targets", "platform.result"})
"""What the group reads before anybody is told in private what follows from it."""
_SAID = tuple(kind for kind in NoticeKind if kind is not NoticeKind.MENU)
_FREE = (NoticeKind.ANSWER, NoticeKind.PAPER)
_UNPACED = (*_FREE, NoticeKind.MENU)
_PACED = tuple(kind for kind in NoticeKind if kind not in _UNPACED)


class _Waiting(NamedTuple):
    """What the order of a notice hangs on; what it says is read only of the one that leaves."""

    id: int
    kind: str
    screen: str
    person_id: int | None
    chat_id: int | None
    account_id: int | None
    is_repeat: bool
    not_before: datetime | None
    made_at: datetime


class Chosen(NamedTuple):
    """The notice that leaves next, when, and where to; no address where the person has no account.

    While none may leave to anybody it stands for all of them: when one may, it is chosen anew.
    """

    notice: Notice
    earliest: datetime
    address: Address | None


async def choose(work: Any, pacing: Pacing, now: datetime) -> Chosen | None:
    """Return the notice that may leave first: in a chat in the order made, throws before all else.

    Menus are looked at only when nothing else leaves now: after a start there are thousands. So are messages
    while none may leave to anybody: there are hundreds when everybody writes at once.
    """
    soonest = pacing.soonest(now)
    said = await _first(work, await _pending(work, _SAID if soonest <= now else _FREE), pacing, now)
    if said is not None and said.earliest <= now:
        return said
    menu = await work.notices.one(state=NoticeState.PENDING, kind=NoticeKind.MENU, not_before=None)
    if menu is not None:
        return Chosen(menu, now, await _address_of(work, menu))
    late = await _first(work, await _pending(work, (NoticeKind.MENU,)), pacing, now)
    held = await work.notices.one(state=NoticeState.PENDING, kind=_PACED) if soonest > now else None
    then = Chosen(held, soonest, None) if held else None
    return min((each for each in (said, late, then) if each), key=attrgetter("earliest"), default=None)


async def _pending(work: Any, kinds: tuple[NoticeKind, ...]) -> list[_Waiting]:
    rows = work.notices.pages(*_Waiting._fields, state=NoticeState.PENDING, kind=kinds)
    return [_Waiting(*row) async for page in rows for row in page]


async def _first(work: Any, pending: list[_Waiting], pacing: Pacing, now: datetime) -> Chosen | None:
    """Return which of these leaves first, or None where there is none."""
    seen: set[Any] = set()
    best: tuple[_Waiting, datetime, Address | None] | None = None
    results = [each for each in pending if each.screen in _RESULTS and not each.not_before]
    for notice in sorted(pending, key=_urgency):
        chat = _chat_of(notice)
        if chat in seen:
            continue
        if chat and _follows(notice, results):
            seen.add(chat)
            continue
        address = await _address_of(work, notice)
        earliest = max(now, notice.not_before or now)
        if chat and address is not None:
            seen.add(chat)
            earliest = max(pacing.earliest(address.chat_id, now), earliest)
        if best is None or earliest < best[1]:
            best = notice, earliest, address
        if earliest <= now:
            break
    return Chosen(await work.notices.get(best[0].id), *best[1:]) if best else None


async def _address_of(work: Any, notice: "_Waiting | Notice") -> Address | None:
    """Return where it goes, or None where the person has no account."""
    if notice.person_id is not None:
        person = await work.people.get(notice.person_id)
        return Address(person.account_id, person.language, person=person) if person.account_id else None
    if notice.chat_id is not None:
        chat = await work.chats.get(notice.chat_id)
        return Address(chat.telegram_id, chat.language, chat.thread_id, chat=chat)
    guest = await work.guests.one(account_id=notice.account_id)
    return Address(notice.account_id or 0, guest.language if guest else "zh_CN")


def _follows(notice: _Waiting, results: list[_Waiting]) -> bool:
    """Return whether it waits for a result in the group: one of the same act, which has not failed yet."""
    return notice.chat_id is None and any(
        each.made_at == notice.made_at and each.id < notice.id for each in results
    )


def _urgency(notice: _Waiting) -> tuple[int, int]:
    """Put first what had its turn already and throws, then the answers that somebody waits for.

    The public pages come last: written once, they show what all acts before have changed.
    """
    if notice.is_repeat or notice.kind == NoticeKind.THROW or notice.screen in _THROWING_SCREENS:
        return 0, notice.id
    if notice.screen == SITE:
        return 3, notice.id
    return 1 if notice.kind == NoticeKind.ANSWER else 2, notice.id


def _chat_of(notice: _Waiting) -> tuple[int | None, ...] | None:
    """Return what stands for the chat whose pace it must keep, None for what keeps none."""
    if notice.kind in _UNPACED:
        return None
    return notice.person_id, notice.chat_id, notice.account_id
