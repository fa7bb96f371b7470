"""同组人员退回: the partner does not sign; he says why, the record opens again, and the leader is told."""

from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.profiles.profile import StartEvent
from bot.domain.results.returns import ReturnKind
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_people
from bot.usecases.results.give_back import give_back
from bot.usecases.results.owe_entry import entry_due, is_owed, owe_entry
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.submit_result import show_for_signatures, unsigned
from bot.usecases.target_name import target_name

TOPIC = "sent_back"


async def start_send_back(act: Act, inspection_id: int, version: int) -> None:
    """Ask the partner why he does not sign the version that he has read."""
    inspection = await unsigned(act, inspection_id, version, "send_back")
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id, version=version)
    await dialogues.ask(act, dialogue, "result.ask_send_back", name=await target_name(act, inspection))


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Open the record again and tell the leader why; it stands on his card until he submits anew."""
    inspection = await unsigned(
        act, int(str(dialogue.draft["inspection"])), dialogue.draft["version"], "send_back"
    )
    inspection, _, reason = await give_back(act, dialogue, inspection, ReturnKind.PARTNER, typed)
    await act.cancel("signature", ("inspection", inspection.id))
    if not is_owed(act):
        await owe_entry(act, inspection, StartEvent.VISIT)
    await show_for_signatures(act, inspection)
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    await _tell(act, inspection, reason)


async def _tell(act: Act, inspection: Inspection, reason: str) -> None:
    leader = (await team_people(act, inspection))[0]
    name = await target_name(act, inspection)
    await act.reply("result.send_back_done", name=name, leader=leader.name)
    await act.notify(
        "result.sent_back",
        leader,
        name=name,
        by=act.me.name,
        version=inspection.version,
        reason=reason,
        due=await entry_due(act, inspection),
        ground=act.ground("entry"),
    )
