"""What /draw offers for a joint round: the departments that have both items and people."""

from typing import Any

from bot.domain.joint import joint_departments
from bot.domain.people import Dialogue
from bot.usecases.act import Act


async def joint_draft(act: Act) -> dict[str, Any]:
    """Return the part of a draft by which the question is asked, or nothing where no round can be joint."""
    lists = await act.work.item_lists.all()
    roster = await act.work.inspectors.all(is_active=True)
    found = joint_departments(lists[-1].items if lists else [], roster, act.office.profile)
    return {"joint_options": found} if found else {}


async def department_options(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Return the departments with their place among those chosen (0: not chosen), the initiator's is 1."""
    joining: Any = dialogue.draft.get("joining", [])
    offered: Any = dialogue.draft["joint_options"]
    options = [[name, joining.index(name) + 1 if name in joining else 0] for name in offered]
    return {"options": options, "ground": act.ground("joint")}
