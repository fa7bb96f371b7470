"""A picture from the computer for a question that waits in a chat: it goes on there as if sent in answer.

What was asked was answered by the person of that chat, and the same is looked at as if the picture came
there: whose round it is, and whether what is entered still holds.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from bot.domain.duties.on_paper import PaperKind
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.by_computer import Shows, command
from bot.usecases.console_names import console_person, console_target
from bot.usecases.duties import archive_change
from bot.usecases.on_paper import enter_on_behalf
from bot.usecases.on_paper.paper_questions import subject_of
from bot.usecases.on_paper.paper_subject import console_name_of
from bot.usecases.people.show_open import as_person
from bot.usecases.results import enter_receipt
from bot.usecases.results.records_in_hand import was_seated
from bot.usecases.rounds import report_round
from bot.usecases.set_aside import is_aside, set_aside_by_me


class Asked(NamedTuple):
    """What a question that wants a picture is about: its round, and one name or more that it goes by."""

    opened: Round
    names: list[str]


async def _of_paper(act: Act, dialogue: Dialogue) -> Asked:
    kind, subject = PaperKind(str(dialogue.draft["kind"])), subject_of(dialogue)
    names = [await console_name_of(act, kind, subject)]
    if kind is PaperKind.RESULT:
        names += [(await act.work.inspections.get(subject)).target_key]
    return Asked(await act.work.rounds.get(int(str(dialogue.draft["round"]))), names)


async def _of_report(act: Act, dialogue: Dialogue) -> Asked:
    opened = await act.work.rounds.get(int(str(dialogue.draft["round"])))
    return Asked(opened, [opened.number])


async def _of_approval(act: Act, dialogue: Dialogue) -> Asked:
    request = await act.work.requests.get(int(str(dialogue.draft["request"])))
    person = await act.work.people.get(request.person_id)
    return Asked(await act.work.rounds.get(request.round_id), [await console_person(act, person)])


async def _of_entry(act: Act, dialogue: Dialogue) -> Asked:
    inspection = await act.work.inspections.get(int(str(dialogue.draft["inspection"])))
    return Asked(await act.work.rounds.get(inspection.round_id), [await console_target(act, inspection)])


class _Way(NamedTuple):
    """A kind of question: its topic, what it awaits when it wants the picture, and who takes that."""

    topic: str
    awaits: str
    asked: Callable[[Act, Dialogue], Awaitable[Asked]]
    take: Callable[[Act, Dialogue, str], Awaitable[None]]


_WAYS: Mapping[Shows, _Way] = {
    Shows.PAPER: _Way(enter_on_behalf.TOPIC, "picture", _of_paper, enter_on_behalf.take_picture),
    Shows.RECEIPT: _Way(report_round.TOPIC, "words", _of_report, report_round.take_picture),
    Shows.APPROVAL: _Way(archive_change.TOPIC, "file", _of_approval, archive_change.take_paper),
}
_ASKED: Mapping[str, tuple[Shows, Callable[[Act, Dialogue], Awaitable[Asked]]]] = {
    enter_receipt.TOPIC: (Shows.RECEIPT, _of_entry),
    **{way.topic: (shows, way.asked) for shows, way in _WAYS.items()},
}
"""Questions whose picture the computer can bring: by their topics, what it shows, and what they are about."""
_UNAWAITED: Mapping[Shows, str] = {
    Shows.PAPER: "console.paper_not_awaited",
    Shows.RECEIPT: "console.receipt_not_awaited",
    Shows.APPROVAL: "console.approval_not_awaited",
}


async def awaiting(act: Act, opened: Round, name: str, shows: Shows) -> Dialogue:
    """Return the question of this round that waits for such a picture of this name.

    Raises:
        Refused: nobody is asked for it.
    """
    way = _WAYS[shows]
    for dialogue in await _waiting(act, way):
        asked = await way.asked(act, dialogue)
        if asked.opened.id == opened.id and name in asked.names:
            return dialogue
    raise Refused(_UNAWAITED[shows], number=opened.number, name=name)


async def _waiting(act: Act, way: _Way) -> list[Dialogue]:
    """Return the questions that are open, then those that were set aside, the newest first."""
    asked = reversed(await act.work.dialogues.all(topic=way.topic, awaits=way.awaits))
    return sorted((each for each in asked if each.is_open or is_aside(each)), key=is_aside)


async def hand_in(act: Act, opened: Round, name: str, shows: Shows, sha256: str) -> None:
    """Answer the question with the picture; one that was handed in before changes nothing.

    A receipt shows one thing: the same file does not answer the next question after it.
    """
    if shows is Shows.RECEIPT and sha256 in opened.receipt_pictures:
        return
    try:
        dialogue = await awaiting(act, opened, name, shows)
    except Refused:
        if await _is_known(act, opened, sha256):
            return
        raise
    await act.record("picture_handed_in", round=opened.number, sha256=sha256, by="console")
    person = await act.work.people.get(dialogue.person_id)
    await _WAYS[shows].take(await as_person(act, person), dialogue, sha256)


async def require_chat(act: Act, dialogue: Dialogue) -> bool:
    """Return whether the open question is one of these; raise Refused where its round takes no files here."""
    if dialogue.topic not in _ASKED:
        return False
    shows, about = _ASKED[dialogue.topic]
    opened, names = await about(act, dialogue)
    if not opened.takes_files:
        how = command(opened.number, names[0], shows)
        raise Refused("files.off_asked", number=opened.number, command=how)
    return True


async def require_chat_aside(act: Act) -> None:
    """Refuse unfetched what can only be for a paper that was set aside and comes by the computer."""
    aside = await set_aside_by_me(act, enter_on_behalf.TOPIC)
    if aside and not await was_seated(act):
        await require_chat(act, aside[-1])


async def _is_known(act: Act, opened: Round, sha256: str) -> bool:
    entered = await act.work.paper_entries.one(round_id=opened.id, sha256=sha256)
    papers = {each for request in await act.work.requests.all(round_id=opened.id) for each in request.papers}
    return entered is not None or sha256 in {*opened.receipt_pictures, *papers}
