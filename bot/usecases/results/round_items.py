"""Which items a round inspects, as they were at its freeze."""

from collections.abc import Sequence

from bot.domain.plans.joint import items_of_departments
from bot.domain.ports import UnitOfWork
from bot.domain.registers.rows import Item
from bot.domain.results.undrawn import Inspected, Undrawn
from bot.domain.rounds import Round
from bot.usecases.act import Act


async def items_of(act: Act, inspection: Inspected) -> list[Item]:
    """Return the items of the inspection's round, as they were at its freeze, or of the list it went by."""
    if isinstance(inspection, Undrawn):
        return list((await act.work.item_lists.get(inspection.item_list_id)).items)
    opened = await act.work.rounds.get(inspection.round_id)
    return await round_items(act.work, opened)


async def round_items(work: UnitOfWork, opened: Round) -> list[Item]:
    """Return the items of a round: its plan's, or its departments' in a joint one, the initiator's first."""
    return items_among((await work.item_lists.get(opened.item_list_id)).items, opened)


def items_among(listed: Sequence[Item], opened: Round) -> list[Item]:
    """Return which items of its list a round has."""
    planned = [item for item in listed if not opened.item_codes or item.code in opened.item_codes]
    return items_of_departments(planned, opened.departments)
