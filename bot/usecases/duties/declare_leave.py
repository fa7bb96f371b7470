"""请假登记: an inspector, or his office for him, enters the days on which he cannot serve."""

from datetime import date
from typing import Any

from bot.domain.duties import DutyState
from bot.domain.errors import Invalid, NotAllowed, Stale
from bot.domain.leave import Leave, LeaveReason, checked_period, read_period, usual_periods
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Action, Case
from bot.domain.registers import name_key, normalised_identifier
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.show_leave import leave_data, show_leave

_MOST_FOUND = 8


async def start_own(act: Act) -> None:
    """Ask on which days I cannot serve."""
    act.permit(Action.DECLARE_LEAVE)
    dialogue = await dialogues.begin(act, "leave", "days", person=act.me.id)
    await act.toast("toast.ok")
    await _ask_days(act, dialogue)


async def start_for_other(act: Act) -> None:
    """Ask for whom the office enters it."""
    act.permit(Action.DECLARE_LEAVE_FOR)
    dialogue = await dialogues.begin(act, "leave", "person")
    await act.toast("toast.ok")
    await act.reply("leave.ask_person", dialogue=dialogue.id)


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take what was typed for the person or for the days."""
    if dialogue.awaits == "person":
        await _find_people(act, dialogue, typed)
    else:
        await _take_days(act, dialogue, *read_period(typed, act.today))


async def pick_person(act: Act, dialogue_id: int, version: int, person_id: int) -> None:
    """Remember for whom, and ask for the days."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    permit_leave_of(act, await act.work.people.get(person_id))
    dialogue = await dialogues.advance(act, dialogue, "days", person=person_id)
    await act.toast("toast.ok")
    await _ask_days(act, dialogue)


async def choose_days(act: Act, dialogue_id: int, version: int, period: str) -> None:
    """Take one of the usual spans."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await act.toast("toast.ok")
    await _take_days(act, dialogue, *usual_periods(act.today)[period])


async def choose_reason(act: Act, dialogue_id: int, version: int, reason: str) -> None:
    """Keep the entry; the inspector and his approver are told."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    person = await act.work.people.get(int(str(dialogue.draft["person"])))
    permit_leave_of(act, person)
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
    await _tell_others(act, person, "declared", data)


async def withdraw_leave(act: Act, leave_id: int) -> None:
    """Withdraw an entry: he serves on those days after all; draws already frozen keep theirs."""
    leave = await act.work.leaves.get(leave_id)
    person = await act.work.people.get(leave.person_id)
    permit_leave_of(act, person)
    if leave.is_withdrawn:
        raise Stale
    leave = await act.work.leaves.change(
        leave, is_withdrawn=True, withdrawn_by=act.me.id, withdrawn_at=act.at
    )
    await act.record("leave_withdrawn", leave=leave.id)
    await act.toast("leave.withdrawn_toast")
    data = await leave_data(act, leave)
    await act.reply("leave.withdrawn", **data)
    await _tell_others(act, person, "withdrawn", data)
    await show_leave(act)


def permit_leave_of(act: Act, person: Person) -> None:
    """Return if I may enter and withdraw leave of this person; raise NotAllowed otherwise."""
    if person.id == act.me.id:
        act.permit(Action.DECLARE_LEAVE)
    else:
        act.permit(Action.DECLARE_LEAVE_FOR, Case(unit=person.unit))


async def _ask_days(act: Act, dialogue: Dialogue) -> None:
    person = await act.work.people.get(int(str(dialogue.draft["person"])))
    periods = list(usual_periods(act.today))
    await act.reply("leave.ask_days", person=person.name, periods=periods, **_place(dialogue))


async def _take_days(act: Act, dialogue: Dialogue, first: date, last: date) -> None:
    days = {"first": first.isoformat(), "last": last.isoformat()}
    dialogue = await dialogues.advance(act, dialogue, "days", **days)
    shown: dict[str, Any] = {name: {"date": day} for name, day in days.items()}
    reasons = [reason.value for reason in LeaveReason]
    await act.reply("leave.ask_reason", reasons=reasons, **shown, **_place(dialogue))


async def _find_people(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Offer the inspectors of my units whose number or name it is."""
    wanted, number = name_key(typed), normalised_identifier(typed)
    lines = [
        line
        for line in await act.work.inspectors.all(is_active=True)
        if line.person_id and (line.number == number or (wanted and wanted in name_key(line.name)))
    ]
    people = await act.work.people.all(id=tuple({line.person_id for line in lines}))
    options = [[each.id, each.name, each.unit] for each in people if _may_enter_for(act, each)]
    if not options:
        raise Invalid("leave.nobody")
    await act.reply("leave.pick_person", options=options[:_MOST_FOUND], **_place(dialogue))


def _may_enter_for(act: Act, person: Person) -> bool:
    try:
        permit_leave_of(act, person)
    except NotAllowed:
        return False
    return True


async def _open_duties(act: Act, person: Person) -> Any:
    """Say which duties he has already: leave does not take them from him."""
    states = (DutyState.NOTIFIED, DutyState.ACKNOWLEDGED)
    duties = await act.work.duties.all(person_id=person.id, state=states)
    rounds = await act.work.rounds.all(id=tuple({each.round_id for each in duties}))
    numbers = "、".join(each.number for each in rounds)
    return {"key": "leave.has_duties", "numbers": numbers} if numbers else ""


async def _tell_others(act: Act, person: Person, event: str, data: dict[str, Any]) -> None:
    """Tell the person, and his approvers, what another has entered or withdrawn."""
    approvers, _ = await act.holders(Role.APPROVER, person.unit)
    for other in {each.id: each for each in (person, *approvers)}.values():
        if other.id != act.me.id:
            key = f"leave.of_yours.{event}" if other.id == person.id else f"leave.of_unit.{event}"
            await act.notify(key, other, **data, by=act.me.name)


def _place(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue.id, "version": dialogue.version}
