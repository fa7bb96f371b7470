"""The result is fixed in the transaction that ends the randomness, before anybody sees it (section 1)."""

from bot.domain.draw.plan import Plan
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import fix_result, secret_problems
from bot.domain.people import Chat
from bot.domain.rounds import Attempt, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.dispatch_round import dispatch
from bot.usecases.end_attempt import end


def secret_name(draw: str, attempt: int) -> str:
    """Return the name under which the secret of an attempt is kept until it is published."""
    return f"{draw}-{attempt}"


async def fix(act: Act, attempt: Attempt, opened: Round) -> None:
    """Fix the one result and dispatch it; a secret that cannot be read ends the attempt as lost."""
    secret = _secret(act, attempt)
    if secret_problems(Plan.model_validate(attempt.plan), secret):
        await end(act, attempt, "lost", "secret_lost")
        return
    pools = freeze(attempt.targets, attempt.inspectors, attempt.conflicts)
    fixed = fix_result(attempt.plan, pools, attempt.transcript, secret)
    attempt = await act.work.attempts.move(
        attempt,
        step_for("fix", attempt.state).target,
        result=fixed.result,
        entropy_hash=fixed.entropy_hash,
        result_hash=fixed.result_hash,
        secret=secret,
    )
    head = await act.record(
        "draw_fixed", round=opened.number, attempt=attempt.attempt, result=attempt.result_hash
    )
    chat: Chat = await act.work.chats.get(opened.chat_id)
    await dispatch(act, opened, attempt, chat, head)


def _secret(act: Act, attempt: Attempt) -> str | None:
    if attempt.plan["secret"] is None or act.office.secrets is None:
        return None
    return act.office.secrets.read(secret_name(attempt.plan["draw"], attempt.attempt))
