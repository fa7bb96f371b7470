"""同组人员退回: the partner does not sign; he says why, the record opens again, and the leader is told."""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.profiles.profile import StartEvent
from bot.domain.results.returns import Return, ReturnKind
from bot.domain.typed import short_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.results.owe_entry import entry_due, is_owed, owe_entry
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.submit_result import has_signed, show_for_signatures
from bot.usecases.target_name import target_name

TOPIC = "sent_back"
_MOST_WORDS = 500


async def start_send_back(act: Act, inspection_id: int, version: int) -> None:
    """Ask the partner why he does not sign the version that he has read."""
    inspection = await _unsigned(act, inspection_id, version)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id, version=version)
    await act.toast("toast.ok")
    await dialogues.ask(act, dialogue, "result.ask_send_back", name=await target_name(act, inspection))


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Open the record again and tell the leader why; it stands on his card until he submits anew."""
    inspection = await _unsigned(act, int(str(dialogue.draft["inspection"])), dialogue.draft["version"])
    words = await act.keep_words(short_line(typed, "amendment.bad_reason", _MOST_WORDS))
    inspection = await act.work.inspections.move(inspection, step_for("send_back", inspection.state).target)
    row = Return(
        inspection_id=inspection.id,
        version=inspection.version,
        kind=ReturnKind.PARTNER,
        returned_by=act.me.id,
        words_id=words.id,
        at=act.at,
    )
    await act.work.returns.add(row)
    said = {"version": inspection.version, "words": words.commitment}
    await act.record("result_sent_back", inspection=inspection.id, **said)
    await dialogues.end(act, dialogue)
    await act.cancel("signature", ("inspection", inspection.id))
    if not is_owed(act):
        await owe_entry(act, inspection, StartEvent.VISIT)
    await show_for_signatures(act, inspection)
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    await _tell(act, inspection, words.text)


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


async def _unsigned(act: Act, inspection_id: int, version: object) -> Inspection:
    """Return the record if it waits for the person's signature, in the version that was read."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SIGN_RESULT, await team_case(act, inspection))
    step_for("send_back", inspection.state)
    if version != inspection.version or await has_signed(act, inspection, act.me):
        raise Stale
    return inspection
