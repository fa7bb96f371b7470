"""第 2 项: words that begin so name an item; alone they say where the piece before them belongs."""

import re

from bot.domain.inspections import Inspection
from bot.usecases.act import Act
from bot.usecases.results.records_in_hand import OPEN, open_inspections
from bot.usecases.results.round_items import items_of
from bot.usecases.results.sort_material import to_item

_NAMED = re.compile(r"第\s*(\d{1,3})\s*项")
_ALONE = re.compile(rf"{_NAMED.pattern}[。.]?")


async def named_item(act: Act, inspection: Inspection, typed: str) -> str:
    """Return the code of the item that the words begin with; "" where they name none."""
    named = _NAMED.match(typed)
    codes = [item.code for item in await items_of(act, inspection)]
    n = int(named[1]) if named else 0
    return codes[n - 1] if 1 <= n <= len(codes) else ""


async def sorts_last(act: Act, typed: str) -> bool:
    """File my newest unsorted piece under the item that is all these words say; return whether they did."""
    if not _ALONE.fullmatch(typed):
        return False
    mine = {each.id: each for each in await open_inspections(act, OPEN)}
    where = {"inspection_id": tuple(mine), "person_id": act.me.id}
    waiting = [each for each in await act.work.materials.all(**where) if not each.is_filed] if mine else []
    if not waiting:
        return False
    piece = max(waiting, key=lambda each: each.place)
    code = await named_item(act, mine[piece.inspection_id or 0], typed)
    if code:
        await to_item(act, piece.id, code)
    return bool(code)
