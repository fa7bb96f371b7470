"""Throwing: opened by the coordinator, one throw after the other, fixed in the last one's transaction."""

from bot.domain.actions import Action
from bot.domain.ceremony.random_sources import EMOJI
from bot.domain.mail import Notice, NoticeKind
from bot.domain.permissions import Case
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.collect_entropy import ask_for_texts
from bot.usecases.draws.fix_draw import fix
from bot.usecases.draws.open_commitment import numbered, refuse_altered, refuse_unannounced
from bot.usecases.draws.type_reading import ask_for_reading, refuse_one_reader
from bot.usecases.draws.watch_ceremony import may_begin


async def begin_throwing(act: Act, attempt_id: int) -> tuple[Attempt, Round]:
    """Open the throwing and return the attempt, still announced where the office's own rules forbid it."""
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.OPEN_THROWING, Case(coordinator=opened.coordinator_id))
    step = step_for("open", attempt.state)
    await refuse_unannounced(act, attempt.id)
    await refuse_altered(act, attempt)
    if attempt.plan["entropy"]["kind"] == "d10":
        await refuse_one_reader(act, attempt, opened)
    if not await may_begin(act, attempt, opened):
        return attempt, opened
    attempt = await act.work.attempts.move(attempt, step.target)
    await act.record("throwing_opened", round=opened.number, attempt=attempt.attempt)
    return attempt, opened


async def open_throwing(act: Act, attempt_id: int) -> None:
    """Open the throwing and throw: from here on there is no abort (protocol section 11)."""
    attempt, opened = await begin_throwing(act, attempt_id)
    if attempt.state is not AttemptState.THROWING:
        return
    kind = attempt.plan["entropy"]["kind"]
    number = numbered(attempt)
    if kind in EMOJI:
        await act.toast("draw.throwing_toast")
        told = {"name": act.me.name, "throws": attempt.plan["entropy"]["count"], "seal": attempt.commitment}
        await act.reply("draw.opened", card=f"throwing:{attempt.id}", number=number, **told)
    else:
        told = {"name": act.me.name, "seal": attempt.commitment}
        await act.reply("draw.opened_by", card=f"throwing:{attempt.id}", number=number, **told)
    await _BEGIN[kind](act, attempt, opened)


async def record_throw(act: Act, attempt_id: int, number: int, message_id: int, value: int) -> None:
    """Keep the value of throw `number` (from 0); throw again, or fix the result after the last one."""
    attempt = await act.work.attempts.get(attempt_id)
    if attempt.state is not AttemptState.THROWING or len(attempt.transcript) != number:
        return
    kind = attempt.plan["entropy"]["kind"]
    entry = {"i": number, "kind": kind, "src": f"msg:{message_id}", "val": value}
    attempt = await act.work.attempts.change(attempt, transcript=[*attempt.transcript, entry])
    opened = await act.work.rounds.get(attempt.round_id)
    await act.record("thrown", round=opened.number, attempt=attempt.attempt, **entry)
    if len(attempt.transcript) < attempt.plan["entropy"]["count"]:
        await _throw(act, attempt, opened, number + 1)
    else:
        await fix(act, attempt, opened)


async def _throw(act: Act, attempt: Attempt, opened: Round, number: int) -> None:
    emoji = EMOJI[attempt.plan["entropy"]["kind"]]
    data = {"attempt_id": attempt.id, "number": number, "emoji": emoji}
    await act.work.notices.add(
        Notice(
            kind=NoticeKind.THROW,
            chat_id=opened.chat_id,
            screen="throw",
            data=data,
            unique_key=throw_key(attempt.id, number),
            made_at=act.at,
        )
    )


def throw_key(attempt_id: int, number: int) -> str:
    """Return what names throw `number` (from 0) of an attempt in the outbox."""
    return f"throw:{attempt_id}:{number}"


async def throw_first(act: Act, attempt: Attempt, opened: Round) -> None:
    """Throw for the first time."""
    await _throw(act, attempt, opened, 0)


_BEGIN = {
    "die": throw_first,
    "slot": throw_first,
    "none": fix,
    "text": ask_for_texts,
    "d10": ask_for_reading,
}
