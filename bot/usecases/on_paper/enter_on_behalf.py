"""代录: the coordinator enters from the signed paper what somebody without a telephone has signed."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import DutyState
from bot.domain.duties.on_paper import REQUESTS, PaperKind, read_outcomes
from bot.domain.errors import Invalid, Stale
from bot.domain.inspections import WORKABLE
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.rounds import ENDED, Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.on_paper.countersign import is_correctable
from bot.usecases.on_paper.keep_paper import keep_acknowledgement, keep_result
from bot.usecases.on_paper.paper_confirmation import administrators, ask_outcomes, keep_confirmation
from bot.usecases.on_paper.paper_form import TYPED, ask_findings, form_in
from bot.usecases.on_paper.paper_questions import ask_picture, named_what, put_question, subject_of
from bot.usecases.on_paper.paper_requests import (
    ask_what_for,
    keep_request,
    named_duties,
    requesters,
    words_in,
)
from bot.usecases.past_days import DAYS_BACK, day_pressed, day_typed
from bot.usecases.set_aside import set_aside_by_me
from bot.usecases.target_name import target_name

TOPIC = "on_paper"
_PAPER = ("round", "kind", "subject")
"""What tells in a draft which paper it is."""


async def enterable(act: Act, opened: Round) -> list[list[Any]]:
    """Return the round for its coordinator in private, where something can be entered from paper."""
    is_mine = act.person is not None and opened.coordinator_id == act.person.id and act.chat is None
    return [[opened.id, opened.number]] if is_mine and await _kinds(act, opened) else []


async def start_entry(act: Act, round_id: int) -> None:
    """Ask what was signed on paper."""
    opened = await _permitted(act, round_id)
    kinds = await _kinds(act, opened)
    if not kinds:
        raise Stale
    dialogue = await dialogues.begin(act, TOPIC, "", round=opened.id)
    options = [kind.value for kind in kinds]
    await dialogues.ask(act, dialogue, "on_paper.ask_kind", number=opened.number, options=options)


async def choose_kind(act: Act, dialogue_id: int, version: int, kind: str) -> None:
    """Ask whose paper it is."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    opened = await _permitted(act, int(str(dialogue.draft["round"])))
    options = await _SUBJECTS[PaperKind(kind)](act, opened)
    if not options:
        raise Stale
    dialogue = await dialogues.advance(act, dialogue, kind=kind)
    title = {"key": f"on_paper.kind.{kind}"}
    await dialogues.ask(act, dialogue, "on_paper.ask_what", number=opened.number, kind=title, options=options)


async def start_correction(act: Act, entry_id: int) -> None:
    """Enter a disputed paper again, from the day on it: the next version is countersigned in its stead."""
    entry = await act.work.paper_entries.get(entry_id)
    opened = await _permitted(act, entry.round_id)
    if not await is_correctable(act, entry):
        raise Stale
    draft = {"round": opened.id, "kind": entry.kind.value, "subject": entry.subject_id, "corrects": entry.id}
    dialogue = await dialogues.begin(act, TOPIC, "day", **draft)
    await put_question(act, dialogue, f"on_paper.ask_day_{entry.kind}", days=list(DAYS_BACK))


async def choose_subject(act: Act, dialogue_id: int, version: int, kind: str, subject_id: int) -> None:
    """Take what it is, and ask for the day on the paper."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue, "day", kind=kind, subject=subject_id)
    await put_question(act, dialogue, f"on_paper.ask_day_{kind}", days=list(DAYS_BACK))


async def choose_day(act: Act, dialogue_id: int, version: int, day: str) -> None:
    """Take the day of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _take_day(act, dialogue, day_pressed(act, day))


async def all_correct(act: Act, dialogue_id: int, version: int) -> None:
    """Every target of the list is as in the register."""
    await ask_picture(act, await dialogues.resume(act, dialogue_id, version), outcomes={})


async def no_words(act: Act, dialogue_id: int, version: int) -> None:
    """The request says nothing beyond its ground."""
    await ask_picture(act, await dialogues.resume(act, dialogue_id, version), words="")


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed day, what the form says, the words of a request, or the outcomes of a list."""
    if dialogue.awaits == "day":
        await _take_day(act, dialogue, day_typed(act, typed, "on_paper.bad_day"))
    elif dialogue.draft.get("kind") == PaperKind.RESULT and dialogue.awaits in TYPED:
        await TYPED[dialogue.awaits](act, dialogue, typed)
    elif dialogue.awaits == "words":
        await ask_picture(act, dialogue, words=words_in(typed))
    elif dialogue.awaits == "outcomes":
        listed: list[int] = list(dialogue.draft["listed"])  # type: ignore[call-overload]
        outcomes = {str(n): list(said) for n, said in read_outcomes(typed, len(listed)).items()}
        await ask_picture(act, dialogue, outcomes=outcomes)
    elif dialogue.asked["screen"] == "on_paper.await_picture":
        await dialogues.put(act, dialogue)
    else:
        raise Invalid("on_paper.send_picture")


async def take_picture(act: Act, dialogue: Dialogue, sha256: str) -> None:
    """Take the picture of the paper, without which nothing is entered, and keep everything at once."""
    if dialogue.awaits != "picture":
        raise Invalid("on_paper.no_picture_yet")
    opened = await _permitted(act, int(str(dialogue.draft["round"])))
    corrects = dialogue.draft.get("corrects")
    if corrects and not await is_correctable(act, await act.work.paper_entries.get(int(str(corrects)))):
        raise Stale
    names = await _keep(act, opened, dialogue, sha256)
    await _end(act, dialogue)
    await act.reply("on_paper.kept", number=opened.number, what=await named_what(act, dialogue), names=names)


async def _end(act: Act, dialogue: Dialogue) -> None:
    """Close the dialogue, and what I set aside of the same paper."""
    if dialogue.is_open:
        await dialogues.end(act, dialogue)
    for each in await set_aside_by_me(act, TOPIC):
        if all(each.draft[name] == dialogue.draft[name] for name in _PAPER):
            await dialogues.end_aside(act, each)


async def say_unexpected(act: Act) -> None:
    """Say that a picture is not awaited; where one is for a paper that was set aside, how it is sent."""
    aside = await set_aside_by_me(act, TOPIC)
    if aside:
        await act.reply("on_paper.take_up_first", what=await named_what(act, aside[-1]))
    else:
        await act.reply("files.unexpected")


async def _keep(act: Act, opened: Round, dialogue: Dialogue, sha256: str) -> str:
    """Do what the paper says, and return who has signed it."""
    kind, day = PaperKind(str(dialogue.draft["kind"])), date.fromisoformat(str(dialogue.draft["day"]))
    if kind is PaperKind.ACKNOWLEDGEMENT:
        return await keep_acknowledgement(act, opened, subject_of(dialogue), day, sha256)
    if kind in REQUESTS:
        return await keep_request(act, opened, dialogue, sha256)
    if kind is PaperKind.CONFIRMATION:
        return await keep_confirmation(act, opened, dialogue, sha256)
    return await keep_result(act, opened, subject_of(dialogue), form_in(dialogue), sha256)


async def _kinds(act: Act, opened: Round) -> list[PaperKind]:
    """Return what can be entered now."""
    if opened.state in ENDED:
        return []
    return [kind for kind in PaperKind if await _SUBJECTS[kind](act, opened)]


async def _acceptances(act: Act, opened: Round) -> list[list[Any]]:
    waiting = await act.work.duties.all(round_id=opened.id, state=DutyState.NOTIFIED)
    return await named_duties(act, PaperKind.ACKNOWLEDGEMENT, waiting)


async def _forms(act: Act, opened: Round) -> list[list[Any]]:
    open_ones = [
        each
        for each in await act.work.inspections.all(round_id=opened.id)
        if each.state in WORKABLE and each.team > 0
    ]
    kind = PaperKind.RESULT.value
    return [[kind, each.id, await target_name(act, each)] for each in open_ones]


_SUBJECTS: Mapping[PaperKind, Callable[[Act, Round], Awaitable[list[list[Any]]]]] = {
    PaperKind.ACKNOWLEDGEMENT: _acceptances,
    PaperKind.RECUSAL: partial(requesters, kind=PaperKind.RECUSAL),
    PaperKind.SUBSTITUTION: partial(requesters, kind=PaperKind.SUBSTITUTION),
    PaperKind.CONFIRMATION: administrators,
    PaperKind.RESULT: _forms,
}
"""What can be entered of each kind, as `[[kind, id, name], …]`."""


async def _permitted(act: Act, round_id: int) -> Round:
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.ENTER_ON_BEHALF, Case(coordinator=opened.coordinator_id))
    return opened


async def _take_day(act: Act, dialogue: Dialogue, day: date) -> None:
    kind = PaperKind(str(dialogue.draft["kind"]))
    if kind is PaperKind.ACKNOWLEDGEMENT:
        await ask_picture(act, dialogue, day=day.isoformat())
    elif kind in REQUESTS:
        await ask_what_for(act, dialogue, day)
    elif kind is PaperKind.CONFIRMATION:
        await ask_outcomes(act, dialogue, day)
    else:
        await ask_findings(act, dialogue, day)
