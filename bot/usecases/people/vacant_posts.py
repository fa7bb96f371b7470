"""Units in which nobody with an account holds a post: the lead office stands in, and sees where."""

from typing import Any

from bot.domain.people import Role
from bot.usecases.act import Act
from bot.usecases.actors import grants_on
from bot.usecases.office import unit_text

_WANTED = (Role.APPROVER, Role.LIST_ADMINISTRATOR)


async def vacant_lines(act: Act) -> Any:
    """Return a line per unit and role without a holder; nothing where every unit has both."""
    roster = {line.unit for line in await act.work.inspectors.all(is_active=True)}
    confirmed = {target.unit for target in await act.work.targets.all(is_active=True)}
    units = {Role.APPROVER: roster, Role.LIST_ADMINISTRATOR: confirmed}
    lines = []
    for role in _WANTED:
        held = await _units_with(act, role)
        for unit in sorted(units[role]) if "" not in held else ():
            if unit not in held:
                place = {"role": {"key": f"role.{role}"}, "unit": unit_text(unit)}
                lines.append({"key": "people.vacant_line", **place})
    return {"key": "people.vacant", "lines": lines} if lines else ""


async def _units_with(act: Act, role: Role) -> set[str]:
    grants = await grants_on(act.work, act.today, role=role)
    people = await act.work.people.all(id=tuple({each.person_id for each in grants}))
    bound = {each.id for each in people if each.account_id is not None}
    return {each.unit for each in grants if each.person_id in bound}
