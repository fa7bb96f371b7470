"""What need not leave any more: a throw of what has ended, a card with a newer state, a settled reminder."""

from bot.domain.deadlines import DeadlineState
from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.ports import UnitOfWork
from bot.domain.rounds import AttemptState


async def is_overtaken(work: UnitOfWork, notice: Notice) -> bool:
    """Return whether the notice need not leave."""
    if notice.kind is NoticeKind.THROW:
        attempt = await work.attempts.get(notice.data["attempt_id"])
        return attempt.state is not AttemptState.THROWING
    if not notice.card or notice.is_repeat:
        return False
    return await _has_newer_state(work, notice) or await _is_settled(work, notice)


async def _has_newer_state(work: UnitOfWork, notice: Notice) -> bool:
    where = {"person_id": notice.person_id, "chat_id": notice.chat_id, "account_id": notice.account_id}
    for state in (NoticeState.PENDING, NoticeState.SENT):
        newest = await work.notices.last(card=notice.card, state=state, **where)
        if newest is not None and newest.id > notice.id:
            return True
    return False


async def _is_settled(work: UnitOfWork, notice: Notice) -> bool:
    """After a settlement no nudge: a reminder of what is done is worth an edit, and no message of its own."""
    if "deadlines" not in notice.data:
        return False
    still_open = {"id": tuple(notice.data["deadlines"]), "state": DeadlineState.OPEN}
    if await work.deadlines.count(**still_open):
        return False
    sent = {"card": notice.card, "person_id": notice.person_id, "state": NoticeState.SENT}
    return await work.notices.one(**sent) is None
