"""Deadlines are rows, and these functions say what is due and who is to be reminded of it.

Pure and idempotent: the caller asks again on every tick and keeps the keys of the reminders it has
given, so a restart repeats nothing and an outage of a week brings each person one reminder, not five.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import model_validator

from bot.domain.calendar import (
    ONE_DAY,
    HolidayTable,
    add_working_days,
    is_working_day,
    previous_working_day,
    working_days_between,
)
from bot.domain.people import Record

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""Where every date of the product is a date."""


class DeadlineState(StrEnum):
    """The life of a deadline: met, run out (a right that nobody used), or no longer owed."""

    OPEN = "open"
    SETTLED = "settled"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class Deadline(Record):
    """What is owed until the end of a day; `rule` is the profile's key, `person_id` None means the unit.

    `term_days` are the working days that were counted (0: the text names the day itself), by the calendar
    whose newest loaded table has the row id `calendar_version` (0: none was loaded).
    """

    kind: str
    subject_kind: str
    subject_id: int
    person_id: int | None = None
    unit: str = ""
    rule: str
    started_on: date
    due_on: date
    term_days: int = 0
    calendar_version: int = 0
    provisional: bool = False
    state: DeadlineState = DeadlineState.OPEN

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        """Refuse a deadline that was over when it began."""
        if self.due_on < self.started_on:
            raise ValueError(f"due on {self.due_on}, before its start on {self.started_on}")
        return self


class ReminderKind(StrEnum):
    """Why somebody is reminded now (`product.md`, "Time")."""

    GIVEN = "given"
    HALF_WAY = "half_way"
    DAY_BEFORE = "day_before"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"


class Recipient(StrEnum):
    """Whom a reminder goes to: who owes the act, and then upwards."""

    HOLDER = "holder"
    APPROVER = "approver"
    LEAD_OFFICE = "lead_office"


ESCALATION = ((Recipient.APPROVER, 2), (Recipient.LEAD_OFFICE, 3))
"""Who else hears of it, and on which overdue working day (`product.md`, "Time")."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder to one recipient; `unique_key` is the same however often it is computed."""

    kind: ReminderKind
    unique_key: str
    to: Recipient


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When people may be reminded: from `opens` until just before `closes`, Asia/Shanghai."""

    opens: time = time(8, 30)
    closes: time = time(18, 0)

    def has(self, moment: time) -> bool:
        """Return whether the office is open at this time of a working day."""
        return self.opens <= moment < self.closes


OFFICE_HOURS = OfficeHours()
"""The product's default, 8:30 to 18:00; an office changes it by its settings."""


def open_deadline(
    *,
    kind: str,
    subject_kind: str,
    subject_id: int,
    rule: str,
    started_on: date,
    term_days: int,
    table: HolidayTable,
    person_id: int | None = None,
    unit: str = "",
    calendar_version: int = 0,
) -> Deadline:
    """Return a new deadline that ends `term_days` working days after the day of its start event.

    Raises:
        ValueError: the term is below one working day.
    """
    due = add_working_days(started_on, term_days, table)
    return Deadline(
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        person_id=person_id,
        unit=unit,
        rule=rule,
        started_on=started_on,
        due_on=due.day,
        term_days=term_days,
        calendar_version=calendar_version,
        provisional=due.provisional,
    )


def recomputed(deadline: Deadline, term_days: int, table: HolidayTable) -> Deadline:
    """Return the deadline under a newer table, never earlier than promised; as it was, if it is not open."""
    if deadline.state is not DeadlineState.OPEN:
        return deadline
    due = add_working_days(deadline.started_on, term_days, table)
    changes = {"due_on": max(due.day, deadline.due_on), "provisional": due.provisional}
    return deadline.model_copy(update=changes)


def due_at(deadline: Deadline) -> datetime:
    """Return the instant, in UTC, at which the last day ends: 24:00 in Asia/Shanghai."""
    return datetime.combine(deadline.due_on + ONE_DAY, time.min, SHANGHAI).astimezone(UTC)


def is_overdue(deadline: Deadline, today: date) -> bool:
    """Return whether the deadline is open and its last day is over."""
    return deadline.state is DeadlineState.OPEN and deadline.due_on < today


def due_now(deadlines: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return the open deadlines whose last day is today or over, the oldest first."""
    due = (each for each in deadlines if each.state is DeadlineState.OPEN and each.due_on <= today)
    return sorted(due, key=lambda each: (each.due_on, each.id))


def reminders_due(
    deadline: Deadline,
    today: date,
    time_of_day: time,
    table: HolidayTable,
    office_hours: OfficeHours = OFFICE_HOURS,
) -> list[Reminder]:
    """Return the reminders that stand now: at most one to each recipient, the most urgent one.

    They stand until a more urgent one follows; the caller gives those whose keys it has not given yet.

    Raises:
        ValueError: the deadline has not been stored, so that it has no key.
    """
    if not deadline.id:
        raise ValueError("A deadline is stored before anybody is reminded of it.")
    is_asleep = not office_hours.has(time_of_day) or not is_working_day(today, table)
    if is_asleep or deadline.state is not DeadlineState.OPEN or today < deadline.started_on:
        return []
    if today > deadline.due_on:
        return _overdue(deadline, today, table)
    milestones = _milestones(deadline, table)
    day = max(each for each in milestones if each <= today)
    return [_reminder(deadline, milestones[day], day, Recipient.HOLDER)]


def _milestones(deadline: Deadline, table: HolidayTable) -> dict[date, ReminderKind]:
    """Return what is said on which day until the last one; of those that coincide the later entry stays."""
    start, due = deadline.started_on, deadline.due_on
    term_days = working_days_between(start, due, table)
    half_way = add_working_days(start, (term_days + 1) // 2, table).day if term_days else due
    # Whoever has just been given a duty is told so, unless it ends today.
    return {
        half_way: ReminderKind.HALF_WAY,
        previous_working_day(due, table): ReminderKind.DAY_BEFORE,
        start: ReminderKind.GIVEN,
        due: ReminderKind.LAST_DAY,
    }


def _overdue(deadline: Deadline, today: date, table: HolidayTable) -> list[Reminder]:
    """Return today's reminder to the holder, and the one to everybody whose day has come."""
    late_days = working_days_between(deadline.due_on, today, table)
    above = [
        _reminder(deadline, ReminderKind.OVERDUE, add_working_days(deadline.due_on, nth, table).day, to)
        for to, nth in ESCALATION
        if nth <= late_days
    ]
    return [_reminder(deadline, ReminderKind.OVERDUE, today, Recipient.HOLDER), *above]


def _reminder(deadline: Deadline, kind: ReminderKind, day: date, to: Recipient) -> Reminder:
    """Return the reminder with its key, such as `deadline:17:overdue:2026-11-25:approver`."""
    return Reminder(kind, f"deadline:{deadline.id}:{kind}:{day}:{to}", to)
