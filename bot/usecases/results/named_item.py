"""第 2 项: words that begin so name an item of the record."""

import re

from bot.domain.inspections import Inspection
from bot.domain.numerals import NUMERAL, number_of
from bot.domain.results.materials import Material
from bot.usecases.act import Act
from bot.usecases.results.round_items import items_of

_NAMED = re.compile(rf"第\s*({NUMERAL})\s*项")
_ALONE = re.compile(rf"{_NAMED.pattern}[。.]?")


def is_number_alone(typed: str) -> bool:
    """Return whether the words say which item, and nothing of it."""
    return _ALONE.fullmatch(typed) is not None


async def named_item(act: Act, inspection: Inspection, typed: str) -> str:
    """Return the code of the item that the words begin with; "" where they name none."""
    named = _NAMED.match(typed)
    codes = [item.code for item in await items_of(act, inspection)]
    n = number_of(named[1]) if named else 0
    return codes[n - 1] if 1 <= n <= len(codes) else ""


async def item_named_by(act: Act, inspection: Inspection, pieces: list[Material]) -> str:
    """Return the code of the item that the words of one of these pieces begin with; "" where none does."""
    for each in pieces:
        words = (await act.work.words.get(each.words_id)).text if each.is_note and each.words_id else ""
        if code := await named_item(act, inspection, words):
            return code
    return ""
