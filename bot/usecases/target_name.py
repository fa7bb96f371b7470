"""The name of the target that an inspection is about: what is said of an inspection names it."""

from bot.domain.results.undrawn import Inspected
from bot.usecases.act import Act


async def target_name(act: Act, inspection: Inspected) -> str:
    """Return the target's name, as the register has it now."""
    return (await act.work.targets.get(inspection.target_id)).name
