"""审核退回: the releaser gives a signed record back; the team puts it right and signs its next version."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.deadlines import Deadline
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.results.returns import ReturnKind
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.results.amend_record import opened_again, overtake
from bot.usecases.results.give_back import GivenBack, give_back
from bot.usecases.results.inspected import refuse_called_off
from bot.usecases.results.owe_entry import entered_before
from bot.usecases.results.owe_release import release_case
from bot.usecases.results.release_result import require_version
from bot.usecases.target_name import target_name

TOPIC = "record_return"


async def start_return(act: Act, inspection_id: int, version: int) -> None:
    """Ask the releaser why he gives back the version that he has read."""
    inspection = await _returnable(act, inspection_id, version)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id, version=version)
    await dialogues.ask(act, dialogue, "release.ask_return", name=await target_name(act, inspection))


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Open the record for its team; what they sign next is read by the releaser anew."""
    inspection = await _returnable(act, int(str(dialogue.draft["inspection"])), dialogue.draft["version"])
    given = await give_back(act, dialogue, inspection, ReturnKind.REVIEW, typed)
    inspection = given.inspection
    await overtake(act, inspection)
    owed = await opened_again(act, inspection)
    await _tell(act, given, owed)


async def _tell(act: Act, given: GivenBack, owed: Deadline) -> None:
    inspection = given.inspection
    people = await team_people(act, inspection)
    said: dict[str, Any] = {
        "name": await target_name(act, inspection),
        "leader": people[0].name,
        "due": act.due(owed),
    }
    await act.reply("release.return_done", **said)
    opened = await act.work.rounds.get(inspection.round_id)
    said |= {
        "number": opened.number,
        "inspection": inspection.id,
        "by": act.me.name,
        "reason": given.reason,
        "version": given.version,
        "again": given.version + 1,
        "entered": entered_before(inspection),
        "ground": act.ground("entry"),
    }
    for person in people:
        await act.notify("release.returned", person, **said)


async def _returnable(act: Act, inspection_id: int, version: Any) -> Inspection:
    """Return the record if it waits for its release, in the version that was read."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.RETURN_RESULT, await release_case(act, inspection))
    step_for("return", inspection.state)
    require_version(inspection, version)
    await refuse_called_off(act, inspection)
    return inspection
