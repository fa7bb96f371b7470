"""One open commitment per office at a time, and all its draws in one chain (protocol section 1)."""

from bot.domain.errors import Refused
from bot.domain.journal import GENESIS
from bot.domain.rounds import AttemptState
from bot.usecases.act import Act

OPEN = (AttemptState.FROZEN, AttemptState.ANNOUNCED, AttemptState.THROWING)


async def refuse_open_commitment(act: Act) -> None:
    """Return if no commitment waits for its throws; raise Refused with its number otherwise."""
    if attempt := await act.work.attempts.one(state=OPEN):
        open_round = await act.work.rounds.get(attempt.round_id)
        raise Refused("draw.already_open", number=open_round.number)


async def chain_end(act: Act) -> str:
    """Return the last hash of the office's draws before: R of the last one, 64 zeros for the first."""
    attempts = await act.work.attempts.all(state=AttemptState.STANDING)
    return attempts[-1].result_hash if attempts else GENESIS
