"""The message of a reminder: what one person owes, or others below him, with the buttons that settle it."""

from typing import Any

from bot.domain.deadlines import Deadline
from bot.domain.inspections import InspectionState
from bot.domain.people import Person, Role
from bot.domain.reminders import Recipient, Reminded, ReminderKind
from bot.usecases.act import Act
from bot.usecases.deadlines.subjects import about, number_of
from bot.usecases.deadlines.whose import holder_text, recipients_of, stood_in_for
from bot.usecases.duties.requests import SHORTAGE
from bot.usecases.follow_ups.follow_up_cards import SUBJECT
from bot.usecases.follow_ups.follow_up_people import is_told
from bot.usecases.results.inspected import inspection_of
from bot.usecases.target_name import target_name

HOLDER = "reminder.holder"
UPWARDS = "reminder.escalated"
_MOST_LINES = 20
_NAMED = ("inspection", "attempt", "follow_up", "merge", "undrawn")
_MOST_BUTTONS = 8


async def show_reminder(act: Act, person: Person, screen: str, card: str) -> None:
    """Send the person the message of this card, or edit it: what is settled says so and has no button."""
    rows = await act.work.reminders.all(person_id=person.id, card=card)
    told = [(row, await act.work.deadlines.get(row.deadline_id)) for row in rows]
    lines = [await _line(act, n, row, deadline) for n, (row, deadline) in enumerate(told, start=1)]
    open_ones = [deadline for row, deadline in told if row.is_owed(deadline)]
    more = {"key": "reminder.more", "n": len(lines) - _MOST_LINES}
    await act.notify(
        screen,
        person,
        card=card,
        n=len(open_ones),
        lines=lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], more],
        ending=await _ending(act, screen, open_ones),
        deadlines=[deadline.id for deadline in open_ones],
        buttons=await _buttons(act, open_ones) if screen == HOLDER else [],
        silent=(await _silent(act, told))[:_MOST_BUTTONS],
    )


async def _ending(act: Act, screen: str, open_ones: list[Deadline]) -> dict[str, Any]:
    """Return what follows if nothing is done; above the lead office there is nobody."""
    if not open_ones:
        return {"key": "reminder.all_done"}
    if screen == UPWARDS:
        return {"key": "reminder.ending.escalated"}
    for deadline in open_ones:
        if await recipients_of(act, deadline, Recipient.LEAD_OFFICE):
            return {"key": "reminder.ending.rises"}
    return {"key": "reminder.ending.yours"}


async def _about(act: Act, row: Reminded, deadline: Deadline) -> Any:
    """Return what it is about; an approver, who has no part in it, reads of a finding once it is public."""
    if row.to is Recipient.APPROVER and deadline.subject_kind == SUBJECT:
        followed = await act.work.follow_ups.get(deadline.subject_id)
        if not await is_told(act, followed):
            return await target_name(act, await inspection_of(act.work, followed))
    return await about(act, deadline)


async def _line(act: Act, n: int, row: Reminded, deadline: Deadline) -> dict[str, Any]:
    line: dict[str, Any] = {
        "n": n,
        "number": await number_of(act, deadline),
        "what": {"key": f"deadline.{deadline.kind}"},
        "about": await _about(act, row, deadline),
    }
    if not row.is_owed(deadline):
        return {"key": "reminder.done_line", **line}
    line |= {"kind": kind_text(act, row.kind), "due": act.due(deadline), "ground": act.ground(deadline.rule)}
    if row.to is Recipient.HOLDER:
        line = {"key": "reminder.line", **line}
    else:
        line = {"key": "reminder.escalated_line", **line, "name": await holder_text(act, deadline)}
    vacant = await stood_in_for(act, deadline, row.to)
    return line if vacant is None else _stood_in(line, *vacant)


def _stood_in(line: dict[str, Any], role: Role, unit: str) -> dict[str, Any]:
    """Say below the line that the lead office acts in the place of a unit that has nobody."""
    where = {"unit": unit or {"key": "unit.bureau"}, "role": {"key": f"role.{role}"}}
    return {"key": "reminder.stood_in", "line": line, **where}


def kind_text(act: Act, kind: ReminderKind) -> dict[str, Any]:
    """Return why somebody is reminded; of several days before it says how many."""
    days = act.office.reminding.days_before
    if kind is ReminderKind.DAY_BEFORE and days > 1:
        return {"key": "reminder.days_before", "days": days}
    return {"key": f"reminder.kind.{kind}"}


async def _buttons(act: Act, open_ones: list[Deadline]) -> list[list[Any]]:
    offered = [each for each in open_ones if await _can_be_settled(act, each)]
    return [await _button(act, each) for each in offered[:_MOST_BUTTONS]]


async def _button(act: Act, deadline: Deadline) -> list[Any]:
    """Return what the view needs for its buttons: kind, subject, unit, the target's name, its version."""
    is_named = deadline.subject_kind in _NAMED or deadline.kind == SHORTAGE
    name = await about(act, deadline) if is_named else ""
    is_record = deadline.subject_kind == "inspection"
    version = (await act.work.inspections.get(deadline.subject_id)).version if is_record else 0
    return [await _offered(act, deadline), deadline.subject_id, deadline.unit, name, version]


async def _offered(act: Act, deadline: Deadline) -> str:
    """Return the deadline's kind; where a joint visit may be refused, one that offers this too.

    What no draw led to is released on its own card.
    """
    if deadline.subject_kind == "undrawn":
        return "undrawn"
    if deadline.subject_kind == "merge" and not (await act.work.merges.get(deadline.subject_id)).is_mandatory:
        return "merge_or_not"
    return deadline.kind


async def _silent(act: Act, told: list[tuple[Reminded, Deadline]]) -> list[list[Any]]:
    """Return the duties that their people have not answered, for the approver, who may substitute them."""
    return [
        [deadline.subject_id, (await act.work.people.get(deadline.person_id)).name]
        for row, deadline in told
        if row.to is Recipient.APPROVER
        and deadline.kind == "acknowledgement"
        and deadline.person_id is not None
        and row.is_owed(deadline)
    ]


async def _can_be_settled(act: Act, deadline: Deadline) -> bool:
    """Return whether the button would do it now: what is not released yet cannot be published."""
    if deadline.kind != "publication":
        return True
    return (await act.work.inspections.get(deadline.subject_id)).state is InspectionState.RELEASED
