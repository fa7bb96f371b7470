"""归档: the approval and filing form comes back signed and sealed, as a picture or a file."""

from bot.domain.actions import Action
from bot.domain.duties.duty import Request
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.by_computer import Shows, command
from bot.usecases.console_names import console_person
from bot.usecases.duties.file_change import file_change
from bot.usecases.duties.requests import approvers_of

TOPIC = "change_paper"


async def start_attaching(act: Act, request_id: int) -> None:
    """Ask for the picture of the signed form."""
    request = await _permitted(act, request_id)
    await _ask(act, await dialogues.begin(act, TOPIC, "file", request=request.id), request)


async def type_instead(act: Act, dialogue: Dialogue, _typed: str) -> None:
    """Words are no picture: say again what is wanted."""
    await _ask(act, dialogue, await act.work.requests.get(int(str(dialogue.draft["request"]))))


async def take_paper(act: Act, dialogue: Dialogue, sha256: str) -> None:
    """Keep the picture with its request; the same bytes twice are one paper."""
    request = await _permitted(act, int(str(dialogue.draft["request"])))
    if sha256 not in request.papers:
        request = await act.work.requests.change(request, papers=[*request.papers, sha256])
        await act.record("change_archived", request=request.id, sha256=sha256)
    await dialogues.end(act, dialogue)
    await act.reply("change.archived", n=len(request.papers))
    await file_change(act, request)


async def _ask(act: Act, dialogue: Dialogue, request: Request) -> None:
    """Ask for the form here, or where its round takes no files in the chat, by the computer."""
    opened = await act.work.rounds.get(request.round_id)
    if opened.takes_files:
        await dialogues.ask(act, dialogue, "change.send_paper")
        return
    person = await act.work.people.get(request.person_id)
    how = command(opened.number, await console_person(act, person), Shows.APPROVAL)
    await dialogues.ask(act, dialogue, "change.await_paper", command=how)


async def _permitted(act: Act, request_id: int) -> Request:
    request = await act.work.requests.get(request_id)
    person = await act.work.people.get(request.person_id)
    _, stands_in = await approvers_of(act, await act.work.duties.get(request.duty_id))
    act.permit(Action.ATTACH_PAPER, Case(unit=person.unit, stand_in=stands_in))
    return request
