"""归类: the number of an item alone, as words, says where the piece before them belongs."""

from bot.usecases.act import Act
from bot.usecases.results.answered_piece import answered_piece
from bot.usecases.results.named_item import is_number_alone, named_item
from bot.usecases.results.records_in_hand import OPEN, open_inspections
from bot.usecases.results.sort_material import to_item


async def sorts_last(act: Act, typed: str) -> bool:
    """File my newest unsorted piece, or the one that they answer, under the item that these words say alone.

    Return whether they did.
    """
    if not is_number_alone(typed):
        return False
    mine = {each.id: each for each in await open_inspections(act, OPEN)}
    where = {"inspection_id": tuple(mine), "person_id": act.me.id}
    waiting = [each for each in await act.work.materials.all(**where) if not each.is_filed] if mine else []
    if not waiting:
        return False
    about = await answered_piece(act)
    piece = about if about in waiting else max(waiting, key=lambda each: each.place)
    code = await named_item(act, mine[piece.inspection_id or 0], typed)
    if code:
        await to_item(act, piece.id, code)
    return bool(code)
