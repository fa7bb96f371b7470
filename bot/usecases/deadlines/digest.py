"""每日提要: at nine on each working day the lead office and each coordinator read who owes what."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.deadlines import SHANGHAI, Deadline, DeadlineState, is_overdue
from bot.domain.duties.unreached import is_out_of_reach
from bot.domain.people import Person, Role, Setting
from bot.domain.reminders import is_awake
from bot.usecases.act import Act
from bot.usecases.deadlines.show_week import send_weeks
from bot.usecases.deadlines.subjects import OF_ROUNDS, about, led_by, number_of
from bot.usecases.deadlines.unsent import replace_unsent
from bot.usecases.deadlines.whose import holder_text

_MOST_LINES = 40


async def give_digest(act: Act) -> None:
    """Give the digest of the day once, at nine or as soon as the bot is up again in the office's hours."""
    local, rules = act.at.astimezone(SHANGHAI), act.office.reminding
    if local.time() < rules.digest_at or not is_awake(local.date(), local.time(), act.office.calendar, rules):
        return
    mark = f"digest:{act.today.isoformat()}"
    if await act.work.settings.one(name=mark):
        return
    await act.work.settings.add(Setting(name=mark, value=act.at.isoformat()))
    await _to_office(act)
    await send_weeks(act)


async def _to_office(act: Act) -> None:
    """The lead office reads of everything, a coordinator of the rounds that he leads and of the plan."""
    open_ones = await act.work.deadlines.all(state=DeadlineState.OPEN)
    owed = sorted(open_ones, key=lambda each: (each.due_on, each.id))
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    for person in lead_office:
        await _send(act, person, owed)
    everything = {person.id for person in lead_office}
    coordinators, _ = await act.holders(Role.COORDINATOR)
    for person in coordinators:
        if person.id not in everything:
            await _send(act, person, [each for each in owed if await _is_of(act, each, person)])


async def _is_of(act: Act, deadline: Deadline, coordinator: Person) -> bool:
    if deadline.subject_kind in (*OF_ROUNDS, "undrawn"):
        return await led_by(act, deadline) == coordinator.id
    return deadline.kind == "plan"


async def _send(act: Act, person: Person, owed: Sequence[Deadline]) -> None:
    if not owed:
        return
    await replace_unsent(act, "digest.office", person)
    lines = [await _line(act, each) for each in owed[:_MOST_LINES]]
    if len(owed) > _MOST_LINES:
        lines.append({"key": "digest.more", "n": len(owed) - _MOST_LINES})
    await act.notify(
        "digest.office",
        person,
        key=f"digest:{act.today.isoformat()}:{person.id}",
        day={"date": act.today.isoformat()},
        n=len(owed),
        late=_count(owed, act.today),
        today=sum(each.due_on == act.today for each in owed),
        lines=lines,
    )


def _count(owed: Sequence[Deadline], today: date) -> int:
    return sum(is_overdue(each, today) for each in owed)


async def _line(act: Act, deadline: Deadline) -> dict[str, Any]:
    return {
        "key": "digest.line",
        "number": await number_of(act, deadline),
        "name": await _name(act, deadline),
        "what": {"key": f"deadline.{deadline.kind}"},
        "about": await _about(act, deadline),
        "due": act.standing(deadline),
    }


async def _about(act: Act, deadline: Deadline) -> object:
    """Return what it is about; who has asked to be relieved is no business of the coordinator's."""
    return {"key": "reminder.round"} if deadline.subject_kind == "request" else await about(act, deadline)


async def _name(act: Act, deadline: Deadline) -> object:
    """Return who owes it, and that the bot cannot write to him where that is so."""
    name = await holder_text(act, deadline)
    if deadline.person_id is not None:
        person = await act.work.people.get(deadline.person_id)
        if is_out_of_reach(person):
            return {"key": "digest.unreachable", "name": person.name}
    return name
