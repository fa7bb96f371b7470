"""One open commitment per office at a time, and all its draws in one chain (protocol section 1)."""

from bot.domain.errors import Refused
from bot.domain.journal import GENESIS
from bot.domain.mail import NoticeState
from bot.domain.rounds import AttemptState
from bot.usecases.act import Act

OPEN = (AttemptState.FROZEN, AttemptState.ANNOUNCED, AttemptState.THROWING)


def announcement_key(attempt_id: int) -> str:
    """Return the unique key of the notice that bears an attempt's commitment."""
    return f"announcement:{attempt_id}"


async def refuse_unannounced(act: Act, attempt_id: int) -> None:
    """Return if the group has the commitment; raise Refused while it has not: no throw may come before it."""
    notice = await act.work.notices.one(unique_key=announcement_key(attempt_id))
    if notice is None or notice.state is not NoticeState.SENT:
        raise Refused("draw.not_announced")


async def announced_by(act: Act, attempt_id: int) -> int:
    """Return the id of the message that bears an attempt's commitment: only later dice can be its throws."""
    notice = await act.work.notices.one(unique_key=announcement_key(attempt_id))
    return (notice.message_id or 0) if notice else 0


async def refuse_open_commitment(act: Act) -> None:
    """Return if no commitment waits for its throws; raise Refused with its number otherwise."""
    if attempt := await act.work.attempts.one(state=OPEN):
        open_round = await act.work.rounds.get(attempt.round_id)
        raise Refused("draw.already_open", number=open_round.number)


async def chain_end(act: Act) -> str:
    """Return the last hash of the office's draws before: R of the last one, 64 zeros for the first."""
    attempts = await act.work.attempts.all(state=AttemptState.STANDING)
    return attempts[-1].result_hash if attempts else GENESIS
