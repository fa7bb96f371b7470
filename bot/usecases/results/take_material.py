"""材料: text, photos, albums, files, voice and places from the field, kept at once, wherever they belong.

A piece goes to the item that its words name (第 2 项…), to that of the piece that it answers, to the one that
is asked about, or to its album; otherwise the bot asks. Nothing that was sent is lost: what comes for a
submitted record opens it again.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.inspections import ALL_SIGNED, Inspection, InspectionState
from bot.domain.people import Dialogue
from bot.domain.results.findings import NOTHING_INSPECTED
from bot.domain.results.materials import FORM, WHOLE, Carried, MaterialKind
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.answered_piece import answered_piece
from bot.usecases.results.keep_piece import arriving_piece, closed_to, file_under, near, put, record_piece
from bot.usecases.results.named_item import named_item
from bot.usecases.results.records_in_hand import (
    FORM_TOPIC,
    OPEN,
    TOPIC,
    content_of,
    into_record,
    open_inspections,
    was_there,
)
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.show_material import show_material
from bot.usecases.results.sort_by_words import sorts_last

_NOT_BEGUN = (InspectionState.CONFIRMED, InspectionState.SCHEDULED)


async def take_text(act: Act, typed: str) -> bool:
    """Keep words that answer no question; return False where the person has nobody to inspect."""
    if not await open_inspections(act, (*OPEN, *_NOT_BEGUN)):
        return False
    if not await sorts_last(act, typed):
        await _take(act, Carried(MaterialKind.TEXT), typed, None)
    return True


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep words while an item is asked about: they belong to it."""
    if await sorts_last(act, typed):
        return
    await _take(act, Carried(MaterialKind.TEXT), typed, dialogue)
    await dialogues.advance(act, dialogue, dialogue.awaits)


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep words on why there is no picture of the signed form yet, or what they say of an item."""
    if await sorts_last(act, typed):
        return
    if await _take(act, Carried(MaterialKind.TEXT), typed, dialogue) == FORM:
        await dialogues.end(act, dialogue)


async def inspects(act: Act) -> bool:
    """Return whether the person inspects somebody, or was there before it was called off."""
    return bool(await open_inspections(act, (*OPEN, *_NOT_BEGUN, *ALL_SIGNED)) or await was_there(act))


async def take_file(act: Act, dialogue: Dialogue | None, carried: Carried, caption: str) -> bool:
    """Keep a file with its caption; return False where the person inspects nobody and never has."""
    if not await inspects(act):
        return False
    asking = dialogue if dialogue and dialogue.topic in (TOPIC, FORM_TOPIC) else None
    taken = await _take(act, carried, caption, asking)
    if asking and asking.topic == FORM_TOPIC and taken == FORM:  # what comes next is about other things
        await dialogues.end(act, asking)
    return True


async def take_place(act: Act, place: str) -> bool:
    """Keep a place, of the record as a whole; return False where the person has nobody to inspect."""
    if not await open_inspections(act, (*OPEN, *_NOT_BEGUN)):
        return False
    dialogue = await dialogues.current(act)
    asking = dialogue if dialogue and dialogue.topic == TOPIC else None
    await _take(act, Carried(MaterialKind.LOCATION), place, asking)
    return True


async def _take(act: Act, carried: Carried, typed: str, dialogue: Dialogue | None) -> str:
    """Keep a piece, and return the item that it went to."""
    arriving = await arriving_piece(act, carried, typed)
    for sibling in await near(act, arriving):
        if await closed_to(act, sibling):  # the rest of its album is in a record that takes no more of him
            arriving = arriving.model_copy(update={"album": ""})
    piece = await put(act, arriving)
    if not piece.is_filed:
        inspection, place = await _where(act, dialogue, typed)
        if inspection is not None:
            act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
            place |= {"item_code": WHOLE} if carried.kind is MaterialKind.LOCATION else {}
            piece = await file_under(act, piece, inspection_id=inspection.id, **place)
    await record_piece(act, piece, "material_taken")
    await show_material(act, piece)
    if piece.inspection_id is not None:
        inspection = await act.work.inspections.get(piece.inspection_id)
        if piece.item_code:
            await into_record(act, inspection, piece.item_code)
        else:
            await show_result(act, inspection)
    return piece.item_code


async def _where(act: Act, dialogue: Dialogue | None, typed: str) -> tuple[Inspection | None, dict[str, Any]]:
    """Return the record and the item that the piece is for, as far as they are known.

    A form shows the signature that it was asked for, whatever the record says by now.
    """
    mine = await open_inspections(act, OPEN)
    asked = next((each for each in mine if dialogue and each.id == dialogue.draft["inspection"]), None)
    about = await answered_piece(act)
    answered = next((each for each in mine if about and each.id == about.inspection_id), None)
    inspection = answered or asked or (mine[0] if len(mine) == 1 else None)
    if inspection is None:
        return None, {}
    same = about.item_code if about and answered and about.item_code != FORM else ""
    code = await named_item(act, inspection, typed) or same
    if not code and dialogue and asked == inspection:
        return inspection, await _asked_place(act, inspection, dialogue)
    if not code and inspection.conclusion in NOTHING_INSPECTED:
        code = WHOLE  # it shows why nothing could be
    return inspection, {"item_code": code, "of_content": await content_of(act, inspection)}


async def _asked_place(act: Act, asked: Inspection, dialogue: Dialogue) -> dict[str, Any]:
    place = {"item_code": str(dialogue.draft["item"]), "of_signing": dialogue.draft.get("signing", 0)}
    is_form = place["item_code"] == FORM
    content = asked.signed_content if is_form else await content_of(act, asked)
    return place | {"of_content": content}
