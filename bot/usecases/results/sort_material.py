"""归类: the sender says to which target and which item a piece belongs, or that it belongs to no record.

Of one who has left the team the leader says it.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused
from bot.domain.inspections import Inspection
from bot.domain.results.materials import FORM, WHOLE, Material
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.answer_item import begin_visit
from bot.usecases.results.keep_piece import file_under
from bot.usecases.results.left_material import piece_in_hand
from bot.usecases.results.named_item import item_named_by
from bot.usecases.results.records_in_hand import OPEN, content_of, into_record, signing_of
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import items_of
from bot.usecases.results.show_material import ask_target, show_material, together


async def to_other_target(act: Act, material_id: int) -> None:
    """Ask which other target the piece is of: what comes late may have been filed under the next one."""
    piece = await piece_in_hand(act, material_id)
    await _open_record(act, piece)
    await ask_target(act, piece)


async def to_target(act: Act, material_id: int, inspection_id: int) -> None:
    """Take the target, begin there where nobody has, and ask for the item unless its words name it.

    Another record gives the piece up.
    """
    piece = await piece_in_hand(act, material_id)
    left = await _open_record(act, piece) if piece.inspection_id not in (None, inspection_id) else None
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
    if inspection.state not in OPEN:
        inspection = await begin_visit(act, inspection, piece)
    named = await item_named_by(act, inspection, await together(act, piece))
    where: dict[str, Any] = {"inspection_id": inspection.id, "item_code": named}
    if piece.inspection_id != inspection.id:
        where |= {"of_signing": 0, "of_content": await content_of(act, inspection)}
    item_code = piece.item_code
    piece = await file_under(act, piece, **where, is_dropped=False)
    if left is not None:
        await act.record("material_moved", material=piece.id, inspection=inspection.id, before=left.id)
        await into_record(act, left, item_code)
    if named:
        await _finish(act, piece, inspection, "material_filed")
    else:
        await show_material(act, piece)
    await show_result(act, await act.work.inspections.get(inspection.id), to_me=True)


async def to_item(act: Act, material_id: int, item_code: str) -> None:
    """Take the item; the last word counts, but what showed one signature of the target shows no other."""
    piece = await piece_in_hand(act, material_id)
    inspection = await _open_record(act, piece)
    known = [WHOLE, FORM, *(item.code for item in await items_of(act, inspection))]
    if item_code not in known:
        raise Refused("refused.stale")
    shown = piece.of_signing or (await signing_of(act, inspection) if item_code == FORM else 0)
    piece = await file_under(act, piece, item_code=item_code, of_signing=shown, is_dropped=False)
    await _finish(act, piece, inspection, "material_filed")


async def drop(act: Act, material_id: int) -> None:
    """It belongs to no record; it stays where it is kept, and can be taken after all."""
    piece = await piece_in_hand(act, material_id)
    if piece.inspection_id is None:
        piece = await file_under(act, piece, is_dropped=True)
        await act.record("material_dropped", material=piece.id)
        await show_material(act, piece)
        return
    inspection = await _open_record(act, piece)
    piece = await file_under(act, piece, item_code="", is_dropped=True)
    await _finish(act, piece, inspection, "material_dropped")


async def ask_again(act: Act, material_id: int) -> None:
    """Ask anew where a piece belongs."""
    piece = await piece_in_hand(act, material_id)
    if piece.inspection_id is not None:
        await _open_record(act, piece)
    await show_material(act, piece, asks=True)


async def _finish(act: Act, piece: Material, inspection: Inspection, event: str) -> None:
    await act.record(event, material=piece.id, inspection=inspection.id, item=piece.item_code)
    await show_material(act, piece)
    await into_record(act, inspection, piece.item_code)


async def _open_record(act: Act, piece: Material) -> Inspection:
    inspection = await act.work.inspections.get(piece.inspection_id or 0)
    act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
    if inspection.state in OPEN:
        return inspection
    raise Refused("result.closed")
