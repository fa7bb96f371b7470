"""平台录入凭证: the platform's number or a picture of the entry, which alone settles the entry deadline."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.inspections import SUBMITTED, Inspection, InspectionState
from bot.domain.people import Dialogue
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.results.owe_entry import ask_receipt, is_owed, screenshot
from bot.usecases.results.receipt_pictures import require_unused
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.target_name import target_name

TOPIC = "receipt"
LONGEST_RECEIPT = 64


async def start_receipt(act: Act, inspection_id: int) -> None:
    """Ask for the number."""
    inspection = await _open_one(act, inspection_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id)
    said: dict[str, Any] = {
        "name": await target_name(act, inspection),
        "shot": await screenshot(act, inspection),
    }
    await dialogues.ask(act, dialogue, "receipt.type", **said)


async def type_receipt(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the number and settle the entry."""
    receipt = typed.strip()
    inspection = await _asked_one(act, dialogue)
    if not 1 <= len(receipt) <= LONGEST_RECEIPT or "\n" in receipt:
        raise Invalid("receipt.bad", most=LONGEST_RECEIPT, shot=await screenshot(act, inspection))
    inspection = await _enter(act, inspection, receipt=receipt)
    await dialogues.end(act, dialogue)
    await act.reply("receipt.taken", name=await target_name(act, inspection), receipt=receipt)
    await advance_round(act, await act.work.rounds.get(inspection.round_id))


async def take_picture(act: Act, dialogue: Dialogue, sha256: str) -> None:
    """Take a picture of the entry where the platform gives no number; it is never public."""
    inspection = await _asked_one(act, dialogue)
    await require_unused(act, sha256)
    inspection = await _enter(act, inspection, picture=sha256)
    await dialogues.end(act, dialogue)
    await act.reply("receipt.taken_picture", name=await target_name(act, inspection))
    await advance_round(act, await act.work.rounds.get(inspection.round_id))


async def hand_in_picture(act: Act, inspection: Inspection, sha256: str) -> None:
    """Take the picture from the computer, whoever was given it; the leader, who owes the entry, hears of it.

    Raises:
        Refused: the entry is shown already, there is nothing to enter, or the picture shows another entry.
    """
    name = await target_name(act, inspection)
    require_entry(act, inspection, name)
    await require_unused(act, sha256)
    await _enter(act, inspection, picture=sha256, by="console")
    leader = (await team_people(act, inspection))[0]
    await act.notify("receipt.taken_picture", leader, name=name)
    await advance_round(act, await act.work.rounds.get(inspection.round_id))


def require_entry(act: Act, inspection: Inspection, name: str) -> None:
    """Raise Refused unless the entry of this target is owed, begun and not shown yet."""
    if not is_owed(act):
        raise Refused("console.receipt_unasked")
    if inspection.state not in (InspectionState.VISITED, *SUBMITTED):
        raise Refused("console.receipt_early", name=name)
    if inspection.has_receipt:
        raise Refused("console.receipt_there", name=name)


async def _enter(
    act: Act, inspection: Inspection, *, receipt: str = "", picture: str = "", **by: str
) -> Inspection:
    """Keep what shows the entry of the version signed last, and settle it; earlier pictures stay."""
    values = {"receipt": receipt, "receipt_of": inspection.version}
    pictures = [*inspection.receipt_pictures, *([picture] if picture else [])]
    inspection = await act.work.inspections.change(inspection, **values, receipt_pictures=pictures)
    shown = {"receipt": receipt} if receipt else {"receipt_picture": picture}
    await act.record("receipt_entered", inspection=inspection.id, version=inspection.version, **shown, **by)
    await act.settle("entry", ("inspection", inspection.id))
    await act.rewrite_site()  # the public page counts what was entered in time
    await ask_receipt(act, inspection, (await team_people(act, inspection))[0])
    return inspection


async def _asked_one(act: Act, dialogue: Dialogue) -> Inspection:
    return await _open_one(act, int(str(dialogue.draft["inspection"])))


async def _open_one(act: Act, inspection_id: int) -> Inspection:
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.ENTER_RECEIPT, await team_case(act, inspection))
    if inspection.has_receipt:
        raise Stale
    return inspection
