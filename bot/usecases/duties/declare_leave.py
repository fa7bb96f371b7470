"""请假登记: an inspector, or his office for him, enters the days on which he cannot serve."""

from datetime import date
from typing import Any

from bot.domain.duties.duty import SERVING
from bot.domain.duties.leave import Leave, LeaveReason, checked_period, read_period, usual_periods
from bot.domain.errors import Stale
from bot.domain.people import Dialogue, Person
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties import on_behalf
from bot.usecases.duties.on_behalf import LEAVE
from bot.usecases.duties.show_leave import days_text, leave_data, show_leave


async def start_own(act: Act) -> None:
    """Ask on which days I cannot serve."""
    await _ask_days(act, await on_behalf.begin_own(act, LEAVE, "days"))


async def start_for_other(act: Act) -> None:
    """Ask for whom the office enters it."""
    await on_behalf.begin_for_other(act, LEAVE)


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take what was typed for the person or for the days."""
    if dialogue.awaits == "person":
        await on_behalf.offer_people(act, LEAVE, dialogue, typed)
    else:
        await _take_days(act, dialogue, *read_period(typed, act.today))


async def pick_person(act: Act, dialogue_id: int, version: int, person_id: int) -> None:
    """Remember for whom, and ask for the days."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _ask_days(act, await on_behalf.choose_person(act, LEAVE, dialogue, person_id, "days"))


async def choose_days(act: Act, dialogue_id: int, version: int, period: str) -> None:
    """Take one of the usual spans."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _take_days(act, dialogue, *usual_periods(act.today)[period])


async def choose_reason(act: Act, dialogue_id: int, version: int, reason: str) -> None:
    """Keep the entry; the inspector and his approver are told."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    person = await on_behalf.person_of(act, dialogue)
    on_behalf.permit_for(act, LEAVE, person)
    first, last = (date.fromisoformat(str(dialogue.draft[name])) for name in ("first", "last"))
    first, last = checked_period(first, last, act.today)
    leave = await act.work.leaves.add(
        Leave(
            person_id=person.id,
            starts_on=first,
            ends_on=last,
            reason=LeaveReason(reason),
            declared_by=act.me.id,
            declared_at=act.at,
        )
    )
    await dialogues.end(act, dialogue)
    await act.record("leave_declared", leave=leave.id)
    await act.toast("leave.declared_toast")
    data = await leave_data(act, leave)
    await act.reply("leave.declared", **data, duties=await _open_duties(act, person))
    await on_behalf.tell_others(act, LEAVE, person, "declared", data)


async def withdraw_leave(act: Act, leave_id: int) -> None:
    """Withdraw an entry: he serves on those days after all; draws already frozen keep theirs."""
    leave = await act.work.leaves.get(leave_id)
    person = await act.work.people.get(leave.person_id)
    on_behalf.permit_for(act, LEAVE, person)
    if leave.is_withdrawn:
        raise Stale
    leave = await act.work.leaves.change(
        leave, is_withdrawn=True, withdrawn_by=act.me.id, withdrawn_at=act.at
    )
    await act.record("leave_withdrawn", leave=leave.id)
    await act.toast("leave.withdrawn_toast")
    data = await leave_data(act, leave)
    await act.reply("leave.withdrawn", **data)
    await on_behalf.tell_others(act, LEAVE, person, "withdrawn", data)
    await show_leave(act)


async def _ask_days(act: Act, dialogue: Dialogue) -> None:
    person = await on_behalf.person_of(act, dialogue)
    periods = list(usual_periods(act.today))
    await dialogues.ask(act, dialogue, "leave.ask_days", person=person.name, periods=periods)


async def _take_days(act: Act, dialogue: Dialogue, first: date, last: date) -> None:
    days = {"first": first.isoformat(), "last": last.isoformat()}
    dialogue = await dialogues.advance(act, dialogue, "days", **days)
    reasons = [reason.value for reason in LeaveReason]
    await dialogues.ask(act, dialogue, "leave.ask_reason", reasons=reasons, days=days_text(first, last))


async def _open_duties(act: Act, person: Person) -> Any:
    """Say which duties he has already: leave does not take them from him."""
    duties = await act.work.duties.all(person_id=person.id, state=SERVING)
    rounds = await act.work.rounds.all(id=tuple({each.round_id for each in duties}))
    numbers = "、".join(each.number for each in rounds)
    return {"key": "leave.has_duties", "numbers": numbers} if numbers else ""
