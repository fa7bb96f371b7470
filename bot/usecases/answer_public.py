"""What anybody may ask: the bundle of a draw, and the language."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.entropy import level
from bot.domain.draw.roster import vacancy_hash
from bot.domain.errors import Invalid
from bot.domain.people import Guest
from bot.domain.rounds import BASES, Attempt, AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.draws.compare_copy import codes_in, compare, number_in
from bot.usecases.draws.draw_terms import terms_of
from bot.usecases.draws.frozen_terms import team_terms
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.heads import public_key
from bot.usecases.platform.answer_platform import answer_platform
from bot.usecases.platform.platform_draws import IN_FORCE

LANGUAGES = ("zh_CN", "en")
_MOST_FOUND = 8


async def verify(act: Act, number: str) -> None:
    """Hand out the bundle of a draw, with its codes and how to check it."""
    act.permit(Action.VERIFY)
    words = number_in(number)
    if not words:
        standing = await act.work.attempts.all(state=AttemptState.STANDING)
        carried_on = await act.work.platform_draws.all(state=IN_FORCE)
        rounds = await act.work.rounds.all(id=tuple(each.round_id for each in carried_on))
        known = sorted({*(each.draw for each in standing), *(each.number for each in rounds)})
        numbers: Any = "、".join(known[-_MOST_FOUND:]) or {"key": "verify.no_rounds"}
        await act.reply("verify.how", numbers=numbers, public=public_key(act))
        return
    carried = await act.work.rounds.one(number=words)
    if carried is not None and await answer_platform(act, carried, codes_in(number)):
        return
    opened, attempts = await _draw_of(act, words)
    ended = [each for each in attempts if each.ending]
    standing = [each for each in attempts if each.state is AttemptState.STANDING]
    if opened is None or not (standing or ended):
        raise Invalid("verify.unknown", number=words)
    if codes := codes_in(number):
        await compare(act, opened, attempts, codes)
        return
    if ended:
        await act.reply("verify.attempts", number=words, lines=[_ended_line(each) for each in ended])
    for attempt in standing:
        await _hand_out(act, opened, attempt)
        await _tell_others(act, opened, attempt)


async def _draw_of(act: Act, number: str) -> tuple[Round | None, list[Attempt]]:
    """Return the attempts of the draw with this number, and the round that it belongs to."""
    attempts = await act.work.attempts.all(draw=number)
    if not attempts:
        return None, []
    return await act.work.rounds.get(attempts[0].round_id), attempts


async def _hand_out(act: Act, opened: Round, attempt: Attempt) -> None:
    is_base = attempt.step in BASES
    await act.reply(
        "verify.bundle",
        number=numbered(attempt),
        level={"key": f"level.{level(attempt.plan['entropy']['kind'])}"},
        commitment=attempt.commitment,
        entropy=attempt.entropy_hash,
        result=attempt.result_hash,
        vacancy=vacancy_hash(attempt.vacancies[-1]) if attempt.vacancies else attempt.result_hash,
        terms=await terms_of(act.work, act.office.profile, opened, attempt)
        if is_base
        else [{"key": f"draw.step.{attempt.step}"}, *team_terms(act.office.profile, attempt)],
    )
    document = f"rounds/{attempt.draw}/bundle.json"
    await act.reply("verify.file", number=numbered(attempt), document=document)


async def _tell_others(act: Act, opened: Round, attempt: Attempt) -> None:
    """Name the other draws of the round, each with a bundle of its own."""
    standing = await act.work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
    if len(standing) > 1:
        lines = [
            {"key": "verify.draw_line", "number": each.draw, "what": {"key": f"draw.step.{each.step}"}}
            for each in standing
        ]
        await act.reply("verify.draws", number=attempt.draw, round_number=opened.number, lines=lines)


def _ended_line(attempt: Attempt) -> dict[str, Any]:
    ending = attempt.ending or {}
    return {
        "key": "verify.attempt",
        "attempt": attempt.attempt,
        "ending": {"key": f"attempt.kind.{ending['kind']}"},
        "reason": {"key": f"attempt.reason.{ending['reason']}"},
        "commitment": attempt.commitment,
        "hash": ending_hash(ending),
    }


async def ask_language(act: Act) -> None:
    """Offer the languages."""
    act.permit(Action.LANGUAGE)
    await act.reply("lang.ask", card=f"lang:{act.message_id}")


async def _remember_guest(act: Act, language: str) -> None:
    guest = await act.work.guests.one(account_id=act.account_id)
    if guest is not None:
        await act.work.guests.change(guest, language=language)
    elif act.account_id is not None:
        await act.work.guests.add(Guest(account_id=act.account_id, language=language))


async def set_language(act: Act, language: str) -> None:
    """Speak this language to the person, or in the group, from now on."""
    act.permit(Action.LANGUAGE)
    if language not in LANGUAGES:
        raise Invalid("lang.unknown")
    if act.chat is not None:
        await act.work.chats.change(act.chat, language=language)
    elif act.person is not None:
        await act.work.people.change(act.person, language=language)
    else:
        await _remember_guest(act, language)
    await act.toast("lang.toast")
    await act.reply("lang.set")
