"""/leave: the days on which I cannot serve, and for an approver or the lead office those of their people."""

from typing import Any

from bot.domain.leave import Leave
from bot.domain.people import Role
from bot.domain.permissions import Action
from bot.usecases.act import Act

_MOST_SHOWN = 20
_CARD = "leave"


async def open_leave(act: Act) -> None:
    """Send the list anew, at the end of the chat."""
    act.permit(Action.SEE_LEAVE)
    await act.forget_card(_CARD)
    await show_leave(act)


async def show_leave(act: Act) -> None:
    """Send or edit the list of what is not over yet, with what I may do."""
    entered = [
        each
        for each in await act.work.leaves.all(is_withdrawn=False)
        if each.ends_on >= act.today and await _is_mine(act, each)
    ]
    shown = sorted(entered, key=lambda each: (each.starts_on, each.id))[:_MOST_SHOWN]
    lines = [{"key": "leave.line", **await leave_data(act, each)} for each in shown]
    if len(entered) > len(shown):
        lines.append({"key": "leave.more", "n": len(entered) - len(shown)})
    await act.reply(
        "leave.list",
        card=_CARD,
        lines=lines or {"key": "leave.none"},
        can_declare=act.actor.holds(Role.INSPECTOR),
        can_declare_for=act.actor.holds(Role.LEAD_OFFICE) or act.actor.holds(Role.APPROVER),
        withdrawable=[await _withdrawable(act, each) for each in shown],
    )


async def leave_data(act: Act, leave: Leave) -> dict[str, Any]:
    """Return what every message about an entry says."""
    person = await act.work.people.get(leave.person_id)
    return {
        "person": person.name,
        "unit": person.unit or {"key": "unit.bureau"},
        "first": {"date": leave.starts_on.isoformat()},
        "last": {"date": leave.ends_on.isoformat()},
        "why": {"key": f"leave.reason.{leave.reason}"},
    }


async def _withdrawable(act: Act, leave: Leave) -> list[Any]:
    data = await leave_data(act, leave)
    return [leave.id, data["person"], data["first"], data["last"]]


async def _is_mine(act: Act, leave: Leave) -> bool:
    """Return whether I may see it: my own, one of my unit's, or any for the lead office."""
    if leave.person_id == act.me.id or act.actor.holds(Role.LEAD_OFFICE):
        return True
    person = await act.work.people.get(leave.person_id)
    return act.actor.holds(Role.APPROVER, person.unit)
