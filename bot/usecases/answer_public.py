"""What anybody may ask: published results, the bundle of a draw, help, and the language."""

from typing import Any

from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.entropy import level
from bot.domain.draw.roster import vacancy_hash
from bot.domain.errors import Invalid
from bot.domain.people import Guest
from bot.domain.permissions import Action
from bot.domain.platform_draw import PlatformState
from bot.domain.results import conclusion
from bot.domain.rounds import Attempt, AttemptState, Inspection, InspectionState, Round
from bot.usecases.act import Act
from bot.usecases.answer_platform import answer_platform
from bot.usecases.compare_copy import codes_in, compare, number_in
from bot.usecases.draw_terms import terms_of
from bot.usecases.open_commitment import numbered

LANGUAGES = ("zh_CN", "en")
_MOST_FOUND = 8


async def query(act: Act, wanted: str) -> None:
    """Show the published results of targets whose name contains the words, or whose code they are."""
    act.permit(Action.QUERY)
    words = wanted.strip()
    if not words:
        await act.reply("query.how")
        return
    published = await act.work.inspections.all(state=InspectionState.PUBLISHED)
    lines = []
    for inspection in published:
        target = await act.work.targets.get(inspection.target_id)
        if words == target.code or words in target.name:
            lines.append(await _result_line(act, inspection, target.name))
    shown = lines[-_MOST_FOUND:]
    await act.reply("query.found" if shown else "query.nothing", words=words, lines=shown)


async def _result_line(act: Act, inspection: Inspection, name: str) -> dict[str, Any]:
    opened = await act.work.rounds.get(inspection.round_id)
    answers = await act.work.answers.all(inspection_id=inspection.id)
    published_on = inspection.published_on
    return {
        "key": "query.line",
        "number": opened.number,
        "name": name,
        "conclusion": {"key": f"conclusion.{conclusion(answers)}"},
        "on": {"date": published_on.isoformat()} if published_on else "",
    }


async def verify(act: Act, number: str) -> None:
    """Hand out the bundle of a round's draw, with its codes and how to check it."""
    act.permit(Action.VERIFY)
    words = number_in(number)
    drawn = {each.round_id: each for each in await act.work.attempts.all(state=AttemptState.STANDING)}
    if not words:
        carried_on = await act.work.platform_draws.all(state=PlatformState.STANDING)
        ids = {*drawn, *(each.round_id for each in carried_on)}
        rounds = await act.work.rounds.all(id=tuple(ids))
        numbers = "、".join(each.number for each in rounds[-_MOST_FOUND:])
        await act.reply("verify.how", numbers=numbers or {"key": "verify.no_rounds"})
        return
    opened = await act.work.rounds.one(number=words)
    if opened is not None and await answer_platform(act, opened, codes_in(number)):
        return
    ended = await ended_attempts(act, opened) if opened else []
    if opened is None or not (opened.id in drawn or ended):
        raise Invalid("verify.unknown", number=words)
    if codes := codes_in(number):
        await compare(act, opened, codes)
        return
    if ended:
        await act.reply("verify.attempts", number=opened.number, lines=[_ended_line(each) for each in ended])
    if opened.id not in drawn:
        return
    attempt = drawn[opened.id]
    await act.reply(
        "verify.bundle",
        number=numbered(attempt),
        level={"key": f"level.{level(attempt.plan['entropy']['kind'])}"},
        commitment=attempt.commitment,
        entropy=attempt.entropy_hash,
        result=attempt.result_hash,
        vacancy=vacancy_hash(attempt.vacancies[-1]) if attempt.vacancies else attempt.result_hash,
        terms=await terms_of(act.work, act.office.profile, opened, attempt),
        document=f"rounds/{opened.number}/bundle.json",
    )


async def ended_attempts(act: Act, opened: Round) -> list[Attempt]:
    """Return the attempts of the round that did not stand, in their order."""
    return [each for each in await act.work.attempts.all(round_id=opened.id) if each.ending]


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


async def help_me(act: Act) -> None:
    """Show what I can do, by my roles."""
    act.permit(Action.HELP)
    if act.person is None:
        await act.reply("help.stranger")
        return
    roles = sorted({role.value for role, _ in act.actor.grants})
    await act.reply(
        "help.mine", name=act.person.name, lines=[{"key": f"help.{role}"} for role in roles] or ""
    )


async def ask_language(act: Act) -> None:
    """Offer the languages."""
    act.permit(Action.LANGUAGE)
    await act.reply("lang.ask")


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
