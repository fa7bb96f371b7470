"""平台录入凭证: the receipt number of the provincial platform, which alone settles the entry deadline."""

from bot.domain.errors import Invalid, Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Action
from bot.domain.rounds import Inspection
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.results.owe_entry import ask_receipt
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.target_name import target_name

LONGEST_RECEIPT = 64


async def start_receipt(act: Act, inspection_id: int) -> None:
    """Ask for the number."""
    inspection = await _open_one(act, inspection_id)
    dialogue = await dialogues.begin(act, "receipt", "words", inspection=inspection.id)
    await act.toast("toast.ok")
    await dialogues.ask(act, dialogue, "receipt.type", name=await target_name(act, inspection))


async def type_receipt(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the number and settle the entry."""
    receipt = typed.strip()
    if not 1 <= len(receipt) <= LONGEST_RECEIPT or "\n" in receipt:
        raise Invalid("receipt.bad", most=LONGEST_RECEIPT)
    inspection = await _open_one(act, int(str(dialogue.draft["inspection"])))
    inspection = await act.work.inspections.change(inspection, receipt=receipt)
    await act.record("receipt_entered", inspection=inspection.id, receipt=receipt)
    await act.settle("entry", ("inspection", inspection.id))
    await act.rewrite_site()  # the public page counts what was entered in time
    await dialogues.end(act, dialogue)
    await ask_receipt(act, inspection, (await team_people(act, inspection))[0])
    await act.reply("receipt.taken", name=await target_name(act, inspection), receipt=receipt)
    await advance_round(act, await act.work.rounds.get(inspection.round_id))


async def _open_one(act: Act, inspection_id: int) -> Inspection:
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.ENTER_RECEIPT, await team_case(act, inspection))
    if inspection.receipt:
        raise Stale
    return inspection
