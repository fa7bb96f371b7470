"""What /draw offers for a joint round: the departments that have both items and people."""

from collections.abc import Sequence
from typing import Any

from bot.domain.people import Dialogue
from bot.domain.plans.joint import joint_departments
from bot.usecases.act import Act


async def joint_draft(act: Act) -> dict[str, Any]:
    """Return the part of a draft by which the question is asked, or nothing where no round can be joint."""
    found = await _departments(act, ())
    return {"joint_options": found} if found else {}


async def joint_draft_of(act: Act, item_codes: Sequence[str], partners: Sequence[str]) -> dict[str, Any]:
    """Return the same for a line of the plan: its departments are chosen, the initiator is none of them."""
    found = await _departments(act, item_codes)
    invited = [name for name in partners if name in found]
    initiators = [name for name in found if name not in invited]
    return {"joint_options": found, "joining": [*initiators[:1], *invited] if invited else []}


async def _departments(act: Act, item_codes: Sequence[str]) -> list[str]:
    lists = await act.work.item_lists.all()
    items = [each for each in (lists[-1].items if lists else []) if not item_codes or each.code in item_codes]
    roster = [line.on(act.today) for line in await act.work.inspectors.all(is_active=True)]
    return joint_departments(items, roster, act.office.profile)


async def department_options(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Return the departments with their place among those chosen (0: not chosen), the initiator's is 1."""
    joining: Any = dialogue.draft.get("joining", [])
    offered: Any = dialogue.draft["joint_options"]
    options = [[name, joining.index(name) + 1 if name in joining else 0] for name in offered]
    return {"options": options, "chosen": len(joining), "ground": act.ground("joint")}
