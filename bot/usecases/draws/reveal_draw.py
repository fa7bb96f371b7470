"""The reveal: by the clock, nobody presses; what the codes promised is computed again and dispatched."""

from bot.domain.draw.records import instant
from bot.domain.rounds import AttemptState
from bot.usecases.act import Act
from bot.usecases.draws.conceal_draw import tell_forewarned
from bot.usecases.draws.end_attempt import end
from bot.usecases.draws.fix_draw import compute, lose_altered, stand
from bot.usecases.draws.open_commitment import is_altered


async def reveal_due(act: Act) -> None:
    """Reveal every confidential result whose time has come; one that cannot be computed is lost, visibly."""
    for attempt in await act.work.attempts.all(state=AttemptState.DRAWN):
        if act.at < instant(attempt.plan["reveal_at"]):
            continue
        opened = await act.work.rounds.get(attempt.round_id)
        if await is_altered(act, attempt):
            await lose_altered(act, attempt, opened)
            await tell_forewarned(act, attempt)
            continue
        fixed = compute(act, attempt)
        if fixed is None or fixed.result_hash != attempt.result_hash:
            await end(act, attempt, "lost", "secret_lost")
            await tell_forewarned(act, attempt)
        else:
            await stand(act, attempt, opened, fixed)
