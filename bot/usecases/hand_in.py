"""A picture from the computer for a question that waits in a chat: it goes on there as if sent in answer.

What was asked was answered by the person of that chat, and the same is looked at as if the picture came
there: whose round it is, and whether what is entered still holds.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.duties.on_paper import PaperKind
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.by_computer import Shows, command
from bot.usecases.on_paper import enter_on_behalf
from bot.usecases.on_paper.paper_questions import picture_command, subject_of
from bot.usecases.on_paper.paper_subject import name_of
from bot.usecases.people.show_open import as_person
from bot.usecases.results import enter_receipt
from bot.usecases.rounds import report_round
from bot.usecases.target_name import target_name

_TOPICS: Mapping[Shows, str] = {Shows.PAPER: enter_on_behalf.TOPIC, Shows.RECEIPT: report_round.TOPIC}
_TAKES: Mapping[Shows, Callable[[Act, Dialogue, str], Awaitable[None]]] = {
    Shows.PAPER: enter_on_behalf.take_picture,
    Shows.RECEIPT: report_round.take_picture,
}
_AWAITED = ("picture", "words")
"""What a question awaits to which a picture is an answer: of a report words are one too."""


async def awaiting(act: Act, opened: Round, name: str, shows: Shows) -> Dialogue:
    """Return the question of this round that waits for such a picture of this name.

    Raises:
        Refused: nobody is asked for it.
    """
    asked = await act.work.dialogues.all(topic=_TOPICS[shows], awaits=_AWAITED, is_open=True)
    for dialogue in asked:
        if dialogue.draft["round"] == opened.id and name in await _names(act, opened, dialogue):
            return dialogue
    if shows is Shows.PAPER:
        raise Refused("console.paper_not_awaited", number=opened.number, name=name)
    raise Refused("console.receipt_not_awaited", number=opened.number)


async def hand_in(act: Act, opened: Round, name: str, shows: Shows, sha256: str) -> None:
    """Answer the question with the picture; one that was handed in before changes nothing."""
    try:
        dialogue = await awaiting(act, opened, name, shows)
    except Refused:
        if await _is_known(act, opened, sha256):
            return
        raise
    await act.record("picture_handed_in", round=opened.number, sha256=sha256, by="console")
    person = await act.work.people.get(dialogue.person_id)
    await _TAKES[shows](await as_person(act, person), dialogue, sha256)


async def require_chat(act: Act, dialogue: Dialogue) -> bool:
    """Return whether the open question is one of these; raise Refused where its round takes no files here."""
    if dialogue.topic not in (*_TOPICS.values(), enter_receipt.TOPIC):
        return False
    opened, how = await _asked_of(act, dialogue)
    if not opened.takes_files:
        raise Refused("files.off_asked", number=opened.number, command=how)
    return True


async def _asked_of(act: Act, dialogue: Dialogue) -> tuple[Round, dict[str, str]]:
    """Return the round of the question, and the command that hands in its picture."""
    if dialogue.topic == enter_receipt.TOPIC:
        inspection = await act.work.inspections.get(int(str(dialogue.draft["inspection"])))
        opened = await act.work.rounds.get(inspection.round_id)
        return opened, command(opened.number, await target_name(act, inspection), Shows.RECEIPT)
    opened = await act.work.rounds.get(int(str(dialogue.draft["round"])))
    if dialogue.topic == report_round.TOPIC:
        return opened, command(opened.number, opened.number, Shows.RECEIPT)
    return opened, await picture_command(act, dialogue, opened)


async def _names(act: Act, opened: Round, dialogue: Dialogue) -> list[str]:
    """Return what names the subject of the question: of a form its target's code, too."""
    if dialogue.topic == report_round.TOPIC:
        return [opened.number]
    kind, subject = PaperKind(str(dialogue.draft["kind"])), subject_of(dialogue)
    names = [await name_of(act, kind, subject)]
    if kind is PaperKind.RESULT:
        names.append((await act.work.inspections.get(subject)).target_key)
    return names


async def _is_known(act: Act, opened: Round, sha256: str) -> bool:
    entered = await act.work.paper_entries.one(round_id=opened.id, sha256=sha256)
    return entered is not None or sha256 in opened.receipt_pictures
