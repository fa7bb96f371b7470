"""The name of the target that an inspection is about: what is said of an inspection names it."""

from bot.domain.inspections import Inspection
from bot.domain.results.undrawn import Inspected
from bot.usecases.act import Act


async def target_name(act: Act, inspection: Inspected) -> str:
    """Return the target's name, as the register has it now."""
    return (await act.work.targets.get(inspection.target_id)).name


async def console_name(act: Act, inspection: Inspection) -> str:
    """Return by what the computer finds it: its name, or its code where two of the round bear one name."""
    name = await target_name(act, inspection)
    others = await act.work.inspections.all(round_id=inspection.round_id)
    targets = await act.work.targets.all(id=tuple(each.target_id for each in others))
    is_shared = sum(each.name == name for each in targets) > 1
    return inspection.target_key if is_shared else name
