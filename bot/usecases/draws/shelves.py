"""The cancelled rounds that keep what void results had begun."""

from bot.domain.ports import UnitOfWork
from bot.domain.rounds import VOID_MARK, Attempt, AttemptState, Round, RoundState
from bot.usecases.act import Act


def shelf_number(attempt: Attempt) -> str:
    """Return the number of the cancelled round that keeps what a void result had begun."""
    return f"{VOID_MARK}{attempt.draw}-{attempt.attempt}"


async def shelved_draws(work: UnitOfWork, shelf: Round) -> list[Attempt]:
    """Return the void draw whose beginnings this round keeps; nothing for any other round."""
    void = await work.attempts.all(state=AttemptState.VOID)
    return [each for each in void if shelf_number(each) == shelf.number]


async def shelves_of(work: UnitOfWork, opened: Round) -> list[Round]:
    """Return the rounds that keep what void results of this one had begun."""
    void = await work.attempts.all(round_id=opened.id, state=AttemptState.VOID)
    return await work.rounds.all(number=tuple(shelf_number(each) for each in void)) if void else []


async def make_shelf(act: Act, opened: Round, attempt: Attempt) -> Round:
    """Make the cancelled round that keeps what came of a void result."""
    values = {"id": 0, "number": shelf_number(attempt), "state": RoundState.CANCELLED}
    return await act.work.rounds.add(opened.model_copy(update=values))
