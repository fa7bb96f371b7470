"""Inspectors as people call them: the name in the roster, or the number where two have the same name."""

from bot.domain.registers.rows import Inspector
from bot.domain.registers.spelling import name_key
from bot.usecases.act import Act


async def inspector_called(act: Act, name: str) -> Inspector | None:
    """Return the line of the roster that this name or number means; None where none or several do."""
    wanted = name_key(name)
    lines = [each for each in await act.work.inspectors.all(is_active=True) if each.person_id]
    found = [each for each in lines if name_key(each.number) == wanted]
    found = found or [each for each in lines if name_key(each.name) == wanted]
    return found[0] if len(found) == 1 else None
