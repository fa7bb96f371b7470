"""载入节假日安排: the lead office pastes or sends a year's notice, sees what it changes, and proposes it."""

import hashlib
from datetime import date
from typing import Any

from bot.domain.actions import Action
from bot.domain.calendars.files import read_notice
from bot.domain.calendars.tables import CalendarState, CalendarVersion, NoticeFault, NoticeReading, changes
from bot.domain.draw.bytes import dumps
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue, Person, Role
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.calendars.show_calendar import proposal_data, second_persons, send_year
from bot.usecases.second_person import second_person_days

CALENDAR = "calendar"
"""The deadline of the second person, and the kind of its subject."""
_FAULTS_PER_MESSAGE = 20


async def ask_notice(act: Act) -> None:
    """Ask for the notice; whatever is typed next is read as one."""
    act.permit(Action.LOAD_CALENDAR)
    dialogue = await dialogues.begin(act, "calendar", "notice")
    await dialogues.ask(act, dialogue, "calendar.ask")


async def type_notice(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Read what was pasted; the dialogue stays open until a notice is without fault."""
    if await offer_calendar(act, typed):
        await dialogues.end(act, dialogue)


async def offer_calendar(act: Act, words: str) -> bool:
    """Show all faults at once, or the year with what it would change; return whether it has no fault."""
    act.permit(Action.LOAD_CALENDAR)
    reading = read_notice(words)
    faults = [*reading.faults, *_too_far(reading, act.today.year)]
    for start in range(0, len(faults), _FAULTS_PER_MESSAGE):
        lines = [_fault_text(each) for each in faults[start : start + _FAULTS_PER_MESSAGE]]
        await act.reply("calendar.faults", n=len(faults), lines=lines)
    if not faults:
        await _preview(act, reading)
    return not faults


async def propose(act: Act, version_id: int) -> None:
    """Put the table to a second person; an older proposal for the same year falls away."""
    act.permit(Action.LOAD_CALENDAR)
    row = await act.work.calendar_versions.get(version_id)
    if row.proposed_by != act.me.id:
        raise Stale
    people = await second_persons(act, act.me.id)
    if not people:
        raise Refused("calendar.nobody_else")
    for older in await act.work.calendar_versions.all(year=row.year, state=CalendarState.PROPOSED):
        await act.work.calendar_versions.move(older, step_for("drop", older.state).target)
        await act.cancel(CALENDAR, (CALENDAR, older.id))
        await close_cards(act, older, "calendar.superseded")
    step = step_for("propose", row.state)
    days = second_person_days(act)
    owed = await act.owe(CALENDAR, (CALENDAR, row.id), days, role=Role.LEAD_OFFICE, rule="second_person")
    row = await act.work.calendar_versions.move(row, step.target, until=owed.due_on)
    await act.record("calendar_proposed", year=row.year, digest=row.digest)
    data = await proposal_data(act, row)
    await act.reply("calendar.proposed", card=f"calendar:{row.id}", **data)
    for person in people:
        await _show_card(act, row, person)


async def drop(act: Act, version_id: int) -> None:
    """Drop a table that was read, or take a proposal back."""
    act.permit(Action.LOAD_CALENDAR)
    row = await act.work.calendar_versions.get(version_id)
    if row.proposed_by != act.me.id:
        raise Stale
    was_proposed = row.state is CalendarState.PROPOSED
    await act.work.calendar_versions.move(row, step_for("drop", row.state).target)
    await act.cancel(CALENDAR, (CALENDAR, row.id))
    if was_proposed:
        await act.record("calendar_withdrawn", year=row.year, digest=row.digest)
    await close_cards(act, row, "calendar.dropped")


async def pending_calendars(act: Act) -> int:
    """Send anew what waits for me as the second person, and return how many."""
    waiting = await act.work.calendar_versions.all(state=CalendarState.PROPOSED)
    mine = [each for each in waiting if act.me in await second_persons(act, each.proposed_by)]
    for row in mine:
        await act.forget_card(f"calendar:{row.id}")
        await _show_card(act, row, act.me)
    return len(mine)


async def _show_card(act: Act, row: CalendarVersion, person: Person) -> None:
    """Send the second person the whole year, and the card below it."""
    await send_year(act, person, row.year, act.office.calendar.with_table(row.table))
    data = {**await proposal_data(act, row), "changes": _change_lines(act, row)}
    await act.notify("calendar.confirm_card", person, card=f"calendar:{row.id}", **data)


async def close_cards(act: Act, row: CalendarVersion, screen: str, **more: Any) -> None:
    """Take the buttons from all cards of a proposal, or of a draft that only its maker has seen."""
    data = {**await proposal_data(act, row), **more}
    seen_by = [] if row.until is None else await second_persons(act, row.proposed_by)
    for person in [await act.work.people.get(row.proposed_by), *seen_by]:
        await act.notify(screen, person, card=f"calendar:{row.id}", **data)


async def _preview(act: Act, reading: NoticeReading) -> None:
    digest = _digest(reading)
    in_force = await act.work.calendar_versions.one(year=reading.year, state=CalendarState.IN_FORCE)
    if in_force is not None and in_force.digest == digest:
        raise Refused("calendar.same", year=reading.year)
    row = await act.work.calendar_versions.add(
        CalendarVersion(
            year=reading.year,
            version=0,
            days=list(reading.days),
            digest=digest,
            proposed_by=act.me.id,
            proposed_at=act.at,
        )
    )
    await send_year(act, act.me, row.year, act.office.calendar.with_table(row.table))
    await act.reply(
        "calendar.preview",
        card=f"calendar:{row.id}",
        version=row.id,
        year=row.year,
        off=sum(each.is_off_day for each in row.days),
        worked=sum(not each.is_off_day for each in row.days),
        changes=_change_lines(act, row),
    )


def _change_lines(act: Act, row: CalendarVersion) -> Any:
    found = changes(act.office.calendar, row.table)
    keys = {True: "calendar.changed_worked", False: "calendar.changed_off"}
    lines = [{"key": keys[worked], "day": {"date": day.isoformat()}} for day, worked in found]
    return lines or {"key": "calendar.unchanged"}


def _digest(reading: NoticeReading) -> str:
    days = [[each.date.isoformat(), each.is_off_day] for each in reading.days]
    return hashlib.sha256(dumps(days)).hexdigest()


def _too_far(reading: NoticeReading, this_year: int) -> list[NoticeFault]:
    """Only this year and the next can be loaded: what is over is not counted anew."""
    if not reading.year or reading.year in (this_year, this_year + 1):
        return []
    return [NoticeFault("calendar.fault.year", {"year": reading.year, "first": this_year})]


def _fault_text(fault: NoticeFault) -> dict[str, Any]:
    shown = {
        name: {"date": value.isoformat()} if isinstance(value, date) else value
        for name, value in fault.params.items()
    }
    return {"key": fault.code, **shown}
