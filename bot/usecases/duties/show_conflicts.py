"""/conflict: what I have declared, and for an approver or the lead office what their people have."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.conflicts import AS_RECUSALS, Declaration
from bot.domain.people import Role
from bot.usecases.act import Act
from bot.usecases.duties.conflicts_in_force import are_recusals
from bot.usecases.duties.on_behalf import may_see, offered
from bot.usecases.keep_setting import keep_setting

_MOST_SHOWN = 20
_CARD = "conflicts"


async def open_conflicts(act: Act) -> None:
    """Send the list anew, at the end of the chat."""
    act.permit(Action.SEE_CONFLICTS)
    await act.forget_card(_CARD)
    await show_conflicts(act)


async def show_conflicts(act: Act) -> None:
    """Send or edit the list of declarations that I may see, with what I may do."""
    standing = await act.work.declarations.all(is_withdrawn=False)
    declared = [each for each in standing if await may_see(act, each.person_id)]
    shown = declared[-_MOST_SHOWN:]
    lines = [await _line(act, each) for each in shown]
    if len(declared) > len(shown):
        lines.append({"key": "conflict.more", "n": len(declared) - len(shown)})
    is_lead_office = act.actor.holds(Role.LEAD_OFFICE)
    way = "recusal" if await are_recusals(act) else "pair"
    await act.reply(
        "conflict.list",
        card=_CARD,
        lines=lines or {"key": "conflict.none"},
        way={"key": f"conflict.way.{way}"},
        ground=act.ground("recusal"),
        **offered(act),
        other_way=("pair" if way == "recusal" else "recusal") if is_lead_office else "",
        withdrawable=[[each.id, await _label(act, each)] for each in shown if _may_withdraw(act, each)],
    )


async def handle_conflicts(act: Act, way: str) -> None:
    """Choose for the office that conflicts are pairs of the frozen pools, or recusals after the draw."""
    act.permit(Action.HANDLE_CONFLICTS)
    value = "1" if way == "recusal" else "0"
    await keep_setting(act.work, AS_RECUSALS, value)
    await act.record("conflicts_handled", as_recusals=value)
    await show_conflicts(act)


def _may_withdraw(act: Act, declared: Declaration) -> bool:
    return declared.person_id != act.me.id or declared.declared_by == act.me.id


async def _line(act: Act, declared: Declaration) -> dict[str, Any]:
    ground = {"key": f"recusal.ground.{declared.ground}"}
    return {"key": "conflict.line", "label": await _label(act, declared), "conflict_ground": ground}


async def _label(act: Act, declared: Declaration) -> str:
    """Return the target's name, after the inspector's where it is another."""
    target = await act.work.targets.get(declared.target_id)
    if declared.person_id == act.me.id:
        return target.name
    person = await act.work.people.get(declared.person_id)
    return f"{person.name} · {target.name}"
