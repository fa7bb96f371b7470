"""The list of items that an inspection goes by when it begins."""

from bot.domain.errors import Refused
from bot.domain.registers.rows import ItemList
from bot.usecases.act import Act


async def list_in_force(act: Act, why: str) -> ItemList:
    """Return the newest list; raise Refused, with the key `why`, where it has no item or there is none."""
    versions = await act.work.item_lists.all()
    if not versions or not versions[-1].items:
        raise Refused(why)
    return versions[-1]
