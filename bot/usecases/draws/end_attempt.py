"""An attempt that does not stand is ended by a record that stays published (protocol section 11)."""

from bot.domain.ceremony.conditions import after_office_hours
from bot.domain.draw.attempts import end_attempt, ending_hash
from bot.domain.draw.result import Fixed
from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.people import Chat, Person, Role
from bot.domain.rounds import Attempt, AttemptState, DrawStep, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.moments import when
from bot.usecases.rounds.close_round import advance_round

COMMANDS = {"abort": "abort", "void": "void", "lost": "lose"}


async def end(act: Act, attempt: Attempt, kind: str, reason: str, *, words_id: int | None = None) -> Attempt:
    """End the attempt with a record of section 11 and return it; `words_id` is the document of a void one."""
    opened = await act.work.rounds.get(attempt.round_id)
    step = step_for(COMMANDS[kind], attempt.state)
    fixed = Fixed(attempt.result or {}, attempt.entropy_hash, attempt.result_hash) if kind == "void" else None
    at = act.at.isoformat(timespec="seconds")
    posted = attempt.commitment
    ending = end_attempt(attempt.plan, kind=kind, reason=reason, at=at, fixed=fixed, announced=posted)
    ended = await act.work.attempts.move(
        attempt, step.target, ending=ending, ending_words_id=words_id, proposal=None
    )
    await act.record(
        "attempt_ended", round=opened.number, attempt=ended.attempt, ending=ending, hash=ending_hash(ending)
    )
    await _withdraw_throws(act, ended)
    await _tell(act, opened, ended)
    await act.paper("bundle", opened.id)
    await act.rewrite_site()
    if ended.step is DrawStep.SUPPLEMENT and ended.result is None:
        await advance_round(act, opened)
    return ended


async def lose_for_group(act: Act, chat: Chat) -> None:
    """End the attempt whose throws went with a group that moved or is gone in the middle of throwing."""
    for attempt in await act.work.attempts.all(state=AttemptState.THROWING):
        opened = await act.work.rounds.get(attempt.round_id)
        if opened.chat_id == chat.id and attempt.plan["entropy"]["kind"] in ("die", "slot"):
            await end(act, attempt, "lost", "group_lost")


async def _withdraw_throws(act: Act, ended: Attempt) -> None:
    """No dice are thrown for an attempt that has ended, and none is read back."""
    for state in (NoticeState.PENDING, NoticeState.UNKNOWN):
        for throw in await act.work.notices.all(kind=NoticeKind.THROW, state=state):
            if throw.data["attempt_id"] == ended.id:
                await act.work.notices.move(throw, NoticeState.SUPERSEDED)


async def _tell(act: Act, opened: Round, ended: Attempt) -> None:
    chat: Chat = await act.work.chats.get(opened.chat_id)
    if ended.state is not AttemptState.VOID:
        over = {"number": numbered(ended), "seal": ended.commitment}
        await act.notify("attempt.over", chat, card=f"throwing:{ended.id}", **over)
    await _announce(act, ended, chat)
    if ended.state is AttemptState.LOST:
        for person in await _responsible(act, opened):
            await _announce(act, ended, person)


async def _announce(act: Act, ended: Attempt, to: Chat | Person) -> None:
    ending = ended.ending or {}
    words_id = ended.ending_words_id
    basis = (await act.work.words.get(words_id)).text if words_id else ""
    await act.notify(
        "attempt.ended",
        to,
        attempt=ended.id,
        number=numbered(ended),
        ending={"key": f"attempt.kind.{ending['kind']}"},
        reason={"key": f"attempt.reason.{ending['reason']}"},
        basis={"key": "attempt.document", "basis": basis} if basis else "",
        result={"key": "attempt.result_stays", "result": ended.result_hash} if ended.result else "",
        commitment=ended.commitment,
        hash=ending_hash(ending),
        can_redraw=isinstance(to, Chat),
    )


async def _responsible(act: Act, opened: Round) -> list[Person]:
    """Who must hear it even where the group is gone: the lead office and the coordinator."""
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    coordinator = await act.work.people.get(opened.coordinator_id)
    return [*lead_office, *([] if coordinator in lead_office else [coordinator])]


async def tell_stuck(act: Act, lost: Notice) -> None:
    """Tell the lead office, once a throw, that its value is unknown; it may declare the attempt lost."""
    attempt = await act.work.attempts.get(lost.data["attempt_id"])
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    from_then = after_office_hours(act.at, act.office.ceremony.waiting_hours, act.office.calendar)
    for person in lead_office:
        await act.notify(
            "attempt.stuck",
            person,
            key=f"stuck:{lost.id}:{person.id}",
            attempt=attempt.id,
            number=numbered(attempt),
            n=lost.data["number"] + 1,
            time=when(from_then),
        )
