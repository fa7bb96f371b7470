"""The targets of the register that a scope takes in, those that a draw leaves out too."""

from bot.domain.plans.scope import in_scope
from bot.domain.registers.rows import Target
from bot.usecases.act import Act


async def targets_in(act: Act, scope: str) -> list[Target]:
    """Return the targets of a scope; of the whole register where it is empty."""
    return [each for each in await act.work.targets.all(is_active=True) if in_scope(each, scope)]
