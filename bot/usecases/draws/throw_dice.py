"""Throwing: opened by the coordinator, one throw after the other, fixed in the last one's transaction."""

from bot.domain.ceremony.random_sources import EMOJI
from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.people import Chat
from bot.domain.permissions import Action, Case
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.collect_entropy import ask_for_texts
from bot.usecases.draws.end_attempt import tell_stuck
from bot.usecases.draws.fix_draw import fix
from bot.usecases.draws.open_commitment import announced_by, numbered, refuse_altered, refuse_unannounced
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
        await act.toast("toast.ok")
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


async def ask_for_throw(act: Act, lost: Notice) -> None:
    """Ask the group to reply to a throw whose answer never came; throwing stays open until somebody does."""
    attempt = await act.work.attempts.get(lost.data["attempt_id"])
    opened = await act.work.rounds.get(attempt.round_id)
    chat = await act.work.chats.get(opened.chat_id)
    number = lost.data["number"] + 1
    if attempt.state is not AttemptState.THROWING:
        return
    await act.record("throw_unknown", round=opened.number, attempt=attempt.attempt, i=lost.data["number"])
    since = act.at.isoformat(timespec="seconds")
    sought = {"after": chat.last_message_id, "until": 0, "others": [], "since": since}
    await act.work.notices.change(lost, data=lost.data | sought)
    data = {"n": number, "throw_notice": lost.id, "seal": attempt.commitment}
    await act.notify("draw.throw_unknown", chat, key=f"throw_unknown:{lost.id}:{lost.failures}", **data)
    await tell_stuck(act, lost)


async def read_back_throw(act: Act, message_id: int, emoji: str, value: int) -> bool:
    """Take the value of the unknown throw from a member's reply; return whether one was waiting for it.

    Dice of another kind are none of its throws, whoever had the bot send them.
    """
    unknown = await _unknown_throw(act, act.chat)
    if unknown is None or act.chat is None or emoji != unknown.data["emoji"]:
        return False
    act.permit(Action.READ_BACK_THROW)
    attempt = await act.work.attempts.get(unknown.data["attempt_id"])
    if message_id <= max(last_throw_message(attempt), await announced_by(act, attempt.id)):
        return False
    await act.work.notices.move(unknown, NoticeState.SENT, message_id=message_id)
    told = {"n": unknown.data["number"] + 1, "value": value, "seal": attempt.commitment}
    await act.notify("draw.throw_read_back", act.chat, **told)
    await record_throw(act, attempt.id, unknown.data["number"], message_id, value)
    return True


async def see_message(act: Act, chat: Chat, message_id: int, *, is_later: bool = False) -> None:
    """Note a message of the group that is no throw; throw again once no id is left for the unknown one.

    Its id would lie after the last that was known when it was asked for, before the first that left later.
    """
    unknown = await _unknown_throw(act, chat)
    if unknown is None or message_id <= unknown.data["after"]:
        return
    others = sorted({*unknown.data["others"], message_id})
    until = unknown.data["until"] or (message_id if is_later else 0)
    unknown = await act.work.notices.change(unknown, data=unknown.data | {"others": others, "until": until})
    if until and not set(range(unknown.data["after"] + 1, until)).difference(others):
        await _throw_again(act, unknown)


async def _unknown_throw(act: Act, chat: Chat | None) -> Notice | None:
    if chat is None:
        return None
    where = {"kind": NoticeKind.THROW, "state": NoticeState.UNKNOWN}
    return await act.work.notices.one(chat_id=chat.id, **where)


async def _throw_again(act: Act, unknown: Notice) -> None:
    await act.work.notices.move(unknown, NoticeState.PENDING)
    attempt = await act.work.attempts.get(unknown.data["attempt_id"])
    opened = await act.work.rounds.get(attempt.round_id)
    await act.record("throw_absent", round=opened.number, attempt=attempt.attempt, i=unknown.data["number"])
    chat = await act.work.chats.get(opened.chat_id)
    await act.notify("draw.throw_again", chat, n=unknown.data["number"] + 1, seal=attempt.commitment)


def last_throw_message(attempt: Attempt) -> int:
    """Return the message id of the last throw that is known, 0 before the first."""
    return max((int(entry["src"].removeprefix("msg:")) for entry in attempt.transcript), default=0)


async def _throw(act: Act, attempt: Attempt, opened: Round, number: int) -> None:
    emoji = EMOJI[attempt.plan["entropy"]["kind"]]
    data = {"attempt_id": attempt.id, "number": number, "emoji": emoji}
    key = f"throw:{attempt.id}:{number}"
    await act.work.notices.add(
        Notice(
            kind=NoticeKind.THROW,
            chat_id=opened.chat_id,
            screen="throw",
            data=data,
            unique_key=key,
            made_at=act.at,
        )
    )


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
