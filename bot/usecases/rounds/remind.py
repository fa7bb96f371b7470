"""Reminders come from the rows of deadlines by the clock: each once, to whoever owes it, then upwards."""

from datetime import date
from typing import Any

from bot.domain.deadlines import (
    SHANGHAI,
    Deadline,
    DeadlineState,
    OfficeHours,
    Recipient,
    Reminder,
    ReminderKind,
    is_overdue,
    reminders_due,
)
from bot.domain.people import Person, Role
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.requests import deciders_of
from bot.usecases.plans.owe_plan import PLAN, remind_of_plan
from bot.usecases.platform.vacate_platform_seat import settle_imports

OF_ROUNDS = ("round", "duty", "inspection", "request")
"""What a deadline of a round is about; the year's plan belongs to none."""

DECISION = "decision"
"""The deadline of whoever decides on a request; before it is decided the group has not heard of it."""


async def remind(act: Act, hours: OfficeHours) -> None:
    """Put every reminder that stands now and was not given yet into the outbox."""
    local = act.at.astimezone(SHANGHAI)
    await settle_imports(act)
    nudged: dict[int, list[Deadline]] = {}
    for deadline in await act.work.deadlines.all(state=DeadlineState.OPEN):
        for reminder in reminders_due(deadline, local.date(), local.time(), act.office.calendar, hours):
            if reminder.kind is ReminderKind.GIVEN:
                continue  # the card that gave the duty has said it
            if deadline.kind == PLAN:
                await remind_of_plan(act, deadline, reminder)
                continue
            opened = await round_of(act, deadline)
            is_given = await _give(act, deadline, reminder, opened)
            if is_given and reminder.to is Recipient.HOLDER and deadline.kind != DECISION:
                nudged.setdefault(opened.id, []).append(deadline)
    for round_id, deadlines in nudged.items():
        await _tell_group(act, await act.work.rounds.get(round_id), deadlines, local.date())


async def round_of(act: Act, deadline: Deadline) -> Round:
    """Return the round that a deadline belongs to."""
    if deadline.subject_kind == "duty":
        return await act.work.rounds.get((await act.work.duties.get(deadline.subject_id)).round_id)
    if deadline.subject_kind == "inspection":
        return await act.work.rounds.get((await act.work.inspections.get(deadline.subject_id)).round_id)
    if deadline.subject_kind == "request":
        return await act.work.rounds.get((await act.work.requests.get(deadline.subject_id)).round_id)
    return await act.work.rounds.get(deadline.subject_id)


async def _give(act: Act, deadline: Deadline, reminder: Reminder, opened: Round) -> bool:
    """Return whether the reminder is new; its key keeps it from being given twice."""
    if await act.work.notices.one(unique_key=f"{reminder.unique_key}:0"):
        return False
    if deadline.kind == DECISION and reminder.to is Recipient.APPROVER:
        return False  # he owes it himself; above him is the lead office
    holder = await act.work.people.get(deadline.person_id) if deadline.person_id else None
    data: dict[str, Any] = {
        "number": opened.number,
        "kind": {"key": f"reminder.kind.{reminder.kind}"},
        "what": {"key": f"deadline.{deadline.kind}"},
        "about": await _about(act, deadline),
        "due": act.due(deadline),
        "ground": act.ground(deadline.rule),
    }
    button: dict[str, Any] = {
        "deadline": deadline.kind,
        "subject": deadline.subject_id,
        "unit_name": deadline.unit,
    }
    if reminder.to is Recipient.HOLDER:
        people = [holder] if holder else await _owing(act, deadline)
        screen, more = "reminder.holder", button
    else:
        role = {Recipient.APPROVER: Role.APPROVER, Recipient.LEAD_OFFICE: Role.LEAD_OFFICE}[reminder.to]
        people, _ = await act.holders(role, holder.unit if holder else deadline.unit)
        name = holder.name if holder else deadline.unit or {"key": "unit.bureau"}
        more = {**button, "name": name, "can_order": reminder.to is Recipient.APPROVER}
        screen = "reminder.escalated"
        await act.record("escalated", deadline=deadline.id, to=reminder.to.value)
    for n, person in enumerate(people):
        await act.notify(screen, person, key=f"{reminder.unique_key}:{n}", **data, **more)
    return bool(people)


async def _owing(act: Act, deadline: Deadline) -> list[Person]:
    """Return who owes what no single person owes: a request's deciders, a unit's list administrators."""
    if deadline.kind == DECISION:
        return await deciders_of(act, await act.work.requests.get(deadline.subject_id))
    return (await act.holders(Role.LIST_ADMINISTRATOR, deadline.unit))[0]


async def _about(act: Act, deadline: Deadline) -> Any:
    if deadline.subject_kind == "inspection":
        inspection = await act.work.inspections.get(deadline.subject_id)
        return (await act.work.targets.get(inspection.target_id)).name
    if deadline.subject_kind == "request":
        request = await act.work.requests.get(deadline.subject_id)
        return (await act.work.people.get(request.person_id)).name
    return deadline.unit or {"key": "reminder.round"}


async def _tell_group(act: Act, opened: Round, deadlines: list[Deadline], today: date) -> None:
    """One reminder a day in the group: counts and short names, no details."""
    chat = await act.work.chats.get(opened.chat_id)
    lines = []
    for kind in sorted({deadline.kind for deadline in deadlines}):
        those = [deadline for deadline in deadlines if deadline.kind == kind]
        late = sum(is_overdue(deadline, today) for deadline in those)
        names = "、".join(sorted({await _short_name(act, deadline) for deadline in those}))
        line = {
            "key": "reminder.group_line",
            "what": {"key": f"deadline.{kind}"},
            "n": len(those),
            "late": late,
        }
        lines.append({**line, "names": names})
    key = f"group_reminder:{opened.id}:{today.isoformat()}"
    told = {"number": opened.number, "lines": lines, **await seal_of(act, opened)}
    await act.notify("reminder.group", chat, key=key, **told)


async def _short_name(act: Act, deadline: Deadline) -> str:
    if deadline.person_id:
        person: Person = await act.work.people.get(deadline.person_id)
        return person.name
    return deadline.unit
