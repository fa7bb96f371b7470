"""改材料: an edited message or caption puts its piece of a record right, file and words."""

from typing import Any

from bot.domain.results.materials import Carried, Material
from bot.usecases.act import Act
from bot.usecases.results.keep_piece import (
    closed_to,
    file_under,
    file_values,
    kept_words,
    put,
    record_piece,
    sent_of,
)
from bot.usecases.results.named_item import named_item
from bot.usecases.results.records_in_hand import into_record
from bot.usecases.results.show_material import show_material


async def edit_piece(act: Act, typed: str, carried: Carried | None = None) -> bool:
    """Take an edited message or caption; return False where it is no piece of a record.

    `carried` is the file that the message has now: an edit may have put it in the place of another.
    """
    sent = sent_of(act)
    where = {"account_id": act.account_id, "message_id": sent.message_id}
    if (known := await act.work.materials.one(**where)) is None:
        return False
    if why := await closed_to(act, known):
        words = (await act.keep_words(typed)).commitment if typed else ""
        sha256 = carried.sha256 if carried else ""
        await act.record("material_edit_kept", material=known.id, words=words, sha256=sha256)
        await act.reply(why)
        return True
    said: dict[str, Any] = {"words_id": await kept_words(act, typed)}
    said |= {"edited_at": sent.edited_at or sent.at, "update_id": sent.update_id}
    said |= await file_values(act, carried) if carried else {}
    piece = await _sorted(act, await put(act, known.model_copy(update=said)), typed)
    await record_piece(act, piece, "material_edited")
    await show_material(act, piece)
    if piece.item_code and piece.inspection_id:
        await into_record(act, await act.work.inspections.get(piece.inspection_id), piece.item_code)
    return True


async def _sorted(act: Act, piece: Material, typed: str) -> Material:
    """Return the piece under the item that its words name now, where nobody has said where it belongs."""
    if piece.is_filed or piece.inspection_id is None:
        return piece
    inspection = await act.work.inspections.get(piece.inspection_id)
    code = await named_item(act, inspection, typed)
    return await file_under(act, piece, item_code=code) if code else piece
