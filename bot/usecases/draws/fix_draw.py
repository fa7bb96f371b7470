"""The result is fixed in the transaction that ends the randomness, before anybody sees it (section 1)."""

from bot.domain.draw.plan import Plan
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import Fixed, fix_result, secret_problems
from bot.domain.people import Chat, Role
from bot.domain.rounds import Attempt, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.conceal_draw import conceal
from bot.usecases.draws.end_attempt import end
from bot.usecases.draws.keep_record import keep_record
from bot.usecases.draws.keep_secret import read_secret
from bot.usecases.draws.open_commitment import is_altered, numbered
from bot.usecases.rounds.dispatch_step import DISPATCH


async def fix(act: Act, attempt: Attempt, opened: Round) -> None:
    """Fix the one result and dispatch it, at once or at the reveal; without its secret it is lost.

    So it is where plan or pools are no longer those of the commitment: what was announced cannot be computed.
    """
    if await is_altered(act, attempt):
        await lose_altered(act, attempt, opened)
    elif (fixed := compute(act, attempt)) is None:
        await end(act, attempt, "lost", "secret_lost")
    elif attempt.plan["reveal_at"] is not None:
        await conceal(act, attempt, opened, fixed)
    else:
        await stand(act, attempt, opened, fixed)
    await keep_record(act, attempt.id)


def compute(act: Act, attempt: Attempt) -> Fixed | None:
    """Return the one result that the attempt has, None where its secret cannot be read."""
    secret = read_secret(act, attempt)
    if secret_problems(Plan.model_validate(attempt.plan), secret):
        return None
    pools = freeze(attempt.targets, attempt.inspectors, attempt.conflicts)
    return fix_result(attempt.plan, pools, attempt.transcript, secret)


async def lose_altered(act: Act, attempt: Attempt, opened: Round) -> None:
    """End an attempt whose frozen plan or pools were touched; the group and the lead office hear why.

    Section 11 of the protocol has no reason of its own for it: the nearest is that a source is missing.
    """
    await act.record("draw_altered", round=opened.number, attempt=attempt.attempt)
    told = {"number": numbered(attempt), "seal": attempt.commitment}
    await act.notify("draw.altered_lost", await act.work.chats.get(opened.chat_id), **told)
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    for person in lead_office:
        await act.notify("draw.altered_lost", person, **told)
    await end(act, attempt, "lost", "source_missing")


async def stand(act: Act, attempt: Attempt, opened: Round, fixed: Fixed) -> None:
    """Let the result stand, in the database with its secret, and dispatch it."""
    attempt = await act.work.attempts.move(
        attempt,
        step_for("fix", attempt.state).target,
        result=fixed.result,
        entropy_hash=fixed.entropy_hash,
        result_hash=fixed.result_hash,
        secret=read_secret(act, attempt),
    )
    head = await act.record(
        "draw_fixed", round=opened.number, attempt=attempt.attempt, result=attempt.result_hash
    )
    chat: Chat = await act.work.chats.get(opened.chat_id)
    await DISPATCH[attempt.step](act, opened, attempt, chat, head)
