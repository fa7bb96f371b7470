"""A throw whose answer never came: read back, or thrown again only where it certainly never arrived."""

import json

from bot.domain.actions import Action
from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.people import Chat
from bot.domain.raw_updates import found_in
from bot.domain.rounds import Attempt, AttemptState
from bot.usecases.act import Act
from bot.usecases.draws.end_attempt import tell_stuck
from bot.usecases.draws.open_commitment import announced_by
from bot.usecases.draws.throw_dice import record_throw, throw_key


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
    if message_id <= max(_last_throw_message(attempt), await announced_by(act, attempt.id)):
        return False
    await act.work.notices.move(unknown, NoticeState.SENT, message_id=message_id)
    told = {"n": unknown.data["number"] + 1, "value": value, "seal": attempt.commitment}
    await act.notify("draw.throw_read_back", act.chat, **told)
    await record_throw(act, attempt.id, unknown.data["number"], message_id, value)
    return True


async def see_message(act: Act, chat: Chat, message_id: int, *, is_later: bool = False) -> None:
    """Note a message of the group that is no throw; throw again once no id is left for the unknown one.

    Its id would lie after the last that was known when it was asked for, before the first that left later.
    Whatever the members have sent since the first throw counts, also what came before this one was lost.
    """
    unknown = await _unknown_throw(act, chat)
    if unknown is None or message_id <= unknown.data["after"]:
        return
    others = {*unknown.data["others"], message_id, *await _of_members(act, chat, unknown)}
    until = unknown.data["until"] or (message_id if is_later else 0)
    known = {"others": sorted(each for each in others if each > unknown.data["after"]), "until": until}
    unknown = await act.work.notices.change(unknown, data=unknown.data | known)
    if until and others.issuperset(range(unknown.data["after"] + 1, until)):
        await _throw_again(act, unknown)


async def _of_members(act: Act, chat: Chat, unknown: Notice) -> set[int]:
    """Return the ids of what has come from the group's members since its attempt's first throw."""
    first = await act.work.notices.one(unique_key=throw_key(unknown.data["attempt_id"], 0))
    since = (first or unknown).made_at
    pages = act.work.updates.pages("id", "received_at")
    ids = tuple([number async for page in pages for number, at in page if at >= since])
    raws = [json.loads(each.raw) for each in await act.work.updates.all(id=ids)]
    return {
        found_in(raw, "message", "message_id")
        for raw in raws
        if found_in(raw, "message", "chat", "id") == chat.telegram_id
    }


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


def _last_throw_message(attempt: Attempt) -> int:
    """Return the message id of the last throw that is known, 0 before the first."""
    return max((int(entry["src"].removeprefix("msg:")) for entry in attempt.transcript), default=0)
