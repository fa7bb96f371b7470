"""Results from the field: every answer is stored at once; an abnormal item asks for a note and a photo."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Answer, Inspection, InspectionState
from bot.domain.registers.rows import Item
from bot.domain.results.findings import ABNORMAL, NORMAL, without_finding
from bot.domain.results.materials import Material
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.complete_team import require_team
from bot.usecases.duties.teams import team_case
from bot.usecases.results.open_record import writable
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import items_of
from bot.usecases.results.visit_day import day_shown_by, visit_on
from bot.usecases.visits.decide_merge import require_answer


async def start_visit(act: Act, inspection_id: int) -> None:
    """Begin on site: where the text says so, the entry deadline runs from this day.

    Of what was begun the card comes anew, at the end of the chat: by then much has been sent below it.
    """
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
    if inspection.state is not InspectionState.VISITED:
        inspection = await begin_visit(act, inspection)
    else:
        await require_team(act, inspection)
        await act.forget_card(f"result:{inspection.id}")
    await show_result(act, inspection, to_me=True)


async def begin_visit(act: Act, inspection: Inspection, piece: Material | None = None) -> Inspection:
    """Return the inspection begun today, or on the day on which the piece was sent that begins it.

    Raise Stale where it is not to be begun, Refused for half a team.
    """
    await require_team(act, inspection)
    step_for("visit", inspection.state)
    await require_answer(act, inspection)
    day = await day_shown_by(act, inspection, piece) if piece else act.today
    return await visit_on(act, inspection, day)


async def answer(act: Act, inspection_id: int, item_code: str, finding: str) -> None:
    """Store 正常 or 不正常 for one item; 不正常 opens the question for note and photo."""
    inspection = await writable(act, inspection_id)
    await keep_answer(act, inspection, item_code, finding=finding)
    await act.toast("result.toast", finding={"key": f"finding.{finding}"})
    await show_answered(act, inspection, item_code, finding)


async def keep_answer(act: Act, inspection: Inspection, item_code: str, **given: Any) -> None:
    """Store what is given of one item: its finding, its value, or both; the rest of it stays.

    The same once more, as from the second copy of a card, is nothing new.
    """
    row = await act.work.answers.one(inspection_id=inspection.id, item_code=item_code)
    if row is not None and all(getattr(row, name) == value for name, value in given.items()):
        return
    if row is None:
        row = await act.work.answers.add(Answer(inspection_id=inspection.id, item_code=item_code))
    row = await act.work.answers.change(row, **given)
    said = {"finding": row.finding, "value": row.value}
    if row.words_id is not None:
        said["words"] = (await act.work.words.get(row.words_id)).commitment
    await act.record("item_answered", inspection=inspection.id, item=item_code, **said)


async def show_answered(act: Act, inspection: Inspection, item_code: str, finding: str) -> None:
    """Show the card at the item, and ask for note and photo where it is abnormal."""
    n, _ = await numbered_item(act, inspection, item_code)
    await show_result(act, inspection, at=n)
    if finding == ABNORMAL:
        await _ask_note(act, inspection, item_code)


async def ask_all_normal(act: Act, inspection_id: int) -> None:
    """Ask, naming them, whether the items without a finding are all normal: nothing counts before the yes."""
    inspection = await writable(act, inspection_id)
    codes = await _open_codes(act, inspection)
    if not codes:
        raise Refused("result.nothing_open")
    await show_result(act, inspection, asking=codes)


async def all_normal(act: Act, inspection_id: int, codes: list[str]) -> None:
    """Store 正常 for the items that were named, but those that have a finding meanwhile."""
    inspection = await writable(act, inspection_id)
    for code in await _open_codes(act, inspection):
        if code in codes:
            await keep_answer(act, inspection, code, finding=NORMAL)
    await act.toast("result.toast", finding={"key": f"finding.{NORMAL}"})
    await show_result(act, inspection)


async def leave_question(act: Act, inspection_id: int) -> None:
    """Show the card without the question again; nothing has changed."""
    inspection = await writable(act, inspection_id)
    await show_result(act, inspection)


async def _open_codes(act: Act, inspection: Inspection) -> list[str]:
    answers = await act.work.answers.all(inspection_id=inspection.id)
    return without_finding(await items_of(act, inspection), answers)


async def _ask_note(act: Act, inspection: Inspection, item_code: str) -> None:
    dialogue = await dialogues.begin(act, "finding", "words", inspection=inspection.id, item=item_code)
    n, item = await numbered_item(act, inspection, item_code)
    opened = await act.work.rounds.get(inspection.round_id)
    key = "result.ask_note_and_photo" if item.needs_photo else "result.ask_note"
    key = key if opened.takes_files else "result.ask_note_only"
    await dialogues.ask(act, dialogue, key, n=n, name=item.name)


async def turn_page(act: Act, inspection_id: int, at: int) -> None:
    """Show the buttons of the items about this number; the card names all of them."""
    inspection = await writable(act, inspection_id)
    await show_result(act, inspection, at=at)


async def numbered_item(act: Act, inspection: Inspection, item_code: str) -> tuple[int, Item]:
    """Return the item with its number on the card; raise Stale where the round has none of this code."""
    for n, item in enumerate(await items_of(act, inspection), start=1):
        if item.code == item_code:
            return n, item
    raise Stale
