"""/leave: the days on which I cannot serve, and for an approver or the lead office those of their people."""

from datetime import date
from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.leave import Leave
from bot.usecases.act import Act
from bot.usecases.duties.on_behalf import may_see, offered
from bot.usecases.office import unit_text

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
        if each.ends_on >= act.today and await may_see(act, each.person_id)
    ]
    shown = sorted(entered, key=lambda each: (each.starts_on, each.id))[:_MOST_SHOWN]
    lines = [{"key": "leave.line", **await leave_data(act, each)} for each in shown]
    if len(entered) > len(shown):
        lines.append({"key": "leave.more", "n": len(entered) - len(shown)})
    await act.reply(
        "leave.list",
        card=_CARD,
        lines=lines or {"key": "leave.none"},
        **offered(act),
        withdrawable=[await _withdrawable(act, each) for each in shown],
    )


async def leave_data(act: Act, leave: Leave) -> dict[str, Any]:
    """Return what every message about an entry says."""
    person = await act.work.people.get(leave.person_id)
    return {
        "person": person.name,
        "unit": unit_text(person.unit),
        "days": days_text(leave.starts_on, leave.ends_on),
        "why": {"key": f"leave.reason.{leave.reason}"},
    }


def days_text(first: date, last: date) -> dict[str, Any]:
    """Return the text of a span of days; a single day is said once."""
    days = {"first": {"date": first.isoformat()}, "last": {"date": last.isoformat()}}
    return days["first"] if first == last else {"key": "leave.span", **days}


async def _withdrawable(act: Act, leave: Leave) -> list[Any]:
    data = await leave_data(act, leave)
    return [leave.id, data["person"], data["days"]]
